// A mapping of columns, from a TOML file.

#include "matching/mapping.h"
#include "tests/fuzz/fuzz.h"

using namespace kith;

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto mapping = matching::mapping_from(fuzz::text(bytes, size), "mapping.toml");
    if (!mapping) fuzz::require(!mapping.error().front().text.empty(), "a refusal is a sentence");
    return 0;
}
