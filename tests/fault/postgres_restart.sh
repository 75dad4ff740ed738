#!/usr/bin/env bash
# PostgreSQL crashes and restarts three times under load.
. "$(dirname "$0")/common.sh"
"$driver" postgres-restart
