#pragma once
// A table of every type that Kith keeps, for the tests of db/.

#include "db/migrate.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::db {

struct Thing;

// A database with the table `things` and nothing else.
class Things {
public:
    explicit Things(Engine engine, Options options = {});

    const std::string& url() const { return fresh_.url(); }

    Database& database() { return *database_; }

    // As a program that ends and begins again.
    void close() { database_.reset(); }

    void open_again() { database_ = open(url(), options_); }

private:
    FreshDatabase fresh_;
    Options options_;
    std::unique_ptr<Database> database_;
};

void on_things(const std::function<void(Things&)>& test);

// Adds a thing with these words, which only one thing may have.
void add(Writer& writer, std::string_view words);
void add(Database& database, std::string_view words);
// By write_soon, and waits for it.
void add_soon(Database& database, std::string_view words);

std::int64_t count(Reader& reader);
std::int64_t count(Database& database);
bool has(Database& database, std::string_view words);

// The Fault that `work` throws; fails the test when it throws none.
template <typename Work>
Fault fault_of(Work&& work) {
    try {
        work();
    } catch (const Fault& fault) {
        return fault;
    }
    FAIL("no Fault was thrown");
    return {Fault::Kind::other, ""};
}

inline bool contains(const Fault& fault, std::string_view text) {
    return std::string_view(fault.what()).find(text) != std::string_view::npos;
}

} // namespace kith::db
