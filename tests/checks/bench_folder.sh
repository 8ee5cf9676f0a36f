#!/bin/sh
# bin/bench removes no folder that it did not make. Stops before it builds anything.
set -eu
cd "$(dirname "$0")/../.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/kith-bench"
echo ours > "$place/kith-bench/kith.db"
status=0
timeout 20 bin/bench --folder "$place" > /dev/null 2>&1 || status=$?
[ $status -eq 2 ] || { echo "bin/bench went on (exit $status) in a folder that is not its own" >&2; exit 1; }
grep -q ours "$place/kith-bench/kith.db"
