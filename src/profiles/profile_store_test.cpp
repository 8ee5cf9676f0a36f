#include "profiles/profile_commands.h"
#include "profiles/profile_store.h"
#include "tests/databases.h"
#include "tests/files.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace kith;
using namespace kith::profiles;

namespace {

int load_quietly(db::Database& database, const std::filesystem::path& folder) {
    std::ostringstream out;
    return load(database, folder, out);
}

std::shared_ptr<const Profile> in_force(db::Database& database) {
    return database.reading([](db::Reader& reader) { return current(reader); });
}

std::vector<Version> all_versions(db::Database& database) {
    return database.reading([](db::Reader& reader) { return versions(reader); });
}

// A copy of a council's folder with common beside it, gone when this is.
class Copied {
public:
    explicit Copied(const std::string& council) : council_(council) {
        std::string name = (std::filesystem::temp_directory_path() / "kith-profile-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        for (const std::string& each : {council, std::string("common")}) {
            std::filesystem::copy(repository("profiles/" + each), root_ / each,
                                  std::filesystem::copy_options::recursive);
        }
    }

    ~Copied() { std::filesystem::remove_all(root_); }

    Copied(const Copied&) = delete;
    Copied& operator=(const Copied&) = delete;

    void replace(const std::string& file, const std::string& was, const std::string& now) {
        std::string text = text_of(folder() / file);
        text.replace(text.find(was), was.size(), now);
        std::ofstream(folder() / file) << text;
    }

    std::filesystem::path folder() const { return root_ / council_; }

private:
    std::string council_;
    std::filesystem::path root_;
};

} // namespace

TEST_CASE("a loaded profile is in force, and is read once") {
    on_each_database([](db::Database& database) {
        CHECK(load_quietly(database, repository("profiles/bury")) == 0);
        const auto profile = in_force(database);
        CHECK(profile->council.name == "Bury Council");
        CHECK(profile->word("story") == "Story So Far");
        CHECK(in_force(database) == profile);
    });
}

TEST_CASE("without a profile it is said what to do") {
    on_each_database([](db::Database& database) {
        CHECK_THROWS_WITH_AS(in_force(database), "no council's profile is loaded: run kith profile load DIR",
                             db::Fault);
    });
}

TEST_CASE("the same profile again changes nothing") {
    on_each_database([](db::Database& database) {
        CHECK(load_quietly(database, repository("profiles/bury")) == 0);
        std::ostringstream out;
        CHECK(load(database, repository("profiles/bury"), out) == 0);
        CHECK(out.str() == "Bury Council: already in force, unchanged\n");
        CHECK(all_versions(database).size() == 1);
    });
}

TEST_CASE("a new version ends the old one, which is kept, and history tells of it") {
    on_each_database([](db::Database& database) {
        Copied bury("bury");
        CHECK(load_quietly(database, bury.folder()) == 0);
        bury.replace("words.toml", "lead professional\"", "lead worker\"");
        CHECK(load_quietly(database, bury.folder()) == 0);
        CHECK(in_force(database)->word("lead_practitioner") == "lead worker");
        const auto versions = all_versions(database);
        REQUIRE(versions.size() == 2);
        CHECK(!versions[0].to);
        CHECK(versions[1].to == versions[0].from);
        database.read([&](db::Reader& reader) {
            const auto lines = history::lines_about(reader, "profile", versions[0].id.text(), 10);
            REQUIRE(lines.size() == 1);
            CHECK(lines[0].line.action == "profile.loaded");
            CHECK(lines[0].actor.request == "command line");
        });
        CHECK(history::verify(database).kind == history::Verdict::Kind::sound);
    });
}

TEST_CASE("a profile with a mistake is not loaded at all, and the one before stays in force") {
    on_each_database([](db::Database& database) {
        Copied bury("bury");
        CHECK(load_quietly(database, bury.folder()) == 0);
        bury.replace("words.toml", "[story]", "[storey]");
        std::ostringstream out;
        CHECK(load(database, bury.folder(), out) == 1);
        CHECK(out.str().find("bury/words.toml:1: the word \"story\" is missing\n") == 0);
        CHECK(out.str().ends_with("Nothing was loaded.\n"));
        CHECK(in_force(database)->word("story") == "Story So Far");
        CHECK(all_versions(database).size() == 1);
    });
}

TEST_CASE(
    "another council's profile is refused unless it is to replace the one in force, and then replaces every word") {
    on_each_database([](db::Database& database) {
        CHECK(load_quietly(database, repository("profiles/bury")) == 0);
        std::ostringstream out;
        CHECK(load(database, repository("profiles/staffordshire"), out) == 1);
        CHECK(out.str() == "The profile of Bury Council is in force here, and this is that of Staffordshire County "
                           "Council. To replace one council by the other, add --replace-council.\n"
                           "Nothing was loaded.\n");
        CHECK(in_force(database)->council.code == "bury");
        CHECK(load(database, repository("profiles/staffordshire"), out, OtherCouncil::replaced) == 0);
        CHECK(in_force(database)->council.code == "staffordshire");
        CHECK(in_force(database)->word("front_door") == "SCAS");
    });
}

TEST_CASE("a stored profile that this Kith does not understand is said so") {
    on_each_database([](db::Database& database) {
        database.write([](db::Writer& writer) {
            Profile older;
            older.council.code = "bury";
            older.checksum = "from another version";
            put_in_force(writer, {{"bury/council.toml", "name = \"Bury Council\"\n"}}, older, {});
        });
        CHECK_THROWS_AS(in_force(database), db::Fault);
    });
}
