#include "access/second_factor.h"
#include "app/demo_protection.h"
#include "app/demo_town.h"
#include "app/demo_work.h"
#include "app/open.h"
#include "app/operations.h"
#include "app/serve.h"
#include "base/email.h"
#include "db/migrate.h"
#include "http/server.h"
#include "people/sealing_store.h"
#include "profiles/profile_commands.h"
#include "profiles/profile_store.h"

#include <cstdio>
#include <sstream>

namespace kith::app {

namespace {

Config demo_config(const std::filesystem::path& folder) {
    Config config;
    config.database = "sqlite:" + (folder / "kith.db").string();
    config.key_file = (folder / "kith.key").string();
    return config;
}

// The clock of the town's past: it stands until the next thing happens.
class PastClock final : public Clock {
public:
    explicit PastClock(Instant at) : at_(at.milliseconds) {}

    Instant now() override { return {at_.load()}; }

    void pass_to(Instant at) { at_ = at.milliseconds; }

private:
    std::atomic<std::int64_t> at_;
};

void make_town(const std::filesystem::path& file, const std::string& profile, const std::string& key) {
    const auto today = SystemClock().now().day();
    PastClock clock(england_time(today - days_of_work, 9 * 60));
    const auto database = db::open("sqlite:" + file.string(), {.key = key, .clock = &clock});
    db::migrate(*database);
    people::require_right_key(*database);
    std::ostringstream said;
    if (profiles::load(*database, profile, said) != 0) throw std::runtime_error(said.str());
    build_town(*database, Cipher(key), Passwords::set);
    begin_work(*database, today, [&](Instant at) { clock.pass_to(at); });
    keep_some_apart(*database);
}

void remove_database(const std::filesystem::path& file) {
    for (const auto* part : {"", "-wal", "-shm", ".lock"})
        std::filesystem::remove(file.string() + part);
}

// A town keeps the council it was made for.
void refuse_another_council(db::Database& database, const std::filesystem::path& folder, const std::string& profile) {
    if (profile.empty()) return;
    const auto here = database.reading([](db::Reader& reader) { return profiles::current(reader)->council.name; });
    const auto files = profiles::files_in(profile);
    if (!std::holds_alternative<profiles::Files>(files)) return;
    const auto wanted = profiles::to_profile(std::get<profiles::Files>(files));
    if (std::holds_alternative<profiles::Profile>(wanted) && std::get<profiles::Profile>(wanted).council.name == here)
        return;
    throw std::runtime_error(
        fmt::format("The town in {} was made for {}. Choose another folder with --data.", folder.string(), here));
}

// Makes what is not there yet; a second run finds it and goes on with it. The town appears whole or not at all: it is
// made beside its place and then named. That somebody else listens where it is to be served is said before.
int prepare(const Arguments& arguments) {
    const std::filesystem::path folder = arguments.value("--data");
    std::filesystem::create_directories(folder);
    auto config = demo_config(folder);
    if (arguments.given("--listen")) {
        config.listen = arguments.value("--listen");
        refuse_mistakes(config);
        http::Server({.address = listen_host(config.listen), .port = listen_port(config.listen)}, {});
    }
    if (!std::filesystem::exists(config.key_file)) make_key(config.key_file);

    const auto place = folder / "kith.db";
    if (std::filesystem::exists(place)) {
        const auto database = db::open(config.database);
        db::migrate(*database);
        refuse_another_council(*database, folder, arguments.value("--profile"));
        return 0;
    }
    const auto making = folder / "kith.db.new";
    remove_database(making);
    make_town(making, arguments.value("--profile", "profiles/bury"), read_key(config.key_file));
    std::filesystem::rename(making, place);
    remove_database(making);
    return 0;
}

std::string list_of_workers() {
    std::string list;
    for (const auto& worker : workers())
        list += fmt::format("  {:<32} {:<16} {}, {}\n", worker.email, worker.name, access::word(worker.role),
                            worker.agency);
    return list;
}

void introduce(const Config& config, const profiles::Council& council, const std::filesystem::path& log,
               unsigned short port) {
    const auto host = config.listen.substr(0, config.listen.rfind(':'));
    fmt::print("\nKith serves the made-up town of Northbridge on http://{}:{}\nin the words of {} (--profile {})\n\n",
               host, port, council.name, council.code);
    fmt::print(
        "Sign in with the password \"{}\" (without the quotes)\nand the code that  bin/demo-code EMAIL  prints, as\n\n",
        town_password);
    fmt::print("{}\nRequests are logged in {}, faults here too. Ctrl-C stops it.\n\n", list_of_workers(), log.string());
    std::fflush(stdout);
}

// Into a file, so that what was said at the start stays on the terminal; what broke is told there too.
http::Log log_into(const std::filesystem::path& file) {
    const std::shared_ptr<std::FILE> out(std::fopen(file.c_str(), "ae"), [](std::FILE* each) {
        if (each) std::fclose(each);
    });
    if (!out) throw std::runtime_error(fmt::format("The log {} cannot be written.", file.string()));
    std::setvbuf(out.get(), nullptr, _IONBF, 0);
    return [out, tell = http::log_to_standard_error()](const http::LogLine& line) {
        std::fputs(http::text(line, SystemClock().now()).c_str(), out.get());
        if (line.status >= 500) tell(line);
    };
}

int serve_demo(const Arguments& arguments) {
    auto config = demo_config(arguments.value("--data"));
    config.listen = arguments.value("--listen", config.listen);
    refuse_mistakes(config);
    const auto key = read_key(config.key_file);
    const auto database = open_with_key(config, key);
    if (!has_town(*database)) throw std::runtime_error("This is not a demo database: `kith demo prepare` makes one.");
    const auto profile = database->reading([](db::Reader& reader) { return profiles::current(reader); });
    const auto log = std::filesystem::path(arguments.value("--data")) / "kith.log";
    return serve(
        config, *database, key, [&](unsigned short port) { introduce(config, profile->council, log, port); },
        log_into(log));
}

int print_code(const Arguments& arguments) {
    const auto email = folded_email(arguments.operand(0));
    const auto known =
        std::any_of(workers().begin(), workers().end(), [&](const Worker& worker) { return worker.email == email; });
    if (!known)
        throw std::runtime_error(fmt::format("Nobody in the demo town has the address {}. Those who are there:\n\n{}",
                                             email, list_of_workers()));
    SystemClock clock;
    fmt::print("{}\n", access::one_time_code(town_seed(email), access::step_at(clock.now())));
    return 0;
}

} // namespace

std::vector<Command> demo_commands() {
    const Option data{"--data", "DIR", "folder of the demo's database and key", true};
    return {
        {{"demo prepare",
          {},
          {data,
           {"--profile", "DIR", "the council's profile, profiles/bury if none is chosen"},
           {"--listen", "ADDRESS:PORT", "where it is to be served: refuses where somebody listens already"}},
          "Makes the made-up town."},
         prepare},
        {{"demo serve", {}, {data, {"--listen", "ADDRESS:PORT", "where to listen"}}, "Serves the made-up town."},
         serve_demo},
        {{"demo code", {"EMAIL"}, {}, "Prints a demo person's second-factor code of this moment."}, print_code},
    };
}

} // namespace kith::app
