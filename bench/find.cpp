// How long Find takes over many people: by names, beginnings of names, name and year, name and postcode, for a host
// worker who may know that everybody is there, for one who works with a third of the families, and for a school that
// works with a few.
//
//   find FOLDER|postgres://… [PEOPLE]    the database must be empty

#include "access/register.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "db/database.h"
#include "db/migrate.h"
#include "people/search_store.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace kith;
using Time = std::chrono::steady_clock;

constexpr std::size_t batch = 500;
constexpr int searches = 300;

struct Case;

// Names as unevenly spread as real ones: the most common surname is one person's in a hundred.
class Names {
public:
    explicit Names(std::mt19937& chance) : chance_(chance) {
        for (int i = 0; i < 1500; ++i)
            given_.push_back(made_up(2 + i % 2));
        for (int i = 0; i < 12000; ++i)
            family_.push_back(made_up(2 + i % 3));
    }

    std::string given() { return given_[rank(given_.size())]; }

    std::string family() { return family_[rank(family_.size())]; }

private:
    std::string made_up(int syllables) {
        static constexpr std::array first = {"b", "d", "f", "g",  "h", "j", "k", "l", "m",  "n",
                                             "p", "r", "s", "sh", "t", "v", "w", "z", "st", "br"};
        static constexpr std::array then = {"a",  "e",  "i",  "o",  "u",  "ai", "ee",
                                            "an", "en", "in", "or", "ar", "el", "ith"};
        std::string name;
        for (int i = 0; i < syllables; ++i)
            name += std::string(first[chance_() % first.size()]) + then[chance_() % then.size()];
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        return name;
    }

    std::size_t rank(std::size_t size) {
        const double even = std::uniform_real_distribution<double>(0, 1)(chance_);
        return std::min(size - 1, static_cast<std::size_t>(even * even * static_cast<double>(size)));
    }

    std::mt19937& chance_;
    std::vector<std::string> given_;
    std::vector<std::string> family_;
};

struct Made {
    std::string given, family, postcode;
    int year = 0;
};

struct World {
    access::Viewer host, worker, school;
    std::vector<Made> people;
};

access::Viewer viewer(db::Writer& w, Id<agencies::Agency> agency, access::Role role, const std::string& email) {
    const history::Actor actor{"", "", "", "bench"};
    const auto user = access::add_user(w, actor, {email, email}).value();
    const auto posting = access::add_posting(
        w, actor,
        {.user = user, .agency = agency, .role = role, .from = w.now() - days_ms, .to = w.now() + 300 * days_ms});
    return access::viewer_in(w, posting.value(), w.now(), "bench").value();
}

Id<agencies::Agency> agency(db::Writer& w, const std::string& name, bool host) {
    return agencies::add_agency(
               w, {"", "", "", "bench"},
               {.name = name, .kind = host ? "council" : "school", .host = host, .agreement_from = w.now().day() - 1})
        .value()
        .id;
}

people::NewPerson person(const Made& made, std::mt19937& chance) {
    const auto born = people::PartDay::from_parts(made.year, 1 + static_cast<int>(chance() % 12),
                                                  1 + static_cast<int>(chance() % 28), "AAA");
    people::NewPerson person{.name = {made.given, made.family}, .birth = people::Birth::on(*born)};
    person.address = people::Address{.lines = fmt::format("{} High Street", chance() % 200), .postcode = made.postcode};
    person.contacts = {{people::ContactKind::telephone, fmt::format("07700 {:06}", chance() % 1000000)}};
    return person;
}

void add(db::Database& database, World& world, Names& names, std::mt19937& chance, std::size_t count) {
    database.write([&](db::Writer& w) {
        for (std::size_t i = 0; i < count; ++i) {
            Made made{names.given(), names.family(),
                      fmt::format("BL{} {}{}{}", chance() % 9 + 1, chance() % 10, "ABDEFGHJ"[chance() % 8],
                                  "ABDEFGHJ"[chance() % 8]),
                      1950 + static_cast<int>(chance() % 76)};
            const auto added = people::add_person(w, world.host, person(made, chance));
            const auto help = Id<Case>::make(w.now(), w.random());
            if (chance() % 3 == 0) {
                access::register_resource(
                    w, {.kind = access::Kind::episode, .id = help.text(), .owner = world.host.agency});
                access::add_to_case(w, added.id.text(), help.text());
                access::begin_involvement(w, help.text(), world.worker.posting, world.worker.agency);
                if (chance() % 50 == 0) access::begin_involvement(w, help.text(), {}, world.school.agency);
            }
            world.people.push_back(std::move(made));
        }
    });
}

