#include "app/config.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace kith;
using namespace kith::app;

namespace {

// A folder of the test's own, removed afterwards.
struct Folder {
    std::filesystem::path path;

    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-config-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }

    ~Folder() { std::filesystem::remove_all(path); }

    std::string file(const std::string& text) const {
        const auto name = (path / "kith.toml").string();
        std::ofstream(name) << text;
        return name;
    }
};

std::vector<std::string> mistakes(const std::string& text) {
    const Folder folder;
    const auto read = read_config(folder.file(text));
    std::vector<std::string> said;
    if (!read)
        for (const auto& problem : read.error())
            said.push_back(problem.field.substr(problem.field.rfind('/') + 1) + ": " + problem.text);
    return said;
}

} // namespace

TEST_CASE("a file of settings is read, and what it leaves out has a default") {
    const Folder folder;
    const auto read = read_config(folder.file("public_address = \"https://help.example.org\"\n"
                                              "trusted_proxies = [\"127.0.0.1\"]\n"));
    REQUIRE(read);
    CHECK(read->public_address == "https://help.example.org");
    CHECK(read->trusted_proxies == std::vector<std::string>{"127.0.0.1"});
    CHECK(read->listen == "127.0.0.1:8080");
}

TEST_CASE("each mistake in the settings names its line and what to do") {
    CHECK(mistakes("listen = 8080\n") == std::vector<std::string>{"kith.toml:1: \"listen\" must be text in quotes"});
    CHECK(mistakes("\nlisten = \"nowhere\"\n") ==
          std::vector<std::string>{"kith.toml:2: \"listen\" must be an address and a port, like \"127.0.0.1:8080\""});
    CHECK(mistakes("database = \"mysql://x\"\n").front() ==
          "kith.toml:1: \"database\" must begin with \"sqlite:\" or \"postgres://\"");
    CHECK(mistakes("mail_relay = \"smtp://relay\"\n").front() ==
          "kith.toml: \"mail_from\" must be an e-mail address when there is a mail relay");
    CHECK(mistakes("datbase = \"sqlite:x\"\n").front().starts_with("kith.toml:1: there is no setting \"datbase\""));
    CHECK(mistakes("listen = \n").front().starts_with("kith.toml:1: "));
}

TEST_CASE("a key file is made once, for its owner alone, and read back") {
    const Folder folder;
    const auto file = (folder.path / "kith.key").string();
    make_key(file);
    CHECK(read_key(file).size() == 32);
    CHECK_THROWS_WITH_AS(make_key(file), doctest::Contains("File exists"), std::runtime_error);

    ::chmod(file.c_str(), 0644);
    CHECK_THROWS_WITH_AS(read_key(file), doctest::Contains("chmod 600"), std::runtime_error);
}
