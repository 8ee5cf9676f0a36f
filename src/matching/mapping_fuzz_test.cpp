#include "matching/mapping.h"

#include "tests/mutations.h"

#include <doctest/doctest.h>

namespace kith::matching {

TEST_CASE("a mutated mapping is read or refused with a sentence") {
    Mutations mutations(
        "format = \"kith-mapping-1\"\nrecord_id = [\"a\", \"b\"]\nsource = \"feed\"\nforenames = [\"given\", "
        "\"middle\"]\n"
        "surname = \"surname\"\nformer_names = [\"maiden\"]\ndate_of_birth = { day = \"d\", month = \"m\", year = "
        "\"y\" }\n"
        "sex = \"sex\"\naddress = [\"one\", \"two\"]\npostcode = \"pc\"\n\n[identifiers]\nnhs_number = \"nhs\"\n"
        "upn = { column = \"upn\", one_per_source = true }\n",
        {"\"", "=", "[", "]", "{", "}", "\n", "true", "1", "''", "record_id = \"x\"\n", "[identifiers]\n", "\xFF",
         "."});
    int read = 0;
    int refused = 0;
    for (int number = 0; number < 10'000; ++number) {
        const auto mapping = mapping_from(mutations.next(), "mutated.toml");
        ++(mapping ? read : refused);
        if (!mapping) CHECK_FALSE(mapping.error().front().text.empty());
    }
    CHECK(read > 50);
    CHECK(refused > 500);
}

} // namespace kith::matching
