#include "base/crypto.h"
#include "linkage/made_up_test.h"
#include "matching/decisions.h"
#include "matching/files.h"
#include "matching/link_commands.h"
#include "matching/mapping.h"

#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <malloc.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace kith::matching {

namespace {

// A folder of its own for one test, gone with it.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 fmt::format("kith-link-{}-{}", ::getpid(), reinterpret_cast<std::uintptr_t>(this));

    Folder() { std::filesystem::create_directories(path); }

    ~Folder() { std::filesystem::remove_all(path); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string write(const std::string& name, std::string_view text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return (path / name).string();
    }

    std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(path / name, std::ios::binary).rdbuf();
        return text.str();
    }
};

constexpr std::string_view mapping_toml = R"(format = "kith-mapping-1"
record_id = "id"
source = "feed"
forenames = "forename"
surname = "surname"
date_of_birth = "born"
sex = "sex"
house_number = "house"
postcode = "postcode"
phone = "phone"
sealed = "sealed"
[identifiers]
upn = { column = "upn", one_per_source = true }
)";

LinkRequest request_in(const Folder& folder, unsigned families) {
    LinkRequest request;
    request.in = {folder.write("town.csv", linkage::csv_of(linkage::made_up_lines(families)))};
    request.mapping = folder.write("town.toml", mapping_toml);
    request.out = (folder.path / "out").string();
    request.truth = "person";
    request.threads = 1;
    return request;
}

std::string refusal(const LinkRequest& request) {
    std::ostringstream out;
    try {
        dedupe(request, out, nullptr);
    } catch (const std::runtime_error& refused) {
        return refused.what();
    }
    return "";
}

std::string mistake(std::string_view toml) {
    const auto mapping = mapping_from(toml, "m.toml");
    return mapping ? "" : mapping.error().front().text;
}

} // namespace

TEST_CASE("files go in, and people, links and a report come out") {
    const Folder folder;
    auto request = request_in(folder, 40);
    std::ostringstream said;
    CHECK(dedupe(request, said, nullptr) == 0);
    CHECK(said.str().find("F1 ") != std::string::npos);
    const auto clusters = folder.read("out/clusters.csv");
    CHECK(clusters.starts_with("record_id,person_id,household_id\nr1,p"));
    CHECK(folder.read("out/edges.csv")
              .starts_with("record_id_a,record_id_b,weight,same_person,same_household,twins,namesakes,unrelated,"));
    CHECK(folder.read("out/report.json").find("\"quality\"") != std::string::npos);

    const auto edges = folder.read("out/edges.csv");
    request.threads = 4;
    dedupe(request, said, nullptr);
    CHECK(folder.read("out/clusters.csv") == clusters);
    CHECK(folder.read("out/edges.csv") == edges);
}

TEST_CASE("where the days are known, households are told by year") {
    const Folder folder;
    auto request = request_in(folder, 10);
    request.truth.clear();
    request.mapping = folder.write("days.toml", "format = \"kith-mapping-1\"\nrecord_id = \"id\"\nsurname = \"name\"\n"
                                                "postcode = \"postcode\"\nrecorded_on = \"on\"\n");
    request.in = {
        folder.write("days.csv", "id,name,postcode,on\n1,Okafor,ZX1 1AF,2019-05-05\n2,Szabo,ZX2 2AF,2021-01-01\n")};
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto households = folder.read("out/households.csv");
    CHECK(households.starts_with("person_id,household_id,from,until\np"));
    CHECK(households.find(",2019,2021\n") != std::string::npos);
    CHECK(households.find(",2021,2021\n") != std::string::npos);
}

TEST_CASE("a trained model gives what training in the run gives") {
    const Folder folder;
    auto request = request_in(folder, 40);
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto clusters = folder.read("out/clusters.csv");
    auto training = request;
    training.truth.clear();
    training.out = (folder.path / "model.json").string();
    train(training, said, nullptr);
    request.model = training.out;
    dedupe(request, said, nullptr);
    CHECK(folder.read("out/clusters.csv") == clusters);
    request.model = folder.write("old.json", "{\"format\": \"kith-linkage-model-0\"}");
    CHECK(refusal(request).find("the model's format is \"kith-linkage-model-0\"") != std::string::npos);
}

