-- For wrk: what the loads share. Ids are those of seed.sql.
local load = { people = 100000 }

function load.id(kind, number)
  return string.format("0190a5b%d-0000-7000-8000-%d", kind, 100000000000 + number)
end

-- A request's text, but for what changes.
function load.head(method, token, length)
  local head = " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n"
  if token ~= "-" then head = head .. "Authorization: Bearer " .. token .. "\r\n" end
  if length then
    head = head .. "Content-Type: application/json\r\nContent-Length: " .. length .. "\r\n"
  end
  return head .. "\r\n"
end

-- Says the rate, unless a single answer was a refusal or never came.
function load.done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  if errors.status + lost > 0 or summary.requests == 0 then
    print(string.format("of %d requests %d were refused, %d got no answer",
      summary.requests + lost, errors.status, lost))
    os.exit(1)
  end
  print(string.format("http %d/s of %d p50 %dus p99 %dus",
    summary.requests * 1000000 / summary.duration, summary.requests,
    latency:percentile(50), latency:percentile(99)))
end

return load
