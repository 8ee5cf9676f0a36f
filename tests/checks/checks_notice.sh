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

# Words: SQL and a council's name where they may not be.
for line in 'auto sql = R"sql(select 1)sql";' 'auto name = "Bury";' 'Html::trusted("x");' 'class PersonManager {};'; do
    git -C "$place" init -q words 2> /dev/null
    mkdir -p "$place/words/bin" "$place/words/src/people"
    cp bin/check-words "$place/words/bin/"
    printf '%s\n' "$line" > "$place/words/src/people/page.cpp"
    git -C "$place/words" add src
    sh "$place/words/bin/check-words" > /dev/null 2>&1 && fail "check-words let this pass: $line"
done

# Hardening: a program with all of it passes, and without one of them it does not.
cat > "$place/program.cpp" << 'CPP'
#include <cstdio>
#include <cstring>
#include <vector>
extern "C" void fill(char*, int);
int main(int count, char** words) {
    char large[65536], small[16];
    std::strcpy(small, words[0]);
    fill(large, count);
    std::vector<char> letters(large, large + count);
    return std::printf("%s %c\n", small, letters[words[0][0]]);
}
extern "C" __attribute__((noinline)) void fill(char* into, int size) { std::memset(into, size, 65536); }
CPP
built() { # what to leave off, what to put in its place
    flags='-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-clash-protection -fstack-protector-strong
        -fcf-protection=full -fuse-ld=mold -fPIE -pie -Wl,-z,nodlopen -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now'
    c++ -w $(for flag in $flags; do [ "$flag" = "$1" ] || echo "$flag"; done) $2 "$place/program.cpp" -o "$place/program"
}
built none ''
sh tests/checks/hardening.sh "$place/program" || fail "the hardening test refuses a program that has everything"
noticed() { # the part of the sentence, what to leave off, what to put in its place
    built "$2" "$3"
    said=$(sh tests/checks/hardening.sh "$place/program" 2>&1) && fail "the hardening test passed a program without $2"
    case $said in *"($1)"*) ;; *) fail "without $2 the hardening test says: $said" ;; esac
}
noticed -pie -pie '-no-pie -fno-pie'
noticed '-z relro' -Wl,-z,relro -Wl,-z,norelro
noticed '-z now' -Wl,-z,now -Wl,-z,lazy
noticed '-z nodlopen' -Wl,-z,nodlopen ''
noticed '-z noexecstack' -Wl,-z,noexecstack -Wl,-z,execstack
noticed 'no RPATH, no RUNPATH' none -Wl,-rpath,/tmp
noticed -fstack-protector-strong -fstack-protector-strong -fno-stack-protector
noticed -fstack-clash-protection -fstack-clash-protection -fno-stack-clash-protection
noticed _FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 ''
noticed -fcf-protection -fcf-protection=full -fcf-protection=none
noticed _GLIBCXX_ASSERTIONS -D_GLIBCXX_ASSERTIONS ''
exit 0
