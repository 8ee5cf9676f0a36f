#include "bench/process.h"

#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::bench {

namespace {

int spawned(const std::vector<std::string>& words, int output, const std::string& log) {
    std::vector<char*> pointers;
    for (const auto& word : words)
        pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!log.empty())
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    int id = 0;
    const int failed = ::posix_spawnp(&id, pointers[0], &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(output);
    if (failed) throw std::runtime_error(fmt::format("cannot run {}: {}", words[0], std::strerror(failed)));
    return id;
}

// Both ends are closed in the programs that are run, but for the one that becomes their standard output.
std::pair<int, int> pipe_of_ours() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return {ends[0], ends[1]};
}

std::optional<std::string> next_line(int file) {
    std::string line;
    char letter = 0;
    while (::read(file, &letter, 1) == 1) {
        if (letter == '\n') return line;
        line += letter;
    }
    return std::nullopt;
}

constexpr std::string_view our_address = "http://127.0.0.1:";

// The numbers of /proc/PID/stat after the program's name, which may hold spaces. The first is field 4, the parent.
std::vector<long long> numbers_of(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    std::string line;
    std::getline(file, line);
    const auto end_of_name = line.rfind(')');
    if (end_of_name == std::string::npos) return {};
    std::istringstream rest(line.substr(end_of_name + 4));
    std::vector<long long> numbers;
    for (long long number = 0; rest >> number;)
        numbers.push_back(number);
    return numbers;
}

constexpr std::size_t parent = 0, user_time = 10, system_time = 11, ended_user_time = 12, ended_system_time = 13;

double microseconds(const std::vector<long long>& numbers, std::initializer_list<std::size_t> fields) {
    static const double ticks_a_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
    double ticks = 0;
    for (const auto field : fields)
        if (field < numbers.size()) ticks += static_cast<double>(numbers[field]);
    return ticks * 1e6 / ticks_a_second;
}

} // namespace

Program::Program(const std::vector<std::string>& words, const std::filesystem::path& log) {
    const auto [ours, theirs] = pipe_of_ours();
    says_ = ours;
    id_ = spawned(words, theirs, log.string());
    while (port_ == 0) {
        const auto line = next_line(says_);
        if (!line) throw std::runtime_error(fmt::format("{} ended; see {}", words[0], log.string()));
        const auto at = line->find(our_address);
        if (at != std::string::npos)
            port_ = static_cast<unsigned short>(std::stoi(line->substr(at + our_address.size())));
    }
}

Program::~Program() {
    ::kill(id_, SIGTERM);
    ::waitpid(id_, nullptr, 0);
    ::close(says_);
}

std::string output_of(const std::vector<std::string>& words) {
    const auto [ours, theirs] = pipe_of_ours();
    const int id = spawned(words, theirs, "");
    std::string output;
    char some[4096];
    for (ssize_t count = 0; (count = ::read(ours, some, sizeof some)) > 0;)
        output.append(some, static_cast<std::size_t>(count));
    ::close(ours);
    int status = 0;
    ::waitpid(id, &status, 0);
    if (status != 0) throw std::runtime_error(words[0] + " failed:\n" + output);
    return output;
}

double processor_of_this() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

double processor_of(int process) {
    return microseconds(numbers_of(std::to_string(process)), {user_time, system_time});
}

double processor_of_all(int process) {
    double all =
        microseconds(numbers_of(std::to_string(process)), {user_time, system_time, ended_user_time, ended_system_time});
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (name.empty() || name[0] < '0' || name[0] > '9') continue;
        const auto numbers = numbers_of(name);
        if (!numbers.empty() && numbers[parent] == process) all += microseconds(numbers, {user_time, system_time});
    }
    return all;
}

double memory_of(int process, std::string_view line) {
    std::ifstream file(fmt::format("/proc/{}/status", process));
    for (std::string each; std::getline(file, each);)
        if (each.starts_with(line)) return std::stod(each.substr(each.find(':') + 1)) / 1024;
    return 0;
}

} // namespace kith::bench
