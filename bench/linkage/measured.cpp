#include "bench/linkage/measured.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kith::bench {

namespace {

[[noreturn]] void become(const std::vector<std::string>& words, const std::filesystem::path& log, int output) {
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int errors = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    ::dup2(output, STDOUT_FILENO);
    if (errors >= 0) ::dup2(errors, STDERR_FILENO);
    // Some builds of numpy stop at a kernel name they do not know.
    ::unsetenv("OPENBLAS_CORETYPE");
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

std::string all_of(int pipe) {
    std::string text;
    char buffer[4096];
    for (;;) {
        const ssize_t size = ::read(pipe, buffer, sizeof buffer);
        if (size > 0)
            text.append(buffer, static_cast<std::size_t>(size));
        else if (size == 0 || errno != EINTR)
            return text;
    }
}

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

Cost measured(const std::vector<std::string>& words, const std::filesystem::path& log) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const auto began = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no process");
    if (child == 0) become(words, log, ends[1]);
    ::close(ends[1]);
    Cost cost;
    cost.said = all_of(ends[0]);
    ::close(ends[0]);
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    cost.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    cost.done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    cost.processor_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
    cost.peak_megabytes = static_cast<double>(used.ru_maxrss) / 1024;
    return cost;
}

std::string last_lines(const std::filesystem::path& log) {
    std::ifstream in(log);
    std::ostringstream text;
    text << in.rdbuf();
    std::string all = text.str();
    return all.size() > 600 ? "…" + all.substr(all.size() - 600) : all;
}

} // namespace kith::bench
