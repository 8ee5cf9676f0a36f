// A file for `kith import`: every row is read or a mistake with its line, and the reader comes to an end.

#include "base/text.h"
#include "places/csv.h"
#include "tests/fuzz/fuzz.h"

#include <sstream>

using namespace kith;

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::istringstream input{std::string(fuzz::text(bytes, size))};
    places::CsvReader reader(input);
    std::int64_t line = 0;
    for (std::size_t rows = 0;; ++rows) {
        fuzz::require(rows <= size + 1, "it ends");
        const auto read = reader.next();
        if (read == places::CsvReader::Read::end) return 0;
        fuzz::require(reader.line() >= line, "lines go forward");
        line = reader.line();
        if (read == places::CsvReader::Read::mistake) {
            fuzz::require(!reader.mistake().empty(), "a mistake is a sentence");
            continue;
        }
        fuzz::require(reader.fields().size() <= places::CsvReader::most_fields, "no more fields than it promises");
        for (const auto field : reader.fields())
            fuzz::require(is_valid_utf8(field), "what is read is UTF-8");
    }
}
