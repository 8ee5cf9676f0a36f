#include "matching/evaluate_commands.h"

#include "tests/files.h"

#include <doctest/doctest.h>
#include <sstream>

namespace kith::matching {

namespace {

const std::string found = "record_id,person_id,household_id\na,1,1\nb,1,1\nc,2,1\n";
const std::string truth = "id,person,family,sex\na,x,f,F\nb,x,f,F\nc,x,f,F\nd,y,f,M\ne,,f,M\n";

struct Said {
    int code = 0;
    std::string out, problems;
};

Said evaluated(const std::string& clusters, const std::string& known,
               TruthColumns columns = {{"id"}, {"person"}, {"family"}, {"sex"}}) {
    const TemporaryFile cluster_file(clusters);
    const TemporaryFile truth_file(known);
    std::ostringstream out;
    std::ostringstream problems;
    const int code = evaluate({cluster_file.path(), {truth_file.path()}, std::move(columns), {}}, out, problems);
    return {code, out.str(), problems.str()};
}

} // namespace

TEST_CASE("clusters are held against the column that knows the truth") {
    const Said said = evaluated(found, truth);

    CHECK(said.code == 0);
    CHECK(said.out.find("4 records of 2 people, found as 3") != std::string::npos);
    CHECK(said.out.find("3 true pairs, 1 found, 0 of them false") != std::string::npos);
    CHECK(said.out.find("Recall by sex") != std::string::npos);
}

TEST_CASE("the two sides of a link may name their ids differently") {
    const Said said =
        evaluated(found, "other_id,person,family,sex\na,x,f,F\nb,x,f,F\n", {{"id", "other_id"}, {"person"}, {}, {}});

    CHECK(said.code == 0);
    CHECK(said.out.find("2 records of 1 people") != std::string::npos);
}

TEST_CASE("evaluation refuses what it cannot judge, and says how to mend it") {
    CHECK(evaluated(found, truth, {{"record"}, {"person"}, {}, {}}).problems.find("has no column \"record\"") !=
          std::string::npos);
    CHECK(evaluated(found, "id,person\nz,x\n", {{"id"}, {"person"}, {}, {}}).problems.find("share no record") !=
          std::string::npos);
    CHECK(evaluated("record_id,person_id\na,1\na,2\n", truth).problems.find("\"a\" twice") != std::string::npos);
    CHECK(evaluated("record_id,person_id\na\n", truth).problems.find("line 2: 1 values under 2 headings") !=
          std::string::npos);
    CHECK(evaluated("", truth).code == 1);
}

} // namespace kith::matching
