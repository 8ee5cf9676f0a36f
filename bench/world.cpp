#include "bench/world.h"

#include "access/session_store.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "agencies/team_store.h"
#include "bench/names.h"
#include "episodes/episode_store.h"
#include "families/family_store.h"
#include "matching/likely.h"
#include "people/similar.h"
#include "places/postcode_store.h"
#include "places/ward_store.h"
#include "profiles/profile_commands.h"
#include "profiles/profile_store.h"
#include "requests/decision_store.h"
#include "requests/draft_store.h"
#include "requests/match_store.h"
#include "requests/request_store.h"

#include <fstream>
#include <sstream>

namespace kith::bench {

namespace {

using access::Role;
using access::Viewer;

constexpr int batch = 50;    // families made in one change
constexpr int workers = 50;  // who lead help
constexpr int schools = 100; // that ask for it
constexpr int postcodes = 400;
constexpr int helped_each = 5;   // one family in five is helped now
constexpr int waiting_each = 66; // one request in so many waits for a decision
constexpr std::size_t seen_at_most = 1000;
constexpr std::size_t names_at_most = 50'000;
constexpr std::array sizes = {2, 3, 3, 3, 4, 5}; // of families: 50,000 people in 15,000

const history::Actor builder{"", "", "", "bench"};

constexpr std::string_view story =
    "Things have been hard since the move in September. There have been twelve days away from school, and mornings are "
    "the worst of it. Their mother says she is up most nights with the baby and has nobody near to turn to. A cousin "
    "helped at first but has gone back to work. In class they are tired and quiet, and they were such a lively pair.";

struct Member {
    people::NewPerson person;
    Id<people::Person> id = {};
    bool child = false;
};

struct Home {
    Id<families::Family> id = {};
    Reference reference;
    std::vector<Member> members = {};
    Id<episodes::Episode> episode = {};
};

class Builder {
public:
    Builder(db::Database& database, Size size)
        : database_(database), size_(size), names_(chance_),
          profile_(database.reading([](db::Reader& reader) { return profiles::current(reader); })) {}

    World run(const std::function<void(int)>& told) {
        database_.write([&](db::Writer& writer) { lay_out(writer); });
        for (int first = 0; first < size_.families; first += batch) {
            const int next = std::min(first + batch, size_.families);
            const auto chance = chance_;
            database_.write([&](db::Writer& writer) {
                chance_ = chance; // a change may be run again
                made_ = {};
                for (int i = first; i < next; ++i)
                    add_home(writer, i);
            });
            add(made_);
            told(next);
        }
        return std::move(world_);
    }

private:
    void add(const World& made) {
        const auto append = [](auto& all, const auto& more, std::size_t most) {
            all.insert(all.end(), more.begin(), more.begin() + std::min(more.size(), most - all.size()));
        };
        append(world_.families, made.families, seen_at_most);
        append(world_.sent, made.sent, seen_at_most);
        append(world_.waiting, made.waiting, seen_at_most);
        append(world_.names, made.names, names_at_most);
    }

    void lay_out(db::Writer& writer) {
        for (int i = 0; i < postcodes; ++i) {
            const auto& ward = profile_->wards.at(static_cast<std::size_t>(i) % profile_->wards.size());
            const auto district = ward.district.empty() ? profile_->council.gss : ward.district;
            places::save_ward(writer, {ward.gss, ward.name, district, profile_->council.area, profile_->council.gss});
            places::save_postcode(writer, {.postcode = postcode(i),
                                           .ward = ward.gss,
                                           .lsoa21 = "E01000001",
                                           .lsoa11 = "E01000001",
                                           .msoa21 = "E02000001",
                                           .point = *places::Point::from_degrees(-2.3, 53.5)});
        }
        const auto host = agency(writer, "Council Early Help", "council", true);
        agencies::add_team(writer, builder, host, {.name = "Early Help team"}).value();
        triage_ = viewer(writer, host, Role::triage, "triage0");
        for (int i = 0; i < workers; ++i)
            workers_.push_back(viewer(writer, host, Role::early_help_worker, fmt::format("worker{}", i)));
        for (int i = 0; i < schools; ++i)
            schools_.push_back(viewer(writer, agency(writer, fmt::format("School {}", i), "school", false),
                                      Role::partner, fmt::format("school{}", i)));
    }

