# What every target is compiled and linked with: C++20, warnings as errors, and the hardening that
# tests/checks/hardening.sh reads off the shipped binary (OpenSSF compiler options guide).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(fmt REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(postgresql REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)

find_library(BOOST_JSON boost_json REQUIRED)
add_library(PkgConfig::boost_json INTERFACE IMPORTED)
target_link_libraries(PkgConfig::boost_json INTERFACE ${BOOST_JSON})

find_program(CCACHE ccache)
if(CCACHE)
    # Without its inode cache it reads the precompiled header anew for every file: as long as compiling a small one takes.
    # What it has never seen is compiled at once and not preprocessed first: ninja asks for the list of its headers anyway.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_INODECACHE=1 CCACHE_DEPEND=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

add_library(kith_options INTERFACE)
target_compile_features(kith_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_link_libraries(kith_options INTERFACE fmt::fmt)
target_compile_options(kith_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Werror
    # g++ spends a tenth of its time looking for memory to use again, of which there is enough.
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess;--param=ggc-min-expand=200;--param=ggc-min-heapsize=524288>
    -fstack-clash-protection -fstack-protector-strong -fcf-protection=full -ftrivial-auto-var-init=zero
    -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing -fPIE
    -D_GLIBCXX_ASSERTIONS
    # The same sums on every processor; the same binary from whatever folder it is built in.
    -ffp-contract=off -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
target_link_options(kith_options INTERFACE
    -pie -Wl,-z,nodlopen,-z,noexecstack,-z,relro,-z,now,--as-needed)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
if(KITH_SANITIZE)
    # g++ 12 sees uninitialised values that are none when it sanitizes.
    target_compile_options(kith_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
        -Wno-uninitialized -Wno-maybe-uninitialized)
    target_link_options(kith_options INTERFACE -fsanitize=address,undefined)
endif()
if(KITH_FUZZ)
    # What only clang warns of is clang-tidy's to say (bin/prove).
    target_compile_options(kith_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-sanitize-recover=undefined -fno-omit-frame-pointer -Wno-error)
    target_link_options(kith_options INTERFACE -fsanitize=address,undefined)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON) # for clang-tidy
find_program(MOLD mold)
if(MOLD)
    target_link_options(kith_options INTERFACE -fuse-ld=mold)
endif()
