#!/bin/sh
# The checks can fail: each is given something it must refuse.
set -eu
cd "$(dirname "$0")/../.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
fail() { echo "$1" >&2; exit 1; }

# Layers: `html` loses the right to include `base`.
sed 's/^kith_library(html .*/kith_library(html)/' CMakeLists.txt > "$place/CMakeLists.txt"
bin/check-layers "$place/CMakeLists.txt" > /dev/null 2>&1 && fail "check-layers let html include base without leave"
bin/check-layers > /dev/null || fail "check-layers refuses the tree as it is"

# Hardening: a binary without any.
printf 'int main() { return 0; }\n' > "$place/plain.cpp"
c++ -no-pie -O0 -fcf-protection=none -fno-stack-protector "$place/plain.cpp" -o "$place/plain"
sh tests/checks/hardening.sh "$place/plain" > /dev/null 2>&1 && fail "the hardening test passed a plain binary"
exit 0
