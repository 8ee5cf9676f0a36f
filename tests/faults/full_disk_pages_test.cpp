// People at their pages while the disk is full (security R4, R8): the page that says so holds every word they typed,
// nothing has changed, and the same form sent again when there is room saves once.

#include "tests/asking.h"
#include "tests/faults/ledger.h"

#include "db/migrate.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

namespace kith::faults {

namespace {

constexpr db::Sql all_requests = R"sql(select count(*) as number from requests)sql";
constexpr db::Sql all_lines = R"sql(select count(*) as number from history_lines)sql";
constexpr db::Sql versions_of_page_two =
    R"sql(select sum(version) as number from request_draft_pages where page = 2)sql";

constexpr db::Sql fail_as_if_full = R"sql(
    create function no_room() returns trigger language plpgsql
        as $body$ begin raise exception 'x' using errcode = '53100'; end $body$
)sql";
constexpr db::Sql no_room_for_drafts = R"sql(
    create trigger no_room before insert or update on request_draft_pages execute function no_room()
)sql";
constexpr db::Sql no_room_for_requests = R"sql(
    create trigger no_room before insert on requests execute function no_room()
)sql";
constexpr db::Sql room_for_drafts = R"sql(drop trigger no_room on request_draft_pages)sql";
constexpr db::Sql room_for_requests = R"sql(drop trigger no_room on requests)sql";

constexpr std::string_view words = "She said \"<b>I am tired</b> & cold\"\nand it is the third time.";

// While it lives, whatever SQLite opens lies on the disk of this program.
class OnTheDisk {
public:
    OnTheDisk() : usual_(sqlite3_vfs_find(nullptr)) {
        the_disk().become({});
        sqlite3_vfs_register(sqlite3_vfs_find("faulty"), 1);
    }

    ~OnTheDisk() { sqlite3_vfs_register(usual_, 1); }

    OnTheDisk(const OnTheDisk&) = delete;
    OnTheDisk& operator=(const OnTheDisk&) = delete;

private:
    sqlite3_vfs* usual_;
};

std::int64_t number_of(Town& town, db::Sql sql) {
    return town.reading([&](db::Reader& reader) {
        return reader.one(sql, {}, [](const db::Row& row) { return row.integer("number"); }).value();
    });
}

// Exactly the form that the page holds, its token and its submission key too.
SeenPage send_again(Town& town, const SeenPage& page, const std::string& path) {
    Fields fields;
    for (const auto& name : page.field_names(path))
        fields.emplace_back(name, page.field(name).value());
    http::Request request;
    request.method = http::Method::post;
    request.path = path;
    request.form = http::Answers(std::move(fields));
    return town.send("tom", std::move(request));
}

Fields a_worry_in_many_words() {
    auto fields = a_worry();
    for (auto& [name, value] : fields)
        if (name == "worries") value = words;
    return fields;
}

// What somebody saves, and where it is counted when it is saved.
struct Work {
    std::string path;
    Fields fields;
    db::Sql counted;
};

// Refused while there is no room, kept on the page, changed nothing; sent again, and again by mistake, saved once.
void check_refused_then_saved(Town& town, const Work& work, std::int64_t before, std::int64_t lines,
                              const SeenPage& refused, const std::function<void()>& make_room) {
    CHECK(refused.status() == 503);
    CHECK_FALSE(refused.response().header("retry-after").empty());
    CHECK(refused.says("Everything you wrote is still here"));
    for (const auto& [name, value] : work.fields)
        CHECK(refused.field(name) == value);
    make_room();
    CHECK(number_of(town, work.counted) == before);
    CHECK(number_of(town, all_lines) == lines);

    const auto saved = send_again(town, refused, work.path);
    CHECK(saved.status() == 303);
    CHECK(number_of(town, work.counted) == before + 1);
    const auto once_more = send_again(town, refused, work.path);
    CHECK(once_more.location() == saved.location());
    CHECK(number_of(town, work.counted) == before + 1);
}

Work the_second_page(Town& town, const std::string& draft) {
    Work work{draft + "/2", a_worry_in_many_words(), versions_of_page_two};
    work.fields.emplace_back("version", town.get("tom", work.path).field("version").value());
    return work;
}

Work the_whole_request(Town& town, const std::string& draft) {
    Work work{draft + "/4", {}, all_requests};
    const auto page = town.get("tom", work.path);
    for (const auto& name : page.field_names(work.path))
        if (name != "form-token" && name != "submission") work.fields.emplace_back(name, page.field(name).value());
    return work;
}

// A draft that lacks nothing but to be sent.
std::string a_finished_draft(Town& town) {
    const auto draft = begin_draft(town, "tom");
    save_page(town, "tom", draft, 1, a_new_child());
    save_page(town, "tom", draft, 2, a_worry());
    save_page(town, "tom", draft, 3, agreed());
    return draft;
}

using Asked = Work (*)(Town& town, const std::string& draft);

// The disk is full from the nth write on: for the first few n, and then for ever fewer up to where nothing notices it
// any more (full_disk_test.cpp takes every one). Gives how many forms came back.
int full_at_many_writes(Town& town, Trouble trouble, Asked asked) {
    int refused = 0;
    for (int n = 1;; n += 1 + n / 16) {
        CAPTURE(n);
        const auto work = asked(town, a_finished_draft(town));
        const auto before = number_of(town, work.counted);
        const auto lines = number_of(town, all_lines);
        the_disk().trouble_from(n, trouble);
        const auto answer = town.post("tom", work.path, work.fields);
        if (answer.status() == 303) {
            the_disk().mend();
            return refused;
        }
        ++refused;
        check_refused_then_saved(town, work, before, lines, answer, [] { the_disk().mend(); });
    }
}

} // namespace

TEST_CASE("a page or a request sent while the disk is full comes back with every word, and is saved once when there is "
          "room") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        if (engine == db::Engine::sqlite) {
            const OnTheDisk disk;
            db::migrate(*db::open(fresh.url()));
            build_northbridge(fresh.url(), "bury");
            Town town(fresh.url());
            int refused = 0;
            for (const auto asked : {the_second_page, the_whole_request})
                for (const auto trouble : {Trouble::full, Trouble::full_half_way})
                    refused += full_at_many_writes(town, trouble, asked);
            MESSAGE(refused << " forms came back");
            CHECK(refused > 20);
            return;
        }
        db::migrate(*db::open(fresh.url()));
        build_northbridge(fresh.url(), "bury");
        Town town(fresh.url());
        const auto run = [&](db::Sql sql) {
            town.writing([&](db::Writer& writer) { return writer.run(sql, {}) == 0; });
        };
        run(fail_as_if_full);
        const auto full = [&](Asked asked, db::Sql fill, db::Sql clear) {
            const auto work = asked(town, a_finished_draft(town));
            const auto before = number_of(town, work.counted);
            const auto lines = number_of(town, all_lines);
            run(fill);
            const auto answer = town.post("tom", work.path, work.fields);
            check_refused_then_saved(town, work, before, lines, answer, [&] { run(clear); });
        };
        full(the_second_page, no_room_for_drafts, room_for_drafts);
        full(the_whole_request, no_room_for_requests, room_for_requests);
    });
}

} // namespace kith::faults
