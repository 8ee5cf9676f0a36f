#include "linkage/search.h"

#include "linkage/hash.h"
#include "linkage/jaro_winkler.h"
#include "linkage/made_up_test.h"
#include "linkage/name_filter.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

Described person(std::string forenames, std::string surname, std::string born = "", std::string postcode = "",
                 std::string phone = "") {
    Described described;
    described.names.push_back({std::move(forenames), std::move(surname)});
    described.born = std::move(born);
    if (!postcode.empty()) described.addresses.push_back({"", "", std::move(postcode)});
    if (!phone.empty()) described.phones.push_back(std::move(phone));
    return described;
}

Search small_town() {
    Search search(built_in_model());
    search.upsert("siobhan", person("Siobhan", "Kavanagh", "2016-04-09", "BL9 0EJ", "01632 960111"));
    search.upsert("robert", person("Robert", "Thwaite", "1986-11-02", "BL9 0EJ"));
    search.upsert("amna", person("Amna Noor", "Hussain", "2014-07-21", "M26 2QA"));
    search.upsert("xiaoming", person("Xiao Ming", "Chen", "2012-01-30"));
    search.upsert("ella", person("Ella", "Barrow-Finch", "2018-02-11"));
    search.upsert("jack", person("Jack", "Harrop", "2011-05-06", "M25 1AA"));
    search.upsert("jake", person("Jake", "Harrop", "2013-05-16", "M25 1AA"));
    auto married = person("Denise", "Openshaw", "1990-09-19");
    married.names.push_back({"", "Ratcliffe"});
    search.upsert("denise", married);
    return search;
}

std::vector<std::string> ids(const std::vector<Hit>& hits) {
    std::vector<std::string> all;
    for (const auto& hit : hits)
        all.emplace_back(hit.id);
    return all;
}

std::string first(const Search& search, const Described& described, bool unfinished = false) {
    const auto hits = search.find({described, unfinished}, 5);
    return hits.empty() ? "nobody" : std::string(hits.front().id);
}

// Everything about hits that somebody could see.
std::string told(const std::vector<Hit>& hits) {
    std::string text;
    for (const auto& hit : hits) {
        text += fmt::format("{} {} {} {:x} {} {}:", hit.id, hit.weight, hit.evidence, hit.pattern,
                            static_cast<int>(hit.forename), static_cast<int>(hit.surname));
        for (const auto& each : hit.contributions)
            text += fmt::format(" {}/{}={}{:+}", each.comparison, each.level, each.level_bits, each.frequency_bits);
        text += "\n";
    }
    return text;
}

// Made-up people who resemble each other enough for every list to be used.
Described made_up(std::uint32_t number) {
    constexpr std::array forenames = {"Maya", "Maia", "Mya", "Tobias", "Toby", "Zofia", "Zosia", "Imran", "Ezra"};
    constexpr std::array surnames = {"Ainscough", "Ainscow", "Begum", "Kowalska", "Kowalski", "Ward", "Warde"};
    auto made =
        person(forenames[number % 9], surnames[number / 2 % 7],
               fmt::format("201{}-0{}-1{}", number % 4, 1 + number % 3, number % 10),
               fmt::format("BL{} {}AB", 1 + number % 3, number % 5), fmt::format("016329604{:02}", number % 40));
    if (number % 6 == 0) made.names.push_back({"", surnames[number % 7]});
    if (number % 5 == 0) made.identifiers[0].push_back(fmt::format("9434765{:03}", number));
    return made;
}

} // namespace

