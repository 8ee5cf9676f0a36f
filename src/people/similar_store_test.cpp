#include "people/similar.h"

#include "people/office_test.h"

#include <future>

using namespace kith;
using namespace kith::people;

namespace {

struct Town {
    AddedPerson siobhan, robert, denise;
};

Town fill(Office& office) {
    Town town{office.add({.name = {"Siobhan", "Kavanagh"}, .birth = born(2016, 4, 9)}),
              office.add({.name = {"Robert", "Thwaite"}, .birth = born(1986, 11, 2)}),
              office.add({.name = {"Denise", "Ratcliffe"}, .birth = born(1990, 9, 19)})};
    CHECK(office.writing([&](db::Writer& w) {
        return record_name(w, office.sam, town.denise.id, {1, {}, ""}, {"Denise", "Openshaw"});
    }));
    return town;
}

std::string told(const std::vector<Match>& matches) {
    std::string text;
    for (const auto& match : matches) {
        if (!text.empty()) text += "; ";
        text += words(match.candidate.summary.name);
        if (!match.reasons.empty()) text += fmt::format(" ({})", fmt::join(match.reasons, ", "));
    }
    return text;
}

std::string similar(Office& office, const access::Viewer& viewer, std::string_view typed) {
    return told(office.reading([&](db::Reader& r) { return similar_people(r, viewer, typed, {}, office.now()); }));
}

std::string same_as(Office& office, const access::Viewer& viewer, const NewPerson& person) {
    return told(office.reading([&](db::Reader& r) { return likely_same_or_similar(r, viewer, person, office.now()); }));
}

// Stops at the first row of what the index reads of those who changed, until it is let go.
class HeldReader final : public db::Reader {
public:
    explicit HeldReader(db::Reader& reader) : reader_(reader) {}

    void for_each(db::Sql sql, std::span<const db::Parameter> parameters,
                  const std::function<void(const db::Row&)>& each) override {
        reader_.for_each(sql, parameters, [&](const db::Row& row) {
            if (parameters.size() == 2 && !is_held_.exchange(true)) {
                held.set_value();
                let_go.get_future().wait();
            }
            each(row);
        });
    }

    const Vault& vault() const override { return reader_.vault(); }

    db::Beside& beside() const override { return reader_.beside(); }

    std::promise<void> held, let_go;

private:
    db::Reader& reader_;
    std::atomic<bool> is_held_ = false;
};

} // namespace

TEST_CASE("the day on which a child is expected is no birthday to be found by") {
    in_each_office([](Office& office) {
        office.add({.name = {"Baby", "Kavanagh"}, .birth = Birth::expected(*Day::from_parts(2027, 1, 9))});
        for (const auto& viewer : {office.sam, office.grace}) {
            CHECK(similar(office, viewer, "Babby 2027") == similar(office, viewer, "Babby 2020"));
            CHECK(similar(office, viewer, "Kavanah 9.1.2027") == similar(office, viewer, "Kavanah 9.1.2020"));
        }
    });
}

TEST_CASE("a name that sounds like it, is short for it or has a letter wrong finds its person") {
    in_each_office([](Office& office) {
        fill(office);
        CHECK(similar(office, office.sam, "Siobahn Kavanagh") == "Siobhan Kavanagh (first name one letter different)");
        CHECK(similar(office, office.sam, "Kavanah Siobhan") == "Siobhan Kavanagh (surname one letter different)");
        CHECK(similar(office, office.sam, "bob thwaite") ==
              "Robert Thwaite (first name is short for or another form of it)");
        CHECK(similar(office, office.sam, "thwayte") == "Robert Thwaite (surname one letter different)");
        CHECK(similar(office, office.sam, "denise ratclife") ==
              "Denise Openshaw (previous name, surname one letter different)");
        CHECK(similar(office, office.sam, "siobhan smith 9/4/2016") ==
              "Siobhan Kavanagh (another surname, born on that day)");
        CHECK(similar(office, office.sam, "wilhelmina featherstonehaugh") == "");
        CHECK(similar(office, office.sam, "") == "");
    });
}