    static std::string postcode(int number) {
        constexpr std::string_view letters = "ABDEFGHJLN";
        return fmt::format("NB{} {}{}{}", number % 9 + 1, number / 9 % 10,
                           letters[static_cast<std::size_t>(number) / 90 % 10], 'A');
    }

    static Id<agencies::Agency> agency(db::Writer& writer, const std::string& name, const std::string& kind,
                                       bool host) {
        return agencies::add_agency(
                   writer, builder,
                   {.name = name, .kind = kind, .host = host, .agreement_from = writer.now().day() - 30})
            .value()
            .id;
    }

    static Viewer viewer(db::Writer& writer, Id<agencies::Agency> agency, Role role, const std::string& name) {
        const auto user = access::add_user(writer, builder, {name, name + "@bench.example"}).value();
        const auto posting = access::add_posting(writer, builder,
                                                 {.user = user,
                                                  .agency = agency,
                                                  .role = role,
                                                  .from = writer.now() - days_ms,
                                                  .to = writer.now() + 300 * days_ms});
        return access::viewer_in(writer, posting.value(), writer.now(), "bench").value();
    }

    int below(int limit) { return static_cast<int>(chance_() % static_cast<unsigned>(limit)); }

    const Viewer& worker(int family) const {
        return workers_[static_cast<std::size_t>(family / helped_each % workers)];
    }

    void add_home(db::Writer& writer, int number) {
        auto home = people_of(number);
        const auto& maker = worker(number);
        std::vector<Id<people::Person>> ids;
        for (auto& member : home.members) {
            member.id = people::add_person(writer, maker, member.person).id;
            ids.push_back(member.id);
            made_.names.push_back(member.person.name.given + " " + member.person.name.family);
        }
        const auto added =
            families::add_family(writer, maker, home.members.front().person.name.family, ids, "the family");
        home.id = added.id;
        home.reference = added.reference;
        tie(writer, maker, home);
        if (number % helped_each == 0) help(writer, number, home, ids);
        for (int i = requests_before(number); i < requests_before(number + 1); ++i)
            ask(writer, i, home);
    }

    // Spread evenly over the families.
    int requests_before(int family) const {
        return static_cast<int>(static_cast<std::int64_t>(size_.requests) * family / size_.families);
    }

    int people_in(int family) const {
        return size_.people * 3 == size_.families * 10 ? sizes[static_cast<std::size_t>(family) % sizes.size()]
                                                       : size_.people / size_.families;
    }

    Home people_of(int number) {
        Home home{.reference = Reference::make(database_.random())};
        const auto family = names_.family();
        const people::Address address{.lines = fmt::format("{} Mill Lane", below(200) + 1),
                                      .postcode = postcode(below(postcodes))};
        const int adults = people_in(number) > 3 ? 2 : 1;
        for (int i = 0; i < people_in(number); ++i) {
            const bool child = i >= adults;
            people::NewPerson person{.name = {names_.given(), family},
                                     .birth = birth(child ? 2008 + below(18) : 1975 + below(28)),
                                     .details = {.sex = i % 2 == 0 ? people::Sex::female : people::Sex::male},
                                     .address = address,
                                     .source = "the family"};
            if (i == 0) {
                person.contacts = {{people::ContactKind::telephone, fmt::format("07700 900{:03}", below(1000))}};
                person.safe_contact = {.how = "Phone before 3pm", .avoid = "Do not leave messages"};
            }
            home.members.push_back({.person = std::move(person), .child = child});
        }
        return home;
    }

    people::Birth birth(int year) {
        return people::Birth::on(*people::PartDay::from_parts(year, 1 + below(12), 1 + below(28), "AAA"));
    }

