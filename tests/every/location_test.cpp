// Where a protected person is reaches nobody who is not on that person's location list, by any way out (security 1.2).
//
// A child's home, earlier home, telephone, school and ward, and what was asked about it, hold words that stand nowhere
// else. Everybody asks for every address with every reference, sends every form as it is and empty, and searches;
// whatever leaves is kept and looked through.

#include "access/register.h"
#include "agencies/import_commands.h"
#include "families/family_store.h"
#include "mail/sender.h"
#include "people/person_store.h"
#include "people/search_store.h"
#include "places/import_commands.h"
#include "tests/asking.h"
#include "tests/files.h"

#include <cstdio>
#include <doctest/doctest.h>
#include <regex>
#include <sstream>

using namespace kith;

namespace {

constexpr std::string_view wards = "ward_code,ward_name,lad_code,lad_name,utla_code\n"
                                   "E05099001,Brackenthwaite Dunmere,E08099001,Aldermoor,E08099001\n"
                                   "E05099002,Ordinary Ward,E08099001,Aldermoor,E08099001\n";
constexpr std::string_view postcodes =
    "postcode,pq,lat,lon,lad_code,lad_name,utla_code,ward_code,ward_name,lsoa21_code,lsoa11_code,msoa21_code\n"
    "ZQ8 7QX,10,53.51,-2.29,E08099001,Aldermoor,E08099001,E05099001,Brackenthwaite Dunmere,E01099777,E01099777,"
    "E02099777\n"
    "ZQ9 6QY,10,53.51,-2.11,E08099001,Aldermoor,E08099001,E05099001,Brackenthwaite Dunmere,E01099777,E01099777,"
    "E02099777\n";
constexpr std::string_view schools =
    "urn,la_code,la_name,establishment_number,establishment_name,establishment_type,establishment_type_group,"
    "education_phase,number_of_pupils,percentage_fsm,lsoa_code,longitude,latitude,nearest_postcode_derived,"
    "nearest_ward_code,nearest_ward_name\n"
    "990771,999,Aldermoor,2001,Larkspur Hollow School,Academy converter,Academies,Primary,210,12.5,E01099777,-2.29,"
    "53.51,ZQ8 7QX,E05099001,Brackenthwaite Dunmere\n"
    "990772,999,Aldermoor,2002,Nobody's School,Academy converter,Academies,Primary,210,12.5,E01099002,-2.11,53.51,"
    "ZQ9 6QY,E05099002,Ordinary Ward\n";

// What tells where the child is, without spaces and in small letters: a page may write it with or without.
constexpr std::array sentinels = {"quillfeatherrow", // street, in the request and so in the record
                                  "ossingtonmews",   // earlier street
                                  "zq87qx",          // postcode
                                  "zq96qy",          // earlier postcode
                                  "987654321098",    // UPRN
                                  "01632960789",     // landline
                                  "larkspurhollow",  // school
                                  "990771",          // its URN
                                  "brackenthwaite",  // ward
                                  "e05099001",       // its code
                                  "e01099777",       // small area
                                  "livetogether"};   // with whom

// A list of the whole register says nothing about anybody: it names the school and the ward that nobody has too.
bool lists_the_register(const std::string& text) {
    return text.find("nobody'sschool") != std::string::npos || text.find("ordinaryward") != std::string::npos ||
           text.find("nobody&#39;sschool") != std::string::npos;
}

// As a searcher would read it. Tokens and keys are chance and say nothing.
std::string squeezed(const std::string& text) {
    static const std::regex chance(R"x(name="(form-token|submission)" value="[^"]*"|set-cookie: [^\n]*)x");
    const auto told = std::regex_replace(text, chance, "");
    std::string letters;
    for (std::size_t i = 0; i < told.size(); ++i) {
        if (told.compare(i, 3, "%20") == 0) {
            i += 2;
            continue;
        }
        const char c = told[i];
        if (c != ' ' && c != '+' && c != '-') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return letters;
}

std::set<std::string> told_in(const std::string& text) {
    const auto words = squeezed(text);
    const bool register_too = lists_the_register(words);
    std::set<std::string> told;
    for (const std::string_view sentinel : sentinels)
        if (words.find(sentinel) != std::string::npos &&
            !(register_too && (sentinel == "larkspurhollow" || sentinel == "990771" || sentinel == "brackenthwaite")))
            told.insert(std::string(sentinel));
    return told;
}

std::string everything(const SeenPage& page) {
    std::string text = fmt::format("{}\n", page.status());
    for (const auto& [name, value] : page.response().headers)
        text += fmt::format("{}: {}\n", name, value);
    return text + "\n" + page.response().body;
}

struct Relay final : mail::Relay {
    mail::Delivered deliver(const std::string& from, const std::string& to, const std::string& message) override {
        sent += fmt::format("{}\n{}\n{}\n", from, to, message);
        return {.accepted = true};
    }

    std::string sent;
};

// Whoever is asked for here sees nothing of where the child is; Sam, who is on the list, may.
constexpr std::array unlisted = {"",      "priya",  "omar", "grace", "tom",  "helen",
                                 "nadia", "shazia", "joan", "peter", "ruth", "alan"};
constexpr std::string_view listed = "sam";

class Rig {
public:
    explicit Rig(Town& town) : town_(town) {
        town_.hear([this](const std::string& line) { log_ += line; });
    }

    SeenPage get(std::string_view who, const std::string& path) {
        auto page = town_.get(who, path);
        keep(who, "GET " + path, everything(page));
        ++asked;
        return page;
    }

    void post(std::string_view who, const std::string& path, const Fields& fields) {
        keep(who, "POST " + path, everything(town_.post(who, path, fields)));
        ++asked;
    }

    void keep(std::string_view who, const std::string& channel, const std::string& text) {
        for (const auto& sentinel : told_in(text))
            leaks.insert(fmt::format("{} to {}: {}", channel, who.empty() ? "anybody" : who, sentinel));
    }

    // What the servers' log and the letters said by now.
    void keep_what_went_elsewhere() {
        keep("operators", "log", log_);
        Relay relay;
        mail::Sender sender(town_.database(), relay, {"kith@demo.example", "Early Help", "https://kith.example"});
        while (sender.send_due() > 0) {
        }
        keep("recipients", "mail", relay.sent);
        CHECK(log_.size() > 100);
        CHECK(relay.sent.size() > 100);
    }

    std::set<std::string> leaks;
    int asked = 0;

private:
    Town& town_;
    std::string log_;
};

struct Refs {
    std::map<std::string, std::vector<std::string>, std::less<>> by_name; // "person": references
};

// Every table that people and addresses know by references.
Refs references(Town& town) {
    struct Table {
        const char* name;
        db::Sql sql;
    };

    constexpr Table tables[] = {
        {"person", "select reference from people order by id desc limit 4"},
        {"family", "select reference from families order by id desc limit 2"},
        {"request", "select reference from requests"},
        {"episode", "select reference from episodes"},
        {"draft", "select reference from request_drafts"},
        {"household", "select reference from households"},
        {"relationship", "select reference from relationships order by id desc limit 2"},
        {"responsibility", "select reference from parental_responsibilities"},
        {"user", "select reference from users order by id limit 2"},
        {"posting", "select reference from postings order by id limit 2"},
    };
    Refs refs{{{"number", {"1", "2"}}, {"page", {"1", "2", "3", "4"}}}};
    town.reading([&](db::Reader& reader) {
        for (const auto& [name, sql] : tables)
            reader.for_each(sql, {}, [&](const db::Row& row) { refs.by_name[name].push_back(row.text("reference")); });
        return 0;
    });
    return refs;
}

// The route's addresses with every reference there is for each of its names.
std::vector<std::string> addresses(const std::string& pattern, const Refs& refs) {
    const auto from = pattern.find('{');
    if (from == std::string::npos) return {pattern};
    const auto to = pattern.find('}');
    std::vector<std::string> all;
    const auto known = refs.by_name.find(pattern.substr(from + 1, to - from - 1));
    if (known == refs.by_name.end()) return {};
    for (const auto& each : known->second) {
        const auto rest = addresses(pattern.substr(0, from) + each + pattern.substr(to + 1), refs);
        all.insert(all.end(), rest.begin(), rest.end());
    }
    return all;
}

std::vector<std::string> forms_of(const SeenPage& page) {
    static const std::regex action(R"x(<form[^>]* action="(/[^"]*)")x");
    std::vector<std::string> actions;
    const auto& body = page.response().body;
    for (std::sregex_iterator each(body.begin(), body.end(), action), end; each != end; ++each)
        actions.push_back((*each)[1]);
    return actions;
}

bool is_of_the_session(std::string_view path) {
    return path.starts_with("/sign") || path.starts_with("/locked") || path.starts_with("/display");
}

// As it stands but from a version long gone, then with nothing filled in, then with nothing at all.
void send_with_mistakes(Rig& rig, std::string_view who, const SeenPage& page, const std::string& action) {
    Fields old;
    Fields empty;
    for (const auto& name : page.field_names(action)) {
        if (name == "form-token" || name == "submission" || name.empty()) continue;
        const auto value = page.field(name).value_or("");
        const bool counts = name.find("version") != std::string::npos || name == "seen";
        old.emplace_back(name, counts ? "0" : value);
        empty.emplace_back(name, counts ? value : "");
    }
    rig.post(who, action, old);
    rig.post(who, action, empty);
    rig.post(who, action, {});
}

void ask_for_everything(Rig& rig, Town& town, std::string_view who, bool forms_too) {
    const auto refs = references(town);
    std::set<std::string> sent;
    for (const auto& route : town.router().routes()) {
        if (route.method != http::Method::get) continue;
        for (const auto& address : addresses(route.path, refs)) {
            const auto page = rig.get(who, address);
            if (!forms_too || page.status() != 200 || is_of_the_session(address)) continue;
            for (const auto& action : forms_of(page))
                if (!is_of_the_session(action) && sent.insert(action).second)
                    send_with_mistakes(rig, who, page, action);
        }
    }
}

// Whether what is told of a search differs when the words are of somewhere else that nobody lives.
void search(Rig& rig, Town& town, std::string_view who) {
    constexpr std::pair<std::string_view, std::string_view> terms[] = {{"Quillfeather Row", "Quailfeather Row"},
                                                                       {"ZQ8 7QX", "ZX8 7QX"},
                                                                       {"zq87qx", "zx87qx"},
                                                                       {"ZQ8  7QX", "ZX8  7QX"},
                                                                       {"Zq8-7qX", "Zx8-7qX"},
                                                                       {"ZQ87", "ZX87"},
                                                                       {"zq8 7", "zx8 7"},
                                                                       {"01632960789", "01632960788"},
                                                                       {"01632 960 789", "01632 960 788"},
                                                                       {"987654321098", "987654321097"},
                                                                       {"Wren ZQ8 7QX", "Wren ZX8 7QX"},
                                                                       {"E05099001", "E05099009"}};
    for (const auto& [there, nowhere] : terms) {
        const auto ask = [&](std::string_view words) {
            auto text = everything(town.post(who, "/find", {{"q", std::string(words)}}));
            for (auto at = text.find(words); at != std::string::npos; at = text.find(words))
                text.replace(at, words.size(), "TERMS");
            static const std::regex chance(R"x(name="(form-token|submission)" value="[^"]*")x");
            return std::regex_replace(text, chance, "");
        };
        ++rig.asked;
        if (ask(there) != ask(nowhere)) rig.leaks.insert(fmt::format("/find to {}: {}", who, there));
    }
    for (const auto* name : {"Wren Hollis", "Wren", "Hollis 2017", "Dana Reid"})
        rig.post(who, "/find", {{"q", name}});
}

// What the program itself says to whoever operates it.
void run_commands(Rig& rig, const std::string& url) {
    for (const auto* words : {"audit verify", "schema", "routes", "migrate", "user add", "import schools"}) {
        const auto command = fmt::format("{} {} --database '{}' 2>&1", KITH_PROGRAM, words, url);
        FILE* out = ::popen(command.c_str(), "r");
        std::string said;
        std::array<char, 4096> some;
        while (const auto count = std::fread(some.data(), 1, some.size(), out))
            said.append(some.data(), count);
        ::pclose(out);
        CHECK(said.size() > 10);
        rig.keep("operators", std::string("kith ") + words, said);
    }
}

void import_places(Town& town) {
    std::ostringstream out;
    const places::Console console{out, out};
    REQUIRE(places::import_wards(town.database(), TemporaryFile(wards).path(), console) == 0);
    REQUIRE(places::import_postcodes(town.database(), TemporaryFile(postcodes).path(), console) == 0);
    REQUIRE(agencies::import_schools(town.database(), TemporaryFile(schools).path(), console) == 0);
}

Fields about_wren() {
    auto fields = a_new_child("Wren", "Hollis");
    std::erase_if(fields,
                  [](const auto& field) { return field.first == "child_postcode" || field.first == "child_school"; });
    fields.insert(fields.end(), {{"child_address", "4 Quillfeather Row"},
                                 {"child_postcode", "ZQ8 7QX"},
                                 {"child_school", "Larkspur Hollow School"},
                                 {"child_school-code", "990771"}});
    return fields;
}

struct Child {
    Id<people::Person> id;
    std::string reference;
};

Child wren(Town& town, std::string_view who) {
    return town.reading([&](db::Reader& reader) {
        const auto found = people::find_people(reader, town.viewer(who), "Wren Hollis", 1, town.clock().now());
        const auto& summary = found.matches.at(0).candidate.summary;
        return Child{summary.id, summary.reference.text()};
    });
}

// Asked for by a school, decided at the front door, led by Sam; and more is known of her than was asked.
Child a_child_who_is_helped(Town& town) {
    const auto request = ask(town, "tom", about_wren());
    const auto page = town.get("priya", request + "/decision");
    const auto decided = decide(town, "priya", request,
                                {{"level-1", "3"},
                                 {"decision", "EHT"},
                                 {"team-EHT", page.offered("team-EHT").back()},
                                 {"reason", "Missing school"}});
    REQUIRE(decided.status() == 303);
    const auto child = wren(town, "grace");
    town.writing([&](db::Writer& writer) {
        const auto sam = town.viewer("sam");
        people::record_address(writer, sam, child.id, {.version = 1, .source = "school"},
                               {.lines = "9 Ossington Mews",
                                .postcode = "ZQ9 6QY",
                                .uprn = "987654321098",
                                .area = {.ward = "E05099001", .lsoa = "E01099777"},
                                .until = writer.now().day() - 100})
            .value();
        people::record_contact(writer, sam, child.id, {.source = "school"},
                               {.kind = people::ContactKind::telephone, .value = "01632 960789"})
            .value();
        return 0;
    });
    return child;
}

// Two who work with her from now on and are not on the list: the school and another agency.
void involve(Town& town, const Child&) {
    town.writing([&](db::Writer& writer) {
        constexpr db::Sql episodes = "select id from episodes";
        std::vector<std::string> ids;
        writer.for_each(episodes, {}, [&](const db::Row& row) { ids.push_back(row.text("id")); });
        for (const auto& id : ids)
            for (const auto* who : {"nadia", "joan", "sam"})
                access::begin_involvement(writer, id, town.viewer(who).posting, town.viewer(who).agency);
        return 0;
    });
}

// Whoever lives with her tells where she is: her brother, and a lodger who is not of the family. Grace, who is not on
// the list, wrote both of them down.
void record_her_household(Town& town, const Child& child) {
    town.writing([&](db::Writer& writer) {
        const auto grace = town.viewer("grace");
        const auto add = [&](const char* given, const char* family) {
            people::NewPerson person{.name = {given, family}};
            person.address = people::Address{.lines = "4 Quillfeather Row", .postcode = "ZQ8 7QX"};
            person.attendance = people::Attendance{.urn = "990771"};
            person.contacts = {{people::ContactKind::telephone, "01632 960789"}};
            return people::add_person(writer, grace, person).id;
        };
        const auto brother = add("Rowan", "Hollis");
        const auto lodger = add("Lena", "Larch");
        constexpr db::Sql her_family = "select family_id from family_members where person_id = :person";
        const auto family = writer
                                .one(her_family, {{"person", child.id}},
                                     [](const db::Row& row) { return row.id<families::Family>("family_id"); })
                                .value();
        const auto version = families::find_family(writer, grace, family, writer.now())->family.version;
        families::add_member(writer, grace, family, {version, {}, ""}, {brother}).value();
        families::add_household(writer, grace, family, {{child.id}, {brother}, {lodger}}, "").value();
        families::record_relationship(writer, grace, {.person = brother, .other = child.id, .code = "SIB"}).value();
        families::record_responsibility(writer, grace, {.holder = lodger, .child = child.id}, {}).value();
        return 0;
    });
}

// The school asks again, for the child it asked about before: what it said then comes along.
std::string draft_about_the_known_child(Town& town) {
    auto draft = begin_draft(town, "tom");
    const auto known = town.get("tom", draft + "/1").offered("children_known");
    REQUIRE(known.size() == 1);
    save_page(town, "tom", draft, 1, {{"children_known", known.front()}});
    save_page(town, "tom", draft, 2, a_worry());
    save_page(town, "tom", draft, 3, agreed());
    return draft;
}

void protect(Town& town, const Child& child) {
    town.writing([&](db::Writer& writer) {
        access::protect_location(writer, child.id);
        access::list_for_location(writer, child.id, town.viewer(listed).posting, access::far_future);
        return 0;
    });
}

// Whom it is about is on the list of a worker who may not see where the child is: to say that it was a mistake must not
// uncover it.
void refuse_the_match(Town& town, std::string_view who, const std::string& request, const Child& child) {
    const auto address = request + "/matches";
    const auto say = [&](const std::string& verdict) {
        return town
            .fill_in(who, town.get(who, request), address,
                     {{"about", "1"}, {"person", child.reference}, {"verdict", verdict}})
            .status();
    };
    REQUIRE(say("same") == 303);
    REQUIRE(say("not_same") == 303);
}

std::string joined(const std::set<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += "\n" + line;
    return text;
}

} // namespace

TEST_CASE("where a protected child is reaches nobody but who is on the list") {
    on_each_town([](Town& town) {
        import_places(town);
        const auto child = a_child_who_is_helped(town);
        involve(town, child);
        record_her_household(town, child);
        const auto record = "/people/" + child.reference;
        REQUIRE(press_send(town, "tom", draft_about_the_known_child(town)).status() == 303);
        const auto third = press_send(town, "tom", draft_about_the_known_child(town)).location();
        for (const auto* who : {"grace", "nadia"}) // before it is protected, who works with her may know
            CHECK(told_in(everything(town.get(who, record))).size() >= 4);
        const auto found = town.post("grace", "/find", {{"q", "ZQ8 7QX"}});
        for (const auto* who : {"Wren Hollis", "Rowan Hollis", "Lena Larch"}) {
            CHECK(found.says(who));
            CHECK(told_in(everything(town.get("grace", found.link(who)))).size() >= 4);
        }
        CHECK(town.get("grace", found.link("Hollis family")).says("live together"));

        protect(town, child);
        CHECK(town.get("nadia", record).says("Hollis"));
        CHECK(told_in(everything(town.get(listed, record))).size() >= 4);
        draft_about_the_known_child(town);
        refuse_the_match(town, "priya", third.substr(0, third.rfind('/')), child);

        Rig rig(town);
        for (const auto* who : unlisted)
            ask_for_everything(rig, town, who, false);
        for (const auto* who : unlisted)
            if (town.get(who, "/find").status() == 200) search(rig, town, who);
        for (const auto* who : unlisted)
            ask_for_everything(rig, town, who, *who != '\0');
        rig.keep_what_went_elsewhere();
        run_commands(rig, town.url());
        MESSAGE(rig.asked << " answers looked through");
        CHECK(joined(rig.leaks) == "");
    });
}
