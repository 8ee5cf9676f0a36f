// Find against the rule: for worlds made by chance, what is found is exactly who answers by words of which decide()
// says that the viewer may know them. And whoever is hidden moves nobody.

#include "people/office_test.h"
#include "people/search_store.h"

#include <random>

using namespace kith;
using namespace kith::people;

namespace {

constexpr std::array given_names = {"Maya", "Mayra", "Ann", "Anna", "Annabel", "Leo", "Tobi", "Ezra", "Ng"};
constexpr std::array family_names = {"Okafor", "Okafor-Reid", "Reid", "O'Brien", "Lee", "Leigh", "Novak", "Anne"};
constexpr std::array postcodes = {"BL9 0EJ", "BL9 0EA", "BL9 1AA", "M1 1AB", "M11 1AB"};

const std::vector<std::string> searches = {"a",           "an",        "anna",          "maya okafor",
                                           "okafor reid", "reid ann",  "lee 2015",      "le",
                                           "2016",        "june 2016", "14/6/2016",     "bl9",
                                           "bl9 0",       "bl90ej",    "ann bl9 0ej",   "m1",
                                           "m11 1ab",     "07700900",  "01632 960007",  "960007",
                                           "obrien le",   "n",         "okafor m1 1ab", "novak anne 2015"};

// As PostgreSQL does by itself where people work; without it a search takes twenty times as long there.
constexpr db::Sql take_statistics = "analyze";

void settle(Office& office) {
    office.writing([](db::Writer& w) { return w.run(take_statistics, {}) == 0; });
}

class World {
public:
    explicit World(Office& office, unsigned seed)
        : office_(office), chance_(seed),
          sam_manager_(office.worker("Kim Li", office.host, access::Role::team_manager)),
          school_worker_(office.worker("Ada Moss", office.school, access::Role::partner)) {}

    std::vector<access::Viewer> viewers() const {
        return {office_.sam, office_.grace, office_.priya, office_.tom, sam_manager_, school_worker_};
    }

    std::vector<Id<Person>> people;

    void grow(int count) {
        office_.writing([&](db::Writer& w) {
            for (int i = 0; i < count; ++i)
                change_rights(w, add(w));
            return true;
        });
    }

    // So much that Find goes by words and not by what somebody works with.
    void give_much_to_do(const access::Viewer& who) {
        office_.writing([&](db::Writer& w) {
            for (int i = 0; i < 1000; ++i)
                access::register_resource(w, {.kind = access::Kind::family,
                                              .id = Id<Case>::make(w.now(), w.random()).text(),
                                              .owner = who.agency,
                                              .maker = who.posting});
            return true;
        });
    }

private:
    struct Case;

    bool chance(unsigned percent) { return chance_() % 100 < percent; }

    template <typename List>
    std::string one_of(const List& list) {
        return list[chance_() % list.size()];
    }

    Id<Person> add(db::Writer& w) {
        NewPerson person{.name = {one_of(given_names), one_of(family_names)},
                         .birth = born(2014 + static_cast<int>(chance_() % 3), 6, 14)};
        if (chance(60)) person.address = Address{.lines = "1 Mill Lane", .postcode = one_of(postcodes)};
        if (chance(30))
            person.contacts.push_back({ContactKind::telephone, fmt::format("01632 96000{}", chance_() % 9)});
        if (chance(10)) person.contacts.push_back({ContactKind::telephone, "07700 900123"});
        const auto maker = viewers()[chance_() % 4];
        const auto id = add_person(w, maker, person).id;
        if (chance(20)) CHECK(record_name(w, maker, id, {1, {}, ""}, {one_of(given_names), one_of(family_names)}));
        people.push_back(id);
        return id;
    }

    void change_rights(db::Writer& w, Id<Person> id) {
        if (chance(50)) access::forget_maker(w, id.text());
        if (chance(30)) {
            const auto help = Id<Case>::make(w.now(), w.random());
            access::register_resource(w, {.kind = access::Kind::episode, .id = help.text(), .owner = office_.host});
            access::add_to_case(w, id.text(), help.text());
            const auto who = viewers()[chance_() % 6];
            if (chance(50))
                access::begin_involvement(w, help.text(), who.posting, who.agency);
            else if (chance(50))
                access::begin_involvement(w, help.text(), {}, who.agency);
            else
                access::open_scope(w, help.text(), who.agency, "basic");
        }
        if (chance(10)) access::seal(w, id.text());
        if (chance(10)) access::set_discoverable(w, id.text(), false);
        if (chance(15)) {
            access::protect_location(w, id);
            if (chance(50)) access::list_for_location(w, id, viewers()[chance_() % 6].posting, access::far_future);
        }
        if (chance(5)) access::bar(w, viewers()[chance_() % 6].user, {}, id);
    }

    Office& office_;
    std::mt19937 chance_;
    access::Viewer sam_manager_;
    access::Viewer school_worker_;
};

constexpr db::Sql words_of = R"sql(
    select word, needs
    from person_words
    where person_id = :person
)sql";

