#!/usr/bin/env bash
# The whole server is killed under load over HTTP, 3 times (20 with LONG=1), started again on the same data, and checked:
# every report that was answered is there once, with its rows, and the chains verify.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/server.sh"
port=$(free_port)
times=3; [ -z "${LONG:-}" ] || times=20
"$anwang" keys new --data "$work/data" --keys "$work/keys" >/dev/null
# A pending report always has an owner: somebody must be on duty.
"$anwang" account add --data "$work/data" --keys "$work/keys" --login duty --name 值班人員 --role screener --unit screening >/dev/null
for i in $(seq "$times"); do
  "$anwang" serve --data "$work/data" --keys "$work/keys" --listen "127.0.0.1:$port" >"$work/server.log" 2>&1 &
  server=$!
  until_ready "$port" "$server" "$work/server.log"
  python3 "$(dirname "$0")/http_load.py" load "$port" "$work/acks" "run$i" &
  clients=$!
  sleep "$((2 + RANDOM % 3)).$((RANDOM % 10))"
  end_server "$server"
  end_server "$clients"
  "$anwang" verify --data "$work/data" --keys "$work/keys" >"$work/verify.log" 2>&1 || { cat "$work/verify.log"; exit 1; }
  python3 "$(dirname "$0")/http_load.py" check "$work/data" "$work/acks"
done