TEST_CASE("what people said of pairs is read in training, and what cannot be used is told") {
    const Folder folder;
    auto request = request_in(folder, 40);
    request.out = (folder.path / "model.json").string();
    request.labels = folder.write("said.csv", "source_a,record_a,source_b,record_b,decision,author,reason,scope,until\n"
                                              "school,r1,health,r2,same,P Shah,saw both,,\n"
                                              "school,r1,school,r9999,different,P Shah,saw both,,\n");
    std::ostringstream said;
    CHECK(train(request, said, nullptr) == 0);
    CHECK(said.str().ends_with(" records and 1 labels; 1 are not used.\n"
                               "  line 3: school:r9999 is in no file of this run. The decision waits for it.\n"));
    request.labels = folder.write("wrong.csv", "a,b\n");
    CHECK_THROWS_AS(train(request, said, nullptr), std::runtime_error);
}

namespace {

void check_following(bool between_sources) {
    const Folder folder;
    auto request = request_in(folder, 40);
    request.between_sources = between_sources;
    std::ostringstream said;
    auto training = request;
    training.out = (folder.path / "model.json").string();
    train(training, said, nullptr);
    auto lines = linkage::made_up_lines(40);
    const std::vector<std::string> first(lines.begin(), lines.end() - 9);
    std::vector<std::string> come(lines.end() - 9, lines.end());
    // The first record is known by another name now, and comes after the others; the second goes.
    come.push_back("r1,school,Rosalind,Whitlock,2014-02-03,F,4,ZX1 1AF,,,,1\n");
    std::vector<std::string> all(lines.begin() + 2, lines.end());
    all.push_back(come.back());
    request.truth.clear();
    request.model = training.out;
    request.in = {folder.write("all.csv", linkage::csv_of(all))};
    dedupe(request, said, nullptr);
    const auto clusters = folder.read("out/clusters.csv"), edges = folder.read("out/edges.csv");

    request.in = {folder.write("first.csv", linkage::csv_of(first))};
    const auto second = lines[1];
    const auto comma = second.find(',');
    const Changes changes = {
        {folder.write("come.csv", linkage::csv_of(come))},
        {folder.write("gone.csv", fmt::format("id,feed\n{}\n", second.substr(0, second.find(',', comma + 1))))}};
    CHECK(follow(request, changes, said, nullptr) == 0);
    CHECK(said.str().find("9 records new, 1 replaced, 1 gone, 0 unknown") != std::string::npos);
    CHECK(folder.read("out/clusters.csv") == clusters);
    CHECK(folder.read("out/edges.csv") == edges);

    request.model = folder.write("bare.json", linkage::to_json(linkage::built_in_model()));
    CHECK_THROWS_WITH(follow(request, changes, said, nullptr),
                      "follow needs a model that says what is usual: make one with `kith link train` and name it with "
                      "--model.");
}

} // namespace

TEST_CASE("files that are followed give what one run over all of them gives") {
    check_following(false);
}

TEST_CASE("sources that hold each person once are followed as one run would link them") {
    check_following(true);
}

TEST_CASE("a run that is refused leaves what was there") {
    const Folder folder;
    auto request = request_in(folder, 10);
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto clusters = folder.read("out/clusters.csv");
    request.in = {folder.write("bad.csv", fmt::format("{}1,school,Maya\n", linkage::made_up_heading))};
    CHECK(refusal(request).find("bad.csv, line 2: 3 values where the heading has 12.") != std::string::npos);
    CHECK(folder.read("out/clusters.csv") == clusters);
    request.in = {(folder.path / "none.csv").string()};
    CHECK(refusal(request).find("none.csv cannot be read") != std::string::npos);
    request.in = {folder.path.string()};
    CHECK(refusal(request).find("is a folder. Name the files in it.") != std::string::npos);
}

TEST_CASE("where a file lies changes nothing, and two of one name are refused") {
    const Folder folder;
    auto request = request_in(folder, 20);
    request.truth.clear();
    std::string toml(mapping_toml);
    toml.erase(toml.find("source"), std::string_view("source = \"feed\"\n").size());
    request.mapping = folder.write("plain.toml", toml);
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto clusters = folder.read("out/clusters.csv");
    std::filesystem::create_directories(folder.path / "delivered");
    std::filesystem::copy(request.in.front(), folder.path / "delivered/town.csv");
    const auto once = request.in.front();
    request.in = {(folder.path / "delivered/../delivered/./town.csv").string()};
    dedupe(request, said, nullptr);
    CHECK(folder.read("out/clusters.csv") == clusters);
    request.in.push_back(once);
    CHECK(refusal(request).find("have one name, by which a file without a column of sources is known.") !=
          std::string::npos);
}

