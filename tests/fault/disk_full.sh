#!/usr/bin/env bash
# Disk full: reads go on, writes answer 507, nothing acknowledged is lost, and writing resumes when there is room.
. "$(dirname "$0")/common.sh"
"$driver" disk-full
