// What the drivers cost: a page's questions (one row, then twenty) through db::Reader, against the same SQL on SQLite's
// own interface with statements that are kept, both in one reading.
//
//   reads FOLDER

#include "db/database.h"
#include "db/migrate.h"

#include <cstdio>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace kith;
using Time = std::chrono::steady_clock;

constexpr int families = 2000;
constexpr int people_in_a_family = 20;
constexpr int pages = 20'000;

struct Person {
    std::string id, name, words;
    std::int64_t at = 0;
    bool is_child = false;
};

constexpr db::Sql add_person = R"sql(
    insert into bench_people (family, number, id, name, words, at, is_child)
    values (:family, :number, :id, :name, :words, :at, :is_child)
)sql";

constexpr db::Sql one_person = R"sql(
    select id, name, words, at, is_child
      from bench_people
     where family = :family
       and number = :number
)sql";

constexpr db::Sql people_of_family = R"sql(
    select id, name, words, at, is_child
      from bench_people
     where family = :family
     order by number
)sql";

Person to_person(const db::Row& row) {
    return {row.text("id"), row.text("name"), row.text("words"), row.integer("at"), row.flag("is_child")};
}

std::size_t page_through_kith(db::Database& database, int family) {
    std::size_t letters = 0;
    database.read([&](db::Reader& reader) {
        letters += reader.one(one_person, {{"family", family}, {"number", 1}}, to_person)->name.size();
        for (const Person& person : reader.all(people_of_family, {{"family", family}}, to_person))
            letters += person.words.size();
    });
    return letters;
}

// SQLite's own interface, as somebody would write it by hand.
class ByHand {
public:
    explicit ByHand(const std::string& path) {
        sqlite3_open_v2(path.c_str(), &connection_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
        begin_ = prepared("begin");
        end_ = prepared("commit");
        one_ = prepared("select id, name, words, at, is_child from bench_people where family = ?1 and number = ?2");
        all_ = prepared("select id, name, words, at, is_child from bench_people where family = ?1 order by number");
    }

    ~ByHand() {
        for (sqlite3_stmt* statement : {begin_, end_, one_, all_})
            sqlite3_finalize(statement);
        sqlite3_close(connection_);
    }

    ByHand(const ByHand&) = delete;
    ByHand& operator=(const ByHand&) = delete;

    std::size_t page(int family) {
        step(begin_);
        sqlite3_bind_int(one_, 1, family);
        sqlite3_bind_int(one_, 2, 1);
        sqlite3_step(one_);
        std::size_t letters = person().name.size();
        sqlite3_reset(one_);
        sqlite3_bind_int(all_, 1, family);
        std::vector<Person> people;
        while (sqlite3_step(all_) == SQLITE_ROW)
            people.push_back(person(all_));
        sqlite3_reset(all_);
        for (const Person& person : people)
            letters += person.words.size();
        step(end_);
        return letters;
    }

private:
    sqlite3_stmt* prepared(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v3(connection_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        return statement;
    }

    static void step(sqlite3_stmt* statement) {
        sqlite3_step(statement);
        sqlite3_reset(statement);
    }

    static std::string text(sqlite3_stmt* statement, int column) {
        return {reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
                static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }

    static Person person(sqlite3_stmt* statement) {
        return {text(statement, 0), text(statement, 1), text(statement, 2), sqlite3_column_int64(statement, 3),
                sqlite3_column_int(statement, 4) != 0};
    }

    Person person() const { return person(one_); }

    sqlite3* connection_ = nullptr;
    sqlite3_stmt *begin_ = nullptr, *end_ = nullptr, *one_ = nullptr, *all_ = nullptr;
};

void fill(db::Database& database) {
    db::migrate(database, {{1, "people",
                            "create table bench_people (family @number, number @number, id @id, name text, words text, "
                            "at @instant, is_child @flag, primary key (family, number));"}});
    database.write([](db::Writer& writer) {
        const std::string words(120, 'w');
        for (int family = 0; family < families; ++family)
            for (int number = 1; number <= people_in_a_family; ++number)
                writer.run(add_person, {{"family", family},
                                        {"number", number},
                                        {"id", Id<Person>::make(writer.now(), writer.random())},
                                        {"name", "Maya Okafor-Reid"},
                                        {"words", words},
                                        {"at", writer.now()},
                                        {"is_child", number > 2}});
    });
}

double processor_microseconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

template <typename Page>
double microseconds_a_page(Page&& page) {
    std::size_t letters = 0;
    const double began = processor_microseconds();
    for (int i = 0; i < pages; ++i)
        letters += page(i * 7919 % families);
    if (letters == 0) throw std::runtime_error("nothing was read");
    return (processor_microseconds() - began) / pages;
}

int run(const std::string& where) {
    const auto folder = std::filesystem::path(where) / fmt::format("kith-bench-{}", ::getpid());
    std::filesystem::create_directories(folder);
    const auto path = (folder / "kith.db").string();
    {
        const auto database = db::open("sqlite:" + path);
        fill(*database);
        ByHand hand(path);
        for (int round = 0; round < 3; ++round) {
            const double by_hand = microseconds_a_page([&](int family) { return hand.page(family); });
            const double by_kith =
                microseconds_a_page([&](int family) { return page_through_kith(*database, family); });
            std::printf("SQLite: by hand %.1f us of processor a page, through db %.1f us: %.2f times\n", by_hand,
                        by_kith, by_kith / by_hand);
        }
    }
    std::filesystem::remove_all(folder);
    return 0;
}

} // namespace

int main(int count, char** words) {
    try {
        return run(count > 1 ? words[1] : ".");
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
