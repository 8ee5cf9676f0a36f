#include "tests/faults/ledger.h"

#include "db/migrate.h"

#include <doctest/doctest.h>
#include <unistd.h>

namespace kith::faults {

namespace {

const std::vector<db::Migration> tables = {{1, "ledger", R"sql(-- What the tests of faults keep.
    create table entries (
        number @number primary key,
        bytes  @blob not null
    );

    create table totals (
        entries @number not null
    );

    insert into totals values (0);
)sql"}};

constexpr db::Sql add_entry = R"sql(
    insert into entries (number, bytes)
    values (:number, :bytes)
)sql";

constexpr db::Sql count_entry = R"sql(
    update totals
       set entries = entries + 1
)sql";

constexpr db::Sql numbers = R"sql(
    select number
      from entries
)sql";

constexpr db::Sql total = R"sql(
    select entries
      from totals
)sql";

constexpr db::Sql remove_entries = R"sql(delete from entries)sql";
constexpr db::Sql reset_total = R"sql(update totals set entries = 0)sql";
constexpr db::Sql integrity = R"sql(pragma integrity_check)sql";

// A real folder, for the lock file that stands beside the database.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("kith-faults-{}", ::getpid());

    Folder() { std::filesystem::create_directories(path); }

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

// From nothing to five pages.
std::string bytes_of(int number) {
    return std::string(static_cast<std::size_t>(number * 7919 % 20'000), static_cast<char>(number));
}

} // namespace

Disk& the_disk() {
    static Disk disk;
    static const bool registered = (register_disk(disk, "faulty"), true);
    static_cast<void>(registered);
    return disk;
}

std::unique_ptr<db::Database> open_empty_on_disk(db::Options options) {
    static const Folder folder;
    the_disk();
    options.vfs = "faulty";
    return db::open("sqlite:" + (folder.path / "kith.db").string(), options);
}

std::unique_ptr<db::Database> open_on_disk(db::Options options) {
    auto database = open_empty_on_disk(options);
    db::migrate(*database, tables);
    return database;
}

std::optional<db::Fault> Ledger::save(db::Database& database) {
    const int number = ++next_;
    const std::string bytes = bytes_of(number);
    try {
        database.write([&](db::Writer& writer) {
            writer.run(add_entry, {{"number", number}, {"bytes", db::Blob{bytes}}});
            writer.run(count_entry, {});
        });
        const std::lock_guard lock(mutex_);
        kept_.insert(number);
        return std::nullopt;
    } catch (const db::Fault& fault) {
        const std::lock_guard lock(mutex_);
        if (std::string_view(fault.what()).find("not known") == std::string_view::npos) refused_.insert(number);
        return fault;
    }
}

int Ledger::lost(db::Database& database) {
    int lost = 0;
    database.read([&](db::Reader& reader) {
        std::set<std::int64_t> there;
        reader.for_each(numbers, {}, [&](const db::Row& row) { there.insert(row.integer("number")); });
        for (const std::int64_t number : kept_)
            lost += there.contains(number) ? 0 : 1;
        for (const std::int64_t number : refused_)
            CHECK_FALSE(there.contains(number));
        const auto counted = reader.one(total, {}, [](const db::Row& row) { return row.integer("entries"); });
        CHECK(counted == static_cast<std::int64_t>(there.size()));
        const auto sound = reader.one(integrity, {}, [](const db::Row& row) { return row.text("integrity_check"); });
        CHECK(sound == "ok");
    });
    return lost;
}

void Ledger::clear(db::Database& database) {
    database.write([](db::Writer& writer) {
        writer.run(remove_entries, {});
        writer.run(reset_total, {});
    });
    kept_.clear();
    refused_.clear();
}

} // namespace kith::faults
