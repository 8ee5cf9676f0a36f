// Where somebody lives, learns and is telephoned is in no table, index, draft or line of history that can be read
// without the key file.

#include "base/crypto.h"
#include "people/person_store.h"
#include "tests/asking.h"

#include <cstdio>
#include <doctest/doctest.h>
#include <fstream>

using namespace kith;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string dump_of(const std::string& url) {
    const auto command = "pg_dump '" + url + "'";
    std::string dump;
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe);
    std::array<char, 4096> part{};
    while (const auto read = std::fread(part.data(), 1, part.size(), pipe))
        dump.append(part.data(), read);
    REQUIRE(::pclose(pipe) == 0);
    return dump;
}

// All that a thief would have of the database: its files, or its dump.
std::string stolen(const std::string& url) {
    if (!url.starts_with("sqlite:")) return dump_of(url);
    const auto path = url.substr(std::string_view("sqlite:").size());
    return bytes_of(path) + bytes_of(path + "-wal");
}

bool holds(const std::string& bytes, std::string_view text) {
    return bytes.find(text) != std::string::npos || bytes.find(hex(text)) != std::string::npos;
}

people::NewPerson sentinel() {
    people::NewPerson person{.name = {"Zebedee", "Quill"}};
    person.address = people::Address{.lines = "77 Quillfeather Row", .postcode = "ZQ9 9ZQ", .uprn = "100098765432"};
    person.attendance = people::Attendance{.urn = "99887766"};
    person.contacts = {{people::ContactKind::telephone, "01632 960777", "at 78 Quillfeather Row"}};
    return person;
}

Fields at(std::string address, std::string postcode) {
    auto fields = a_new_child("Zuleika", "Quill");
    for (auto& [name, value] : fields)
        if (name == "child_postcode") value = postcode;
    fields.emplace_back("child_address", std::move(address));
    return fields;
}

} // namespace

TEST_CASE("a stolen database tells nobody's address") {
    on_each_engine([](db::Engine engine) {
        const auto fresh = northbridge(engine, "bury");
        Town town(fresh.url());
        const auto person =
            town.writing([&](db::Writer& w) { return people::add_person(w, town.viewer("sam"), sentinel()); });
        const auto addresses = "/people/" + person.reference.text() + "/addresses";
        const auto moved = town.fill_in("sam", town.get("sam", addresses), addresses,
                                        {{"lines", "79 Quillfeather Row"},
                                         {"postcode", "ZQ9 8ZQ"},
                                         {"still-1", "no"},
                                         {"from-day", "1"},
                                         {"from-month", "11"},
                                         {"from-year", "2026"},
                                         {"source", "Zebedee"}});
        REQUIRE(moved.status() == 303);
        REQUIRE(town.post("sam", "/find", {{"q", "zebedee zq9 9zq"}}).says("lived at ZQ9 9ZQ"));
        REQUIRE(town.post("sam", "/find", {{"q", "01632 960777"}}).says("Zebedee Quill"));

        const auto draft = begin_draft(town, "tom");
        REQUIRE(save_page(town, "tom", draft, 1, at("80 Quillfeather Gate", "ZQ7 7ZQ")).status() == 303);
        const auto request = ask(town, "helen", at("81 Quillfeather Mews", "ZQ6 6ZQ"));
        REQUIRE(town.get("priya", request).says("81 Quillfeather Mews"));

        const auto bytes = stolen(fresh.url());
        CHECK(holds(bytes, "Zebedee"));
        CHECK(holds(bytes, "Zuleika"));
        for (const std::string secret :
             {"Quillfeather",    "quillfeather",    "ZQ9 9ZQ",         "zq99zq",       "ZQ9 8ZQ",
              "zq98zq",          "ZQ7 7ZQ",         "ZQ7+7ZQ",         "ZQ6 6ZQ",      "100098765432",
              "99887766",        "01632 960777",    "01632960777",     "32960777",     "12 Mill Lane",
              "3 Weavers Court", "41 Canal Street", "7 Orchard Close", "01632 960101", "01632960101"}) {
            INFO(secret);
            CHECK_FALSE(holds(bytes, secret));
        }
    });
}

TEST_CASE("a stolen database tells neither what was looked for nor why somebody is protected") {
    on_each_engine([](db::Engine engine) {
        const auto fresh = northbridge(engine, "bury");
        Town town(fresh.url());
        town.post("priya", "/find", {{"q", "zuleikaquillfeather"}});
        const auto family = town.post("sam", "/find", {{"q", "yusuf begum"}}).link("Begum family");
        Fields fields{{"reason", "fledtoquillfeather"}};
        for (const auto& each : town.get("sam", family + "/protection").offered("names"))
            fields.emplace_back("names", each);
        REQUIRE(town.post("sam", family + "/protection", std::move(fields)).status() == 303);
        const auto shahs = town.post("omar", "/find", {{"q", "arjun shah"}}).link("Shah family");
        REQUIRE(
            town.post("omar", shahs + "/own-bar", {{"connection", "other"}, {"note", "knowsquillfeather"}}).status() ==
            303);

        const auto bytes = stolen(fresh.url());
        CHECK(holds(bytes, "find.searched")); // what was stolen is this history
        for (const auto* words : {"zuleikaquillfeather", "fledtoquillfeather", "knowsquillfeather"}) {
            CAPTURE(words);
            CHECK_FALSE(holds(bytes, words));
        }
    });
}
