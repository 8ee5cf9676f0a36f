#!/bin/sh
# The shipped binary carries the hardening it was built with (security 4.5): a flag that is lost fails here.
#   hardening.sh BINARY      exits 0, or says what is missing
# What leaves no trace in a binary (-ftrivial-auto-var-init and the -fno-… flags) stands in cmake/options.cmake alone.
set -eu
binary=$1
bad=0
want() { # sentence, command …
    sentence=$1
    shift
    "$@" > /dev/null 2>&1 || { echo "missing: $sentence" >&2; bad=1; }
}
headers=$(readelf -W -l -h "$binary")
dynamic=$(readelf -W -d "$binary")
symbols=$(readelf -W --dyn-syms "$binary")
# Debian's own start-up files are built without it, so the linked file's property note cannot tell: look at the code.
entry=$(objdump -d --disassemble=main "$binary" | grep -m 1 -A 1 '<main>:$' || true)
probes=$(objdump -d --section=.text "$binary" | grep -m 1 -E 'orq +\$0x0,\(%rsp\)' || true)
has() { printf '%s' "$1" | grep -qE "$2"; }
want "position-independent executable (-pie)" has "$headers" 'Type: +DYN'
want "read-only relocations (-z relro)" has "$headers" 'GNU_RELRO'
want "immediate binding (-z now)" has "$dynamic" 'BIND_NOW|FLAGS.*NOW'
want "no dlopen of it (-z nodlopen)" has "$dynamic" 'NOOPEN'
want "stack not executable (-z noexecstack)" has "$headers" 'GNU_STACK .* RW +0x'
want "no library path of its own (no RPATH, no RUNPATH)" test -z "$(printf '%s' "$dynamic" | grep -E 'RPATH|RUNPATH')"
want "stack protector (-fstack-protector-strong)" has "$symbols" '__stack_chk_fail'
want "stack clash protection (-fstack-clash-protection)" test -n "$probes"
want "fortified library calls (_FORTIFY_SOURCE)" has "$symbols" '__[a-z]*_chk@'
want "control-flow protection (-fcf-protection)" has "$entry" 'endbr64'
want "library assertions (_GLIBCXX_ASSERTIONS)" has "$symbols" '__glibcxx_assert_fail'
want "nothing of the folder it was built in (-ffile-prefix-map)" \
    test -z "$(strings "$binary" | grep -E '^/.*/src/[a-z]+/[a-z_]+\.(cpp|h)$')"
exit $bad
