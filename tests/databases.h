#pragma once
// Fresh, migrated databases for tests: a SQLite file always, and one on a PostgreSQL server when the environment's
// KITH_TEST_POSTGRES names one (its user must be allowed to create databases).

#include "db/database.h"

#include <functional>
#include <string>

namespace kith {

// What fresh databases are sealed with where a test says nothing else.
inline const std::string test_key(32, 'k');

// Runs `test` as a subcase for each kind of database, on a fresh one. Once in a test case.
void on_each_database(const std::function<void(db::Database&)>& test);
void on_each_database(const db::Options& options, const std::function<void(db::Database&)>& test);

enum class Tables { migrated, none };

// What fresh databases begin with. `fill` is called once for each name and engine in the whole program, with the url of
// a migrated database; what it leaves there is copied.
struct Filling {
    std::string name;
    std::function<void(const std::string& url)> fill;
};

// A database that is gone when this is. Copied from one that was migrated once for the whole program.
class FreshDatabase {
public:
    explicit FreshDatabase(db::Engine engine, Tables tables = Tables::migrated);
    FreshDatabase(db::Engine engine, const Filling& filling);
    ~FreshDatabase();
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;

    // What db::open wants.
    const std::string& url() const { return url_; }

private:
    db::Engine engine_;
    std::string name_; // a file's path or a database's name
    std::string url_;
};

// The same for tests that open it themselves, perhaps twice.
void on_each_engine(const std::function<void(db::Engine)>& test);

} // namespace kith
