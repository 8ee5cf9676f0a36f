#include "matching/decisions.h"
#include "matching/truth.h"

#include "tests/files.h"
#include "tests/mutations.h"

#include <doctest/doctest.h>

// Files beside the records, as nobody should send them: read or refused with a sentence.

namespace kith::matching {

namespace {

struct Counts {
    int read = 0, refused = 0;
};

template <typename Read>
Counts read_mutated(std::string original, std::vector<std::string> pieces, int times, Read&& read) {
    Mutations mutations(std::move(original), std::move(pieces));
    Counts counts;
    for (int number = 0; number < times; ++number) {
        const auto found = read(mutations.next());
        ++(found ? counts.read : counts.refused);
        if (!found) CHECK_FALSE(found.error().front().text.empty());
    }
    return counts;
}

const std::vector<std::string> pieces = {",",    "\"",   "\n",         "\r\n",  "\xEF\xBB\xBF",
                                         "\xFF", "same", "2027-02-30", ",,,,,,"};

} // namespace

TEST_CASE("mutated decisions are read or refused with a sentence") {
    const auto counts = read_mutated(
        "source_a,record_a,source_b,record_b,decision,author,reason,scope,until\n"
        "school,a,health,b,same,Priya,\"seen, both\",,\nschool,a,housing,c,different,Sam,twins,census,2027-03-31\n",
        pieces, 10'000, [](const std::string& file) { return read_overrides(file, "mutated.csv"); });
    CHECK(counts.read > 100);
    CHECK(counts.refused > 100);
}

TEST_CASE("mutated clusters and former ids are read or refused with a sentence") {
    const auto clusters = read_mutated("record_id,person_id,household_id\na,p1,h1\nb,p1,h1\nc,p2,h1\n", pieces, 10'000,
                                       [](const std::string& file) { return read_clusters(file, "mutated.csv"); });
    CHECK(clusters.read > 100);
    CHECK(clusters.refused > 100);
    const auto former = read_mutated("person_id,record\np1,a\np2,\"b,c\"\np3,d\n", pieces, 10'000,
                                     [](const std::string& file) { return read_former_ids(file, "mutated.csv"); });
    CHECK(former.read > 100);
    CHECK(former.refused > 100);
}

TEST_CASE("mutated truth is read or refused with a sentence") {
    const TemporaryFile clusters("record_id,person_id,household_id\na,1,1\nb,1,1\nc,2,1\n");
    const auto counts =
        read_mutated("id,person,family,sex\na,x,f,F\nb,x,f,F\nc,x,f,F\n", pieces, 1500, [&](const std::string& file) {
            const TemporaryFile truth(file);
            return judged(clusters.path(), {truth.path()}, {{"id"}, {"person"}, {"family"}, {"sex"}});
        });
    CHECK(counts.read > 50);
    CHECK(counts.refused > 50);
}

} // namespace kith::matching
