#pragma once
// The real program, serving a made-up town to real sockets, for tests that kill it.

#include "base/crypto.h"
#include "db/database.h"
#include "tests/tab.h"

#include <atomic>
#include <filesystem>

namespace kith::faults {

// `kith serve` on a database that is there. Started with its making; killed, never asked, to stop.
class Served {
public:
    // Throws when it ends before it listens.
    explicit Served(const std::string& url);
    ~Served();
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    // SIGKILL, and a new one as soon as the old is gone.
    void kill_and_start_again();

    unsigned short port() const { return port_; }

    static const Cipher& cipher();

private:
    void start();
    void kill();

    std::filesystem::path settings_;
    std::atomic<unsigned short> port_ = 0;
    int process_ = 0;
    int says_ = -1;
};

// Northbridge in a database that knows its profile; these of its workers have the town's password.
void lay_out_town(db::Database& database, const std::vector<std::string>& with_password);

// Through every page of signing in, by password and code.
void sign_in(Tab& tab, const std::string& email);

} // namespace kith::faults
