-- For wrk, one thread: everybody checks in once at an event, at so many doors in turn; when all are
-- in, at as many further events. Arguments: TOKEN FIRST_EVENT DOORS, or - FIRST_EVENT DOORS for the
-- peer.
local load = require("common")
local isPeer, rest, first, doors
local count = 0

local function ours(event, person)
  return "POST /v1/events/" .. event .. "/check-ins" .. rest .. '{"userId": "' .. person
    .. string.format('", "scanId": "scan-%012d"}', first * 1000000 + count)
end

local function theirs(event, person)
  return "POST /v1/check-ins" .. rest .. '{"eventId": "' .. event .. '", "patronId": "' .. person
    .. '"}'
end

function init(arguments)
  isPeer = arguments[1] == "-"
  first, doors = tonumber(arguments[2]), tonumber(arguments[3])
  rest = ""
  local body = (isPeer and theirs or ours)(load.id(2, 0), load.id(0, 0))
  local length = #body - (isPeer and #"POST /v1/check-ins"
    or #"POST /v1/events//check-ins" + #load.id(2, 0))
  rest = load.head("POST", arguments[1], length)
end

function request()
  local event = first + count % doors + doors * math.floor(count / load.people)
  -- A prime step: neighbours in time are none in any index.
  local person = count % load.people * 7919 % load.people
  local text = (isPeer and theirs or ours)(load.id(2, event), load.id(0, person))
  count = count + 1
  return text
end

done = load.done
