#!/bin/sh
# The pages and journeys in headless Chromium, against a fresh demo town:  browser.sh KITH
# ONLY=home,find walks through these pages alone; SCREENSHOTS=DIR takes pictures of them instead.
set -eu
kith=$(realpath "$1")
cd "$(dirname "$0")/../.."
place=$(mktemp -d)
server=
stop() {
    status=$?
    trap - EXIT INT TERM
    [ -z "$server" ] || { kill "$server" 2> /dev/null && wait "$server" 2> /dev/null; } || true
    [ "$status" -eq 0 ] || tail -n 20 "$place/log" >&2 2> /dev/null || true
    rm -rf "$place"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

DEMO_DATABASE=$place/data/kith.db
"$kith" demo prepare --data "$place/data"
made=$(stat -c %i "$DEMO_DATABASE")
"$kith" demo prepare --data "$place/data" --profile profiles/bury
[ "$(stat -c %i "$DEMO_DATABASE")" = "$made" ] || { echo "the second start made another town" >&2; exit 1; }
if "$kith" demo prepare --data "$place/data" --profile profiles/staffordshire 2> "$place/log"; then
    echo "another council's profile was passed over in silence" >&2
    exit 1
fi
grep -q "Choose another folder with --data" "$place/log"
"$kith" demo serve --data "$place/data" --listen 127.0.0.1:0 > "$place/said" 2> "$place/log" &
server=$!
for _ in $(seq 100); do
    BASE_URL=$(grep -oE 'http://[0-9.]+:[0-9]+' "$place/said" || true)
    [ -z "$BASE_URL" ] || break
    sleep 0.1
done
[ -n "$BASE_URL" ] || { echo "Kith did not start" >&2; exit 1; }
DEMO_CODE="$kith demo code"
DEMO_PASSWORD=$(sed -n 's/^Sign in with the password "\(.*\)" .*/\1/p' "$place/said")
ROUTES="$kith routes"
export BASE_URL DEMO_CODE DEMO_PASSWORD DEMO_DATABASE ROUTES
cd browser
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
if [ -n "${SCREENSHOTS:-}" ]; then node pictures.mjs; else node run.mjs; fi
kill -INT "$server"
wait "$server" || { echo "Ctrl-C did not end it cleanly" >&2; exit 1; }
server=
