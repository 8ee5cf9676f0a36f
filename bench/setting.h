#pragma once
// What a run measures with, and how its figures are put together.

#include "bench/summary.h"
#include "bench/world.h"

namespace kith::bench {

struct Setting {
    std::filesystem::path kith, hello, script; // the programs, and what wrk runs
    std::filesystem::path profile;             // a council's folder
    std::filesystem::path folder;              // on the disk to be measured
    std::string postgres = {};                 // an address; empty: SQLite alone
    int postgres_process = 0;
    Size size = {};
    int rounds = 3;
    int seconds = 2; // of each measurement in a round
    std::shared_ptr<Summary> summary = std::make_shared<Summary>();
};

// One of the two databases, filled, with a copy of it for what is measured without a server.
struct Engine {
    std::string name; // "SQLite"
    std::string url;
    std::string copy;
    std::filesystem::path config; // kith.toml
    World world = {};
    std::map<std::string, std::string, std::less<>> cookies = {}; // by e-mail
    int process = 0;                                              // the database server's, 0: none

    const std::string& cookie(std::string_view email) const { return cookies.find(email)->second; }
};

// What came of doing something again and again for a while.
struct Rate {
    double a_second = 0;
    double p50 = 0; // milliseconds
    double p99 = 0;
    double processor = 0; // microseconds each: of this program, or of the server
    double database = 0;  // microseconds each of PostgreSQL's processes

    double both() const { return processor + database; }
};

// Of each figure by itself: rounds are few, and one of them may be spoilt by something else on the machine.
Rate median(const std::vector<Rate>& rounds);
double median(std::vector<double> values);
// The value below which `part` of them lie.
double quantile(std::vector<double>& values, double part);

// What the worlds are sealed with: made when it is not there.
std::string key_of(const Setting& setting);

// "met" or "MISSED", to stand behind an aim.
std::string_view verdict(bool met);

// "SQLite" or "PostgreSQL", filled anew or found from an earlier run with its sessions of today.
Engine sqlite(const Setting& setting);
Engine postgres(const Setting& setting);

} // namespace kith::bench
