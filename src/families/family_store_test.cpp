#include "families/family_store.h"

#include "people/office_test.h"
#include "people/search_store.h"

using namespace kith;
using namespace kith::families;
using people::Sex;

namespace {

struct Reids {
    people::AddedPerson dana, maya, tobi;
    AddedFamily family;
};

Reids fill(Office& office) {
    const auto dana =
        office.add({.name = {"Dana", "Reid"}, .birth = born(1988, 1, 2), .details = {.sex = Sex::female}});
    const auto maya =
        office.add({.name = {"Maya", "Reid"}, .birth = born(2017, 3, 14), .details = {.sex = Sex::female}});
    const auto tobi = office.add({.name = {"Tobi", "Reid"}, .birth = born(2020, 5, 6), .details = {.sex = Sex::male}});
    const auto family = office.writing([&](db::Writer& w) {
        return add_family(w, office.sam, "Reid", {dana.id, maya.id, tobi.id}, "their mother");
    });
    return {dana, maya, tobi, family};
}

SeenFamily seen(Office& office, const access::Viewer& viewer, const Reids& reids) {
    return office.reading([&](db::Reader& r) { return find_family(r, viewer, reids.family.id, office.now()).value(); });
}

Relationship relation(Id<Person> person, Id<Person> other, std::string code) {
    Relationship relationship;
    relationship.person = person;
    relationship.other = other;
    relationship.code = std::move(code);
    return relationship;
}

Result<Id<Relationship>> record(Office& office, const Relationship& relationship) {
    return office.writing([&](db::Writer& w) { return record_relationship(w, office.sam, relationship); });
}

// "Dana mother Maya"
std::string told(const SeenFamily& family, const Relationship& relationship) {
    return family.person(relationship.person)->name.given + " " + std::string(word(relationship.code)) + " " +
           family.person(relationship.other)->name.given;
}

} // namespace

TEST_CASE("a family holds its people, eldest first") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto family = seen(office, office.sam, reids);
        CHECK(display_name(family.family) == "Reid family");
        REQUIRE(family.people.size() == 3);
        CHECK(words(family.people.front().summary.name) == "Dana Reid");
        CHECK(family.family.members.size() == 3);

        office.reading([&](db::Reader& r) {
            CHECK(families_of(r, office.sam, reids.maya.id, office.now()).front().name == "Reid");
            CHECK(families_of(r, office.tom, reids.maya.id, office.now()).empty());
            CHECK_FALSE(find_family(r, office.tom, reids.family.id, office.now()));
            return true;
        });
    });
}

TEST_CASE("whoever was taken off a family but stands in it still by an earlier time keeps it from whoever is barred") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto correct = [&](const people::Entry& entry, std::optional<Day> until) {
            return office
                .writing([&](db::Writer& w) {
                    return correct_member(w, office.sam, reids.family.id, entry, Day::from_parts(2019, 1, 1), until);
                })
                .has_value();
        };
        REQUIRE(correct({3, 1, ""}, Day::from_parts(2021, 1, 1)));
        REQUIRE(office.writing([&](db::Writer& w) {
            return add_member(w, office.sam, reids.family.id, {4, {}, ""}, {reids.dana.id}).has_value();
        }));
        office.writing([&](db::Writer& w) {
            access::bar(w, office.grace.user, {}, reids.dana.id);
            return true;
        });
        const auto sees = [&](const access::Viewer& viewer) {
            return office.reading(
                [&](db::Reader& r) { return find_family(r, viewer, reids.family.id, office.now()).has_value(); });
        };
        REQUIRE_FALSE(sees(office.grace));
        REQUIRE(correct({5, 5, "", true}, {}));
        CHECK_FALSE(sees(office.grace));
        REQUIRE(correct({6, 4, "", true}, {}));
        CHECK(sees(office.grace)); // now it is about her no more
    });
}

TEST_CASE("recording one side of a relationship gives the other") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        CHECK(record(office, relation(reids.maya.id, reids.dana.id, "CHILD")));
        const auto family = seen(office, office.sam, reids);
        REQUIRE(family.relationships.size() == 1);
        CHECK(told(family, family.relationships.front()) == "Maya child Dana");
        CHECK(told(family, turned(family.relationships.front())) == "Dana mother Maya");
    });
}