// The words by which somebody may find a person, by the rule.
struct Known {
    Id<Person> person;
    std::vector<std::string> words;
};

Known known_by(db::Reader& reader, const access::Decision& decision, Id<Person> person) {
    const bool content = decision.effect == access::Effect::content;
    Known known{person, {}};
    reader.all(words_of, {{"person", person}}, [&](const db::Row& row) {
        const auto needs = row.integer("needs");
        if (needs == 0 || (content && (needs == 1 || static_cast<bool>(decision.location))))
            known.words.push_back(row.text("word"));
        return true;
    });
    return known;
}

std::vector<Known> known_to(db::Reader& reader, const access::Viewer& viewer, const World& world, Instant now) {
    std::vector<Known> all;
    for (const auto& person : world.people) {
        const auto decision = access::decide_about(reader, viewer, access::Action::read_person, person.text(), now);
        if (decision.effect != access::Effect::hidden) all.push_back(known_by(reader, decision, person));
    }
    return all;
}

bool answers(const Known& known, const std::vector<Term>& terms) {
    return std::all_of(terms.begin(), terms.end(), [&](const Term& term) {
        return std::any_of(known.words.begin(), known.words.end(), [&](const auto& word) { return term.covers(word); });
    });
}

std::set<Id<Person>> by_the_rule(db::Reader& reader, const std::vector<Known>& known, const std::string& typed) {
    const auto terms = with_marks(read_terms(typed), reader.vault());
    std::set<Id<Person>> all;
    for (const auto& one : known)
        if (answers(one, terms)) all.insert(one.person);
    return all;
}

// Up to the first page on which nobody is.
std::set<Id<Person>> found(db::Reader& reader, const access::Viewer& viewer, const std::string& typed, Instant now) {
    std::set<Id<Person>> all;
    for (std::size_t page = 1; page <= most_counted / matches_on_a_page; ++page) {
        const auto matches = find_people(reader, viewer, typed, page, now).matches;
        if (matches.empty()) break;
        for (const auto& match : matches)
            all.insert(match.candidate.summary.id);
    }
    return all;
}

std::string told(const Found& found) {
    std::string text = fmt::format("{}{}:", found.count, found.more_than_counted ? "+" : "");
    for (const auto& match : found.matches)
        text += fmt::format(" {} {}", match.candidate.summary.reference.text(), fmt::join(match.reasons, ","));
    return text;
}

} // namespace

TEST_CASE("Find finds whom the rule allows to be found by these words, in worlds made by chance") {
    in_each_office([](Office& office) {
        World world(office, 7);
        for (int round = 0; round < 4; ++round) {
            world.grow(45);
            if (round == 2)
                for (const auto& viewer : world.viewers())
                    world.give_much_to_do(viewer);
            settle(office);
            std::size_t people_found = 0;
            office.reading([&](db::Reader& reader) {
                for (const auto& viewer : world.viewers()) {
                    const auto known = known_to(reader, viewer, world, office.now());
                    for (const auto& typed : searches) {
                        const auto expected = by_the_rule(reader, known, typed);
                        people_found += expected.size();
                        INFO(viewer.name, " looks for ", typed);
                        CHECK(found(reader, viewer, typed, office.now()) == expected);
                    }
                }
                return true;
            });
            CHECK(people_found > 100);
        }
    });
}

TEST_CASE("hidden people change neither what is found, nor its order, nor its count") {
    in_each_office([](Office& office) {
        office.writing([&](db::Writer& w) {
            for (int i = 0; i < 230; ++i) {
                const auto given = given_names[static_cast<std::size_t>(i) % given_names.size()];
                const auto id = add_person(w, i % 2 ? office.sam : office.grace,
                                           {.name = {given, fmt::format("Okafor{}", i % 17)},
                                            .birth = born(2015, 6, 14),
                                            .address = Address{.lines = "1", .postcode = "BL9 0EJ"}});
                if (i % 3 == 0) access::forget_maker(w, id.id.text());
            }
            return true;
        });
        const std::vector<std::string> common = {"okafor", "okafor 2015", "maya okafor", "ann oka",     "a o", "ok bl9",
                                                 "bl90ej", "2015",        "leo okafor3", "okafor1 ann", "o"};
        const auto all_told = [&] {
            return office.reading([&](db::Reader& reader) {
                std::string text;
                for (const auto& viewer : {office.sam, office.grace, office.priya, office.tom})
                    for (const auto& typed : common)
                        for (std::size_t page : {1, 2, 10})
                            text += told(find_people(reader, viewer, typed, page, office.now())) + "\n";
                return text;
            });
        };
        settle(office);
        const auto before = all_told();
        office.writing([&](db::Writer& w) {
            for (int i = 0; i < 1000; ++i) {
                const auto given = i % 2 ? "Maya" : "Aaa";
                const auto id = add_person(w, office.sam,
                                           {.name = {given, i % 5 ? "Okafor" : "Okafor1"}, .birth = born(2015, 6, 14)});
                access::seal(w, id.id.text());
            }
            return true;
        });
        CHECK(all_told() == before);
    });
}