TEST_CASE("somebody is found however the name is spelt") {
    const auto search = small_town();
    CHECK(first(search, person("Siobhan", "Kavanagh")) == "siobhan");
    CHECK(first(search, person("Siobahn", "Kavanah")) == "siobhan");
    CHECK(first(search, person("Bob", "Thwaite")) == "robert");
    CHECK(first(search, person("Robert", "Thwait")) == "robert");
    CHECK(first(search, person("Kavanagh", "Siobhan")) == "siobhan");
    CHECK(first(search, person("Xiaoming", "Chen")) == "xiaoming");
    CHECK(first(search, person("Ella", "Finch")) == "ella");
    CHECK(first(search, person("R", "Thwaite")) == "robert");
    CHECK(first(search, person("Denise", "Ratcliffe")) == "denise");
    CHECK(first(search, person("Wilhelmina", "Featherstonehaugh")) == "nobody");
}

TEST_CASE("somebody is found by what else is known of them") {
    const auto search = small_town();
    CHECK(first(search, person("Amna", "Akhtar", "2014-07-21")) == "amna");
    CHECK(first(search, person("Amna", "Akhtar", "2014-07-12")) == "amna");
    CHECK(first(search, person("", "", "2016-04-09", "BL9 0EJ")) == "siobhan");
    CHECK(first(search, person("Bobby", "Smith", "1986-11-02", "BL9 0EJ")) == "robert");
    CHECK(first(search, person("", "", "", "", "+44 1632 960111")) == "siobhan");
}

TEST_CASE("the beginning of a name will do while it is typed") {
    const auto search = small_town();
    CHECK(first(search, person("Sio", ""), true) == "siobhan");
    CHECK(first(search, person("Siobhan", "Kav"), true) == "siobhan");
    CHECK(first(search, person("", "Open"), true) == "denise");
    CHECK(first(search, person("", "Open"), false) == "nobody");
}

TEST_CASE("the same name comes before a like one, and a hit says why it is one") {
    const auto search = small_town();
    const auto hits = search.find({person("Jack", "Harrop")}, 5);
    REQUIRE(hits.size() == 2);
    CHECK(ids(hits) == std::vector<std::string>{"jack", "jake"});
    CHECK(hits[0].forename == NameLikeness::same);
    Bits sum = 0;
    for (const auto& each : hits[0].contributions)
        sum += each.level_bits + each.frequency_bits;
    CHECK(sum >= hits[0].evidence); // a household's share goes off

    CHECK(search.find({person("Bob", "Thwaite")}, 1)[0].forename == NameLikeness::short_for);
    CHECK(search.find({person("Robert", "Thwait")}, 1)[0].surname == NameLikeness::one_letter);
    const auto earlier = search.find({person("Denise", "Ratcliffe")}, 1);
    REQUIRE(earlier.size() == 1);
    CHECK(earlier[0].by_earlier_name);
}

// Rights that give everybody what `of` says of them.
template <typename Of>
Rights rights(std::vector<Speaking> grades, Of of) {
    return {std::move(grades), [of](std::span<const std::string_view> asked, std::span<Speaking> speaking) {
                for (std::size_t i = 0; i < asked.size(); ++i)
                    speaking[i] = of(asked[i]);
            }};
}

constexpr Speaking entry =
    1U << comparison::forename | 1U << comparison::surname | 1U << comparison::birth | year_alone | first_name_alone;