TEST_CASE("a relationship is recorded once, from whichever side") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        CHECK(record(office, relation(reids.dana.id, reids.maya.id, "MTH")));
        CHECK(record(office, relation(reids.dana.id, reids.maya.id, "MTH")).error().front().code == "known");
        CHECK(record(office, relation(reids.maya.id, reids.dana.id, "CHILD")).error().front().code == "known");
        CHECK(record(office, relation(reids.maya.id, reids.tobi.id, "SIB")));
        CHECK(record(office, relation(reids.tobi.id, reids.maya.id, "SIB")).error().front().code == "known");
        CHECK(record(office, relation(reids.dana.id, reids.dana.id, "MTH")).error().front().code == "oneself");
        CHECK(record(office, relation(reids.dana.id, reids.maya.id, "??")).error().front().code == "no_relationship");
    });
}

TEST_CASE("a relationship is corrected once, and withdrawn without a trace on the page") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto first = record(office, relation(reids.dana.id, reids.maya.id, "MTH")).value();
        const auto correct = [&](const char* code, bool withdrawn) {
            return office.writing([&](db::Writer& w) {
                return correct_relationship(w, office.sam, first, relation(reids.dana.id, reids.maya.id, code),
                                            withdrawn);
            });
        };
        CHECK(correct("STPMTH", false));
        CHECK(correct("AUNT", false).error().front().code == "changed_meanwhile");
        const auto family = seen(office, office.sam, reids);
        REQUIRE(family.relationships.size() == 1);
        CHECK(told(family, family.relationships.front()) == "Dana stepmother Maya");

        const auto standing = family.relationships.front();
        CHECK(office.writing(
            [&](db::Writer& w) { return correct_relationship(w, office.sam, standing.id, standing, true); }));
        CHECK(seen(office, office.sam, reids).relationships.empty());
    });
}

TEST_CASE("whoever joins a family joins what the family is in, at once") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto episode = Id<struct Episode>::make(office.now(), office.database.random());
        const auto ezra = office.add({.name = {"Ezra", "Reid"}, .birth = born(2026, 4, 20)});
        office.writing([&](db::Writer& w) {
            access::register_resource(w, {.kind = access::Kind::episode, .id = episode.text(), .owner = office.host});
            access::add_to_case(w, reids.family.id.text(), episode.text());
            access::begin_involvement(w, episode.text(), office.grace.posting, office.grace.agency);
            return true;
        });
        const auto graces = [&] {
            return office.reading(
                [&](db::Reader& r) { return find_person(r, office.grace, ezra.id, office.now())->decision.effect; });
        };
        CHECK(graces() == access::Effect::index);
        CHECK(office.writing([&](db::Writer& w) {
            return add_member(w, office.sam, reids.family.id, {3, {}, "their mother"}, {ezra.id});
        }));
        CHECK(graces() == access::Effect::content);
    });
}

TEST_CASE("a block on one of the family hides whoever joins it, too") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto ezra = office.add({.name = {"Ezra", "Reid"}});
        office.writing([&](db::Writer& w) {
            access::bar(w, office.grace.user, {}, reids.dana.id);
            return true;
        });
        const auto sees_ezra = [&] {
            return office.reading(
                [&](db::Reader& r) { return find_person(r, office.grace, ezra.id, office.now()).has_value(); });
        };
        CHECK(sees_ezra());
        CHECK(office.writing([&](db::Writer& w) {
            return add_member(w, office.sam, reids.family.id, {3, {}, ""}, {ezra.id});
        }));
        CHECK_FALSE(sees_ezra());
    });
}

TEST_CASE("somebody hidden is left out of the family before anything is counted") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        CHECK(record(office, relation(reids.dana.id, reids.maya.id, "MTH")));
        CHECK(record(office, relation(reids.dana.id, reids.tobi.id, "MTH")));
        office.writing([&](db::Writer& w) {
            add_household(w, office.sam, reids.family.id, {{reids.dana.id}, {reids.tobi.id}}, "").value();
            access::seal(w, reids.tobi.id.text());
            return true;
        });
        const auto family = seen(office, office.sam, reids);
        CHECK(family.people.size() == 2);
        CHECK(family.family.members.size() == 2);
        CHECK(family.relationships.size() == 1);
        CHECK(family.households.front().people.size() == 1);
    });
}

TEST_CASE("at index level a family is its name and its people, not what binds them") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        CHECK(record(office, relation(reids.dana.id, reids.maya.id, "MTH")));
        const auto family = seen(office, office.grace, reids);
        CHECK(family.decision.effect == access::Effect::index);
        CHECK(family.people.size() == 3);
        CHECK(family.relationships.empty());
    });
}

