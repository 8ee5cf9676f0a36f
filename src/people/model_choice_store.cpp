#include "people/model_choice.h"

namespace kith::people {

namespace {

constexpr db::Sql latest_choice = R"sql(
    select number, model_number
    from linkage_model_choices
    order by number desc
    limit 1
)sql";

constexpr db::Sql text_of_model = R"sql(
    select model
    from linkage_models
    where number = :number
)sql";

} // namespace

ModelChoice chosen_model(db::Reader& reader) {
    const auto choice = reader.one(latest_choice, {}, [](const db::Row& row) {
        return ModelChoice{row.integer("number"), row.optional_integer("model_number")};
    });
    return choice.value_or(ModelChoice());
}

std::optional<linkage::Model> read_model(db::Reader& reader, std::int64_t model) {
    const auto text =
        reader.one(text_of_model, {{"number", model}}, [](const db::Row& row) { return row.text("model"); });
    auto read = linkage::model_from_json(text.value_or(""), "");
    return read ? std::optional(std::move(read).value()) : std::nullopt;
}

} // namespace kith::people
