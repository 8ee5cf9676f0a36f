#include "db/things_test.h"

#include <future>

namespace kith::db {

namespace {

const std::vector<Migration> things = {{1, "things", R"sql(-- What the tests of db/ keep.
    create table things (
        id         @id        primary key,
        reference  @reference,
        day        @day,
        at         @instant,
        flag       @flag,
        json       @json,
        bytes      @blob,
        number     @number,
        words      text       unique,
        parent_id  @id        references things (id) deferrable initially deferred
    );
)sql"}};

constexpr Sql add_words = R"sql(
    insert into things (id, words)
    values (:id, :words)
)sql";

constexpr Sql number_of_things = R"sql(
    select count(*) as things
      from things
)sql";

constexpr Sql things_with_words = R"sql(
    select id
      from things
     where words = :words
)sql";

} // namespace

Things::Things(Engine engine, Options options)
    : fresh_(engine, Tables::none), options_(std::move(options)), database_(open(fresh_.url(), options_)) {
    migrate(*database_, things);
}

void on_things(const std::function<void(Things&)>& test) {
    on_each_engine([&](Engine engine) {
        Things things(engine);
        test(things);
    });
}

void add(Writer& writer, std::string_view words) {
    writer.run(add_words, {{"id", Id<Thing>::make(writer.now(), writer.random())}, {"words", words}});
}

void add(Database& database, std::string_view words) {
    database.write([&](Writer& writer) { add(writer, words); });
}

void add_soon(Database& database, std::string_view words) {
    const auto done = std::make_shared<std::promise<bool>>();
    database.write_soon([&](Writer& writer) { add(writer, words); },
                        [done](const std::exception_ptr& failure) { done->set_value(failure == nullptr); });
    REQUIRE(done->get_future().get());
}

std::int64_t count(Reader& reader) {
    return reader.one(number_of_things, {}, [](const Row& row) { return row.integer("things"); }).value_or(-1);
}

std::int64_t count(Database& database) {
    return database.reading([](Reader& reader) { return count(reader); });
}

bool has(Database& database, std::string_view words) {
    return database.reading([&](Reader& reader) { return reader.exists(things_with_words, {{"words", words}}); });
}

} // namespace kith::db