    static void tie(db::Writer& writer, const Viewer& maker, const Home& home) {
        std::vector<families::Household::Living> together;
        for (const auto& member : home.members) {
            together.push_back({.person = member.id});
            if (!member.child) continue;
            for (const auto& adult : home.members) {
                if (adult.child) continue;
                const bool mother = adult.person.details.sex == people::Sex::female;
                families::Relationship relationship;
                relationship.person = adult.id;
                relationship.other = member.id;
                relationship.code = mother ? "MTH" : "FTH";
                relationship.looks_after = mother;
                relationship.source = "the family";
                families::record_relationship(writer, maker, relationship).value();
            }
        }
        families::add_household(writer, maker, home.id, together, "the family").value();
    }

    void help(db::Writer& writer, int number, Home& home, const std::vector<Id<people::Person>>& ids) {
        const auto& lead = worker(number);
        home.episode = episodes::open_episode(writer, triage_,
                                              {.family = home.id,
                                               .people = ids,
                                               .agency = lead.agency,
                                               .level = profile_->levels(writer.now().day()).at(2).code,
                                               .agreed = true,
                                               .lead = lead.posting})
                           .id;
        made_.families.push_back({home.reference.text(), email(lead)});
    }

    static std::string email(const Viewer& viewer) { return viewer.name + "@bench.example"; }

    void ask(db::Writer& writer, int number, const Home& home) {
        const auto& school = schools_[static_cast<std::size_t>(below(schools))];
        const auto today = writer.now().day();
        const auto& form = profile_->request_form(today);
        const auto reference = requests::begin_draft(writer, school, form.version);
        const auto draft = requests::find_draft(writer, school, reference);
        const auto answers = answers_about(home);
        const auto composed = requests::composed(*profile_, requests::AnsweredForm(form, answers), {}, today);
        const auto request = requests::send_request(writer, school, *profile_, *draft, composed);
        requests::drop_draft(writer, draft->id);
        if (number % waiting_each == 0) {
            made_.waiting.push_back({reference.text(), std::string(triage_email)});
            return;
        }
        decide(writer, request.id, home);
        made_.sent.push_back({reference.text(), email(school)});
    }

    static http::Answers answers_about(const Home& home) {
        namespace key = profiles::key;
        http::Answers answers;
        const auto put = [&](std::string_view question, int number, std::string_view text) {
            answers.set(requests::field_name(question, number), std::string(text));
        };
        int child = 0;
        int adult = 0;
        for (const auto& member : home.members) {
            const auto& person = member.person;
            const int number = member.child ? ++child : ++adult;
            put(member.child ? key::child_given_names : key::adult_given_names, number, person.name.given);
            put(member.child ? key::child_family_name : key::adult_family_name, number, person.name.family);
            if (!member.child) continue;
            const auto born = person.birth.born()->earliest();
            const auto field = requests::field_name(key::child_born, number);
            answers.set(field + "-day", std::to_string(born.day_of_month()));
            answers.set(field + "-month", std::to_string(born.month()));
            answers.set(field + "-year", std::to_string(born.year()));
            put(key::child_postcode, number, person.address->postcode);
            put(key::child_address, number, person.address->lines);
            put(key::child_sex, number, people::code(person.details.sex));
        }
        for (const auto question : {key::going_well, key::worries, key::would_help, key::safe_contact})
            put(question, 1, story);
        put(key::urgency, 1, "can_wait");
        put(key::agreement, 1, "parent_agrees");
        put(key::agreed_by, 1, home.members.front().person.name.given);
        put(key::agreement_covers, 1, "everyone_named");
        put(key::agreed_how, 1, "in_person");
        put(key::interpreter, 1, "no");
        return answers;
    }

