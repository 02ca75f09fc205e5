#!/usr/bin/env bash
# bin/run cluster: the embedded database as a process of its own, three servers joined by a bus, and
# HAProxy in front, all on this machine: docs/operations.md. PORT (8080) is where browsers come;
# the servers and the bus take the ports after it. A server that dies is started again. The ids of
# the processes are in DATA_DIR/cluster/*.pid, their output beside them.
set -euo pipefail
# shellcheck source=tools/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

build_program
export INTERCONSULTA_PROGRAM=$program
PATH=$PATH:/usr/sbin
need haproxy=haproxy
port=${PORT:-8080}
folder=$(realpath -m "${DATA_DIR:-$root/data}")/cluster
mkdir -p "$folder"
chmod 700 "$folder"
rm -f "$folder"/*.pid "$folder"/*.log "$folder/stopping"

export MASTER_KEY_FILE=${MASTER_KEY_FILE:-$folder/master.key}
[ -f "$MASTER_KEY_FILE" ] || (umask 077 && head -c 32 /dev/urandom | base64 > "$MASTER_KEY_FILE")

# Each server's bus has an address of its own, as it would on machines of their own.
bus=$((port + 10))
members=127.76.0.1:$bus,127.76.0.2:$bus,127.76.0.3:$bus

# keep NAME COMMAND...: runs it, and again when it dies, until we stop.
keep() {
  local name=$1
  shift
  while [ ! -e "$folder/stopping" ]; do
    "$@" >> "$folder/$name.log" 2>&1 < /dev/null &
    echo $! > "$folder/$name.pid"
    wait $! || true
    [ -e "$folder/stopping" ] || sleep 2
  done
}

end() { # end NAME...: asks all to end, and sees to it that they have.
  local name id ids=()
  for name in "$@"; do
    id=$(cat "$folder/$name.pid" 2> /dev/null) || continue
    ids+=("$id")
    kill -CONT "$id" 2> /dev/null || true
    kill -TERM "$id" 2> /dev/null || true
  done
  for id in ${ids[@]+"${ids[@]}"}; do
    for _ in $(seq 60); do
      kill -0 "$id" 2> /dev/null || break
      sleep 0.1
    done
    kill -KILL "$id" 2> /dev/null || true
  done
}

end_all() {
  touch "$folder/stopping"
  # The database last: the servers write until they end.
  end proxy one two three
  end database
}

stop() {
  trap '' INT TERM HUP
  end_all
  kill "$watch" 2> /dev/null || true
  wait || true
  exit 0
}
trap stop INT TERM HUP

# Nothing is left behind when this script itself is killed.
(
  trap '' INT HUP
  while kill -0 $$ 2> /dev/null; do sleep 1; done
  end_all
) > /dev/null 2>&1 &
watch=$!

# printed NAME: waits for the address on the line that says that it is ready.
printed() {
  local found
  for _ in $(seq 900); do
    found=$(sed -n 's/^Ready in [0-9.]* s: \(\S*\)$/\1/p' "$folder/$1.log" 2> /dev/null | tail -1)
    [ -z "$found" ] || { printf '%s' "$found"; return; }
    sleep 0.1
  done
  cat "$folder/$1.log" >&2
  die "$1 did not start"
}

# has_accounts: whether the first server has made every account of the sample.
has_accounts() {
  local health
  health=$(exec 3<> "/dev/tcp/localhost/$((port + 1))" &&
    printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3 && cat <&3) 2> /dev/null || return 1
  [ -n "$health" ] && [ "${health/\"warming\"/}" = "$health" ]
}

server() { # server NAME NUMBER [OPTION...]
  local name=$1 number=$2
  shift 2
  PORT=$((port + number)) MEDIA_PORT=$((port + 100 + 2 * number)) DATA_DIR=$folder/$name \
    HOST=localhost MONGODB_URI=$uri \
    CLUSTER_HOST=127.76.0.$number CLUSTER_PORT=$bus CLUSTER_MEMBERS=$members \
    TRUSTED_PROXIES=127.0.0.1/32 PUBLIC_URL=http://localhost:$port \
    keep "$name" "$root/bin/run" "$@"
}

PORT=0 DATA_DIR=$folder/database keep database "$root/bin/run" database &
uri=$(printed database)
# One after the other the first time: the first fills the database. It alone makes the accounts of
# the sample, behind its start: its list of them would lack whom another server was faster with.
server one 1 "$@" &
printed one > /dev/null
server two 2 "$@" --no-sample &
server three 3 "$@" --no-sample &
printed two > /dev/null
printed three > /dev/null
PROXY=127.0.0.1:$port SERVER_1=127.0.0.1:$((port + 1)) SERVER_2=127.0.0.1:$((port + 2)) \
  SERVER_3=127.0.0.1:$((port + 3)) keep proxy haproxy -db -f "$root/docs/haproxy.cfg" &

# Whoever comes now may land on any of them.
for _ in $(seq 600); do
  if has_accounts; then break; fi
  sleep 0.1
done
grep -h "Demo accounts" "$folder/one.log" || true
echo "Servers: http://localhost:$((port + 1)), $((port + 2)), $((port + 3)); processes: $folder"
for _ in $(seq 100); do
  if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then break; fi
  sleep 0.1
done
now=$(date +%s%3N)
printf 'Ready in %d.%d s: http://localhost:%s\n' $(((now - started) / 1000)) \
  $(((now - started) / 100 % 10)) "$port"
wait