TEST_CASE("somebody added or renamed is found at once, and whoever was found before is not listed again") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        CHECK(similar(office, office.sam, "jakub nowack") == "");
        office.add({.name = {"Jakub", "Nowak"}, .birth = born(2012, 5, 6)});
        CHECK(similar(office, office.sam, "jakub nowack") == "Jakub Nowak (surname one letter different)");
        CHECK(office.writing([&](db::Writer& w) {
            return record_name(w, office.sam, town.robert.id, {1, {}, ""}, {"Robert", "Whittle"});
        }));
        CHECK(similar(office, office.sam, "bob whittel") ==
              "Robert Whittle (first name is short for or another form of it, surname one letter different)");
        const auto matches = office.reading([&](db::Reader& r) {
            const auto found = find_people(r, office.sam, "siobhan", 1, office.now()).matches;
            return similar_people(r, office.sam, "siobhan", found, office.now());
        });
        CHECK(told(matches) == "");
    });
}

TEST_CASE("who may not see somebody is not shown them, and who sees their entry alone learns no more by searching") {
    in_each_office([](Office& office) {
        fill(office);
        CHECK(similar(office, office.tom, "Siobahn Kavanagh") == "");
        CHECK(similar(office, office.grace, "Siobahn Kavanagh") ==
              "Siobhan Kavanagh (first name one letter different)");
        // Neither an earlier name nor the day of birth answers to somebody who sees only the index entry.
        CHECK(similar(office, office.grace, "denise ratclife") == "");
        CHECK(similar(office, office.grace, "siobhan smith 9/4/2016") == "");
    });
}

TEST_CASE("somebody misspelt or renamed is asked about before they are added twice") {
    in_each_office([](Office& office) {
        fill(office);
        CHECK(same_as(office, office.sam, {.name = {"Siobahn", "Kavanah"}, .birth = born(2016, 4, 9)}) ==
              "Siobhan Kavanagh (first name one letter different, surname one letter different, born on that day)");
        CHECK(same_as(office, office.sam, {.name = {"Siobhan", "Mulligan"}, .birth = born(2016, 9, 4)}) ==
              "Siobhan Kavanagh (another surname, date of birth one slip apart)");
        CHECK(same_as(office, office.sam, {.name = {"Siobahn", "Kavanagh"}, .birth = born(2003, 1, 30)}) == "");
        CHECK(same_as(office, office.tom, {.name = {"Siobahn", "Kavanah"}, .birth = born(2016, 4, 9)}) == "");
    });
}

TEST_CASE("the front door knows a child again by the birthday whose entry alone it sees") {
    in_each_office([](Office& office) {
        fill(office);
        const auto asked_about = [&](const access::Viewer& viewer, const NewPerson& person) {
            return told(office.reading([&](db::Reader& r) {
                std::vector<Match> likely;
                add_similar_to_asked(r, viewer, person, likely, office.now());
                return likely;
            }));
        };
        const NewPerson renamed{.name = {"Siobahn", "Mulligan"}, .birth = born(2016, 4, 9)};
        CHECK(asked_about(office.grace, renamed) ==
              "Siobhan Kavanagh (first name one letter different, another surname, born on that day)");
        CHECK(same_as(office, office.grace, renamed) == "");
        // No earlier name of whom it sees the entry alone, and nobody whom it does not see.
        CHECK(asked_about(office.grace, {.name = {"Denise", "Ratclife"}}) == "");
        CHECK(asked_about(office.tom, renamed) == "");
    });
}

