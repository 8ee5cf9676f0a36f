#include "people/sealing_store.h"

#include "db/database.h"

namespace kith::people {

namespace {

constexpr db::Sql the_key = R"sql(
    select fingerprint
    from sealing_keys
)sql";

constexpr db::Sql remember_key = R"sql(
    insert into sealing_keys (fingerprint)
    values (:fingerprint)
)sql";

} // namespace

void require_right_key(db::Database& database) {
    const bool is_right = database.writing([](db::Writer& writer) {
        const auto ours = writer.vault().fingerprint();
        const auto known = writer.one(the_key, {}, [](const db::Row& row) { return row.text("fingerprint"); });
        if (!known) writer.run(remember_key, {{"fingerprint", ours}});
        return known.value_or(ours) == ours;
    });
    if (!is_right)
        throw std::runtime_error("The key file is not the one that this database was sealed with. Put the right file "
                                 "back, or name it as key_file in kith.toml.");
}

} // namespace kith::people
