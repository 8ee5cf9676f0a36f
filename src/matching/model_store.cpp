#include "matching/model_store.h"

#include "base/crypto.h"
#include "db/database.h"
#include "matching/pair_row.h"
#include "matching/union.h"

namespace kith::matching {

namespace {

constexpr db::Sql all_models = R"sql(
    select number, made_at, sha256, people, decisions
    from linkage_models
    order by number desc
)sql";

constexpr db::Sql model_by_number = R"sql(
    select number, made_at, sha256, people, decisions
    from linkage_models
    where number = :number
)sql";

constexpr db::Sql newest_model = R"sql(
    select number
    from linkage_models
    order by number desc
    limit 1
)sql";

constexpr db::Sql add_model = R"sql(
    insert into linkage_models (number, made_at, sha256, model, people, decisions)
    values (:number, :now, :sha256, :model, :people, :decisions)
)sql";

constexpr db::Sql add_choice = R"sql(
    insert into linkage_model_choices (number, model_number, chosen_at)
    values (:number, :model, :now)
)sql";

constexpr db::Sql look_at_everybody_again = R"sql(
    update likely_pairs_progress
    set number = 0
    where one = 1
)sql";

// With whether whoever said it first saw all of both.
constexpr db::Sql all_that_stands = R"sql(
    select d.one_id, d.other_id, d.number, d.verdict, d.reason, d.decided_at, d.posting_id, d.user_id, d.saw_content,
           d.needs_second, d.confirms, d.until_at, d.pattern, d.entry_pattern,
           coalesce(f.saw_content, false) as first_saw_content
    from standing_pair_decisions d
    left join pair_decisions f on f.one_id = d.one_id and f.other_id = d.other_id and f.number = d.confirms
    order by d.one_id, d.other_id
)sql";

constexpr db::Sql somebody_to_look_at = R"sql(
    select c.number
    from person_changes c
    where c.number > (select p.number from likely_pairs_progress p where p.one = 1)
    limit 1
)sql";

constexpr db::Sql likely_pairs_by_content = R"sql(
    select weight, pattern
    from likely_pairs
    where weight is not null
)sql";

KeptModel to_kept_model(const db::Row& row) {
    return {row.integer("number"), row.instant("made_at"), row.text("sha256"), row.integer("people"),
            row.integer("decisions")};
}

} // namespace

std::vector<KeptModel> kept_models(db::Reader& reader) {
    return reader.all(all_models, {}, to_kept_model);
}

std::optional<KeptModel> find_model(db::Reader& reader, std::int64_t number) {
    return reader.one(model_by_number, {{"number", number}}, to_kept_model);
}

std::int64_t keep_model(db::Writer& writer, const history::Actor& actor, const linkage::Model& model,
                        std::int64_t people, std::int64_t decisions) {
    const auto number =
        1 + writer.one(newest_model, {}, [](const db::Row& row) { return row.integer("number"); }).value_or(0);
    const auto text = linkage::to_json(model);
    writer.run(add_model, {{"number", number},
                           {"now", writer.now()},
                           {"sha256", hex(sha256(text))},
                           {"model", text},
                           {"people", people},
                           {"decisions", decisions}});
    history::record(writer, actor, {.action = "model.trained", .subjects = {{"model", std::to_string(number)}}});
    return number;
}

bool put_in_force(db::Writer& writer, const history::Actor& actor, std::optional<std::int64_t> model) {
    const auto before = people::chosen_model(writer);
    if (before.model == model) return false;
    writer.run(add_choice, {{"number", before.number + 1}, {"model", model}, {"now", writer.now()}});
    writer.run(look_at_everybody_again, {});
    history::record(writer, actor,
                    {.action = "model.chosen", .subjects = {{"model", model ? std::to_string(*model) : "built-in"}}});
    return true;
}

std::vector<Label> labels(db::Reader& reader) {
    std::vector<PairDecision> standing;
    std::vector<bool> saw_all;
    reader.for_each(all_that_stands, {}, [&](const db::Row& row) {
        standing.push_back(to_decision(row));
        saw_all.push_back(row.flag("saw_content") || row.flag("first_saw_content"));
    });
    const auto unions = united(standing);
    std::vector<Label> all;
    for (std::size_t i = 0; i < standing.size(); ++i) {
        const auto& said = standing[i];
        const bool together = said.joins() && !unions.against(said.pair);
        if (saw_all[i] && (together || said.verdict == Verdict::not_same)) all.push_back({said.pair, together});
    }
    return all;
}

std::optional<std::vector<LikelyPair>> likely_by_content(db::Reader& reader) {
    if (reader.exists(somebody_to_look_at, {})) return std::nullopt;
    return reader.all(likely_pairs_by_content, {}, [](const db::Row& row) {
        return LikelyPair{static_cast<linkage::Bits>(row.integer("weight")),
                          to_pattern(row.integer("pattern")).value()};
    });
}

} // namespace kith::matching