    // Added to the help that is open, or else closed with advice.
    void decide(db::Writer& writer, Id<requests::Request> id, const Home& home) {
        if (!home.episode.empty()) confirm(writer, id, home);
        const auto request = requests::whole_request(writer, id).value();
        const auto today = writer.now().day();
        requests::Proposal proposal{.code = code_of(home.episode.empty() ? profiles::DecisionKind::closes
                                                                         : profiles::DecisionKind::joins_episode,
                                                    today),
                                    .reason = "The school and the family agree that this is what would help now."};
        for (const auto* child : request.children())
            proposal.levels.push_back({child->id, profile_->levels(today).at(1).code});
        const auto seen =
            access::decide_about(writer, triage_, access::Action::triage_request, id.text(), writer.now());
        const auto looked = requests::look_for_matches(writer, triage_, request, seen.location, writer.now());
        for (const auto& [about, match] : requests::unanswered(looked.matches)) // somebody else of the same name
            proposal.said.push_back({about, match->match.candidate.summary.id, requests::Verdict::not_same,
                                     "The school knows of no other address."});
        const auto recorded =
            requests::record_decision(writer, triage_, *profile_, id, request.version, proposal, looked);
        if (!recorded) throw std::runtime_error("a request cannot be decided: " + recorded.error().front().text);
    }

    void confirm(db::Writer& writer, Id<requests::Request> id, const Home& home) {
        const auto request = requests::whole_request(writer, id).value();
        for (const auto& named : request.people)
            for (const auto& member : home.members)
                if (member.person.name.given == named.given_names) {
                    (void)requests::say(writer, triage_, requests::whole_request(writer, id).value(),
                                        {.about = named.id, .person = member.id});
                    break;
                }
    }

    std::string code_of(profiles::DecisionKind kind, Day today) const {
        for (const auto& rule : profile_->decisions_on(today))
            if (rule.kind == kind && rule.receiver == profiles::Receiver::none) return rule.code;
        throw std::runtime_error("the profile has no such decision");
    }

    db::Database& database_;
    Size size_;
    std::mt19937 chance_{7};
    Names names_;
    std::shared_ptr<const profiles::Profile> profile_;
    Viewer triage_;
    std::vector<Viewer> workers_, schools_;
    World world_;
    World made_; // in the change that runs
};

std::string heading(Size size) {
    return fmt::format("world 1 {} {} {}", size.people, size.families, size.requests);
}

} // namespace

World make_world(db::Database& database, const std::string& profile, Size size, const std::function<void(int)>& told) {
    std::ostringstream said;
    if (profiles::load(database, profile, said) != 0) throw std::runtime_error(said.str());
    auto world = Builder(database, size).run(told);
    // As the server does while people work: else it would do all of it while it is measured.
    database.read([](db::Reader& reader) { people::build_similar(reader); });
    while (matching::look_for_pairs(database, 100) > 0) {
    }
    return world;
}

void keep(const World& world, Size size, const std::filesystem::path& file) {
    std::ofstream out(file);
    out << heading(size) << '\n';
    const auto put = [&](std::string_view kind, const std::vector<World::Shown>& all) {
        for (const auto& each : all)
            out << kind << ' ' << each.reference << ' ' << each.email << '\n';
    };
    put("family", world.families);
    put("sent", world.sent);
    put("waiting", world.waiting);
    for (const auto& name : world.names)
        out << "name " << name << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::optional<World> find_world(const std::filesystem::path& file, Size size) {
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line) || line != heading(size)) return std::nullopt;
    World world;
    while (std::getline(in, line)) {
        const auto first = line.find(' ');
        const auto second = line.find(' ', first + 1);
        const auto kind = line.substr(0, first);
        if (kind == "name") {
            world.names.push_back(line.substr(first + 1));
            continue;
        }
        auto& list = kind == "family" ? world.families : kind == "sent" ? world.sent : world.waiting;
        list.push_back({line.substr(first + 1, second - first - 1), line.substr(second + 1)});
    }
    return world;
}

std::string signed_in(db::Database& database, std::string_view email) {
    return database.writing([&](db::Writer& writer) {
        const auto user = access::find_user_by_email(writer, email).value();
        const auto begun = access::begin_session(writer, user.id, "127.0.0.1");
        const auto session = access::find_session(writer, begun, writer.now(), "bench").value();
        return "kith=" + access::open_session(writer, session).value();
    });
}

} // namespace kith::bench