TEST_CASE("a protected member guards the whole family's whereabouts, in Find as on the page") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto finds = [&] {
            return office.reading(
                [&](db::Reader& r) { return people::find_people(r, office.sam, "bl90ej", 1, office.now()).count; });
        };
        CHECK(office.writing([&](db::Writer& w) {
            return record_address(w, office.sam, reids.maya.id, {0, {}, ""},
                                  {.lines = "1 Mill Lane", .postcode = "BL9 0EJ"});
        }));
        CHECK(finds() == 1);
        office.writing([&](db::Writer& w) {
            access::protect_location(w, reids.dana.id);
            return true;
        });
        CHECK(finds() == 0);
        office.reading([&](db::Reader& r) {
            CHECK_FALSE(find_person(r, office.sam, reids.maya.id, office.now())->decision.location);
            return true;
        });
    });
}

TEST_CASE("somebody leaves a family, and was in it until then") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto leave = [&](int version, int number, Day until) {
            return office.writing([&](db::Writer& w) {
                return correct_member(w, office.sam, reids.family.id, {version, number, ""}, {}, until);
            });
        };
        CHECK(leave(3, 3, office.today() - 1));
        CHECK(leave(3, 2, office.today()).error().front().code == "changed_meanwhile");
        const auto family = seen(office, office.sam, reids);
        CHECK(family.family.members.back().until == office.today() - 1);
        office.reading([&](db::Reader& r) {
            CHECK(families_of(r, office.sam, reids.tobi.id, office.now()).empty());
            return true;
        });
    });
}

TEST_CASE("a child may live in two households, part of the time in each") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto home = office.writing([&](db::Writer& w) {
            add_household(w, office.sam, reids.family.id, {{reids.tobi.id, true}}, "").value();
            return add_household(w, office.sam, reids.family.id, {{reids.dana.id}, {reids.maya.id}}, "").value();
        });
        CHECK(office.writing([&](db::Writer& w) {
            return join_household(w, office.sam, reids.family.id, home, {2, {}, ""},
                                  {reids.tobi.id, true, office.today()});
        }));
        CHECK(office
                  .writing([&](db::Writer& w) {
                      return join_household(w, office.sam, reids.family.id, home, {3, {}, ""},
                                            {reids.tobi.id, true, office.today()});
                  })
                  .error()
                  .front()
                  .code == "known");
        CHECK(office.writing([&](db::Writer& w) {
            return correct_living(w, office.sam, reids.family.id, home, {3, 2, ""},
                                  {reids.maya.id, false, {}, office.today() + 7});
        }));
        const auto family = seen(office, office.sam, reids);
        REQUIRE(family.households.size() == 2);
        const bool first = family.households[0].id == home;
        CHECK(family.households[first ? 0 : 1].people.size() == 3);
        CHECK(family.households[first ? 0 : 1].version == 4);
        CHECK(family.households[first ? 1 : 0].people.size() == 1);
    });
}

TEST_CASE("who has parental responsibility is recorded beside who is whose parent") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto record_one = [&](Responsibility held, std::optional<Id<ParentalResponsibility>> earlier) {
            ParentalResponsibility responsibility;
            responsibility.holder = reids.dana.id;
            responsibility.child = reids.maya.id;
            responsibility.held = held;
            responsibility.basis = "mother";
            return office.writing(
                [&](db::Writer& w) { return record_responsibility(w, office.sam, responsibility, earlier); });
        };
        CHECK(record_one(Responsibility::not_known, {}));
        CHECK(record_one(Responsibility::yes, {}).error().front().code == "changed_meanwhile");
        const auto first = seen(office, office.sam, reids).responsibilities.front();
        CHECK(first.held == Responsibility::not_known);
        CHECK(record_one(Responsibility::yes, first.id));
        CHECK(record_one(Responsibility::no, first.id).error().front().code == "changed_meanwhile");
        CHECK(seen(office, office.sam, reids).responsibilities.front().held == Responsibility::yes);
    });
}

