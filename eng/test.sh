#!/usr/bin/env bash
# Runs every test and ends with one line: "N passed, N failed". Installs what is missing when it may (Debian, root).
#   HUTONG_TEST_JOBS   test programs at a time, default 2
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
configuration=Release

stop_with() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

install_what_is_missing() {
  local missing=()
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql-15)
  [ -x /usr/bin/chromium ] || missing+=(chromium)
  [ -n "$(find /usr/share/fonts -iname '*notosanscjk*' -print -quit 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || stop_with "Missing: ${missing[*]}. Install them, or run make test as root."
  echo "Installing ${missing[*]} …"
  local apt=(apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  for attempt in 1 2 3; do
    "${apt[@]}" update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "${missing[@]}" >"$logs/apt.log" 2>&1 </dev/null && return 0
    sleep $((attempt * 5))
  done
  tail -n 20 "$logs/apt.log" >&2
  stop_with "Could not install ${missing[*]}."
}

# One test program: its own log, then one line in the order of finishing.
run_one() {
  local project=$1 name log status
  name=$(basename "$project"); log="$logs/$name.log"
  timeout --kill-after=10 1800 "tests/$name/bin/$configuration/net10.0/HuTong.$name" --progress off --ansi off >"$log" 2>&1 </dev/null
  status=$?
  echo "$status" >"$logs/$name.status"
  printf '%-16s %s\n' "$name" "$(awk '/^ +(total|failed|succeeded|skipped|duration):/ {printf "%s %s  ", $1, $2}' "$log")"
  [ "$status" = 0 ] || { echo "----- $name ended with $status -----"; grep -v '^\s*$' "$log" | tail -n 200; echo "----- end of $name -----"; }
}

logs=$(mktemp -d /tmp/hutong-test.XXXXXX)
clean_up() { [ -z "${HUTONG_TEST_PG_FOLDER:-}" ] || eng/postgres.sh stop; rm -rf "$logs"; }
trap clean_up EXIT
trap 'exit 130' INT TERM

install_what_is_missing

echo "Building …"
locked=(); [ "${CI:-}" = true ] && locked=(--locked-mode)
dotnet restore HuTong.slnx -v quiet "${locked[@]}" || stop_with "Restoring packages failed."
dotnet build HuTong.slnx -c $configuration --no-restore -v quiet --nologo || stop_with "The build failed."

unset HUTONG_DB HUTONG_TODAY HUTONG_TEST_PG HUTONG_TEST_PG_FOLDER
server=$(eng/postgres.sh start) || stop_with "PostgreSQL did not start."
eval "$server"

# A project is a test program when it references the framework and has a test in its sources.
projects=""
for file in $(grep -lE 'Include="xunit\.v3"' tests/*/*.csproj); do
  name=$(basename "$(dirname "$file")")
  if grep -rqE --include='*.cs' --exclude-dir=obj '^\s*\[(Fact|Theory)\b' "tests/$name"; then projects+=" $name"; fi
done
export -f run_one; export logs configuration
printf '%s\n' $projects | xargs -P "${HUTONG_TEST_JOBS:-2}" -I{} bash -c 'run_one {}'

count() { awk -v key="$1:" '$1 == key {n = $2} END {print n + 0}' "$logs/$name.log"; }
passed=0 failed=0
for name in $projects; do
  passed=$((passed + $(count succeeded)))
  program_failed=$(count failed)
  # A program that crashed, was stopped or ran no test has failed, whatever it had counted.
  if [ "$program_failed" = 0 ] && { [ "$(cat "$logs/$name.status" 2>/dev/null)" != 0 ] || [ "$(count succeeded)" = 0 ]; }; then program_failed=1; fi
  failed=$((failed + program_failed))
done
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