TEST_CASE("whoever has the same number is asked about, and another sex or number tells records apart") {
    in_each_office([](Office& office) {
        const people::Identifier upn{.scheme = Scheme::upn, .value = "A123456789012"};
        const auto one = office.add({.name = {"Jakub", "Nowak"},
                                     .birth = born(2014, 5, 6),
                                     .details = {.sex = Sex::male},
                                     .identifiers = {upn}});
        const auto same = office.add({.name = {"Jakob", "Nowak"},
                                      .birth = born(2014, 5, 6),
                                      .details = {.sex = Sex::male},
                                      .identifiers = {upn}});
        const auto other = office.add({.name = {"Jakub", "Nowak"}, .birth = born(2014, 5, 6)});
        const auto weight = [&](const AddedPerson& with, Depth depth) {
            const auto found = office.reading([&](db::Reader& r) { return compared(r, one.id, with.id, depth); });
            REQUIRE(found);
            return found->weight;
        };
        const auto level = [&](const AddedPerson& with, unsigned comparison, Depth depth) {
            const auto found = office.reading([&](db::Reader& r) { return compared(r, with.id, one.id, depth); });
            return linkage::level_in(found.value().pattern, comparison);
        };
        CHECK(level(same, linkage::comparison::identifier, Depth::content) == linkage::level::same);
        CHECK(level(same, linkage::comparison::sex, Depth::content) == linkage::level::same);
        CHECK(level(same, linkage::comparison::identifier, Depth::entry) == linkage::level::unknown);
        CHECK(level(same, linkage::comparison::sex, Depth::entry) == linkage::level::unknown);
        const auto before = weight(other, Depth::content);
        CHECK(office.writing([&](db::Writer& w) {
            return record_details(w, office.sam, other.id, {1, {}, ""}, {.sex = Sex::female});
        }));
        CHECK(level(other, linkage::comparison::sex, Depth::content) == linkage::level::sex_different);
        CHECK(weight(other, Depth::content) < before);
    });
}

TEST_CASE("the index of each node follows what another node wrote") {
    static OfficeClock clock;
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        const std::string key(32, 'k');
        const auto one = db::open(fresh.url(), {.key = key, .clock = &clock});
        Office office(*one);
        fill(office);
        const auto other = db::open(fresh.url(), {.key = key, .clock = &clock, .writable = false});
        const auto found_there = [&](std::string_view typed) {
            return told(
                other->reading([&](db::Reader& r) { return similar_people(r, office.sam, typed, {}, office.now()); }));
        };
        CHECK(found_there("Siobahn Kavanagh") == "Siobhan Kavanagh (first name one letter different)");
        CHECK(found_there("jakub nowack") == "");
        office.add({.name = {"Jakub", "Nowak"}, .birth = born(2012, 5, 6)});
        CHECK(found_there("jakub nowack") == "Jakub Nowak (surname one letter different)");
    });
}

TEST_CASE("whoever asks a busy index learns that it was not asked, and not that nobody is alike") {
    in_each_office([](Office& office) {
        const auto town = fill(office);
        const auto again = office.add({.name = {"Siobahn", "Kavanagh"}, .birth = born(2016, 4, 9)});
        office.reading([&](db::Reader& before) {
            const auto likeliest = [&] { return likeliest_same(before, again.id, Depth::content, 10); };
            CHECK(likeliest().value().size() == 1);
            office.add({.name = {"Jakub", "Nowak"}});
            office.reading([&](db::Reader& after) {
                HeldReader held(after);
                std::thread reading([&] { build_similar(held); });
                held.held.get_future().wait();
                CHECK_FALSE(likeliest());
                CHECK_FALSE(compared(before, town.siobhan.id, again.id, Depth::content));
                held.let_go.set_value();
                reading.join();
                return true;
            });
            CHECK(likeliest().value().size() == 1);
            return true;
        });
    });
}

TEST_CASE("a change that is undone leaves no trace in the index") {
    in_each_office([](Office& office) {
        fill(office);
        CHECK(similar(office, office.sam, "jakub nowack") == "");
        CHECK_THROWS(office.writing([&](db::Writer& w) {
            add_person(w, office.sam, {.name = {"Jakub", "Nowak"}});
            CHECK(told(similar_people(w, office.sam, "jakub nowack", {}, office.now())) == "");
            throw std::runtime_error("undone");
            return 0;
        }));
        office.add({.name = {"Zofia", "Wrona"}});
        CHECK(similar(office, office.sam, "zofja wrona") == "Zofia Wrona (first name one letter different)");
        CHECK(similar(office, office.sam, "jakub nowack") == "");
    });
}
