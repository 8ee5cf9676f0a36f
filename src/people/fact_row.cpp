#include "people/fact_row.h"

namespace kith::people {

namespace {

std::string place_of(std::string_view table, Id<Person> person, std::int64_t number) {
    return fmt::format("{}|{}|{}", table, person.text(), number);
}

} // namespace

std::string sealed_fact(db::Writer& writer, std::string_view table, Id<Person> person, int number,
                        const std::vector<std::string_view>& texts) {
    return writer.vault().seal(texts, place_of(table, person, number), writer.random());
}

std::vector<std::string> opened_fact(const Vault& vault, std::string_view table, Id<Person> person, const db::Row& row,
                                     std::size_t count) {
    auto texts = vault.open(row.blob("sealed"), place_of(table, person, row.integer("number")));
    if (texts.size() != count) throw std::logic_error("a sealed fact has other parts than it was made of");
    return texts;
}

Problem changed_meanwhile() {
    return {"", "changed_meanwhile",
            "Somebody else changed this while you were typing. Both are shown below: nothing of yours was lost, and "
            "nothing was saved yet"};
}

Result<Done> keep_fact(db::Writer& writer, Id<Person> person, const Entry& entry, db::Sql latest,
                       const std::function<std::int64_t(int number)>& keep) {
    const auto number =
        writer.one(latest, {{"person", person}}, [](const db::Row& row) { return row.integer("number"); });
    const bool corrects_known = !entry.corrects || (*entry.corrects > 0 && *entry.corrects <= entry.version);
    if (number.value_or(0) != entry.version || !corrects_known) return changed_meanwhile();
    if (keep(entry.version + 1) == 0) return changed_meanwhile();
    return Done{};
}

} // namespace kith::people