TEST_CASE("a pipe is read like a file") {
    const Folder folder;
    auto request = request_in(folder, 20);
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto clusters = folder.read("out/clusters.csv");
    const auto csv = folder.read("town.csv");
    const auto pipe = (folder.path / "pipe.csv").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::jthread writer([&] { std::ofstream(pipe, std::ios::binary) << csv; });
    request.in = {pipe};
    dedupe(request, said, nullptr);
    CHECK(folder.read("out/clusters.csv") == clusters);
}

TEST_CASE("what an earlier run wrote and this one does not goes, and what somebody else wrote stays") {
    const Folder folder;
    auto request = request_in(folder, 10);
    request.truth.clear();
    std::ostringstream said;
    dedupe(request, said, nullptr);
    request.previous = folder.write("before.csv", folder.read("out/clusters.csv"));
    request.overrides =
        folder.write("decisions.csv", "source_a,record_a,source_b,record_b,decision,author,reason,scope,until\n");
    const auto mapping = request.mapping;
    request.mapping = folder.write(
        "days.toml", std::string(mapping_toml).insert(mapping_toml.find("[id"), "recorded_on = \"born\"\n"));
    dedupe(request, said, nullptr);
    for (const auto* name : {"households.csv", "review.csv", "events.csv"})
        REQUIRE(std::filesystem::exists(folder.path / "out" / name));
    request.mapping = mapping;
    request.previous.clear();
    request.overrides.clear();
    folder.write("out/events.csv", "event,place\nfair,green\n");
    dedupe(request, said, nullptr);
    CHECK_FALSE(std::filesystem::exists(folder.path / "out/households.csv"));
    CHECK_FALSE(std::filesystem::exists(folder.path / "out/review.csv"));
    CHECK(folder.read("out/events.csv") == "event,place\nfair,green\n");
    CHECK(folder.read("out/report.json").find("\"records\"") != std::string::npos);
}

#ifndef __SANITIZE_ADDRESS__

