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
          "kith.toml: \"mail_from\" must be an email address when there is a mail relay");
    CHECK(mistakes("datbase = \"sqlite:x\"\n").front().starts_with("kith.toml:1: there is no setting \"datbase\""));
    CHECK(mistakes("listen = \n").front().starts_with("kith.toml:1: "));
}

TEST_CASE("all mistakes in the settings are said at once, in the order of their lines") {
    CHECK(mistakes("mail_tls = \"maybe\"\nlisten = 8080\ndatbase = \"x\"\nmail_relay = 25\nmail_user = \"kith\"\n") ==
          std::vector<std::string>{
              "kith.toml:1: \"mail_tls\" must be \"required\" or \"none\"",
              "kith.toml:2: \"listen\" must be text in quotes",
              "kith.toml:3: there is no setting \"datbase\"; the settings are database, key_file, listen, mail_from, "
              "mail_password_file, mail_relay, mail_tls, mail_user, public_address, trusted_proxies",
              "kith.toml:4: \"mail_relay\" must be text in quotes",
              "kith.toml: \"mail_password_file\" is missing: a relay that asks who sends needs mail_user and "
              "mail_password_file"});
}

TEST_CASE("a check of the settings looks into the files that they name, whatever else is wrong") {
    const Folder folder;
    const auto file = folder.file("database = \"sqlite:/no/such/folder/kith.db\"\nmail_tls = \"maybe\"\n"
                                  "key_file = \"/no/such/key\"\n");
    std::vector<std::string> said;
    for (const auto& each : check_config(file).mistakes)
        said.push_back(each.field.substr(each.field.rfind('/') + 1) + ": " + each.text);
    CHECK(said == std::vector<std::string>{
                      "kith.toml:1: There is no folder /no/such/folder for the database.",
                      "kith.toml:2: \"mail_tls\" must be \"required\" or \"none\"",
                      "kith.toml:3: There is no key file /no/such/key. `kith config key /no/such/key` makes one."});
}

TEST_CASE("what would fail or be unsafe when Kith serves is a mistake in the settings already") {
    const auto mistake = [](const std::string& text) {
        const auto all = mistakes(text);
        return all.empty() ? "" : all.front();
    };
    CHECK(mistake("public_address = \"http://help.example.org\"\n") ==
          "kith.toml:1: \"public_address\" must begin with \"https://\", unless it is http://127.0.0.1");
    CHECK(mistake("public_address = \"http://127.0.0.1:8080\"\n") == "");
    CHECK(mistake("listen = \"help.example.org:80\"\n") ==
          "kith.toml:1: \"listen\" must be an address and a port, like \"127.0.0.1:8080\"");
    CHECK(mistake("listen = \"[::1]:8080\"\n") == "");
    CHECK(mistake("\nlisten = \"0.0.0.0:8080\"\n") ==
          "kith.toml: \"public_address\" must begin with \"https://\" where \"listen\" is not this machine alone");
    CHECK(mistake("public_address = \"http://127.0.0.1:8080\"\nlisten = \"[::]:8080\"\n") != "");
    CHECK(mistake("public_address = \"https://help.example.org\"\nlisten = \"0.0.0.0:8080\"\n") == "");
    CHECK(mistake("listen = \"127.0.0.1:70000\"\n") != "");
    CHECK(mistake("\ntrusted_proxies = [\"10.0.0.0/40\"]\n") ==
          "kith.toml:2: \"trusted_proxies\" : '10.0.0.0/40' is not an address or a range of addresses");
    CHECK(listen_host("[::1]:8080") == "::1");
    CHECK(listen_host("127.0.0.1:8080") == "127.0.0.1");
}

