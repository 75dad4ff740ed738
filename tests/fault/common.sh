# Sourced by the scripts of this folder: the driver, and a folder that is removed at the end.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
driver=${FAULT_DRIVER:-$root/build/test/tests/fault/fault_driver}
work=$(mktemp -d "${TMPDIR:-/tmp}/anwang-fault-XXXXXX")
trap 'rm -rf "$work"' EXIT
