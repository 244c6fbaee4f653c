-- For wrk: people at random, one a request. Arguments: TOKEN, or - for none.
local load = require("common")
local rest

function init(arguments)
  math.randomseed(7)
  rest = load.head("GET", arguments[1])
end

function request()
  return "GET /v1/users/" .. load.id(0, math.random(0, load.people - 1)) .. rest
end

done = load.done
