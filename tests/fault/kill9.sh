#!/usr/bin/env bash
# kill -9 under full load, 3 times (20 with LONG=1), always on the same store: nothing acknowledged is lost or doubled.
. "$(dirname "$0")/common.sh"
times=3; [ -z "${LONG:-}" ] || times=20
for i in $(seq "$times"); do
  "$driver" load --data "$work/data" --ack "$work/acks" --run "kill$i" &
  victim=$!
  sleep "$((1 + RANDOM % 2)).$((RANDOM % 10))"
  kill -9 "$victim"
  wait "$victim" 2>/dev/null || [ $? -eq 137 ]
  "$driver" check --data "$work/data" --ack "$work/acks"
done
