#!/usr/bin/env bash
# A server that loses its lease to another writes nothing more.
. "$(dirname "$0")/common.sh"
"$driver" lost-lease
