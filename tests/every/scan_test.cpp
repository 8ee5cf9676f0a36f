// That no page reads a whole table of people: what is quick among ten of them is slow among fifty thousand.

#include "db/scans.h"
#include "families/family_store.h"
#include "matching/likely.h"
#include "people/person_store.h"
#include "people/similar.h"
#include "tests/asking.h"

#include <doctest/doctest.h>
#include <mutex>

using namespace kith;

namespace {

constexpr int crowd = 1500;
constexpr int asked_for = 600;
constexpr std::int64_t most_rows = 400; // lists and words of a council may be read whole: there are few of them

std::string letters(int number) {
    std::string word;
    for (int i = 0; i < 4; ++i, number /= 20)
        word += "bcdfghjklmnpqrstvwxz"[number % 20];
    return "Q" + word;
}

// People in families of three with whom Omar works, and about whom nobody else asks.
void add_crowd(Town& town) {
    const auto omar = town.viewer("omar");
    town.writing([&](db::Writer& w) {
        std::vector<Id<people::Person>> members;
        for (int i = 0; i < crowd; ++i) {
            people::NewPerson person{.name = {letters(i), letters(i / 3)}};
            person.birth =
                people::Birth::on(people::PartDay::exact(*Day::from_parts(1960 + i % 60, 1 + i % 12, 1 + i % 28)));
            members.push_back(people::add_person(w, omar, person).id);
            if (members.size() < 3) continue;
            families::add_family(w, omar, letters(i / 3), members, "");
            members.clear();
        }
        return true;
    });
    town.reading([](db::Reader& reader) {
        people::build_similar(reader);
        return true;
    });
    while (matching::look_for_pairs(town.database(), 100) > 0) {
    }
}

// Requests about others, decided long ago.
void add_requests(Town& town) {
    for (int i = 0; i < asked_for; ++i)
        town.post("joan", "/requests/danger",
                  {{"danger_reason", "Screams next door"},
                   {"child_given_names", letters(i)},
                   {"child_family_name", letters(i / 3)}});
    constexpr db::Sql decided = R"sql(
        update requests
           set state = 'decided',
               due_at = null,
               decided_at = :then
    )sql";
    const auto count = town.writing([&](db::Writer& w) {
        return w.run(decided, {{"then", town.clock().now() - 30 * days_ms}});
    });
    REQUIRE(count == asked_for);
}

// Whatever read more rows of a table than it should, with the page that made it.
class Scans {
public:
    void begin(std::string page) {
        const std::lock_guard lock(mutex_);
        page_ = std::move(page);
    }

    void add(std::string_view sql, std::int64_t rows) {
        const std::lock_guard lock(mutex_);
        if (rows > most_rows) found_.emplace(sql, fmt::format("{} rows for {}: {}", rows, page_, sql));
    }

    const std::map<std::string, std::string, std::less<>>& found() const { return found_; }

private:
    std::mutex mutex_;
    std::string page_;
    std::map<std::string, std::string, std::less<>> found_; // by statement
};

// Of each kind of address one that is there, by the links on pages.
std::string filled(const http::Route& route, const std::map<std::string, std::string>& references) {
    const auto kind = route.path.substr(1, route.path.find('/', 1) - 1);
    const auto found = references.find(kind);
    auto path = route.path;
    for (bool first = true; path.find('{') != std::string::npos; first = false) {
        const auto from = path.find('{');
        path.replace(from, path.find('}') - from + 1,
                     first && found != references.end() ? found->second : std::string("1"));
    }
    return path;
}

// Whoever reads a whole table is told of.
void check_that_scans_are_told(Town& town) {
    constexpr db::Sql one_person = R"sql(select person_id from person_summaries where person_id = :of)sql";
    constexpr db::Sql people_of_a_year = R"sql(select person_id from person_summaries where birth_year = 1960)sql";
    Scans scans;
    const db::ScanWatch watch([&](std::string_view sql, std::int64_t rows) { scans.add(sql, rows); });
    const auto look = [&](db::Sql question, const std::vector<db::Parameter>& parameters) {
        town.reading([&](db::Reader& reader) {
            reader.for_each(question, parameters, [](const db::Row&) {});
            return 0;
        });
    };
    look(one_person, {{"of", "somebody"}});
    CHECK(scans.found().empty());
    look(people_of_a_year, {});
    CHECK(scans.found().size() == 1);
}

} // namespace

TEST_CASE("no page reads whole tables") {
    const auto fresh = northbridge(db::Engine::sqlite, "bury");
    Town town(fresh.url());
    add_crowd(town);
    add_requests(town);
    check_that_scans_are_told(town);
    const auto request = ask(town, "tom");
    const auto family = town.post("sam", "/find", {{"q", "yusuf begum"}}).link("Begum family");
    const auto person = town.post("sam", "/find", {{"q", "yusuf begum"}}).link("Yusuf Begum");
    const auto last = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
    const std::map<std::string, std::string> references{
        {"requests", last(request)}, {"families", last(family)}, {"people", last(person)}};

    Scans scans;
    int pages = 0;
    const db::ScanWatch watch([&](std::string_view sql, std::int64_t rows) { scans.add(sql, rows); });
    for (const auto* who : {"priya", "sam", "grace", "tom", "alan"}) {
        for (const auto& route : town.router().routes()) {
            if (route.method != http::Method::get) continue;
            const auto path = filled(route, references);
            scans.begin(path);
            pages += town.get(who, path).status() == 200;
        }
        for (const auto* typed : {"yusuf begum", "Qbb", "NB4 1AA", "14 3 2017"}) {
            scans.begin(fmt::format("Find {}", typed));
            pages += town.post(who, "/find", {{"q", typed}}).status() == 200;
        }
    }
    scans.begin("somebody changes, and pairs are looked for");
    town.writing([&](db::Writer& w) {
        return people::add_person(w, town.viewer("sam"), {.name = {"Yusuf", "Begumm"}}).reference;
    });
    while (matching::look_for_pairs(town.database(), 100) > 0) {
    }
    CHECK(pages > 100);
    for (const auto& [sql, words] : scans.found())
        FAIL_CHECK(words);
}
