#pragma once
// A site of a few made-up routes with two people, and a browser: for the tests of http, which know no early help.

#include "access/register.h"
#include "access/second_factor.h"
#include "access/session_store.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "http/dispatch.h"
#include "http/routes.h"
#include "http/visit.h"
#include "tests/databases.h"

#include <doctest/doctest.h>

namespace kith::http {

// Stands until the test moves it: Monday 23 November 2026, 10am.
class ToyClock final : public Clock {
public:
    Instant now() override { return {at_.load()}; }

    void forward(std::int64_t milliseconds) { at_ += milliseconds; }

private:
    std::atomic<std::int64_t> at_{1'795'428'000'000};
};

// What is wrong with the database today.
struct Trouble {
    bool history = false; // write_soon fails
    bool saving = false;  // write fails
    bool gone = false;    // nothing can be read
};

// A database that can be made to fail.
class TroubledDatabase final : public db::Database {
public:
    TroubledDatabase(std::unique_ptr<db::Database> database, const Trouble& trouble)
        : database_(std::move(database)), trouble_(trouble) {}

    void read(const std::function<void(db::Reader&)>& question) override {
        if (trouble_.gone) throw db::Fault(db::Fault::Kind::unreachable, "the database is gone");
        database_->read(question);
    }

    void look(const std::function<void(db::Reader&)>& question) override {
        if (trouble_.gone) throw db::Fault(db::Fault::Kind::unreachable, "the database is gone");
        database_->look(question);
    }

    void write(db::Change change) override {
        if (trouble_.saving) throw db::Fault(db::Fault::Kind::full, "the disk is full");
        database_->write(std::move(change));
    }

    void write_soon(db::Change change, std::function<void(std::exception_ptr)> done) override {
        if (!trouble_.history) return database_->write_soon(std::move(change), std::move(done));
        done(std::make_exception_ptr(db::Fault(db::Fault::Kind::full, "the disk is full")));
    }

    void apply(const db::Script& script, db::Change change) override { database_->apply(script, std::move(change)); }

    void not_before(Instant moment) override { database_->not_before(moment); }

    Clock& clock() override { return database_->clock(); }

    Random& random() override { return database_->random(); }

    db::Engine engine() const override { return database_->engine(); }

private:
    std::unique_ptr<db::Database> database_;
    const Trouble& trouble_;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::string_view toy_seed = "12345678901234567890";
inline constexpr std::string_view toy_password = "purple lamp walks home";

struct ToyPerson {
    std::string email;
    Id<access::User> user;
    Id<access::Posting> posting;
};

class ToySite {
public:
    explicit ToySite(const std::string& url, std::string public_address = "http://127.0.0.1");

    db::Database& database() { return *database_; }

    const Site& site() const { return *site_; }

    ToyPerson add_person(const std::string& name, const std::string& email, access::Role role);

    // What the history calls these words of this toy.
    std::string subject(std::string_view words) const;
    // How often the toy was saved, by the words saved.
    int saved(std::string_view words);
    // How many lines of history have this action and outcome.
    int lines(std::string_view action, std::string_view outcome = "done");

    ToyClock clock;
    std::string client; // network address, so that one test's failures do not slow another
    Trouble trouble;
    Cipher cipher{std::string(32, 'k')};
    Router router;
    std::vector<std::string> logged; // statuses and routes, as in the log
    Reference thing;                 // the only one there is
    std::atomic<int> ran = 0;        // how often a handler ran
    std::function<void()> meanwhile; // happens once, between a handler's start and its saving
    ToyPerson priya;                 // triage: may everything the toy asks
    ToyPerson tom;                   // a school's: may not read

private:
    void add_routes();

    int number_ = 0;
    Instant began_;
    std::mutex logging_;

    std::unique_ptr<db::Database> database_;
    std::unique_ptr<Site> site_;
    Id<agencies::Agency> council_;
    Id<agencies::Agency> school_;
};

// Keeps cookies, and sends the forms of pages it has seen.
class Browser {
public:
    explicit Browser(ToySite& site) : site_(site) {}

    // As if signed in by all steps.
    static Browser of(ToySite& site, const ToyPerson& person);

    Response get(std::string path);
    // With the hidden fields of the last page that had some.
    Response post(std::string path, Fields fields);
    // Exactly these fields.
    Response post_raw(std::string path, Fields fields, Fields headers = {});
    Response send(Request request);
    // Follows redirects from here, at most five.
    Response follow(Response response);

    std::string hidden(std::string_view name) const;

    std::map<std::string, std::string> cookies;
    std::string page; // the last one with a form

private:
    ToySite& site_;
};

std::string value_of_hidden(std::string_view page, std::string_view name);

void on_each_toy_site(const std::function<void(ToySite&)>& test);

} // namespace kith::http