TEST_CASE("somebody hidden who joins a family or leaves it neither shows in its version nor refuses a form") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto home = office.writing([&](db::Writer& w) {
            return add_household(w, office.sam, reids.family.id, {{reids.dana.id}, {reids.maya.id}}, "").value();
        });
        const auto before = seen(office, office.sam, reids);
        const auto hidden = office.add({.name = {"Hidden"}});
        const auto shown = office.add({.name = {"Shown"}});
        office.writing([&](db::Writer& w) {
            CHECK(add_member(w, office.sam, reids.family.id, {before.family.version, {}, ""}, {hidden.id}));
            CHECK(join_household(w, office.sam, reids.family.id, home, {before.households[0].version, {}, ""},
                                 {hidden.id}));
            access::seal(w, hidden.id.text());
            return true;
        });

        const auto after = seen(office, office.sam, reids);
        CHECK(after.family.version == before.family.version);
        CHECK(after.households[0].version == before.households[0].version);
        const auto join = [&](int version) {
            return office.writing([&](db::Writer& w) {
                return add_member(w, office.sam, reids.family.id, {version, {}, ""}, {shown.id});
            });
        };
        CHECK(join(before.family.version));
        CHECK(join(before.family.version).error().front().code == "known");
        CHECK(office.writing([&](db::Writer& w) {
            return join_household(w, office.sam, reids.family.id, home, {before.households[0].version, {}, ""},
                                  {shown.id});
        }));
        CHECK(office
                  .writing([&](db::Writer& w) {
                      return correct_member(w, office.sam, reids.family.id, {before.family.version, 1, ""}, {},
                                            office.today());
                  })
                  .error()
                  .front()
                  .code == "changed_meanwhile");
    });
}

TEST_CASE("a family keeps a last member, of those whom the viewer sees") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto correct = [&](const people::Entry& entry, std::optional<Day> until = {}) {
            return office.writing(
                [&](db::Writer& w) { return correct_member(w, office.sam, reids.family.id, entry, {}, until); });
        };
        office.writing([&](db::Writer& w) {
            access::seal(w, reids.tobi.id.text());
            return true;
        });
        const auto version = seen(office, office.sam, reids).family.version;
        CHECK(version == 2);
        CHECK(correct({version, 3, ""}, office.today()).error().front().code == "changed_meanwhile"); // hidden
        CHECK(correct({version, 9, ""}, office.today()).error().front().code == "changed_meanwhile"); // not there
        CHECK(correct({version, 1, ""}, office.today() - 1));
        const auto ended = correct({version + 1, 2, ""}, office.today());
        REQUIRE_FALSE(ended);
        CHECK(ended.error().front().code == "last_member");
        CHECK(ended.error().front().field == "until");
        CHECK(correct({version + 1, 2, "", true}).error().front().field == "never");
        CHECK(seen(office, office.sam, reids).family.members.size() == 2);
    });
}

TEST_CASE("who never belonged to a family is in its cases no more") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto begin = [&](Id<Family> family) {
            const auto episode = Id<struct Episode>::make(office.now(), office.database.random());
            office.writing([&](db::Writer& w) {
                access::register_resource(w,
                                          {.kind = access::Kind::episode, .id = episode.text(), .owner = office.host});
                access::add_to_case(w, family.text(), episode.text());
                access::begin_involvement(w, episode.text(), office.grace.posting, office.grace.agency);
                return true;
            });
        };
        begin(reids.family.id);
        const auto wrong = office.add({.name = {"Wrong", "Maya"}});
        const auto graces = [&] {
            return office.reading(
                [&](db::Reader& r) { return find_person(r, office.grace, wrong.id, office.now())->decision.effect; });
        };
        CHECK(office.writing([&](db::Writer& w) {
            return add_member(w, office.sam, reids.family.id, {3, {}, ""}, {wrong.id});
        }));
        CHECK(graces() == access::Effect::content);
        CHECK(office.writing([&](db::Writer& w) {
            return correct_member(w, office.sam, reids.family.id, {4, 4, "", true}, {}, {});
        }));
        CHECK(graces() == access::Effect::index);
        CHECK(seen(office, office.sam, reids).family.members.size() == 3);
    });
}

TEST_CASE("taking somebody off a family uncovers nobody's whereabouts") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        office.writing([&](db::Writer& w) {
            access::protect_location(w, reids.dana.id);
            return true;
        });
        const auto may_know_where = [&] {
            return office.reading([&](db::Reader& r) {
                return static_cast<bool>(find_person(r, office.sam, reids.maya.id, office.now())->decision.location);
            });
        };
        CHECK_FALSE(may_know_where());
        for (const int number : {1, 2})
            CHECK(office.writing([&](db::Writer& w) {
                return correct_member(w, office.sam, reids.family.id, {2 + number, number, "", true}, {}, {});
            }));
        CHECK_FALSE(may_know_where());
    });
}

