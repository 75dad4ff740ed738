#!/usr/bin/env bash
# The connection to PostgreSQL is cut around COMMIT, before and after the server has it.
. "$(dirname "$0")/common.sh"
"$driver" postgres-cut
