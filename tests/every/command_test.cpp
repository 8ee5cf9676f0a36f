// The command line as somebody at a terminal meets it: the program itself, what it says and its exit codes.

#include "app/command_table.h"
#include "db/migrate.h"
#include "history/record.h"
#include "people/sealing_store.h"
#include "profiles/profile_commands.h"
#include "tests/databases.h"

#include <arpa/inet.h>
#include <cstdio>
#include <doctest/doctest.h>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace kith;

namespace {

struct Ran {
    int code = -1;
    std::string said;

    bool says(std::string_view words) const { return said.find(words) != std::string::npos; }
};

Ran kith_says(const std::string& words) {
    Ran ran;
    auto* pipe = ::popen((std::string(KITH_PROGRAM " ") + words + " 2>&1 < /dev/null").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> some{};
    for (std::size_t got = 0; (got = std::fread(some.data(), 1, some.size(), pipe)) > 0;)
        ran.said.append(some.data(), got);
    const int status = ::pclose(pipe);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

// A folder with a kith.toml and a key, removed afterwards.
class Installation {
public:
    explicit Installation(const std::string& url, const std::string& more = {}) {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-command-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
        write_key(test_key);
        std::ofstream(folder_ / "kith.toml")
            << fmt::format("database = \"{}\"\nkey_file = \"{}\"\n{}", url, (folder_ / "kith.key").string(), more);
    }

    ~Installation() { std::filesystem::remove_all(folder_); }

    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    void write_key(const std::string& key) const {
        const auto file = folder_ / "kith.key";
        std::ofstream(file, std::ios::trunc) << key;
        ::chmod(file.c_str(), 0600);
    }

    // Of this installation; what does not end by itself is ended and gives no exit code.
    Ran run(const std::string& command) const {
        return kith_says(command + " --config " + (folder_ / "kith.toml").string());
    }

private:
    std::filesystem::path folder_;
};

constexpr db::Sql add_later_migration = R"sql(
    insert into schema_migrations (number, name, checksum, applied_at)
    values (9999, 'of_tomorrow', 'x', 0)
)sql";

constexpr db::Sql alter_a_line = R"sql(
    update history_lines
       set action = 'nothing.happened'
)sql";

constexpr db::Sql stop_refusing_changes_sqlite = R"sql(drop trigger history_lines_stay)sql";

std::vector<std::string> writing_commands() {
    return {"migrate",
            "user add --name N --email n@x.example --agency A",
            "import wards " KITH_SOURCE "/tests/fixtures/wards.csv",
            "profile load " KITH_SOURCE "/profiles/bury",
            "matching train",
            "matching use built-in"};
}

// A port on which somebody listens while this lives.
class TakenPort {
public:
    TakenPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(socket_, 1) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        number_ = ntohs(address.sin_port);
    }

    ~TakenPort() { ::close(socket_); }

    TakenPort(const TakenPort&) = delete;
    TakenPort& operator=(const TakenPort&) = delete;

    int number() const { return number_; }

private:
    int socket_;
    int number_ = 0;
};

} // namespace

TEST_CASE("every command explains itself, and names what it does not understand") {
    const auto listed = kith_says("");
    CHECK(listed.code == 0);
    CHECK(listed.says("exit codes: 0 done"));
    for (const auto& command : app::commands()) {
        CAPTURE(command.usage.command);
        CHECK(listed.says("  " + command.usage.command + " "));
        CHECK(command.usage.summary.ends_with('.'));
        const auto help = kith_says(command.usage.command + " --help");
        CHECK(help.code == 0);
        CHECK(help.said.starts_with("usage: kith " + command.usage.command));
        const auto misspelt = kith_says(command.usage.command + " --no-such-option");
        CHECK(misspelt.code == 2);
        CHECK(misspelt.says("There is no option --no-such-option."));
    }
    const auto unknown = kith_says("nonsense");
    CHECK(unknown.code == 2);
    CHECK(unknown.says("There is no command \"kith nonsense\"."));
    CHECK(kith_says("--version").said.starts_with("kith 0."));
}

TEST_CASE("the first word of several commands lists those alone") {
    for (const auto* words : {"import", "import nonsense", "import --help"}) {
        CAPTURE(words);
        const auto ran = kith_says(words);
        CHECK(ran.code == (words == std::string_view("import --help") ? 0 : 2));
        CHECK(ran.says("  import wards "));
        CHECK(ran.says("  import schools "));
        CHECK_FALSE(ran.says("  user add "));
    }
    CHECK(kith_says("import nonsense").says("There is no command \"kith import nonsense\"."));
    CHECK_FALSE(kith_says("import").says("There is no command"));
}

TEST_CASE("a role that does not exist is answered with those that do") {
    const FreshDatabase fresh(db::Engine::sqlite);
    const Installation installation(fresh.url());
    const auto ran = installation.run("user add --name N --email n@x.example --agency A --role worker");
    CHECK(ran.code == 1);
    CHECK(ran.says("There is no role \"worker\". The roles are partner, early_help_worker, team_manager, triage, "
                   "agency_administrator, system_administrator, privacy_officer."));
    CHECK(kith_says("user add --help").says("one of partner, early_help_worker, "));
}