TEST_CASE("whoever shares a household shares its silence about where it is, of the family or not") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto lodger = office.add(
            {.name = {"Lena", "Lodger"}, .address = people::Address{.lines = "1 Mill Lane", .postcode = "BL9 0EJ"}});
        const auto finds = [&] {
            return office.reading(
                [&](db::Reader& r) { return people::find_people(r, office.sam, "bl90ej", 1, office.now()).count; });
        };
        const auto home = office.writing([&](db::Writer& w) {
            return add_household(w, office.sam, reids.family.id, {{reids.dana.id}}, "").value();
        });
        CHECK(finds() == 1);
        office.writing([&](db::Writer& w) {
            access::protect_location(w, reids.dana.id);
            return true;
        });
        CHECK(finds() == 1);
        CHECK(office.writing([&](db::Writer& w) {
            return join_household(w, office.sam, reids.family.id, home, {1, {}, ""}, {lodger.id});
        }));
        CHECK(finds() == 0);
        office.reading([&](db::Reader& r) {
            CHECK_FALSE(find_person(r, office.sam, lodger.id, office.now())->decision.location);
            return true;
        });
        const auto family = seen(office, office.sam, reids);
        CHECK(family.households.empty());
        CHECK_FALSE(family.person(lodger.id));

        office.writing([&](db::Writer& w) {
            access::list_for_location(w, reids.dana.id, office.sam.posting, office.now() + days_ms);
            return true;
        });
        CHECK(seen(office, office.sam, reids).households.front().people.size() == 2);
        CHECK(finds() == 1);
    });
}

TEST_CASE("a household ends for all who live there, and not before somebody moved in") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto today = office.today();
        const auto home = office.writing([&](db::Writer& w) {
            return add_household(w, office.sam, reids.family.id,
                                 {{reids.dana.id, false, today - 100}, {reids.maya.id}, {reids.tobi.id, true}}, "")
                .value();
        });
        const auto end = [&](int version, Day until) {
            return office.writing([&](db::Writer& w) {
                return end_household(w, office.sam, reids.family.id, home, {version, {}, ""}, until);
            });
        };
        CHECK(office.writing([&](db::Writer& w) {
            return correct_living(w, office.sam, reids.family.id, home, {3, 3, ""},
                                  {reids.tobi.id, true, {}, today - 50});
        }));
        CHECK(office
                  .writing([&](db::Writer& w) {
                      return correct_living(w, office.sam, reids.family.id, home, {4, 2, ""}, {reids.dana.id});
                  })
                  .error()
                  .front()
                  .code == "changed_meanwhile"); // one person's row is not made another's
        CHECK(end(4, today - 101).error().front().code == "ends_before_it_begins");
        CHECK(end(3, today).error().front().code == "changed_meanwhile");
        CHECK(end(4, today - 1));
        CHECK(end(6, today - 1).error().front().code == "changed_meanwhile"); // nobody is left to leave
        const auto family = seen(office, office.sam, reids);
        REQUIRE(family.households.size() == 1);
        for (const auto& living : family.households.front().people)
            CHECK(living.until == (living.person == reids.tobi.id ? today - 50 : today - 1));
    });
}

TEST_CASE("a relationship is not corrected into one that is recorded already, and may have been before") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        CHECK(record(office, relation(reids.dana.id, reids.maya.id, "MTH")));
        const auto second = record(office, relation(reids.dana.id, reids.maya.id, "AUNT")).value();
        const auto correct = [&](Relationship now) {
            return office.writing([&](db::Writer& w) { return correct_relationship(w, office.sam, second, now); });
        };
        CHECK(correct(relation(reids.dana.id, reids.maya.id, "MTH")).error().front().code == "known");
        auto before = relation(reids.dana.id, reids.maya.id, "MTH");
        before.until = office.today() - 1;
        CHECK(correct(before));
        CHECK(seen(office, office.sam, reids).relationships.size() == 2);
    });
}