TEST_CASE("whom the asker may not see takes nobody's place") {
    const auto search = small_town();
    const auto all_but_jack = rights({everything}, [](std::string_view id) { return id == "jack" ? 0 : everything; });
    CHECK(ids(search.find({person("Jack", "Harrop")}, 1, all_but_jack)) == std::vector<std::string>{"jake"});

    SUBCASE("what may not be known of somebody speaks neither for nor against them") {
        constexpr Speaking no_address = everything & ~(1U << comparison::address);
        const auto without = rights({no_address}, [](std::string_view) { return no_address; });
        CHECK(search.find({person("", "", "", "BL9 0EJ")}, 5, without).empty());
        CHECK(search.find({person("", "", "", "BL9 0EJ")}, 5).size() == 2);
        CHECK(told(search.find({person("Siobhan", "Kavanagh", "", "BL9 0EJ")}, 5, without)) ==
              told(search.find({person("Siobhan", "Kavanagh", "", "M1 1AA")}, 5, without)));
    }
    SUBCASE("nor an earlier name, nor the day of birth") {
        const auto little = rights({entry}, [](std::string_view) { return entry; });
        CHECK(search.find({person("Denise", "Ratcliffe")}, 1).size() == 1);
        CHECK(search.find({person("Denise", "Ratcliffe")}, 1, little).empty());
        CHECK(told(search.find({person("Amna", "Hussain", "2014-07-21")}, 5, little)) ==
              told(search.find({person("Amna", "Hussain", "2014-02-02")}, 5, little)));
        // Spelt otherwise, a year wrong: the day and month of the birthday make no difference.
        const auto near = search.find({person("Siobahn", "Kavanagh", "2015-04-09")}, 5, little);
        CHECK_FALSE(near.empty());
        CHECK(told(near) == told(search.find({person("Siobahn", "Kavanagh", "2015-10-05")}, 5, little)));
    }
}

TEST_CASE("asking about the likeliest first gives the answer that asking about everybody would") {
    Search search(built_in_model()), other_days(built_in_model());
    const auto grade_of = [](std::string_view id) {
        return id.back() == '3' ? 0 : id.back() % 2 == 0 ? everything : entry;
    };
    for (std::uint32_t i = 0; i < 600; ++i) {
        const auto id = fmt::format("p{}", i);
        auto described = made_up(i);
        search.upsert(id, described);
        // The same people, but for what the asker may not know of them.
        if (grade_of(id) == entry && described.born.size() == 10) described.born.replace(5, 5, "12-31");
        if (grade_of(id) == 0) described.born = "1931-01-30";
        other_days.upsert(id, described);
    }
    std::size_t asked_about = 0, answers = 0;
    const Rights some = rights({everything, entry}, [&](std::string_view id) {
        ++asked_about;
        return grade_of(id);
    });
    for (std::uint32_t i = 0; i < 200; ++i) {
        const Sought sought{made_up(i * 7 + 2)};
        auto all = search.find(sought, 600, some);
        asked_about = 0;
        const auto few = search.find(sought, 3, some);
        CHECK(asked_about < 200);
        all.resize(std::min<std::size_t>(all.size(), 3));
        CHECK(told(few) == told(all));
        CHECK(told(few) == told(other_days.find(sought, 3, some)));
        answers += few.size();
    }
    CHECK(answers > 300);
}

TEST_CASE("comparing with one person gives what finding them does") {
    Search search(built_in_model());
    for (std::uint32_t i = 0; i < 600; ++i)
        search.upsert(fmt::format("p{}", i), made_up(i));
    std::size_t compared = 0;
    for (const auto speaking : {everything, entry}) {
        const auto of_all = rights({speaking}, [&](std::string_view) { return speaking; });
        for (std::uint32_t i = 0; i < 50; ++i) {
            const Sought sought{made_up(i * 7 + 2)};
            for (const auto& hit : search.find(sought, 20, of_all)) {
                CHECK(told({search.compare(hit.id, sought, speaking).value()}) == told({hit}));
                ++compared;
            }
        }
    }
    CHECK(compared > 1000);

    SUBCASE("also with whom it would not propose, but with nobody who is gone") {
        const Sought sought{person("Wilhelmina", "Featherstonehaugh", "1931-01-30")};
        CHECK(search.find(sought, 5).empty());
        const auto hit = search.compare("p1", sought, everything);
        REQUIRE(hit);
        CHECK(level_in(hit->pattern, comparison::surname) == level::surname_different);
        CHECK(hit->evidence < 0);
        search.remove("p1");
        CHECK_FALSE(search.compare("p1", sought, everything));
        CHECK_FALSE(search.compare("nobody", sought, everything));
    }
}

