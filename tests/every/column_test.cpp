// Every column is described in docs/privacy/dictionary: what it means, how sensitive it is, why Kith holds it.

#include "app/schema_store.h"
#include "places/csv.h"
#include "tests/databases.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace kith;

namespace {

using Columns = std::set<std::string>;

Columns described() {
    Columns columns;
    for (const auto& file : std::filesystem::directory_iterator(KITH_SOURCE "/docs/privacy/dictionary")) {
        std::ifstream in(file.path());
        places::CsvReader reader(in);
        bool head = true;
        while (reader.next() == places::CsvReader::Read::row) {
            if (!std::exchange(head, false))
                columns.insert(fmt::format("{}.{}", reader.fields()[0], reader.fields()[1]));
        }
    }
    return columns;
}

Columns columns_of(db::Database& database) {
    Columns columns;
    for (const auto& table : app::schema(database))
        for (const auto& column : table.columns)
            columns.insert(table.name + "." + column.name);
    return columns;
}

std::string missing(const Columns& wanted, const Columns& there) {
    std::string names;
    for (const auto& name : wanted)
        if (!there.contains(name)) names += name + " ";
    return names;
}

} // namespace

TEST_CASE("every column is described, and nothing is described that is not there") {
    const auto words = described();
    on_each_database([&](db::Database& database) {
        const auto columns = columns_of(database);
        CHECK(missing(columns, words) == "");
        CHECK(missing(words, columns) == "");
    });
}
