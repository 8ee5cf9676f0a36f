#include "db/migrate.h"

#include "base/crypto.h"
#include "db/database.h"
#include "db/dialect.h"

namespace kith::db {

namespace {

struct Applied {
    int number = 0;
    std::string name;
    std::string checksum;
};

constexpr std::string_view migrations_table = R"sql(
    create table schema_migrations (
        number     @number  primary key,
        name       text     not null,
        checksum   text     not null,
        applied_at @instant not null
    )
)sql";

constexpr Sql applied_migrations = R"sql(
    select number, name, checksum
      from schema_migrations
     order by number
)sql";

constexpr Sql add_migration = R"sql(
    insert into schema_migrations (number, name, checksum, applied_at)
    values (:number, :name, :checksum, :now)
)sql";

std::string checksum(const Migration& migration) {
    return hex(sha256(migration.text));
}

std::vector<Applied> applied(Reader& reader) {
    return reader.all(applied_migrations, {}, [](const Row& row) {
        return Applied{static_cast<int>(row.integer("number")), row.text("name"), row.text("checksum")};
    });
}

bool has_table(Reader& reader, Engine engine) {
    return reader.exists(has_migrations_table(engine), {});
}

// Those of `known` that are not applied yet. Throws when the database has one that is unknown or was edited since.
std::vector<Migration> missing(std::vector<Migration> known, const std::vector<Applied>& applied) {
    for (const Applied& one : applied) {
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](const Migration& migration) { return migration.number == one.number; });
        if (found == known.end())
            throw Fault(Fault::Kind::newer_schema,
                        fmt::format("This database was changed by a newer Kith (migration {:04} {}). Install that "
                                    "version, or a later one.",
                                    one.number, one.name));
        if (checksum(*found) != one.checksum)
            throw Fault(Fault::Kind::other, fmt::format("Migration {:04} {} was edited after it had been applied to "
                                                        "this database.",
                                                        one.number, one.name));
        known.erase(found);
    }
    return known;
}

} // namespace

// Makes the scripts, and is the only one that may.
class Migrator {
public:
    explicit Migrator(Database& database) : database_(database) {}

    void prepare() {
        const Engine engine = database_.engine();
        const bool is_prepared = database_.reading([&](Reader& reader) {
            if (!reader.exists(keeps_text_right(engine), {}))
                throw Fault(Fault::Kind::other,
                            "This PostgreSQL database does not sort text by its bytes, so lists and searches would go "
                            "wrong. Make it with: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME");
            return has_table(reader, engine);
        });
        if (!is_prepared) database_.apply(Script(spelled(migrations_table, engine)), [](Writer&) {});
    }

    void apply(const Migration& migration) {
        database_.apply(Script(spelled(migration.text, database_.engine())), [&](Writer& writer) {
            writer.run(add_migration, {{"number", migration.number},
                                       {"name", migration.name},
                                       {"checksum", checksum(migration)},
                                       {"now", writer.now()}});
        });
    }

private:
    Database& database_;
};

int migrate(Database& database, const std::vector<Migration>& known,
            const std::function<void(const std::string&)>& progress) {
    Migrator migrator(database);
    migrator.prepare();
    const auto wanted = missing(known, database.reading([](Reader& reader) { return applied(reader); }));
    for (const Migration& migration : wanted) {
        if (progress) progress(fmt::format("{:04} {}", migration.number, migration.name));
        migrator.apply(migration);
    }
    return static_cast<int>(wanted.size());
}

int migrate(Database& database, const std::function<void(const std::string&)>& progress) {
    return migrate(database, migrations(database.engine() == Engine::postgres), progress);
}

void require_current_schema(Database& database) {
    const Engine engine = database.engine();
    const auto wanted = database.reading([&](Reader& reader) {
        return missing(migrations(engine == Engine::postgres),
                       has_table(reader, engine) ? applied(reader) : std::vector<Applied>());
    });
    if (!wanted.empty()) throw Fault(Fault::Kind::other, "This database is not up to date: run kith migrate.");
}

} // namespace kith::db
