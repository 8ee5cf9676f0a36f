#pragma once
// Northbridge in a fresh database, and its people at their browsers: requests go through router, session and database,
// in process; only the clock is the test's own.

#include "app/demo_town.h"
#include "http/dispatch.h"
#include "tests/databases.h"
#include "tests/seen_page.h"

namespace kith {

// A clock that stands until the test moves it: Monday 23 November 2026, 10am.
class TownClock final : public Clock {
public:
    Instant now() override { return {at_.load()}; }

    void forward(std::int64_t milliseconds) { at_ += milliseconds; }

private:
    std::atomic<std::int64_t> at_{1'795'428'000'000};
};

using Fields = std::vector<std::pair<std::string, std::string>>;

// Builds Northbridge into the migrated database at `url`, under the profile of that council.
void build_northbridge(const std::string& url, const std::string& profile);

// A fresh database with Northbridge in it.
FreshDatabase northbridge(db::Engine engine, const std::string& profile);

class Town {
public:
    // Northbridge is in the database at `url`.
    explicit Town(const std::string& url);

    db::Database& database() { return *database_; }

    TownClock& clock() { return clock_; }

    const http::Router& router() const { return router_; }

    const http::Site& site() const { return *site_; }

    void take_away_the_mail_relay() { site_->sends_emails = false; }

    // Somebody of the town by key ("priya"; app/demo_town.cpp lists them), acting in their posting.
    access::Viewer viewer(std::string_view who);

    // Somebody comes to work in the town, for an agency that is there already.
    void add_worker(std::string_view key, const std::string& name, Id<agencies::Agency> agency, access::Role role);

    // As that person; "" is somebody not signed in. A redirect is not followed.
    SeenPage get(std::string_view who, std::string path);
    // Sends a form of a page of the site, with its token and a new submission key.
    SeenPage post(std::string_view who, std::string path, Fields fields);
    // The same with this submission key: Save pressed twice.
    SeenPage post_again(std::string_view who, std::string path, Fields fields, std::string key);
    // Any request of that person's browser, cookies added and kept.
    SeenPage send(std::string_view who, http::Request request);

    // Fills in the page's form: what it holds already, with these fields instead.
    // (Hidden fields such as versions come along as in a browser.)
    SeenPage fill_in(std::string_view who, const SeenPage& page, const std::string& path, Fields fields);

    template <typename Question>
    auto reading(Question&& question) {
        return database_->reading(std::forward<Question>(question));
    }

    template <typename Change>
    auto writing(Change&& change) {
        return database_->writing(std::forward<Change>(change));
    }

    const Cipher& cipher() const { return cipher_; }

    const std::string& url() const { return url_; }

    // What that person's browser holds.
    const std::map<std::string, std::string, std::less<>>& cookies(std::string_view who) const {
        return cookies_.find(who)->second;
    }

    // Every line of the log from now on, as a server writes it.
    void hear(std::function<void(const std::string& line)> each) { hears_ = std::move(each); }

private:
    std::string email_of(std::string_view who) const;
    void sign_in(std::string_view who);
    void keep_cookies(std::string_view who, const http::Response& response);
    std::string form_token(std::string_view who);

    std::string url_;
    std::function<void(const std::string&)> hears_;
    TownClock clock_;
    Cipher cipher_;
    std::unique_ptr<db::Database> database_;
    std::map<std::string, std::string, std::less<>> newcomers_; // email addresses by key
    http::Router router_;
    std::unique_ptr<http::Site> site_;
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>
        cookies_; // of each person's browser
    std::map<std::string, std::string, std::less<>> tokens_;
};

// Runs the test as a subcase for each kind of database, each time in a new Northbridge. Once in a test case.
void on_each_town(const std::function<void(Town&)>& test);
// Under another council's profile than "bury".
void on_each_town(const std::string& profile, const std::function<void(Town&)>& test);

} // namespace kith