namespace {

// The exit code of a process of little memory: 0 when it said so in words, 9 when it needed no more.
template <typename Work>
int exit_with_little_memory(Work&& work) {
    const auto child = ::fork();
    if (child == 0) {
        ::malloc_trim(0); // what other tests gave back must not do
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const auto most = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + (std::size_t{24} << 20);
        const rlimit limit = {most, most};
        ::setrlimit(RLIMIT_AS, &limit);
        int code = 9;
        try {
            work();
        } catch (const std::runtime_error& refused) {
            code = std::string_view(refused.what()).starts_with("there is not enough memory.") ? 0 : 1;
        } catch (...) {
            code = 2;
        }
        ::_exit(code);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

} // namespace

TEST_CASE("memory that runs out is said in words by every command") {
    const Folder folder;
    auto request = request_in(folder, 40);
    std::ostringstream said;
    auto training = request;
    training.out = (folder.path / "model.json").string();
    train(training, said, nullptr);
    request.in = {folder.write("large.csv", linkage::csv_of(linkage::made_up_lines(60000)))};
    training.in = request.in;
    for (const unsigned threads : {1U, 4U}) {
        request.threads = training.threads = threads;
        CHECK(exit_with_little_memory([&] { dedupe(request, said, nullptr); }) == 0);
        CHECK(exit_with_little_memory([&] { train(training, said, nullptr); }) == 0);
        CHECK(exit_with_little_memory([&] { search(request, "name=Maya Okafor", said); }) == 0);
        CHECK(exit_with_little_memory([&] { explain(request, "r1", "r2", said); }) == 0);
        auto following = request;
        following.model = (folder.path / "model.json").string();
        CHECK(exit_with_little_memory([&] { follow(following, {}, said, nullptr); }) == 0);
    }
}

#endif

TEST_CASE("a report says by which model it was made") {
    const Folder folder;
    auto request = request_in(folder, 20);
    request.truth.clear();
    request.on = Day::parse("2026-11-30");
    std::ostringstream said;
    auto training = request;
    training.out = (folder.path / "model.json").string();
    train(training, said, nullptr);
    const auto model = folder.read("model.json");
    CHECK(model.find("\"made_on\": \"2026-11-30\"") != std::string::npos);
    request.model = training.out;
    request.on = Day::parse("2026-12-24");
    dedupe(request, said, nullptr);
    const auto report = folder.read("out/report.json");
    CHECK(report.find("\"made_on\":\"2026-11-30\",\"sha256\":\"" + hex(sha256(model)) + "\"") != std::string::npos);
}

TEST_CASE("the truth is read for the report and changes nothing in what is found") {
    const Folder folder;
    auto request = request_in(folder, 40);
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto clusters = folder.read("out/clusters.csv"), edges = folder.read("out/edges.csv");
    request.truth.clear();
    dedupe(request, said, nullptr);
    CHECK(folder.read("out/clusters.csv") == clusters);
    CHECK(folder.read("out/edges.csv") == edges);
}

TEST_CASE("without households there are two classes, and families are taken for one person more often") {
    const Folder folder;
    auto request = request_in(folder, 60);
    std::ostringstream said, two;
    dedupe(request, said, nullptr);
    request.two_class = true;
    dedupe(request, two, nullptr);
    CHECK(folder.read("out/report.json").find("\"same_household\": 0,") != std::string::npos);
    auto training = request;
    training.out = (folder.path / "model.json").string();
    train(training, said, nullptr);
    CHECK(linkage::model_from_json(folder.read("model.json"), "model.json").value().two_class);
}

TEST_CASE("of sources that hold each person once, no two records are one person") {
    const Folder folder;
    auto request = request_in(folder, 40);
    request.truth.clear();
    request.between_sources = true;
    auto lines = linkage::made_up_lines(40);
    // The same girl twice in one source, and once in another.
    for (const auto* id_and_feed : {"g1,school", "g2,school", "g3,health"})
        lines.push_back(fmt::format("{},Wilhelmina,Aberforth,2014-03-05,F,4,ZX1 1AF,,,,900\n", id_and_feed));
    request.in = {folder.write("town.csv", linkage::csv_of(lines))};
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto people = read_clusters(folder.read("out/clusters.csv"), "clusters.csv").value();
    CHECK(people.at("g1") != people.at("g2"));
    std::set<std::pair<std::string, std::string>> once;
    for (const auto& line : lines) {
        const auto id = line.substr(0, line.find(','));
        const auto feed = line.substr(id.size() + 1, line.find(',', id.size() + 1) - id.size() - 1);
        CHECK(once.emplace(feed, people.at(id)).second);
    }
    request.between_sources = false;
    dedupe(request, said, nullptr);
    const auto found = read_clusters(folder.read("out/clusters.csv"), "clusters.csv").value();
    CHECK(found.at("g1") == found.at("g2"));
}

TEST_CASE("what a run does not understand or apply is told") {
    const Folder folder;
    auto request = request_in(folder, 20);
    auto lines = linkage::made_up_lines(20);
    lines.push_back("odd,health,Una,Okafor,yesterday,F,4,ZX1 1AF,,,,\n");
    lines.push_back("odder,health,Ugo,Okafor,to be told,M,4,ZX1 1AF,,,,\n");
    request.truth.clear();
    request.in = {folder.write("town.csv", linkage::csv_of(lines))};
    request.overrides =
        folder.write("said.csv", "source_a,record_a,source_b,record_b,decision,author,reason,scope,until\n"
                                 "nowhere,r1,school,r2,same,Priya,seen both,,\n");
    std::ostringstream said;
    dedupe(request, said, nullptr);
    CHECK(said.str().find("2 dates of birth are not understood and count as not known; the first is \"yesterday\".") !=
          std::string::npos);
    CHECK(said.str().find("1 of 1 decisions are not applied: review.csv says why.") != std::string::npos);

    request.overrides.clear();
    request.between_sources = true;
    const auto one = std::vector<std::string>(lines.end() - 2, lines.end());
    request.in = {folder.write("one.csv", linkage::csv_of(one))};
    CHECK_THROWS_AS(dedupe(request, said, nullptr), std::runtime_error);
}

TEST_CASE("a question names what is known of somebody, and is refused when it says something else") {
    const Folder folder;
    auto request = request_in(folder, 20);
    auto lines = linkage::made_up_lines(20);
    lines.push_back("sought,health,Anna Maria,Featherstonehaugh,2011-06-09,F,4,ZX9 9ZZ,01632960999,,,900\n");
    lines.push_back("shut,housing,Ottokar,Quillfeather,2012-02-02,M,4,ZX9 9ZZ,01632960999,yes,,901\n");
    request.in = {folder.write("town.csv", linkage::csv_of(lines))};
    const auto answer_to = [&](const std::string& query) {
        std::ostringstream said;
        search(request, query, said);
        return said.str();
    };
    const auto first_for = [&](const std::string& query) {
        const auto said = answer_to(query);
        return said.substr(0, said.find(' '));
    };
    CHECK(answer_to("name=Ottokar Quillfeather,born=2012-02-02,phone=01632 960999").find("shut") == std::string::npos);
    CHECK(first_for("name=Anna Maria Featherstonehaugh") == "sought");
    CHECK(first_for(" name = Anna Featherstonehaugh , born = 2011-06-09 ,sex=F") == "sought");
    CHECK(first_for("name=Featherstonehaugh") == "sought");
    CHECK(first_for("born=2011-06-09,postcode=zx99zz") == "sought");
    CHECK(first_for("phone=01632 960999,") == "sought");
    CHECK(first_for("name=Zzyzx").empty());
    CHECK_THROWS_WITH(first_for("shoes=9"),
                      "--query does not know \"shoes\". It takes name=, born=, sex=, postcode= and phone=.");
}

TEST_CASE("a file that is not finished does not appear") {
    const Folder folder;
    folder.write("kept.csv", "before");
    {
        NewFile unfinished(folder.path / "kept.csv");
        unfinished.write("half");
    }
    CHECK(folder.read("kept.csv") == "before");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("a run that is interrupted or killed leaves what was there, and nothing else") {
    for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
        const Folder folder;
        folder.write("clusters.csv", "before");
        const auto child = ::fork();
        if (child == 0) {
            ::signal(signal, SIG_DFL);
            NewFile unfinished(folder.path / "clusters.csv"), other(folder.path / "edges.csv");
            unfinished.write(std::string(100000, 'x'));
            ::raise(signal);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WTERMSIG(status) == signal);
        CHECK(folder.read("clusters.csv") == "before");
        CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
    }
}

namespace {

// Ends the program when it is told of a stage of the run.
class EndsAt : public std::streambuf {
public:
    EndsAt(std::string stage, int signal) : stage_(std::move(stage)), signal_(signal) {}

private:
    int overflow(int letter) override {
        told_ += static_cast<char>(letter);
        if (told_.find(stage_) != std::string::npos) ::raise(signal_);
        return letter;
    }

    std::string stage_, told_;
    int signal_;
};

} // namespace

TEST_CASE("a run that is stopped or killed at any stage leaves what an earlier one wrote") {
    const Folder folder;
    auto request = request_in(folder, 30);
    request.threads = 1;
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto before = folder.read("out/clusters.csv") + folder.read("out/edges.csv") + folder.read("out/report.json");
    const auto files = std::distance(std::filesystem::directory_iterator(request.out), {});
    auto lines = linkage::made_up_lines(20);
    request.in = {folder.write("fewer.csv", linkage::csv_of(lines))};
    for (const auto* stage : {"read", "normalise", "train", "score", "cluster", "households", "write"})
        for (const int signal : {SIGINT, SIGKILL}) {
            CAPTURE(stage);
            const auto child = ::fork();
            if (child == 0) {
                ::signal(signal, SIG_DFL);
                EndsAt ending(stage, signal);
                std::ostream progress(&ending);
                dedupe(request, said, &progress);
                std::_Exit(7); // it went on to its end
            }
            int status = 0;
            REQUIRE(::waitpid(child, &status, 0) == child);
            CHECK(WTERMSIG(status) == signal);
            CHECK(folder.read("out/clusters.csv") + folder.read("out/edges.csv") + folder.read("out/report.json") ==
                  before);
            CHECK(std::distance(std::filesystem::directory_iterator(request.out), {}) == files);
        }
}

TEST_CASE("a decision survives the next run, and persons keep their ids") {
    const Folder folder;
    auto request = request_in(folder, 40);
    std::ostringstream said;
    dedupe(request, said, nullptr);
    const auto first = read_clusters(folder.read("out/clusters.csv"), "clusters.csv").value();
    request.previous = folder.write("before.csv", folder.read("out/clusters.csv"));
    request.on = Day::parse("2026-11-22");
    const auto lines = linkage::made_up_lines(40);
    const auto feed = [&](std::string_view id) {
        for (const auto& line : lines)
            if (line.starts_with(std::string(id) + ","))
                return line.substr(id.size() + 1, line.find(',', id.size() + 1) - id.size() - 1);
        return std::string();
    };
    std::string other = "r2";
    while (first.at(other) == first.at("r1"))
        other = "r" + std::to_string(std::stoi(other.substr(1)) + 1);
    const auto decided = [&](std::string_view decision, std::string text) {
        for (const auto& [one, of_one] : first)
            for (const auto& [two, of_two] : first)
                if (of_one == first.at("r1") && of_two == first.at(other))
                    text += fmt::format("{},{},{},{},{},Priya,seen,,\n", feed(one), one, feed(two), two, decision);
        return folder.write("decisions.csv", text);
    };
    const std::string heading = "source_a,record_a,source_b,record_b,decision,author,reason,scope,until\n";
    request.overrides = decided("same", heading + "school,r1,school,absent,same,Priya,x,,\n");
    dedupe(request, said, nullptr);
    const auto second = read_clusters(folder.read("out/clusters.csv"), "clusters.csv").value();
    CHECK(second.at("r1") == second.at(other));
    std::size_t kept = 0;
    for (const auto& [record, person] : second)
        kept += first.at(record) == person ? 1U : 0U;
    CHECK(kept + 5 > second.size());
    CHECK(folder.read("out/events.csv").find("," + first.at(other) + ",") != std::string::npos);
    CHECK(folder.read("out/review.csv").find("2,no such record,") != std::string::npos);
    const auto gone = first.at(second.at("r1") == first.at("r1") ? other : "r1");
    CHECK(folder.read("out/former_ids.csv").find(gone + ",") != std::string::npos);

    // Taken back, both ids are as they were.
    request.previous = (folder.path / "out/clusters.csv").string();
    request.overrides = decided("different", heading);
    dedupe(request, said, nullptr);
    const auto third = read_clusters(folder.read("out/clusters.csv"), "clusters.csv").value();
    CHECK(third == first);
    CHECK(folder.read("out/former_ids.csv") == former_ids_heading);
}

TEST_CASE("two records are explained by their ids") {
    const Folder folder;
    auto request = request_in(folder, 20);
    std::ostringstream said;
    CHECK(explain(request, "r1", "r2", said) == 0);
    CHECK(said.str().find("same person") != std::string::npos);
    CHECK(said.str().find("By the model learned from these files, of SHA-256 ") != std::string::npos);
    CHECK_THROWS_WITH_AS(explain(request, "r1", "absent", said), "There is no record \"absent\" in these files.",
                         std::runtime_error);
}

TEST_CASE("a mapping is refused with its line when it says something unknown") {
    CHECK(mistake(mapping_toml).empty());
    CHECK(mistake("record_id = \"id\"\n").starts_with("m.toml: there is no line format"));
    CHECK(mistake("format = \"kith-mapping-1\"\n").starts_with("m.toml: there is no record_id."));
    CHECK(mistake("format = \"kith-mapping-1\"\nrecord_id = \"id\"\nsurnam = \"x\"\n")
              .starts_with("m.toml, line 3: there is nothing called \"surnam\" in a mapping."));
    CHECK(mistake("format = \"kith-mapping-1\"\nrecord_id = 3\n").starts_with("m.toml, line 2: record_id takes"));
    CHECK(mistake("format = \"kith-mapping-1\"\nrecord_id = \"id\n").starts_with("m.toml, line 2: "));
    CHECK(mistake("format = \"kith-mapping-1\"\nrecord_id = "
                  "\"id\"\n[identifiers]\na=\"a\"\nb=\"b\"\nc=\"c\"\nd=\"d\"\ne=\"e\"\n")
              .find("more than 4 identifiers") != std::string::npos);
}

TEST_CASE("decisions without author, reason or a real day are refused with their line") {
    constexpr std::string_view heading = "source_a,record_a,source_b,record_b,decision,author,reason,scope,until\n";
    CHECK(read_overrides(fmt::format("{}s,1,s,2,same,Priya,seen,,2027-01-01\n", heading), "d.csv").value().size() == 1);
    for (const auto* line : {"s,1,s,2,same,,seen,,\n", "s,1,s,2,same,Priya,,,\n", "s,1,s,2,merge,Priya,seen,,\n",
                             "s,1,s,2,same,Priya,seen,,tomorrow\n", "s,1\n"})
        CHECK(read_overrides(fmt::format("{}{}", heading, line), "d.csv")
                  .error()
                  .front()
                  .text.starts_with("d.csv, line 2: "));
    CHECK_FALSE(read_overrides("a,b\n", "d.csv"));
}

} // namespace kith::matching
