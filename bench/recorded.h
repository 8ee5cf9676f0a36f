#pragma once
// What a page asks the database, taken down while the page itself runs, so that the same SQL can be run alone.

#include "db/database.h"

#include <deque>

namespace kith::bench {

// One statement with its values.
class Statement {
public:
    Statement(db::Sql sql, std::span<const db::Parameter> parameters);
    Statement(Statement&&) = default;
    Statement& operator=(Statement&&) = delete;

    db::Question question() const;

    std::string_view text() const { return sql_.text(); }

private:
    std::string_view kept(std::string_view text);

    db::Sql sql_;
    std::deque<std::string> texts_; // what the parameters look at
    std::vector<db::Parameter> parameters_;
};

// What is asked together.
using Journey = std::vector<Statement>;

void run(const Journey& journey, db::Reader& reader);

// All that one page asks: its questions, and the change that writes its line into history.
struct Recorded {
    std::vector<Journey> journeys;
    db::Change line = {};
};

// Passes everything on to a database, and takes down what is asked until `take` is called. One thread.
class Recorder final : public db::Database {
public:
    explicit Recorder(db::Database& database) : database_(database) {}

    Recorded take() { return std::exchange(recorded_, {}); }

    void read(const std::function<void(db::Reader&)>& question) override;

    void look(const std::function<void(db::Reader&)>& question) override { read(question); } // taken down alike

    void write(db::Change change) override { database_.write(std::move(change)); }

    void write_soon(db::Change change, std::function<void(std::exception_ptr)> done) override;

    void apply(const db::Script& script, db::Change change) override { database_.apply(script, std::move(change)); }

    void not_before(Instant moment) override { database_.not_before(moment); }

    Clock& clock() override { return database_.clock(); }

    Random& random() override { return database_.random(); }

    db::Engine engine() const override { return database_.engine(); }

private:
    db::Database& database_;
    Recorded recorded_;
};

} // namespace kith::bench
