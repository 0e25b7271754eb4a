#!/usr/bin/env bash
# A PostgreSQL of one's own for tests: in a temporary folder, on a free port, without fsync. Nothing of it outlives `stop`.
#   eval "$(eng/postgres.sh start)"   starts it and sets HUTONG_TEST_PG and HUTONG_TEST_PG_FOLDER
#   start --durable                   with fsync and more memory, for the benchmarks
#   eng/postgres.sh stop              stops it and removes its folder
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed; 'make test' as root installs it." >&2; exit 1; }

# The server refuses to run as root, so root hands over to the user postgres, from a folder that user can enter.
as_postgres() { cd /tmp; if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "No free port found for PostgreSQL." >&2; return 1
}

start() {
  local folder port   # $1: --durable or nothing
  folder=$(mktemp -d /tmp/hutong-pg.XXXXXX)
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  as_postgres "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 -A trust --no-sync >"$folder.log" 2>&1 \
    || { cat "$folder.log" >&2; exit 1; }
  port=$(free_port)
  cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 300
log_min_messages = fatal
CONF
  if [ "${1:-}" = --durable ]; then
    printf '%s\n' 'shared_buffers = 1GB' 'max_wal_size = 4GB'
  else
    printf '%s\n' 'shared_buffers = 256MB' 'max_wal_size = 2GB' 'fsync = off' 'synchronous_commit = off' 'full_page_writes = off'
  fi >>"$folder/data/postgresql.conf"
  # Nobody is asked for a password but members of this role, for the tests of log-ins.
  sed -i '1i host all +hutong_test_checked 127.0.0.1/32 scram-sha-256' "$folder/data/pg_hba.conf"
  as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start >>"$folder.log" 2>&1 \
    || { cat "$folder.log" "$folder/server.log" >&2; exit 1; }
  rm -f "$folder.log"
  echo "export HUTONG_TEST_PG='Host=127.0.0.1;Port=$port;Username=postgres'"
  echo "export HUTONG_TEST_PG_FOLDER='$folder'"
}

stop() {
  local folder=${HUTONG_TEST_PG_FOLDER:?no server was started from this shell}
  as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  case "$folder" in /tmp/hutong-pg.*) rm -rf "$folder" ;; esac
}

case "${1:-}" in
  start) start "${2:-}" ;;
  stop) stop ;;
  *) sed -n '2,5p' "$0" >&2; exit 2 ;;
esac
