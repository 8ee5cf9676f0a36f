# One call for each folder of src/. USES names the folders it may include; bin/check-layers holds it to that.
# Sources are found by folder, so a new file touches no build file. Files ending in _test.cpp go into the
# folder's own test program.
function(kith_library name)
    cmake_parse_arguments(LIBRARY "" "" "USES;LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    if(NOT sources)
        kith_empty_file(${PROJECT_BINARY_DIR}/empty/${name}.cpp)
        set(sources ${PROJECT_BINARY_DIR}/empty/${name}.cpp)
    endif()

    add_library(kith_${name} STATIC ${sources})
    target_include_directories(kith_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    list(TRANSFORM LIBRARY_USES PREPEND kith_ OUTPUT_VARIABLE used)
    target_link_libraries(kith_${name} PUBLIC kith_options ${used} PRIVATE ${LIBRARY_LINKS})
    kith_precompile(kith_${name})
    # A release compiles the files of a folder six at a time: what they instantiate alike is compiled once (decision
    # 0030).
    if(CMAKE_BUILD_TYPE STREQUAL Release)
        set_target_properties(kith_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    endif()

    if(KITH_TESTS AND tests)
        add_executable(${name}_test ${tests})
        target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
        # Folders above the ground are tested in the made-up town, which is made of all of them.
        if(name IN_LIST kith_ground)
            target_link_libraries(${name}_test PRIVATE kith_${name} kith_test_support ${LIBRARY_LINKS})
            kith_test_program(${name}_test doctest)
        else()
            target_link_libraries(${name}_test PRIVATE kith_test_town ${LIBRARY_LINKS})
            kith_test_program(${name}_test town)
        endif()
        kith_test(${name} ${name}_test)
    endif()
endfunction()

set(kith_ground base db html linkage history access http mail profiles places)

# A test, by its length on two cores in seconds where it is long: the longest begin first, so that both cores end
# together. A tree that was just made knows no times of its own.
set(kith_cost_browser 420)
set(kith_cost_people 100)
set(kith_cost_kills 150)
set(kith_cost_access 140)
set(kith_cost_requests 110)
set(kith_cost_linkage 90)
set(kith_cost_every 60)
set(kith_cost_faults 40)
function(kith_test name)
    add_test(NAME ${name} COMMAND ${ARGN})
    if(DEFINED kith_cost_${name})
        set_tests_properties(${name} PROPERTIES COST ${kith_cost_${name}})
    endif()
endfunction()

# Tests are not optimised: they run for a moment, and to optimise them takes longer. Those that make worlds by chance
# for minutes or compare every page are worth it, and the town, which reads pages. g++ 12 at -O2 sees writes out of
# bounds in short std::string texts that are not there (GCC bug 105651), mostly where texts are put together as tests do.
set(kith_costly_tests access_test linkage_test faults_test every_test journeys_test kith_test_town)
function(kith_test_options target)
    target_compile_options(${target} PRIVATE "$<$<CONFIG:Release>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow>")
    target_compile_definitions(${target} PRIVATE DOCTEST_CONFIG_SUPER_FAST_ASSERTS)
    if(NOT target IN_LIST kith_costly_tests)
        target_compile_options(${target} PRIVATE "$<$<CONFIG:Release>:-O0;-U_FORTIFY_SOURCE>")
    endif()
endfunction()

# Written once: a file that is written again is compiled again.
function(kith_empty_file file)
    if(NOT EXISTS ${file})
        file(WRITE ${file} "")
    endif()
endfunction()

# A program of tests. What its files include most is compiled once for all such programs: doctest, or above the ground
# doctest and the town.
function(kith_test_program target includes)
    kith_test_options(${target})
    target_link_libraries(${target} PRIVATE kith_test_main)
    if(target IN_LIST kith_costly_tests)
        kith_precompile(${target})
        return()
    endif()
    set(precompiled kith_precompiled_${includes})
    if(NOT TARGET ${precompiled})
        set(headers <doctest/doctest.h>)
        if(includes STREQUAL town)
            list(APPEND headers ${PROJECT_SOURCE_DIR}/tests/town.h)
        endif()
        add_library(${precompiled} STATIC ${PROJECT_BINARY_DIR}/empty/precompiled.cpp)
        target_include_directories(${precompiled} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
        target_link_libraries(${precompiled} PUBLIC kith_options)
        kith_test_options(${precompiled})
        target_precompile_headers(${precompiled} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h ${headers})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${precompiled})
endfunction()

# The standard headers every file needs, compiled once for all.
function(kith_precompile target)
    if(NOT TARGET kith_precompiled)
        kith_empty_file(${PROJECT_BINARY_DIR}/empty/precompiled.cpp)
        add_library(kith_precompiled STATIC ${PROJECT_BINARY_DIR}/empty/precompiled.cpp)
        target_link_libraries(kith_precompiled PUBLIC kith_options)
        target_precompile_headers(kith_precompiled PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
    endif()
    target_precompile_headers(${target} REUSE_FROM kith_precompiled)
endfunction()
