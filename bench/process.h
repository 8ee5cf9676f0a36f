#pragma once
// Programs run beside this one, and what /proc tells of them.

#include <filesystem>
#include <string>
#include <vector>

namespace kith::bench {

// A program that serves until it is stopped. Its standard error goes to a file.
class Program {
public:
    Program(const std::vector<std::string>& words, const std::filesystem::path& log);
    // Asks it to stop, and waits.
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    int id() const { return id_; }

    // The port in the first line it says that names one ("http://127.0.0.1:8080"). Throws when it ends before.
    unsigned short port() const { return port_; }

private:
    int id_ = 0;
    int says_ = -1;
    unsigned short port_ = 0;
};

// Runs a program to its end; gives what it wrote. Throws when it failed.
std::string output_of(const std::vector<std::string>& words);

// Processor time so far, in microseconds.
double processor_of_this();
double processor_of(int process);
// Of it, of every process it started that still runs, and of those that have ended.
double processor_of_all(int process);

// A line of /proc/PID/status that is in kB, in MiB: "VmHWM" is the most there ever was, "VmRSS" what there is.
double memory_of(int process, std::string_view line);

} // namespace kith::bench
