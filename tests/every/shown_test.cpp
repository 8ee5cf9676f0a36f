// P17: what is on a page stands in its line of the history. Every record whose reference or name is among the bytes
// that leave is a subject of the line that was written before they left.

#include "db/database.h"
#include "tests/asking.h"

#include <doctest/doctest.h>

using namespace kith;

namespace {

using Subject = std::pair<std::string, std::string>; // kind, id
using Subjects = std::set<Subject>;

// By which words somebody who reads a page learns of which records: any of them, where several are called the same.
using Telling = std::map<std::string, Subjects>;

constexpr db::Sql references = R"sql(
    select 'person' as kind, id, reference as words from people
    union all
    select 'family', id, reference from families
    union all
    select 'request', id, reference from requests
    union all
    select 'episode', id, reference from episodes
    union all
    select 'draft', id, reference from request_drafts
)sql";

constexpr db::Sql names = R"sql(
    select 'person' as kind, person_id as id, given || ' ' || family as words from person_summaries
    union all
    select 'request', id, names from requests
    union all
    select 'request', request_id, given_names || ' ' || family_name from request_persons where given_names <> ''
    union all
    select 'family', family_id, name || ' family' from family_names
)sql";

Telling told_by(Town& town, db::Sql words) {
    return town.reading([&](db::Reader& reader) {
        Telling telling;
        reader.for_each(words, {}, [&](const db::Row& row) {
            telling[row.text("words")].insert({row.text("kind"), row.text("id")});
        });
        return telling;
    });
}

constexpr db::Sql newest_line_of = R"sql(
    select coalesce(max(seq), 0) as seq
      from history_lines
     where actor_user = :user
)sql";

constexpr db::Sql subjects_of_line = R"sql(
    select s.kind, s.subject_id
      from history_lines l
      join history_subjects s on s.list = l.subjects
     where l.seq = :seq
)sql";

std::int64_t newest_line(Town& town, std::string_view who) {
    const auto user = town.viewer(who).user;
    return town.reading([&](db::Reader& reader) {
        return reader.one(newest_line_of, {{"user", user}}, [](const db::Row& row) { return row.integer("seq"); })
            .value_or(0);
    });
}

Subjects noted(Town& town, std::int64_t line) {
    return town.reading([&](db::Reader& reader) {
        const auto all = reader.all(subjects_of_line, {{"seq", line}}, [](const db::Row& row) {
            return Subject{row.text("kind"), row.text("subject_id")};
        });
        return Subjects(all.begin(), all.end());
    });
}

bool meet(const Subjects& one, const Subjects& other) {
    return std::any_of(one.begin(), one.end(), [&](const Subject& each) { return other.contains(each); });
}

// A town in which families are helped, asked about, stepped up and written about, and what was noted of its pages.
class Watched {
public:
    explicit Watched(Town& town) : town_(town) {}

    // `also` tells of further records on this page.
    void check(std::string_view who, const std::string& what, const std::function<SeenPage()>& ask,
               const Telling& also = {}) {
        town_.get(who, "/display"); // signed in, so that no other line comes between
        const auto before = newest_line(town_, who);
        const auto page = ask();
        CAPTURE(std::string(who));
        CAPTURE(what);
        CHECK((page.status() == 200 || page.status() == 409 || page.status() == 422));
        const auto line = newest_line(town_, who);
        const auto subjects = line > before ? noted(town_, line) : Subjects();
        int shown = 0;
        const auto compare = [&](const Telling& telling, const std::string& text) {
            for (const auto& [words, records] : telling) {
                if (text.find(words) == std::string::npos) continue;
                CAPTURE(words);
                CHECK(meet(records, subjects));
                ++shown;
            }
        };
        compare(told_by(town_, references), page.response().body);
        compare(told_by(town_, names), page.words());
        compare(also, page.words());
        CHECK(shown > 0);
    }

    void get(std::string_view who, const std::string& path, const Telling& also = {}) {
        check(
            who, path, [&] { return town_.get(who, path); }, also);
    }

private:
    Town& town_;
};

// Agreed by somebody without a name, for words that are typed are the request's own.
std::string ask_namelessly(Town& town, std::string_view who, Fields about = a_new_child()) {
    auto agreement = agreed();
    agreement[1].second = "Her mother";
    agreement[3].second = "Phone her mother only";
    return ask(town, who, std::move(about), std::move(agreement));
}

std::string one_of(Town& town, db::Sql sql) {
    return town.reading([&](db::Reader& reader) {
        return reader.one(sql, {}, [](const db::Row& row) { return row.text("words"); }).value();
    });
}

void say_same(Town& town, const std::string& request) {
    const auto page = town.get("priya", request);
    const auto person = page.field("person").value();
    CHECK(
        town.post("priya", request + "/matches",
                  {{"about", "1"}, {"person", person}, {"verdict", "same"}, {"version", page.field("version").value()}})
            .status() == 303);
}

} // namespace

