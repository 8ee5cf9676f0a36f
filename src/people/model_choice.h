#pragma once
// Which model weighs pairs of records: the one that somebody chose last (matching/model_commands.h), or the built-in
// one.

#include "db/reader.h"
#include "linkage/model.h"

#include <optional>

namespace kith::people {

struct ModelChoice {
    std::int64_t number = 0;                // how many choices were made; 0: none
    std::optional<std::int64_t> model = {}; // nothing: the built-in one

    bool operator==(const ModelChoice&) const = default;
};

// What stands in the database.
ModelChoice chosen_model(db::Reader& reader);
// A model that was kept. Nothing: there is none of that number, or it is of another version of Kith.
std::optional<linkage::Model> read_model(db::Reader& reader, std::int64_t model);

} // namespace kith::people