TEST_CASE("what turned out to be impossible is ended and dated, but not said anew or for longer") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        auto mother = relation(reids.dana.id, reids.maya.id, "MTH");
        REQUIRE(record(office, mother));
        REQUIRE(office.writing([&](db::Writer& w) {
            return people::record_birth(w, office.sam, reids.dana.id, {1, {}, ""}, born(2019, 1, 2));
        }));
        const auto correct = [&](const Relationship& now) {
            const auto earlier = seen(office, office.sam, reids).relationships.front().id;
            const auto done =
                office.writing([&](db::Writer& w) { return correct_relationship(w, office.sam, earlier, now); });
            return done ? std::string() : done.error().front().code;
        };
        CHECK(correct(relation(reids.dana.id, reids.maya.id, "NMTH")) == "born_after_the_child");
        mother.source = "Dana";
        CHECK(correct(mother) == "");
        mother.until = office.today() - 1;
        CHECK(correct(mother) == "");
        CHECK(seen(office, office.sam, reids).relationships.front().until == mother.until);
        mother.until = office.today() - 5;
        CHECK(correct(mother) == "");
        mother.until = office.today() - 4;
        CHECK(correct(mother) == "born_after_the_child");
        mother.until.reset();
        CHECK(correct(mother) == "born_after_the_child");
    });
}

TEST_CASE("a change for a time does not end unsaid what was to hold afterwards") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto day = office.today();
        ParentalResponsibility held{.holder = reids.dana.id, .child = reids.maya.id, .held = Responsibility::yes};
        held.until = day + 30;
        REQUIRE(office.writing([&](db::Writer& w) { return record_responsibility(w, office.sam, held, {}); }));
        const auto earlier = seen(office, office.sam, reids).responsibilities.front();
        held.held = Responsibility::no;
        held.from = day;
        const auto change = [&](std::optional<Day> until) {
            held.until = until;
            const auto done =
                office.writing([&](db::Writer& w) { return change_responsibility(w, office.sam, held, earlier); });
            return done ? std::string() : done.error().front().field;
        };
        CHECK(change(day + 29) == "until");
        CHECK(seen(office, office.sam, reids).responsibilities.size() == 1);
        CHECK(change(day + 30) == "");
        CHECK(seen(office, office.sam, reids).responsibilities.size() == 2);
    });
}

TEST_CASE("parental responsibility that never was so is taken off, and can be recorded again") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        ParentalResponsibility held{.holder = reids.dana.id, .child = reids.maya.id, .held = Responsibility::yes};
        const auto save = [&](std::optional<Id<ParentalResponsibility>> earlier, bool withdrawn) {
            return office.writing(
                [&](db::Writer& w) { return record_responsibility(w, office.sam, held, earlier, withdrawn); });
        };
        CHECK(save({}, false));
        const auto first = seen(office, office.sam, reids).responsibilities.front().id;
        CHECK(save(first, true));
        CHECK(seen(office, office.sam, reids).responsibilities.empty());
        CHECK(save(first, true).error().front().code == "changed_meanwhile");
        CHECK(save({}, false));
        held.from = office.today();
        held.until = office.today() - 1;
        CHECK(save(seen(office, office.sam, reids).responsibilities.front().id, false).error().front().field ==
              "until");
    });
}

TEST_CASE("whoever acts in one locality does not learn from the index that a protected person is there") {
    in_each_office([](Office& office) {
        const auto reids = fill(office);
        const auto ann = office.worker("Ann Local", office.host, access::Role::early_help_worker, {"north"});
        const auto sees = [&](const access::Viewer& viewer, std::string_view id) {
            return office.reading([&](db::Reader& r) {
                return access::decide_about(r, viewer, access::Action::find, id, office.now()).effect !=
                       access::Effect::hidden;
            });
        };
        const auto move = [&] {
            office.writing([&](db::Writer& w) {
                for (const auto id : {reids.dana.id.text(), reids.maya.id.text(), reids.family.id.text()})
                    access::move_to_locality(w, id, "north");
                return true;
            });
        };
        move();
        CHECK(sees(ann, reids.maya.id.text()));
        office.writing([&](db::Writer& w) {
            access::protect_location(w, reids.dana.id);
            return true;
        });
        for (int twice = 0; twice < 2; ++twice) {
            for (const auto id : {reids.dana.id.text(), reids.maya.id.text(), reids.family.id.text()}) {
                CHECK_FALSE(sees(ann, id));
                CHECK(sees(office.grace, id)); // acts council-wide
            }
            move();
        }

        // Whoever joins them is as silent, at once.
        const auto ezra = office.add({.name = {"Ezra", "Reid"}});
        office.writing([&](db::Writer& w) {
            access::move_to_locality(w, ezra.id.text(), "north");
            return true;
        });
        CHECK(sees(ann, ezra.id.text()));
        CHECK(office.writing([&](db::Writer& w) {
            return add_member(w, office.sam, reids.family.id, {3, {}, ""}, {ezra.id});
        }));
        CHECK_FALSE(sees(ann, ezra.id.text()));
    });
}
