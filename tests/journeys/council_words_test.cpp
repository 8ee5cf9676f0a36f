// Every word that councils use otherwise is the profile's: on no page does a word stand that is neither the council's
// own nor plain. Everybody of the town goes wherever links lead, in a town that is lived in, under two councils.

#include "app/demo_work.h"
#include "base/text.h"
#include "families/family_store.h"
#include "matching/likely.h"
#include "people/person_store.h"
#include "profiles/profile_facts.h"
#include "profiles/profile_store.h"
#include "tests/town.h"

#include <doctest/doctest.h>
#include <regex>

using namespace kith;

namespace {

constexpr std::array councils = {"bury", "staffordshire"};

// What councils call by names of their own, besides the words of the two profiles. Plain words that a profile happens
// to use ("plan", "request") are no evidence.
constexpr std::array terms = {"early help",   "front door",  "social care", "lead practitioner", "lead professional",
                              "lead worker",  "step up",     "stepped up",  "step down",         "stepped down",
                              "story so far", "team around", "referral",    "assessment",        "locality",
                              "localities",   "hub"};
const std::set<std::string> plain = {"plan", "plans", "district", "districts"};

std::shared_ptr<const profiles::Profile> profile_of(Town& town) {
    return town.reading([](db::Reader& reader) { return profiles::current(reader); });
}

std::string lowered(std::string text) {
    for (auto& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

bool is_letter(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) || (static_cast<unsigned char>(letter) & 0x80U);
}

// Where the words stand in the text as whole words.
std::size_t find_words(const std::string& text, const std::string& words, std::size_t from = 0) {
    for (auto at = text.find(words, from); at != std::string::npos; at = text.find(words, at + 1)) {
        const bool begins = at == 0 || !is_letter(text[at - 1]) || !is_letter(words.front());
        const auto end = at + words.size();
        const bool ends = end == text.size() || !is_letter(text[end]) || !is_letter(words.back());
        if (begins && ends) return at;
    }
    return std::string::npos;
}

std::set<std::string> words_to_look_for() {
    std::set<std::string> all(terms.begin(), terms.end());
    for (const auto* council : councils) {
        const auto fresh = northbridge(db::Engine::sqlite, council);
        Town town(fresh.url());
        for (const auto& [key, word] : profile_of(town)->words)
            for (const auto& each : {word.one, word.many})
                if (!plain.contains(lowered(each))) all.insert(lowered(each));
        for (const auto& level : profile_of(town)->levels(town.clock().now().day()))
            all.insert(lowered(level.name));
    }
    return all;
}

// Everything that the profile itself says, the longest first.
std::vector<std::string> said_by(const profiles::Profile& profile, Day today) {
    std::vector<std::string> said;
    const auto add = [&](const std::string& text) {
        if (text.size() > 2) said.push_back(lowered(text));
    };
    add("level AA");                                                           // of the accessibility guidelines
    for (const auto* licences : {"permission is hereby", "permission notice"}) // of everybody's licence
        add(licences);
    for (const auto& text : {profile.council.name, profile.council.area, profile.council.source,
                             profile.council.service.value.value_or(""), profile.urgent_line()})
        add(text);
    for (const auto& group : profiles::facts(profile))
        for (const auto& fact : group.facts)
            add(fact.value), add(fact.source);
    for (const auto& [key, word] : profile.words)
        add(word.one), add(word.many);
    for (const auto& line : profile.lines)
        add(line.label), add(line.hours);
    for (const auto& framework : profile.frameworks) {
        add(framework.name), add(framework.note);
        for (const auto& level : framework.levels) {
            add(level.name), add(level.response), add(level.guidance), add(profile.level_words(level.code));
            for (const auto& each : level.prompts)
                add(each);
        }
    }
    for (const auto& each : profile.localities)
        add(each.name);
    for (const auto& each : profile.wards)
        add(each.name);
    for (const auto& each : profile.clocks)
        add(each.label);
    for (const auto& each : profile.decisions)
        add(each.label), add(each.hint), add(each.told);
    for (const auto& each : profile.closure_reasons)
        add(each.label);
    for (const auto& form : profile.request_forms) {
        add(form.title), add(form.sent);
        for (const auto& page : form.pages) {
            add(page.title), add(page.text);
            for (const auto& section : page.sections) {
                add(section.title), add(section.text);
                for (const auto& question : section.questions) {
                    add(question.label), add(question.hint), add(question.missing);
                    for (const auto& option : profile.options(question, today))
                        add(option.label), add(option.hint);
                }
            }
        }
    }
    for (const auto& [name, list] : profile.lists) {
        add(list.title);
        for (const auto& entry : list.entries)
            add(entry.label), add(entry.group);
    }
    for (const auto& wording : profile.agreements)
        for (const auto* paragraphs : {&wording.paragraphs, &wording.not_yet})
            for (const auto& each : *paragraphs)
                add(each);
    std::sort(said.begin(), said.end(), [](const auto& one, const auto& other) { return one.size() > other.size(); });
    return said;
}

// What is read and what is only heard.
std::string everything_on(const SeenPage& page) {
    static const std::regex heard("(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"");
    std::string text = page.words();
    const auto& body = page.response().body;
    for (std::sregex_iterator each(body.begin(), body.end(), heard), end; each != end; ++each)
        text += " | " + (*each)[1].str();
    return lowered(text);
}

std::string without(std::string text, const std::vector<std::string>& said) {
    for (const auto& each : said)
        for (auto at = find_words(text, each); at != std::string::npos; at = find_words(text, each, at))
            text.replace(at, each.size(), "|");
    return text;
}

std::set<std::string> links_on(const SeenPage& page) {
    static const std::regex link("href=\"(/[^\"#]*)");
    const auto body = std::regex_replace(page.response().body, std::regex("&amp;"), "&");
    std::set<std::string> links;
    for (std::sregex_iterator each(body.begin(), body.end(), link), end; each != end; ++each)
        links.insert((*each)[1].str());
    return links;
}

std::set<std::string> forms_on(const SeenPage& page) {
    static const std::regex action("<form[^>]*action=\"(/[^\"]*)\"");
    const auto& body = page.response().body;
    std::set<std::string> actions;
    for (std::sregex_iterator each(body.begin(), body.end(), action), end; each != end; ++each)
        actions.insert((*each)[1].str());
    return actions;
}

// Forms that refuse to be sent empty, and then say in which words they want to be filled in.
bool refuses_emptiness(const std::string& action) {
    if (action.starts_with("/episodes/")) return true;
    return action.starts_with("/requests/") &&
           (action.ends_with("/decision") || action.ends_with("/step-up") || action.ends_with("/danger"));
}

// Goes wherever links lead.
class Walk {
public:
    Walk(Town& town, const std::set<std::string>& foreign)
        : town_(town), foreign_(foreign), said_(said_by(*profile_of(town), town.clock().now().day())) {}

    // `more`: what is looked at first, among it where no link leads, but a search.
    void go(std::string_view who, const std::vector<std::string>& more = {}) {
        std::map<std::string, int> been;
        std::set<std::string> seen;
        for (const auto& route : town_.router().routes())
            if (route.method == http::Method::get && route.path.find('{') == std::string::npos) seen.insert(route.path);
        for (const auto* list :
             {"questions", "sent", "added", "leading", "handed-over", "unled", "helped", "drafts", "roles"})
            seen.insert(std::string("/home/") + list);
        const std::string told = "/postcodes";
        if (!who.empty()) look(who, "POST " + told, town_.post(who, told, {{"postcode", "NB4 1AA"}}));
        std::vector<std::string> next(seen.begin(), seen.end());
        next.insert(next.end(), more.begin(), more.end());
        seen.insert(more.begin(), more.end());
        while (!next.empty()) {
            const auto address = next.back();
            next.pop_back();
            const auto path = address.substr(0, address.find('?'));
            const auto match = town_.router().match(http::Method::get, path);
            if (!match.route || ++been[match.route->path] > most_of_a_kind) continue;
            const auto page = town_.get(who, address);
            if (page.status() == 200 || page.status() == 303) routes_.insert(match.route->path);
            const bool leads_on = !page.location().empty();
            if (!leads_on && !page.response().type.starts_with("text/html")) continue;
            if (path == "/components") continue; // examples, for whoever writes pages
            look(who, address, page);
            for (const auto& action : forms_on(page))
                if (refuses_emptiness(action) && seen.insert("POST " + action).second)
                    look(who, "POST " + action, town_.post(who, action, {}));
            auto on = leads_on ? std::set{page.location()} : links_on(page);
            if (match.route->path == "/requests/{request}") on.insert(path + "/sent");
            for (const auto& each : on)
                if (seen.insert(each).second) next.push_back(each);
        }
    }

    const std::set<std::string>& routes() const { return routes_; }

private:
    static constexpr int most_of_a_kind = 12;

    void look(std::string_view who, const std::string& address, const SeenPage& page) {
        const auto text = without(everything_on(page), said_);
        for (const auto& each : foreign_) {
            const auto at = find_words(text, each);
            if (at == std::string::npos || !told_.insert(each + text.substr(at, 30)).second) continue;
            const auto begin = at < 60 ? 0 : at - 60;
            CAPTURE(std::string(who));
            CAPTURE(address);
            CAPTURE(each);
            FAIL_CHECK("… " << text.substr(begin, 140) << " …");
        }
    }

    Town& town_;
    const std::set<std::string>& foreign_;
    std::vector<std::string> said_;
    std::set<std::string> routes_;
    std::set<std::string> told_; // each mistake once
};

void live_in(Town& town) {
    const auto today = town.clock().now().day() + app::days_of_work;
    app::begin_work(town.database(), today, [&](Instant at) { town.clock().forward(at - town.clock().now()); });
    town.clock().forward(hours_ms);
}

people::AddedPerson add(Town& town, const char* given, int year) {
    const auto birth = people::Birth::on(*people::PartDay::from_parts(year, 4, 9, "AAA"));
    return town.writing([&](db::Writer& writer) {
        return people::add_person(writer, town.viewer("sam"), {.name = {given, "Thwaite"}, .birth = birth});
    });
}

// What the town's own story leaves out: a home, parental responsibility, and people recorded twice. Gives the pages
// that a search leads to.
std::vector<std::string> add_what_is_missing(Town& town) {
    const auto robert = add(town, "Robert", 1986), bob = add(town, "Bob", 1986);
    const auto siobhan = add(town, "Siobhan", 2016), again = add(town, "Siobahn", 2016);
    const auto sam = town.viewer("sam");
    const auto family = town.writing([&](db::Writer& writer) {
        const auto made = families::add_family(writer, sam, "Thwaite", {robert.id, siobhan.id}, "the family");
        families::add_household(writer, sam, made.id, {{.person = robert.id}, {.person = siobhan.id}}, "the family")
            .value();
        families::record_responsibility(
            writer, sam,
            {.holder = robert.id, .child = siobhan.id, .held = families::Responsibility::yes, .source = "the family"},
            {})
            .value();
        people::record_attendance(writer, sam, siobhan.id, {0, {}, ""}, {.urn = "990108"}).value();
        return made;
    });
    while (matching::look_for_pairs(town.database(), 100) > 0) {
    }
    const auto pair = "/matching/" + robert.reference.text() + "/" + bob.reference.text();
    town.fill_in("sam", town.get("sam", pair), pair, {{"verdict", "same"}, {"reason", "He said so"}});
    const auto path = "/families/" + family.reference.text();
    const auto home = town.get("sam", path + "/households").link("Robert Thwaite");
    const auto who = "/new?person=" + again.reference.text();
    const auto schools = "/people/" + siobhan.reference.text() + "/schools";
    return {path + "/members" + who, home + "/people", home + "/people" + who, pair + "/undo", schools};
}

} // namespace

TEST_CASE("no page says a word that another council would use") {
    const auto foreign = words_to_look_for();
    for (const auto* council : councils) {
        CAPTURE(std::string(council));
        const auto fresh = northbridge(db::Engine::sqlite, council);
        Town town(fresh.url());
        live_in(town);
        const auto searched = add_what_is_missing(town);
        Walk walk(town, foreign);
        walk.go("");
        for (const auto& worker : app::workers())
            walk.go(worker.key, searched);

        for (const auto& route : town.router().routes()) {
            // Colours; words of somebody's own that waited for them; an identifier, which nobody in the town has.
            static const std::set<std::string> not_met{"/style/{style}", "/held/{post}",
                                                       "/people/{person}/identifiers/{number}"};
            if (route.method != http::Method::get || not_met.contains(route.path)) continue;
            CHECK_MESSAGE(walk.routes().contains(route.path), route.path);
        }
    }
}
