#include "tests/faults/served.h"

#include "access/second_factor.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "app/demo_town.h"
#include "db/migrate.h"
#include "profiles/profile_commands.h"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::faults {

namespace {

namespace files = std::filesystem;

const std::string key(32, 'k');

std::string next_line(int file) {
    std::string line;
    char letter = 0;
    while (::read(file, &letter, 1) == 1 && letter != '\n')
        line += letter;
    return line;
}

// Its log is thrown away: the test looks into the database.
int spawned(std::vector<std::string> words, int output) {
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int process = 0;
    const int failed = ::posix_spawn(&process, pointers[0], &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed) throw std::runtime_error("kith does not start");
    return process;
}

} // namespace

Served::Served(const std::string& url)
    : settings_(files::temp_directory_path() / fmt::format("kith-served-{}", ::getpid())) {
    files::create_directories(settings_);
    const auto key_file = settings_ / "kith.key";
    std::ofstream(key_file) << key;
    files::permissions(key_file, files::perms::owner_read | files::perms::owner_write);
    std::ofstream(settings_ / "kith.toml")
        << fmt::format("database = \"{}\"\nkey_file = \"{}\"\nlisten = \"127.0.0.1:0\"\n", url, key_file.string());
    start();
}

Served::~Served() {
    kill();
    std::error_code ignored;
    files::remove_all(settings_, ignored);
}

void Served::start() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    process_ = spawned({KITH_PROGRAM, "serve", "--config", (settings_ / "kith.toml").string()}, ends[1]);
    ::close(ends[1]);
    says_ = ends[0];
    constexpr std::string_view mark = "http://127.0.0.1:";
    const auto line = next_line(says_);
    const auto at = line.find(mark);
    if (at == std::string::npos) throw std::runtime_error("kith ended before it listened");
    port_ = static_cast<unsigned short>(std::stoi(line.substr(at + mark.size())));
}

void Served::kill() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(says_);
}

void Served::kill_and_start_again() {
    kill();
    start();
}

const Cipher& Served::cipher() {
    static const Cipher cipher(key);
    return cipher;
}

void lay_out_town(db::Database& database, const std::vector<std::string>& with_password) {
    std::ostringstream said;
    if (profiles::load(database, KITH_SOURCE "/profiles/bury", said) != 0) throw std::runtime_error(said.str());
    app::build_town(database, Served::cipher(), app::Passwords::none);
    const auto hash = access::hashed(app::town_password);
    database.write([&](db::Writer& writer) {
        for (const auto& email : with_password) {
            const auto user = access::find_user_by_email(writer, email);
            access::set_password(writer, {"", "", "", "test"}, user->id, hash, true);
        }
    });
}

void sign_in(Tab& tab, const std::string& email) {
    const auto first = tab.get("/sign-in");
    tab.post("/sign-in", {{"form-token", value_of("form-token", first.body)},
                          {"email", email},
                          {"password", std::string(app::town_password)}});
    const auto second = tab.get("/sign-in/code");
    SystemClock clock;
    const auto code = access::one_time_code(app::town_seed(email), access::step_at(clock.now()));
    tab.post("/sign-in/code", {{"form-token", value_of("form-token", second.body)}, {"code", code}});
    if (const auto home = tab.get("/home"); home.status != 200)
        throw std::runtime_error(fmt::format("{} is not signed in: {}", email, home.status));
}

} // namespace kith::faults
