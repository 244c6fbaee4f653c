# A throw-away deployment to measure, the peer beside it and the loads; sourced by deploy/bench.

# The port of the gateway, and that of the peer.
port=7020 peer_port=7021
# A member that everybody has.
someone=0190a5b0-0000-7000-8000-100000000000
# Events that a round of check-ins may use: one door or 64, and three times as many in reserve.
event_stride=260

# A deployment of our own with 100,000 people, and beside it, in the same PostgreSQL, a database
# "peer" with the peer's tables and a copy of attendance that nobody follows.
deployment() {
  [[ -z $state ]] || return 0
  need_packages "${RUN_PACKAGES[@]}" curl jq python3-venv wrk
  say "building the daemons"
  local product
  for product in users events attendance loyalty gateway credopass; do
    build "$product" swift build -c release --product "$product"
  done
  need_python "$out/python" Tests/Bench/Peers/fastapi/requirements.txt "$out/pip.log"
  say "starting a deployment and its peer"
  unset DATABASE_URL CREDOPASS_DATABASE_URL
  state=$(mktemp -d /tmp/credopass-bench.XXXXXX)
  export CREDOPASS_STATE=$state
  export CREDOPASS_ADMIN_EMAIL=admin@example.org CREDOPASS_ADMIN_PASSWORD='correct horse battery'
  # Mails are made by a job after the commit; that is not what is measured.
  GATEWAY_RATE=1000000 GATEWAY_BURST=1000000 EVENTS_NOTICES=600s .build/release/credopass up --detach --no-seed \
    --port "$port" >"$out/deployment.log" 2>&1 || {
    tail -n 20 "$out/deployment.log" >&2
    die "the deployment does not start (above)"
  }
  export PGPASSFILE=$state/keys/pgpass PGHOST=$state/run PGUSER=postgres
  fill
  PEER_DSN=postgresql:///peer serve "$out/python/bin/python3" -m uvicorn app:app \
    --app-dir Tests/Bench/Peers/fastapi --workers 2 --no-access-log --port "$peer_port"
  local _
  for _ in {1..200}; do
    curl -sf -o "$out/answer" "127.0.0.1:$peer_port/v1/users/$someone" && return 0
    sleep 0.1
  done
  die "the peer does not answer; see $out/servers.log"
}

query() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$@"; } # query DATABASE ARGUMENTS...

# What the loads ask for, the same for everybody.
fill() {
  local events=$((event_stride * (rounds + 1)))
  query credopass -v events="$events" -f Tests/Bench/Load/seed.sql
  query credopass -c 'CREATE DATABASE peer'
  pg_dump --schema=attendance --schema=events --schema=loyalty --extension=cube --format=custom credopass |
    pg_restore --dbname=peer
  query peer -v events="$events" -f Tests/Bench/Peers/fastapi/schema.sql
  analyze
}

# To be called when no table is empty that shall be measured: what was empty is planned as empty.
analyze() {
  local database
  for database in credopass peer; do query "$database" -c 'VACUUM ANALYZE'; done
}

has_followed() { # has_followed SOURCE FOLLOWER
  [[ $(query credopass -c "SELECT NOT EXISTS (SELECT FROM $1.feed
    WHERE position IS NULL) AND feed_head.position = coalesce((SELECT position
    FROM $2.cursor WHERE source = '$1'), 0) FROM $1.feed_head") == t ]]
}

# Nobody begins a measurement with the work of the one before: no follower is behind, no
# checkpoint is due.
settle() {
  local _
  for _ in {1..6000}; do
    if has_followed attendance loyalty && has_followed events attendance; then
      query credopass -c CHECKPOINT
      return 0
    fi
    sleep 0.1
  done
  die "a follower is still behind after ten minutes"
}

# The administrator's access token; one lives for ten minutes.
token() {
  curl -sf "127.0.0.1:$port/v1/auth/login" -H 'Content-Type: application/json' -d \
    "{\"email\": \"$CREDOPASS_ADMIN_EMAIL\", \"password\": \"$CREDOPASS_ADMIN_PASSWORD\"}" |
    jq -er .accessToken || die "the administrator cannot sign in"
}

load() { # load SCRIPT PORT ARGUMENTS...: wrk with 64 requests in flight
  LUA_PATH="$ROOT/Tests/Bench/Load/?.lua" wrk -t1 -c64 -d"$each" --timeout 10 \
    -s "Tests/Bench/Load/$1.lua" "http://127.0.0.1:$2" -- "${@:3}"
}

# transactions DATABASE SCRIPT CLIENTS [NAME=VALUE...]: pgbench; says no rate if one has failed.
transactions() {
  local said variables=("${@:4}")
  said=$(pgbench -n -M prepared -f "$2" -c "$3" -j $(($3 > 1 ? 2 : 1)) -T "$each" \
    "${variables[@]/#/-D}" "$1" 2>&1) && grep -q '^number of failed transactions: 0 ' <<<"$said" ||
    { printf '%s\n' "$said" && return 1; }
  sed -n 's|^number of .*processed: |of |p; s|^tps = \([0-9]*\).*|pgbench \1/s|p' <<<"$said"
}

# committed DATABASE TABLE COMMAND...: says no rate unless the table grew by what was counted, and
# by what was still under way at the end.
committed() {
  local said grown
  grown=$(query "$1" -c "SELECT count(*) FROM $2")
  said=$("${@:3}") || { printf '%s\n' "$said" && return 1; }
  grown=$(($(query "$1" -c "SELECT count(*) FROM $2") - grown))
  printf '%s\n' "$said"
  [[ $said =~ of\ ([0-9]+) ]] && ((grown >= BASH_REMATCH[1] && grown <= BASH_REMATCH[1] + 64)) ||
    { printf '%s grew by %d rows\n' "$2" "$grown" && return 1; }
}
