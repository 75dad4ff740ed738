#!/usr/bin/env bash
# Power loss: a VFS takes back what was not synced. With synchronous=FULL nothing acknowledged is lost; with OFF the same
# test must lose something, or it proves nothing.
. "$(dirname "$0")/common.sh"
times=3; [ -z "${LONG:-}" ] || times=12
lose() { # folder, seed, further options
  "$driver" load --data "$1/data" --ack "$1/acks" --run "power$2" --power-loss-after $((700 + RANDOM % 900)) --seed "$2" "${@:3}" || [ $? -eq 137 ]
}
mkdir "$work/off"
lose "$work/off" 0 --unsafe-sync
if "$driver" check --data "$work/off/data" --ack "$work/off/acks" >"$work/off/log"; then
  echo "FAILED: synchronous=OFF lost nothing"; exit 1
fi
echo "with synchronous=OFF, as it must be: $(tail -1 "$work/off/log")"
mkdir "$work/full"
for seed in $(seq 0 $((times - 1))); do
  lose "$work/full" "$seed"
  "$driver" check --data "$work/full/data" --ack "$work/full/acks"
done
