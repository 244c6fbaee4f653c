"use strict";
// Shows /openapi.json and lets one call it. What is typed or answered becomes text, never markup;
// the access token lives in this page's memory and nowhere else.
(() => {
  let document_ = {};
  let token = "";

  /** An element with attributes and children; texts stay texts. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child != null && child !== ""));
    return element;
  }

  const byID = (id) => document.getElementById(id);

  /** What a $ref points at, and its name. */
  function resolved(schema) {
    if (!schema || !schema.$ref) return { schema: schema || {}, name: "" };
    const parts = schema.$ref.slice(2).split("/");
    return { schema: parts.reduce((at, part) => at[part], document_), name: parts.at(-1) };
  }

  // MARK: Schemas

  function typeText(raw) {
    const { schema, name } = resolved(raw);
    if (schema.anyOf) return schema.anyOf.map(typeText).join(" or ");
    if (schema.type === "array") return `list of ${typeText(schema.items)}`;
    if (name && schema.type === "object") return name;
    if (schema.enum) return schema.enum.join(" | ");
    return schema.format ? `${schema.type} (${schema.format})` : schema.type || "any";
  }

  /** The object that a schema holds at some depth, or nothing. */
  function inner(raw) {
    const { schema } = resolved(raw);
    if (schema.properties) return schema;
    if (schema.items) return inner(schema.items);
    return (schema.anyOf || []).map(inner).find(Boolean);
  }

  function fields(schema, depth = 0) {
    const required = new Set(schema.required || []);
    return make("ul", { class: "fields" }, Object.entries(schema.properties || {}).map(
      ([name, property]) => {
        const below = depth < 3 && inner(property);
        return make("li", {},
          make("code", {}, name), required.has(name) ? " *" : "",
          make("span", { class: "type" }, typeText(property)),
          property.description ? make("p", { class: "note" }, property.description) : "",
          below ? fields(below, depth + 1) : "");
      }));
  }

  /** A value to begin with. */
  function example(raw, depth = 0) {
    const { schema } = resolved(raw);
    if (schema.anyOf) return example(schema.anyOf[0], depth);
    if (schema.enum) return schema.enum.find((word) => !word.endsWith("UNSPECIFIED"));
    switch (schema.type) {
      case "object":
        return depth > 2 ? {} : Object.fromEntries(Object.entries(schema.properties || {})
          .map(([name, property]) => [name, example(property, depth + 1)]));
      case "array": return [];
      case "integer": case "number": return 0;
      case "boolean": return false;
      default: return schema.format === "date-time" ? new Date().toISOString() : "";
    }
  }

  // MARK: Calls

  function randomKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

  /** What a form says, as one request. */
  function requestOf(method, path, operation, form) {
    let target = path;
    const query = new URLSearchParams();
    const headers = {};
    for (const parameter of operation.parameters || []) {
      const text = form.elements[`${parameter.in} ${parameter.name}`].value;
      if (parameter.in === "path") {
        target = target.replace(`{${parameter.name}}`, encodeURIComponent(text));
      } else if (text !== "") {
        if (parameter.in === "query") query.append(parameter.name, text);
        else headers[parameter.name] = text;
      }
    }
    if (query.size) target += `?${query}`;
    const body = form.elements.body?.value;
    if (body) headers["Content-Type"] = Object.keys(operation.requestBody.content)[0];
    return { method, url: new URL(target, location.origin).href, headers, body: body || undefined };
  }

  /** The request for a shell; the token stays out of what is easily passed on. */
  function asCommand({ method, url, headers, body }) {
    const lines = [`curl -X ${method} ${quoted(url)}`];
    if (token) lines.push(`-H "Authorization: Bearer $TOKEN"`);
    for (const [name, text] of Object.entries(headers)) {
      lines.push(`-H ${quoted(`${name}: ${text}`)}`);
    }
    if (body) lines.push(`--data-binary ${quoted(body)}`);
    return lines.join(" \\\n  ");
  }

  async function send({ method, url, headers, body }) {
    const all = token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
    return fetch(url, { method: method.toUpperCase(), headers: all, body, cache: "no-store" });
  }

  async function show(answer, began) {
    const text = await answer.text();
    let pretty = text;
    try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* it is no JSON */ }
    const heads = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    const took = Math.round(performance.now() - began);
    return [
      make("h3", { class: answer.ok ? "" : "wrong" },
        `${answer.status} ${answer.statusText} in ${took} ms`),
      make("pre", {}, heads), pretty ? make("pre", {}, pretty) : "",
    ];
  }

  // MARK: The page

  function input(parameter) {
    const name = `${parameter.in} ${parameter.name}`;
    const { schema } = resolved(parameter.schema);
    const value = parameter.name === "Idempotency-Key" ? randomKey() : undefined;
    const words = schema.enum || (schema.type === "boolean" ? ["true", "false"] : null);
    const required = parameter.required;
    return make("label", { title: parameter.description },
      `${parameter.name}${required ? " *" : ""} (${parameter.in})`,
      words
        ? make("select", { name, required }, ["", ...words].map((word) => make("option", {}, word)))
        : make("input", { name, required, value, placeholder: typeText(parameter.schema) }));
  }

  function tryForm(method, path, operation) {
    const content = Object.entries(operation.requestBody?.content || {})[0];
    const start = content && content[0] === "application/json"
      ? JSON.stringify(example(content[1].schema), null, 2) : "";
    const form = make("form", { class: "try" },
      (operation.parameters || []).map(input),
      content ? make("label", {}, `body (${content[0]})`,
        make("textarea", { name: "body", spellcheck: "false" }, start)) : "",
      make("button", {}, "Send"));
    const said = make("div", { "aria-live": "polite" });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const request = requestOf(method.toUpperCase(), path, operation, form);
      said.replaceChildren(make("pre", {}, asCommand(request)));
      const began = performance.now();
      try {
        said.append(...(await show(await send(request), began)).filter(Boolean));
      } catch (error) {
        said.append(make("p", { class: "wrong" }, `No answer: ${error.message}`));
      }
    });
    return [form, said];
  }

  function describe(method, path, operation) {
    const content = Object.values(operation.requestBody?.content || {})[0];
    const body = content && inner(content.schema);
    const answers = Object.entries(operation.responses).map(([status, raw]) => {
      const answer = resolved(raw).schema;
      const shape = inner(Object.values(answer.content || {})[0]?.schema);
      return status.startsWith("2") && shape
        ? make("li", {}, `${status}: ${answer.description}`, fields(shape))
        : make("li", {}, `${status}: ${answer.description}`);
    });
    return make("div", {},
      make("p", { class: "note" }, operation.description),
      (operation.parameters || []).length ? make("h3", {}, "Parameters") : "",
      make("ul", { class: "fields" }, (operation.parameters || []).map((parameter) =>
        make("li", {}, make("code", {}, parameter.name), parameter.required ? " *" : "",
          make("span", { class: "type" }, `${parameter.in}, ${typeText(parameter.schema)}`),
          parameter.description ? make("p", { class: "note" }, parameter.description) : ""))),
      body ? [make("h3", {}, "Body"), fields(body)] : "",
      make("h3", {}, "Try it"), tryForm(method, path, operation),
      make("h3", {}, "Answers"), make("ul", { class: "fields" }, answers));
  }

  function entry(method, path, operation) {
    const details = make("details", { id: operation.operationId },
      make("summary", {},
        make("span", { class: "method" }, method.toUpperCase()),
        make("span", { class: "path" }, path),
        make("span", { class: "summary" }, operation.summary)));
    details.dataset.words =
      `${method} ${path} ${operation.operationId} ${operation.description}`.toLowerCase();
    // Hundreds of forms at once would be slow: each is made when it is first opened.
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) {
        details.append(describe(method, path, operation));
      }
    });
    return details;
  }

  function render() {
    byID("about").textContent = document_.info.description;
    const byTag = new Map();
    for (const [path, operations] of Object.entries(document_.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const tag = operation.tags[0];
        if (!byTag.has(tag)) byTag.set(tag, []);
        byTag.get(tag).push(entry(method, path, operation));
      }
    }
    byID("tags").replaceChildren(...[...byTag].map(([tag, entries]) =>
      make("li", {}, make("a", { href: `#tag-${tag}` }, tag), ` (${entries.length})`)));
    byID("operations").replaceChildren(...[...byTag].map(([tag, entries]) =>
      make("section", {}, make("h2", { id: `tag-${tag}` }, tag), entries)));
    const chosen = location.hash && byID(decodeURIComponent(location.hash.slice(1)));
    if (chosen) { chosen.open = true; chosen.scrollIntoView(); }
  }

  byID("find").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/);
    for (const details of document.querySelectorAll("details")) {
      details.hidden = !words.every((word) => details.dataset.words.includes(word));
    }
    for (const section of document.querySelectorAll("section")) {
      section.hidden = !section.querySelector("details:not([hidden])");
    }
  });

  byID("sign-in").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const said = form.querySelector("output");
    const { email, password } = Object.fromEntries(new FormData(form));
    try {
      const answer = await fetch("/v1/auth/login", {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ email, password }),
      });
      const body = await answer.json();
      if (!answer.ok) { said.textContent = body.detail; return; }
      token = body.accessToken;
      form.reset();
      said.textContent = "";
      form.hidden = true;
      byID("signed-in").hidden = false;
      byID("signed-in").querySelector("output").textContent =
        `Signed in as ${email}, for ${Math.round(body.expiresIn / 60)} minutes`;
    } catch (error) {
      said.textContent = `No answer: ${error.message}`;
    }
  });

  byID("signed-in").addEventListener("submit", (event) => {
    event.preventDefault();
    token = "";
    event.target.hidden = true;
    byID("sign-in").hidden = false;
  });

  fetch("/openapi.json").then((answer) => answer.json()).then((json) => {
    document_ = json;
    render();
  }).catch((error) => {
    byID("operations").textContent = `The document cannot be read: ${error.message}`;
  });
})();
