#!/usr/bin/env bash
# Two servers on one PostgreSQL under the main job over HTTP (reports, claims, decisions, assignments, contacts), 6 seconds
# (120 with LONG=1). At the end: nothing acknowledged is lost or doubled, both servers kept in memory exactly what a rebuild
# makes, and the chains verify.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/server.sh"
seconds=6; [ -z "${LONG:-}" ] || seconds=120
coproc cluster { exec "$driver" postgres; }
read -r url <&"${cluster[0]}"
server_a=; server_b=
trap 'for s in $server_a $server_b; do end_server "$s"; done; exec {cluster[1]}>&-; wait; rm -rf "$work"' EXIT
at=(--db "$url" --keys "$work/keys")

"$anwang" keys new --data "$work/a" --keys "$work/keys" >/dev/null
add() { echo 'correct horse battery' | "$anwang" account add --data "$work/a" "${at[@]}" --login "$1" --name "$1" --role "$2" --unit "$3" \
  --password-stdin >/dev/null; }
for i in 0 1; do
  add "screener$i" screener screening
  add "supervisor$i" supervisor protection_adult
  add "worker$i" social_worker protection_adult
done
port_a=$(free_port); port_b=$(free_port)
"$anwang" serve --data "$work/a" "${at[@]}" --listen "127.0.0.1:$port_a" --print-digests >"$work/a.log" 2>&1 & server_a=$!
"$anwang" serve --data "$work/b" "${at[@]}" --listen "127.0.0.1:$port_b" --print-digests >"$work/b.log" 2>&1 & server_b=$!
until_ready "$port_a" "$server_a" "$work/a.log"
until_ready "$port_b" "$server_b" "$work/b.log"
python3 "$(dirname "$0")/two_servers.py" load "$port_a" "$port_b" "$seconds" "$work/acks"
kill "$server_a" "$server_b"
wait "$server_a" || { tail -n 5 "$work/a.log"; exit 1; }
wait "$server_b" || { tail -n 5 "$work/b.log"; exit 1; }
server_a=; server_b=

"$anwang" digests --data "$work/a" "${at[@]}" >"$work/rebuilt"
for log in a b; do
  grep '^projection ' "$work/$log.log" | diff - "$work/rebuilt" || { echo "server $log kept something else than a rebuild makes"; exit 1; }
done
"$anwang" verify --data "$work/a" "${at[@]}" >"$work/verify.log" || { cat "$work/verify.log"; exit 1; }
python3 "$(dirname "$0")/two_servers.py" check "$url" "$work/acks"