TEST_CASE("a database is shown by its address, and never by its password") {
    CHECK(shown_address("sqlite:/var/lib/kith/kith.db") == "sqlite:/var/lib/kith/kith.db");
    CHECK(shown_address("postgres://kith@127.0.0.1/kith") == "postgres://kith@127.0.0.1/kith");
    CHECK(shown_address("postgres://kith:secret@127.0.0.1:5432/kith") == "postgres://kith@127.0.0.1:5432/kith");
    CHECK(shown_address("postgresql://kith:se:c@ret@db/kith") == "postgresql://kith@db/kith");
    CHECK(shown_address("postgres://127.0.0.1/kith?user=kith&password=secret") == "postgres://127.0.0.1/kith");
    CHECK(shown_address("postgres://kith:secret@/kith?host=/run/x@y") == "postgres://kith@/kith");
    CHECK(shown_address("postgres:///kith?password=se@cret") == "postgres:///kith");
}

TEST_CASE("a public address that no browser would write so is a mistake") {
    const auto is_sound = [](const std::string& address) {
        return mistakes("public_address = \"" + address + "\"\n").empty();
    };
    for (const auto* address :
         {"https://EarlyHelp.example.org", "https://help.example.org:443", "https://sam@help.example.org",
          "https://help.example.org:x", "https://help.example.org:", "https://help.example.org/",
          "https://help.example.org?a", "http://127.0.0.1:80"}) {
        CAPTURE(address);
        CHECK_FALSE(is_sound(address));
    }
    for (const auto* address : {"https://help.example.org", "https://help.example.org:8443", "https://[2001:db8::1]",
                                "https://[2001:db8::1]:8443", "http://127.0.0.1:8080"}) {
        CAPTURE(address);
        CHECK(is_sound(address));
    }
}

TEST_CASE("letters travel encrypted unless the settings say otherwise, and a password never in the clear") {
    const std::string from = "mail_from = \"kith@example.org\"\n";
    const auto config = [&](const std::string& text) {
        const Folder folder;
        return read_config(folder.file(from + text)).value();
    };
    CHECK(must_encrypt_letters(config("mail_relay = \"smtp://relay.example.org:25\"\n")));
    CHECK(must_encrypt_letters(config("mail_relay = \"smtp://[2001:db8::1]:25\"\n")));
    CHECK_FALSE(must_encrypt_letters(config("mail_relay = \"smtp://127.0.0.1:25\"\n")));
    CHECK_FALSE(must_encrypt_letters(config("mail_relay = \"smtp://[::1]\"\n")));
    CHECK_FALSE(must_encrypt_letters(config("mail_relay = \"smtp://relay:25\"\nmail_tls = \"none\"\n")));

    CHECK(mistakes(from + "mail_relay = \"smtp://kith:secret@relay:25\"\n") ==
          std::vector<std::string>{"kith.toml:2: \"mail_relay\" must hold no user and no password: they go into "
                                   "mail_user and mail_password_file"});
    CHECK(mistakes(from + "mail_relay = \"smtp://relay:25\"\nmail_tls = \"maybe\"\n").front() ==
          "kith.toml:3: \"mail_tls\" must be \"required\" or \"none\"");
    CHECK(mistakes(from + "mail_relay = \"smtp://relay:25\"\nmail_user = \"kith\"\n").size() == 1);
    CHECK(mistakes(from + "mail_relay = \"smtp://relay:25\"\nmail_tls = \"none\"\nmail_user = \"kith\"\n"
                          "mail_password_file = \"p\"\n")
              .front() ==
          "kith.toml:3: \"mail_tls\" must be \"required\" where there is a password: it does not travel in the clear");
}

TEST_CASE("the relay's password is one line of a file that others may not read") {
    const Folder folder;
    Config config;
    CHECK(read_mail_password(config) == "");
    config.mail_password_file = (folder.path / "mail.password").string();
    CHECK_THROWS_WITH_AS(read_mail_password(config), doctest::Contains("There is no password file"),
                         std::runtime_error);
    std::ofstream(config.mail_password_file) << "three wet stones\n";
    ::chmod(config.mail_password_file.c_str(), 0600);
    CHECK(read_mail_password(config) == "three wet stones");
    ::chmod(config.mail_password_file.c_str(), 0644);
    CHECK_THROWS_WITH_AS(read_mail_password(config), doctest::Contains("chmod 600"), std::runtime_error);
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