TEST_CASE("a council's profile is replaced by that of another only where it is said so") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        const Installation installation(fresh.url());
        REQUIRE(installation.run("profile load " KITH_SOURCE "/profiles/bury").code == 0);
        const std::string other = "profile load " KITH_SOURCE "/profiles/knowsley";
        const auto refused = installation.run(other);
        CHECK(refused.code == 1);
        CHECK(refused.says("The profile of Bury Council is in force here, and this is that of Knowsley"));
        CHECK(refused.says("--replace-council"));
        CHECK(installation.run("profile load " KITH_SOURCE "/profiles/bury").says("already in force"));
        CHECK(installation.run(other + " --replace-council").says("the profile is in force"));
    });
}

TEST_CASE("a profile without the common folder beside it says where the rest is looked for, once") {
    std::string pattern = (std::filesystem::temp_directory_path() / "kith-alone-XXXXXX").string();
    const std::filesystem::path alone = ::mkdtemp(pattern.data());
    std::filesystem::copy(KITH_SOURCE "/profiles/knowsley", alone / "northbridge");
    const auto ran = kith_says("profile check " + (alone / "northbridge").string());
    std::filesystem::remove_all(alone);
    CHECK(ran.code == 1);
    const auto said = ran.said.find("is looked for in ../common, and there is no folder");
    CHECK(said != std::string::npos);
    CHECK(ran.said.find("../common", said + 40) == std::string::npos);
    CHECK_FALSE(kith_says("profile check " KITH_SOURCE "/profiles/knowsley").says("../common"));
}

TEST_CASE("a code of the demo is found by an address in any case, and who is there is told when nobody has it") {
    CHECK(kith_says("demo code Priya.Nair@Demo.Example").code == 0);
    const auto nobody = kith_says("demo code nobody@demo.example");
    CHECK(nobody.code == 1);
    CHECK(nobody.says("priya.nair@demo.example"));
}

TEST_CASE("the demo says that its port is taken before it makes a town") {
    std::string pattern = (std::filesystem::temp_directory_path() / "kith-demo-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(pattern.data());
    const TakenPort taken;
    const auto ran =
        kith_says(fmt::format("demo prepare --data {} --listen 127.0.0.1:{}", folder.string(), taken.number()));
    const bool made = std::filesystem::exists(folder / "kith.db");
    std::filesystem::remove_all(folder);
    CHECK(ran.code == 1);
    CHECK(ran.says(fmt::format("listens on 127.0.0.1:{} already", taken.number())));
    CHECK_FALSE(made);
}

TEST_CASE("commands that ask no database take --database like the rest") {
    CHECK(kith_says("routes --help").says("not needed by this one"));
    CHECK_FALSE(kith_says("schema --help").says("not needed"));
    CHECK(kith_says("routes --database sqlite:nowhere.db").code == 0);
    CHECK(kith_says("profile check " KITH_SOURCE "/profiles/bury --database sqlite:nowhere.db").code == 0);
}

TEST_CASE("a database from a newer Kith is refused by every command and left as it is") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        db::open(fresh.url())->write([](db::Writer& writer) { writer.run(add_later_migration, {}); });
        const Installation installation(fresh.url());
        auto commands = writing_commands();
        for (const auto* reading : {"serve", "schema", "audit verify"})
            commands.emplace_back(reading);
        for (const auto& command : commands) {
            CAPTURE(command);
            const auto ran = installation.run(command);
            CHECK(ran.code == (command == "audit verify" ? 5 : 1));
            CHECK(ran.says("This database was changed by a newer Kith (migration 9999 of_tomorrow). Install that "
                           "version, or a later one."));
        }
        CHECK(history::verify(*db::open(fresh.url())).lines == 0);
    });
}

TEST_CASE("a database that is not up to date says which command brings it there") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine, Tables::none);
        const Installation installation(fresh.url());
        const auto early = installation.run("schema");
        CHECK(early.code == 1);
        CHECK(early.says(engine == db::Engine::sqlite ? "There is no database" : "run kith migrate"));
        const auto shown = fresh.url().substr(0, fresh.url().find('?'));
        CHECK(installation.run("migrate").says(" migrations applied to " + shown));
        CHECK(installation.run("schema").code == 0);
        CHECK(installation.run("migrate").says("The database was up to date: " + shown));
    });
}

TEST_CASE("another key file than the database was sealed with is refused before anything is read or written") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        people::require_right_key(*db::open(fresh.url(), {.key = test_key}));
        const Installation installation(fresh.url());
        installation.write_key(std::string(32, 'x'));
        const auto ran = installation.run("serve");
        CHECK(ran.code == 1);
        CHECK(ran.says("The key file is not the one that this database was sealed with"));
        installation.write_key("short");
        CHECK(installation.run("serve").says("holds 5 bytes; a key has 32."));
    });
}

