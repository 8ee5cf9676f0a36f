#pragma once
// For tests of people and families: a council's Early Help office and a school beside it, in a fresh database.

#include "access/register.h"
#include "access/users.h"
#include "agencies/agency_store.h"
#include "people/person_store.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith {

// Monday 23 November 2026, 10am, and never moves.
class OfficeClock final : public Clock {
public:
    Instant now() override { return at; }

    Instant at = england_time(*Day::from_parts(2026, 11, 23), 600);
};

class Office {
public:
    explicit Office(db::Database& the_database) : database(the_database) {
        host = agency("Council Early Help", "council", true);
        school = agency("St Aidan's", "school", false);
        sam = worker("Sam Okoro", host, access::Role::early_help_worker);
        grace = worker("Grace Adeyemi", host, access::Role::team_manager);
        priya = worker("Priya Nair", host, access::Role::triage);
        tom = worker("Tom Bell", school, access::Role::partner);
    }

    db::Database& database;
    Id<agencies::Agency> host;
    Id<agencies::Agency> school;
    access::Viewer sam;   // makes the people of a test, so they are his to see
    access::Viewer grace; // sees their index
    access::Viewer priya; // sees their index too
    access::Viewer tom;   // sees nothing of them

    Instant now() { return database.clock().now(); }

    Day today() { return now().day(); }

    people::AddedPerson add(const people::NewPerson& person) {
        return database.writing([&](db::Writer& w) { return people::add_person(w, sam, person); });
    }

    template <typename Question>
    auto reading(Question&& question) {
        return database.reading(std::forward<Question>(question));
    }

    template <typename Change>
    auto writing(Change&& change) {
        return database.writing(std::forward<Change>(change));
    }

    access::Viewer worker(const std::string& name, Id<agencies::Agency> agency, access::Role role,
                          const std::vector<std::string>& localities = {}) {
        const history::Actor actor{"", "", "", "test"};
        return database.writing([&](db::Writer& w) {
            std::string email = name + "@example.org";
            email.erase(std::remove(email.begin(), email.end(), ' '), email.end());
            const auto user = access::add_user(w, actor, {name, email}).value();
            const auto posting = access::add_posting(w, actor,
                                                     {.user = user,
                                                      .agency = agency,
                                                      .role = role,
                                                      .localities = localities,
                                                      .from = w.now() - days_ms,
                                                      .to = w.now() + 100 * days_ms});
            return access::viewer_in(w, posting.value(), w.now(), "test").value();
        });
    }

private:
    Id<agencies::Agency> agency(const std::string& name, const std::string& kind, bool is_host) {
        return database.writing([&](db::Writer& w) {
            return agencies::add_agency(
                       w, {"", "", "", "test"},
                       {.name = name, .kind = kind, .host = is_host, .agreement_from = Day::from_parts(2026, 1, 1)})
                .value()
                .id;
        });
    }
};

inline void in_each_office(const std::function<void(Office&)>& test) {
    static OfficeClock clock;
    on_each_database({.clock = &clock}, [&](db::Database& database) {
        Office office(database);
        test(office);
    });
}

inline people::Birth born(int year, int month, int day) {
    return people::Birth::on(people::PartDay::exact(*Day::from_parts(year, month, day)));
}

} // namespace kith