World make(db::Database& database, std::size_t people) {
    std::mt19937 chance(7);
    Names names(chance);
    World world;
    database.write([&](db::Writer& w) {
        const auto council = agency(w, "Council", true);
        world.host = viewer(w, council, access::Role::triage, "triage@example.org");
        world.worker = viewer(w, council, access::Role::early_help_worker, "worker@example.org");
        world.school = viewer(w, agency(w, "School", false), access::Role::partner, "school@example.org");
    });
    while (world.people.size() < people)
        add(database, world, names, chance, std::min(batch, people - world.people.size()));
    return world;
}

double processor_milliseconds() {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

double at(std::vector<double>& times, double part) {
    std::sort(times.begin(), times.end());
    return times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))];
}

// Both by the clock on the wall, which other work on the machine lengthens, and by this thread's processor time, which
// leaves out what a PostgreSQL server does.
void measure(db::Database& database, const access::Viewer& who, const char* name,
             const std::vector<std::string>& typed) {
    std::vector<double> wall;
    std::vector<double> processor;
    std::size_t found = 0;
    for (const auto& words : typed) {
        const auto began = Time::now();
        const double used = processor_milliseconds();
        found += database.reading(
            [&](db::Reader& r) { return people::find_people(r, who, words, 1, database.clock().now()).count; });
        processor.push_back(processor_milliseconds() - used);
        wall.push_back(std::chrono::duration<double, std::milli>(Time::now() - began).count());
    }
    std::printf("  %-28s wall p50 %6.2f p99 %7.2f ms   processor p50 %6.2f p99 %7.2f most %7.2f ms   found %.1f\n",
                name, at(wall, 0.5), at(wall, 0.99), at(processor, 0.5), at(processor, 0.99), at(processor, 1),
                static_cast<double>(found) / static_cast<double>(typed.size()));
}

std::vector<std::string> asked(const World& world, const std::function<std::string(const Made&)>& words) {
    std::mt19937 chance(11);
    std::vector<std::string> all;
    for (int i = 0; i < searches; ++i)
        all.push_back(words(world.people[chance() % world.people.size()]));
    return all;
}

void measure_all(db::Database& database, const World& world, const access::Viewer& who, const char* name) {
    std::printf("%s\n", name);
    const auto each = [&](const char* what, const std::function<std::string(const Made&)>& words) {
        measure(database, who, what, asked(world, words));
    };
    each("first and last name", [](const Made& m) { return m.given + " " + m.family; });
    each("beginnings of both", [](const Made& m) { return m.given.substr(0, 2) + " " + m.family.substr(0, 4); });
    each("short beginnings", [](const Made& m) { return m.given.substr(0, 1) + " " + m.family.substr(0, 2); });
    each("last name and year", [](const Made& m) { return m.family + " " + std::to_string(m.year); });
    each("first name and postcode", [](const Made& m) { return m.given + " " + m.postcode; });
    each("first name and outward code", [](const Made& m) { return m.given + " " + m.postcode.substr(0, 3); });
    each("last name alone", [](const Made& m) { return m.family; });
    each("one letter", [](const Made& m) { return m.family.substr(0, 1); });
}

} // namespace

int main(int count, char** arguments) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (count < 2) return std::fputs("find FOLDER|postgres://... [PEOPLE]\n", stderr), 2;
    const std::string place = arguments[1];
    const std::size_t people = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 50'000;
    const auto database =
        db::open(place.starts_with("postgres") ? place : "sqlite:" + place + "/find.db", {.key = std::string(32, 'k')});
    db::migrate(*database);

    const auto began = Time::now();
    const World world = make(*database, people);
    std::printf("%zu people made in %.1f s\n", people, std::chrono::duration<double>(Time::now() - began).count());
    measure_all(*database, world, world.host, "triage, who may know that everybody is there");
    measure_all(*database, world, world.worker, "a worker with a third of them");
    measure_all(*database, world, world.school, "a school with a few");
}
