# Builds the files of assets/ into the program, as they are and compressed by gzip. A changed file configures anew,
# and so gets a new hash in its address.
function(kith_embed_assets target)
    set(folder ${PROJECT_BINARY_DIR}/assets)
    file(MAKE_DIRECTORY ${folder})
    file(GLOB names RELATIVE ${PROJECT_SOURCE_DIR}/assets CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/*)
    find_program(GZIP gzip REQUIRED)
    set(assembly "")
    set(declarations "")
    set(rows "")
    set(number 0)
    foreach(name IN LISTS names)
        set(file ${PROJECT_SOURCE_DIR}/assets/${name})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        execute_process(COMMAND ${GZIP} -9nc ${file} OUTPUT_FILE ${folder}/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
        file(SHA256 ${file} hash)
        string(SUBSTRING ${hash} 0 12 hash)
        set(symbol kith_asset_${number})
        foreach(form bytes gzip)
            set(bytes ${file})
            set(gzip ${folder}/${name}.gz)
            string(APPEND assembly "__asm__(\".section .rodata\\n.balign 16\\n.globl ${symbol}_${form}\\n${symbol}_${form}:\\n\"
        \".incbin \\\"${${form}}\\\"\\n.globl ${symbol}_${form}_end\\n${symbol}_${form}_end:\\n.byte 0\\n.previous\\n\");\n")
            string(APPEND declarations "extern \"C\" const char ${symbol}_${form}[], ${symbol}_${form}_end[];\n")
        endforeach()
        string(APPEND rows "        {\"${name}\", \"${hash}\", between(${symbol}_bytes, ${symbol}_bytes_end), "
                           "between(${symbol}_gzip, ${symbol}_gzip_end)},\n")
        math(EXPR number "${number} + 1")
    endforeach()
    file(CONFIGURE OUTPUT ${folder}/embedded_assets.cpp @ONLY CONTENT
"#include \"html/embedded_assets.h\"

#include <array>

@declarations@
@assembly@
namespace kith::html {

namespace {

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

} // namespace

std::span<const EmbeddedAsset> embedded_assets() {
    static const std::array<EmbeddedAsset, @number@> all = {{
@rows@    }};
    return all;
}

} // namespace kith::html
")
    target_sources(${target} PRIVATE ${folder}/embedded_assets.cpp)
endfunction()