TEST_CASE("beside a running Kith, commands that write refuse and name it, and those that read run") {
    const FreshDatabase fresh(db::Engine::sqlite);
    const Installation installation(fresh.url());
    const auto running = db::open(fresh.url());
    for (const auto& command : writing_commands()) {
        CAPTURE(command);
        const auto ran = installation.run(command);
        CHECK(ran.code == 1);
        CHECK(ran.says(fmt::format("Another Kith (process {}) is using this database. Stop it first.", ::getpid())));
        CHECK(ran.says("Or do this on its page /admin/users.") == command.starts_with("user add"));
    }
    CHECK(installation.run("schema").code == 0);
    CHECK(installation.run("audit verify").said == "Sound: 0 lines.\n");
}

TEST_CASE("a second server on one port says so") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        std::ostringstream said;
        REQUIRE(profiles::load(*db::open(fresh.url()), KITH_SOURCE "/profiles/bury", said) == 0);
        const Installation installation(fresh.url());
        const TakenPort taken;
        const auto ran = installation.run(fmt::format("serve --listen 127.0.0.1:{}", taken.number()));
        CHECK(ran.code == 1);
        CHECK(ran.says(fmt::format("listens on 127.0.0.1:{} already", taken.number())));
    });
}

TEST_CASE("audit verify tells sound, broken and unreadable apart by its exit code") {
    const FreshDatabase fresh(db::Engine::sqlite);
    const Installation installation(fresh.url());
    REQUIRE(installation.run("user add --name Nora --email n@x.example --agency Council").code == 0);
    CHECK(installation.run("audit verify").code == 0);

    db::open(fresh.url())->write([](db::Writer& writer) {
        writer.run(stop_refusing_changes_sqlite, {});
        writer.run(alter_a_line, {});
    });
    const auto broken = installation.run("audit verify");
    CHECK(broken.code == 3);
    CHECK(broken.says("Broken: lane 0, line 1: the line is not what was written"));

    std::ofstream(fresh.url().substr(std::string_view("sqlite:").size()), std::ios::trunc) << std::string(8192, 'x');
    const auto unreadable = installation.run("audit verify");
    CHECK(unreadable.code == 5);
    CHECK(unreadable.says("file is not a database"));
    CHECK(kith_says("audit verify --database sqlite:/nowhere/kith.db").code == 5);
}

TEST_CASE("a malformed database with a log beside it says how a backup is put back") {
    const FreshDatabase fresh(db::Engine::sqlite);
    const Installation installation(fresh.url());
    const std::filesystem::path file = fresh.url().substr(std::string_view("sqlite:").size());
    std::fstream(file, std::ios::in | std::ios::out).seekp(4096) << std::string(16 * 4096, 'x');
    const auto alone = installation.run("audit verify");
    CHECK(alone.code == 5);
    CHECK(alone.says("malformed"));
    CHECK_FALSE(alone.says("-wal"));

    std::ofstream(file.string() + "-wal") << "of another database";
    const auto name = file.filename().string();
    for (const auto* command : {"audit verify", "serve"}) {
        CAPTURE(command);
        CHECK(installation.run(command).says(fmt::format("remove {0}, {0}-wal and {0}-shm, and put it back", name)));
    }
}

TEST_CASE("a database address that cannot be read is refused without repeating its password") {
    const auto ran = kith_says("schema --database postgres://kith:se%zzcret@127.0.0.1/kith");
    CHECK(ran.code == 1);
    CHECK(ran.says("cannot be read"));
    CHECK_FALSE(ran.says("cret"));
}

TEST_CASE("config check says every mistake at its line, in the files too") {
    const Installation sound("sqlite:kith.db");
    const auto fine = sound.run("config check");
    CHECK(fine.code == 0);
    CHECK(fine.says("emails wait in the outbox"));
    CHECK(fine.says("By default: listen = \"127.0.0.1:8080\", database = \"sqlite:kith.db\"\n"));
    CHECK(fine.says("There is no public_address: only this machine is answered."));

    const Installation wrong("sqlite:kith.db", "listen = \"nowhere\"\nmail_relay = \"http://relay\"\n");
    const auto mistakes = wrong.run("config check");
    CHECK(mistakes.code == 1);
    CHECK(mistakes.says("kith.toml:3: \"listen\" must be"));
    CHECK(mistakes.says("kith.toml:4: \"mail_relay\" must begin with"));

    const Installation in_every_way("sqlite:no-such-folder/kith.db",
                                    "mail_tls = \"maybe\"\nlisten = 8080\nmail_from = \"nobody\"\n");
    in_every_way.write_key("");
    const auto all = in_every_way.run("config check");
    CHECK(all.code == 1);
    for (const auto* mistake : {"kith.toml:1: There is no folder no-such-folder for the database.",
                                "kith.toml:2: The key file ", "kith.toml:3: \"mail_tls\" must be",
                                "kith.toml:4: \"listen\" must be text", "kith.toml:5: \"mail_from\" must be"})
        CHECK_MESSAGE(all.says(mistake), mistake);
    CHECK_FALSE(all.says("By default"));

    const Installation without_key("sqlite:kith.db");
    without_key.write_key("");
    const auto keyless = without_key.run("config check");
    CHECK(keyless.code == 1);
    CHECK(keyless.says("holds 0 bytes"));
    CHECK(keyless.says("By default: listen = "));
}
