// A file of records for linkage: read into records or refused with a sentence, the same by one thread and by two.

#include "linkage/columns.h"
#include "linkage/records.h"
#include "matching/mapping.h"
#include "tests/fuzz/fuzz.h"

using namespace kith;

namespace {

const linkage::Mapping& mapping() {
    static const linkage::Mapping read =
        matching::mapping_from(
            "format = \"kith-mapping-1\"\nrecord_id = \"id\"\nsource = \"source\"\nforenames = [\"given\"]\n"
            "surname = \"family\"\ndate_of_birth = \"born\"\nsex = \"sex\"\naddress = [\"house\", "
            "\"street\"]\npostcode = \"postcode\"\n",
            "mapping")
            .value();
    return read;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string file(fuzz::text(bytes, size));
    const std::vector<linkage::Input> inputs = {{"records.csv", file}};
    auto columns = linkage::read_columns(inputs, mapping(), 1);
    const auto in_two = linkage::read_columns(inputs, mapping(), 2);
    fuzz::require(columns.has_value() == in_two.has_value(), "one thread and two read the same file");
    if (!columns) {
        fuzz::require(!columns.error().front().text.empty(), "a refusal is a sentence");
        return 0;
    }
    const auto records = linkage::make_records(std::move(**columns), mapping(), 1);
    if (!records) fuzz::require(!records.error().front().text.empty(), "so is this one");
    return 0;
}
