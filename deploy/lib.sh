# Shared by the scripts of this folder; sourced, never run. Sets ROOT, and fails in one line that
# names the fix.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SWIFT_NEEDED=6.3
export LC_ALL=C.UTF-8

# What building takes from Debian, what running and what testing take on top.
BUILD_PACKAGES=(
  libcjose-dev libcurl4-openssl-dev libjansson-dev libnng-dev libpq-dev libprotobuf-c-dev
  libpng-dev libqrencode-dev libsodium-dev libssl-dev pkg-config
)
RUN_PACKAGES=(postgresql)
TEST_PACKAGES=(
  jq libprotobuf-dev librsvg2-bin postgresql protobuf-c-compiler protobuf-compiler python3-venv
  zbar-tools
)

# say TEXT: one line of progress, with the seconds since the start.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

# die TEXT: ends with one line that names the fix.
die() {
  printf 'credopass: %s\n' "$*" >&2
  exit 1
}

is_root() { ((EUID == 0)); }

# is_attended: a person sits at a terminal and can be asked.
is_attended() { [[ -t 0 && -t 1 && -z ${CI:-} ]]; }

# ask QUESTION: true when the person says yes, or nobody is there to ask.
ask() {
  is_attended || return 0
  local answer
  read -r -p "$1 [Y/n] " answer
  [[ -z $answer || $answer == [yY]* ]]
}

# can_be_root: as_root will not fail for want of rights.
can_be_root() {
  is_root && return 0
  command -v sudo >/dev/null || return 1
  is_attended || sudo -n true &>/dev/null
}

# as_root COMMAND...: runs it as root: directly, or through sudo, which asks only a person.
as_root() {
  if is_root; then
    "$@"
  elif is_attended; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

# need_packages NAME...: installs from Debian those that are missing; touches no network otherwise.
need_packages() {
  local missing=() name
  for name in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) == *' installed' ]] || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || die "no apt-get here; install by hand: ${missing[*]}"
  can_be_root || die "packages are missing; as root: apt-get install ${missing[*]}"
  ask "These Debian packages are missing: ${missing[*]}. Install them now?" ||
    die "install them yourself, then run this again: sudo apt-get install ${missing[*]}"
  say "installing from Debian: ${missing[*]}"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3)
  local log
  log=$(mktemp)
  if ! as_root "${apt[@]}" update >"$log" 2>&1 ||
    ! as_root "${apt[@]}" install --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    die "apt-get failed (above); run: sudo apt-get update && sudo apt-get install ${missing[*]}"
  fi
  rm -f "$log"
}

# need_swift: the toolchain is there and new enough.
need_swift() {
  local fix="install Swift $SWIFT_NEEDED (https://www.swift.org/install/linux), put it on PATH"
  command -v swift >/dev/null || die "no swift on PATH; $fix"
  local found
  found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
  [[ -n $found ]] || die "'swift --version' does not answer; $fix"
  [[ $(printf '%s\n' "$SWIFT_NEEDED" "$found" | sort -V | head -n 1) == "$SWIFT_NEEDED" ]] ||
    die "Swift $found is too old; $fix"
}

# need_python FOLDER REQUIREMENTS LOG: a virtual environment with packages at pinned versions; a
# second run needs no network.
need_python() {
  local wanted
  wanted=$(sha256sum "$2")
  if [[ -f $1/installed && $(<"$1/installed") == "$wanted" ]]; then return 0; fi
  say "Python packages of $2"
  rm -rf "$1"
  /usr/bin/python3 -m venv "$1"
  watched "$3" 300 \
    "$1/bin/python3" -m pip install --no-input --disable-pip-version-check --retries 5 \
    --requirement "$2" ||
    die "pip failed: $(tail -n 1 "$3"); check the network, then run this again"
  printf '%s\n' "$wanted" >"$1/installed"
}

# need_space MEBIBYTES: so much is free where we build.
need_space() {
  local free
  free=$(df -Pm "$ROOT" | awk 'NR == 2 { print $4 }')
  ((free >= $1)) || die "$free MiB free under $ROOT, $1 needed; make room there"
}

# watched LOG LIMIT COMMAND...: runs it into LOG, shows that it lives, ends it after LIMIT seconds
# with status 124.
watched() {
  local log=$1 limit=$2 began=$SECONDS told=$SECONDS
  shift 2
  # Job control gives it a process group of its own, so that all it started ends with it.
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  WATCHED=$!
  set +m
  while kill -0 "$WATCHED" 2>/dev/null; do
    if ((SECONDS - began >= limit)); then
      echo "ended after $limit seconds" >>"$log"
      end_watched
      return 124
    fi
    if ((SECONDS - told >= 15)); then
      told=$SECONDS
      say "  ... $(tail -n 1 "$log" | tr -dc '[:print:]' | cut -c 1-80)"
    fi
    sleep 0.1
  done
  local status=0
  wait "$WATCHED" || status=$?
  WATCHED=
  return "$status"
}

# end_watched: ends what watched runs, with all it started.
end_watched() {
  [[ -n ${WATCHED:-} ]] || return 0
  kill -TERM -- "-$WATCHED" 2>/dev/null || true
  local _
  for _ in {1..50}; do
    kill -0 "$WATCHED" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$WATCHED" 2>/dev/null || true
  wait "$WATCHED" 2>/dev/null || true
  WATCHED=
}
