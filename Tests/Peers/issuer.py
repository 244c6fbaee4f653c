"""An outside identity provider, with PyJWT: keys by discovery, tokens, and forgeries of them.

    issuer.py

Prints its URL, then answers each line of its standard input, a JSON object, with one line:
    {"do": "token", "key": NAME, "alg": ALG, "headers": {}, "claims": {}, "without": [], "forge": ""}
    {"do": "publish", "keys": [NAME]}     {"do": "serve", "path": PATH, "status": N, "body": TEXT}
    {"do": "count"}                       how often its key set was asked for
"""

import base64
import hashlib
import hmac
import http.server
import json
import sys
import threading
import time

try:
    import jwt
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
except ImportError as error:
    sys.exit(f"{error}: pip install PyJWT cryptography")


def made(bits):
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


# By name; `stranger` calls itself by the kid of `rsa`, and its like for `ec`.
keys = {
    "rsa": made(2048), "ec": ec.generate_private_key(ec.SECP256R1()), "next": made(2048),
    "stranger": made(2048), "ecstranger": ec.generate_private_key(ec.SECP256R1()),
    "small": made(1024), "p384": ec.generate_private_key(ec.SECP384R1()),
}
names = {"stranger": "rsa", "ecstranger": "ec"}
published = ["rsa", "ec"]
served = {}
count = 0


def algorithm(key):
    if isinstance(key, rsa.RSAPrivateKey):
        return jwt.algorithms.RSAAlgorithm
    return jwt.algorithms.ECAlgorithm


def key_set():
    every = [{"kty": "oct", "kid": "rsa", "k": "c2VjcmV0"}, {"kty": "OKP"}, {"kid": 5}, "junk"]
    for name in published:
        key = keys[name]
        jwk = algorithm(key).to_jwk(key.public_key(), as_dict=True)
        every.append(jwk | {"kid": name, "use": "sig"})
    return json.dumps({"keys": every})


class Web(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        global count
        status, body = 404, ""
        if self.path == "/.well-known/openid-configuration":
            status, body = 200, json.dumps({"issuer": url, "jwks_uri": url + "/keys"})
        if self.path == "/keys":
            count += 1
            status, body = 200, key_set()
        status, body = served.get(self.path, (status, body))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def part(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def token(wish):
    name = wish.get("key", "rsa")
    key = keys[name]
    now = int(time.time())
    claims = {"iss": url, "aud": "our-app", "sub": "sub-1", "iat": now, "exp": now + 300}
    claims |= wish.get("claims", {})
    headers = {"kid": names.get(name, name)} | wish.get("headers", {})
    for gone in wish.get("without", []):
        claims.pop(gone, None)
        if gone in ("kid", "typ"):
            headers[gone] = None
    headers = {name: value for name, value in headers.items() if value is not None}
    alg = wish.get("alg", "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256")
    forge = wish.get("forge", "")
    if forge == "hs256":
        # The public key as a secret, which a careless verifier has at hand.
        pem = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        header = part(json.dumps({"alg": "HS256", "typ": "JWT"} | headers).encode())
        signed = f"{header}.{part(json.dumps(claims).encode())}"
        return signed + "." + part(hmac.new(pem, signed.encode(), hashlib.sha256).digest())
    if forge == "twice":
        # Signed, and yet each reader may read another subject.
        text = json.dumps(claims)[:-1] + ', "sub": "admin"}'
        return jwt.PyJWS().encode(text.encode(), key, alg, headers=headers)
    if alg == "none":
        return jwt.encode(claims, None, "none", headers=headers)
    if "crit" in headers or headers.get("typ") == 5:
        return jwt.PyJWS().encode(json.dumps(claims).encode(), key, alg, headers=headers)
    text = jwt.encode(claims, key, alg, headers=headers)
    header, body, signature = text.split(".")
    if forge == "tamper":
        body = part(json.dumps(claims | {"sub": "admin"}).encode())
    if forge == "header":
        header = part(json.dumps({"alg": "RS256", "typ": "JWT", "kid": "ec"}).encode())
    if forge == "unsigned":
        signature = ""
    if forge == "swapped":
        signature = part(bytes(256))
    if forge == "der":
        raw = base64.urlsafe_b64decode(signature + "==")
        signature = part(b"\x30" + raw + b"\x00")
    return f"{header}.{body}.{signature}"


def answer(wish):
    if wish["do"] == "token":
        return token(wish)
    if wish["do"] == "publish":
        published[:] = wish["keys"]
    if wish["do"] == "serve":
        served[wish["path"]] = (wish["status"], wish.get("body", ""))
        if wish["status"] == 0:
            del served[wish["path"]]
    return str(count)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
url = f"http://127.0.0.1:{server.server_address[1]}"
threading.Thread(target=server.serve_forever, daemon=True).start()
print(url, flush=True)
for line in sys.stdin:
    print(answer(json.loads(line)), flush=True)