TEST_CASE("an index that was changed answers as one made afresh") {
    Search changed(built_in_model()), fresh(built_in_model());
    for (std::uint32_t i = 0; i < 300; ++i)
        changed.upsert(fmt::format("p{}", i), made_up(i * 7 + 3));
    for (std::uint32_t i = 0; i < 300; i += 3)
        changed.remove(fmt::format("p{}", i));
    for (std::uint32_t i = 300; i-- > 0;)
        if (i % 2 == 0) changed.upsert(fmt::format("p{}", i), made_up(i));
    for (std::uint32_t i = 0; i < 300; ++i)
        if (i % 2 == 0 || i % 3 != 0) fresh.upsert(fmt::format("p{}", i), made_up(i % 2 == 0 ? i : i * 7 + 3));
    REQUIRE(changed.size() == fresh.size());
    CHECK_FALSE(changed.remove("p3"));
    for (std::uint32_t i = 0; i < 90; ++i) {
        const auto sought = made_up(i * 5 + 1);
        CHECK(told(changed.find({sought}, 12)) == told(fresh.find({sought}, 12)));
    }
}

TEST_CASE("an id that others have too loses nobody") {
    std::string csv(made_up_heading);
    csv += "1,health,Siobhan,Kavanagh,2016-04-09,F,,,,,,\n1,school,Robert,Thwaite,1986-11-02,M,,,,,,\n"
           "school:1,police,Amna,Hussain,2014-07-21,F,,,,,,\nhealth:1,police,Ella,Barrow,2018-02-11,F,,,,,,\n";
    const auto records = read(csv);
    Search search(built_in_model());
    search.add(*records.value());
    CHECK(search.size() == 4);
    std::set<std::string> found;
    for (const auto& sought : {person("Siobhan", "Kavanagh", "2016-04-09"), person("Robert", "Thwaite", "1986-11-02"),
                               person("Amna", "Hussain", "2014-07-21"), person("Ella", "Barrow", "2018-02-11")})
        found.insert(first(search, sought));
    CHECK(found.size() == 4);
    CHECK_FALSE(found.contains("nobody"));
}

TEST_CASE("names with letters in common are found alike by every processor's way of counting") {
    std::vector<std::uint64_t> bags;
    for (std::uint64_t i = 0; i < 5000; ++i)
        bags.push_back(mixed(i, 1) & mixed(i, 2));
    for (unsigned fewest = 0; fewest < 10; ++fewest) {
        std::vector<std::uint32_t> counted, plainly;
        find_in_common(bags, bags[fewest], fewest, counted);
        find_in_common_plainly(bags, bags[fewest], fewest, plainly);
        CHECK(counted == plainly);
        CHECK(counted.size() > 1);
    }
}

TEST_CASE("the list of names that resemble one misses none that Jaro and Winkler find alike") {
    Search search(built_in_model());
    // Names of one surname, so that each that resembles the forename is a hit with a level of its own.
    constexpr std::array names = {"mary",    "marie",       "marian",    "marianne", "maria",    "mariam",
                                  "miriam",  "meriem",      "margaret",  "marged",   "aaaaabb",  "aaaaaab",
                                  "bbaaaaa", "christopher", "cristofer", "mohammed", "mohammad", "muhammad",
                                  "mahmood", "elizabeth",   "elisabeth"};
    for (const auto* name : names)
        search.upsert(name, person(name, "Ashworth"));
    for (const auto* name : names) {
        const auto hits = search.find({person(name, "Ashworth")}, 50);
        REQUIRE_FALSE(hits.empty());
        CHECK(hits.front().id == std::string_view(name));
        for (const auto* other : names) {
            const bool found = std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
                return hit.id == std::string_view(other) &&
                       level_in(hit.pattern, comparison::forename) < level::forename_different;
            });
            if (jaro_winkler(name, other) >= 0.8) CHECK_MESSAGE(found, name << " and " << other);
        }
    }
}

} // namespace kith::linkage