TEST_CASE("whatever record a page shows is named in the line that was written before it left") {
    on_each_town([](Town& town) {
        constexpr db::Sql helped_episode = "select reference as words from episodes order by opened_at limit 1";
        constexpr db::Sql helped_id = "select id as words from episodes order by opened_at limit 1";
        constexpr db::Sql helped_family = "select f.reference as words from families f "
                                          "join episodes e on e.family_id = f.id order by e.opened_at limit 1";
        constexpr db::Sql helped_person = "select p.reference as words from people p "
                                          "join request_persons r on r.person_id = p.id limit 1";
        const auto first = ask_namelessly(town, "tom");
        say_same(town, first);
        const auto team = town.get("priya", first + "/decision").offered("team-EHT").back();
        decide_that_sam_helps(town, first);
        const auto joined = ask_namelessly(town, "shazia");
        say_same(town, joined);
        decide(town, "priya", joined, {{"decision", "OPEN_ELSEWHERE"}, {"reason", "Sam helps them"}});
        const auto waits = ask_namelessly(town, "nadia", a_new_child("Yusuf", "Begum"));
        const auto late = ask_namelessly(town, "joan", a_new_child("Orla", "Quill"));
        decide(town, "priya", late, {{"decision", "STEP_UP"}, {"reason", "A bruise nobody explains"}});
        const auto unled = ask_namelessly(town, "joan", a_new_child("Arjun", "Shah"));
        decide(town, "priya", unled,
               {{"level-1", "3"}, {"decision", "EHT"}, {"team-EHT", team}, {"reason", "Both are tired"}});
        const auto episode = "/episodes/" + one_of(town, helped_episode);
        const Telling lead{{"Sam Okoro", {{"episode", one_of(town, helped_id)}}}};
        const auto draft = begin_draft(town, "tom");
        const auto known = town.get("tom", draft + "/1").offered("children_known");
        save_page(town, "tom", draft, 1, {{"children_known", known.front()}, {"child_given_names", "Wilfred"}});

        Watched pages(town);
        pages.get("tom", "/home",
                  {{"Wilfred",
                    {{"draft", one_of(town, "select id as words from request_drafts "
                                            "order by changed_at desc limit 1")}}}});
        pages.get("tom", "/requests");
        pages.get("tom", first, lead);
        pages.get("tom", first + "/sent");
        pages.get("tom", first + "/print");
        pages.get("tom", draft + "/1");
        pages.get("tom", draft + "/2", lead);
        pages.get("tom", draft + "/4");
        const auto helens = begin_draft(town, "helen");
        pages.check("helen", "a child looked for by name", [&] {
            return save_page(town, "helen", helens, 1, {{"known_name", "maya"}, {"find", "yes"}});
        });

        pages.get("priya", "/home");
        pages.get("priya", "/requests");
        pages.get("priya", "/requests?state=decided");
        pages.get("priya", waits);
        pages.get("priya", waits + "/decision");
        pages.check("priya", "a decision refused", [&] { return decide(town, "priya", waits, {}); });
        pages.get("priya", late + "/step-up");
        pages.check("priya", "find", [&] { return town.post("priya", "/find", {{"q", "okafor"}}); });

        const Telling mother{
            {"Dana",
             {{"person", one_of(town, "select person_id as words from person_summaries where given = 'Dana'")}}}};
        pages.get("sam", "/home", mother);
        pages.get("grace", "/home/helped", mother);
        pages.get("sam", episode);
        pages.get("sam", joined);
        for (const std::string part : {"", "/looks", "/protection", "/own-bar"})
            pages.get("sam", "/families/" + one_of(town, helped_family) + part);
        for (const std::string part : {"", "/own-bar"})
            pages.get("sam", "/people/" + one_of(town, helped_person) + part);
        pages.check("sam", "somebody alike while adding", [&] {
            return town.post("sam", "/people",
                             {{"searched", "maya okafor"}, {"given", "Maya"}, {"family", "Okafor-Reid"}});
        });
        pages.get("grace", "/home");
        const auto to_lead = town.get("grace", "/home").link("Shah");
        pages.check("grace", "a lead refused", [&] {
            return town.fill_in("grace", town.get("grace", to_lead), to_lead + "/lead", {{"lead", ""}});
        });
    });
}

TEST_CASE("a script that is given a colleague's words, and a page of a draft that has gone, are written down too") {
    on_each_town([](Town& town) {
        const auto draft = begin_draft(town, "tom");
        save_page(town, "tom", draft, 1, a_new_child());
        const auto put = [&](const std::string& version) {
            http::Request request;
            request.method = http::Method::put;
            request.path = draft + "/2";
            request.form = http::Answers({{"worries", "Typed beside"},
                                          {"version", version},
                                          {"form-token", town.get("tom", "/display").field("form-token").value()}});
            return town.send("tom", std::move(request));
        };
        save_page(town, "tom", draft, 2, a_worry());
        const auto quiet = newest_line(town, "tom");
        const auto told = put("0");
        REQUIRE(told.status() == 409);
        CHECK(told.response().body.find("twelve days") != std::string::npos);
        const auto line = newest_line(town, "tom");
        CHECK(line > quiet);
        CHECK(noted(town, line).size() == 1);
        CHECK(noted(town, line).begin()->first == "draft");

        // What one keeps oneself is no look at anything.
        CHECK(put("1").status() == 200);
        CHECK(newest_line(town, "tom") == line);

        save_page(town, "tom", draft, 2, a_worry());
        save_page(town, "tom", draft, 3, agreed());
        const auto open = town.get("tom", draft + "/2");
        REQUIRE(press_send(town, "tom", draft).status() == 303);
        Watched(town).check("tom", "a draft that was sent", [&] {
            return town.fill_in("tom", open, draft + "/2", {{"worries", "Typed too late"}});
        });
    });
}
