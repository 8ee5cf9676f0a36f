#pragma once
// Two agencies and a few users on a fresh database of each kind, with a clock that tests move.

#include "access/decide.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "base/clock.h"
#include "db/database.h"
#include "tests/databases.h"

namespace kith::access {

class HandClock final : public Clock {
public:
    Instant now() override { return {milliseconds_.load()}; }

    void move(std::int64_t milliseconds) { milliseconds_ += milliseconds; }

private:
    std::atomic<std::int64_t> milliseconds_{1'790'000'000'000};
};

inline const std::string good_password = "kettle umbrella Thursday";
inline const std::string good_seed = "12345678901234567890";

class Office {
public:
    explicit Office(db::Engine engine);

    Instant now() { return clock.now(); }

    // A user with a lasting password and second factor, without a posting.
    Id<User> user(const std::string& name);
    Id<Posting> posting(Id<User> user, Id<agencies::Agency> agency, Role role);
    void set_terms(Id<agencies::Agency> agency, bool host, Window window);

    Result<SignedIn> give_password(const std::string& name, const std::string& password = good_password,
                                   const std::string& client = "192.0.2.1", const std::string& browser = "");
    // Signed in as far as the second factor goes, and the clock moved on so that another code is due.
    std::string sign_in_fully(const std::string& name);
    std::string code();

    std::optional<SessionState> session(const std::string& token);

    template <typename Make>
    auto write(Make&& make) {
        return database->writing([&](db::Writer& writer) {
            if constexpr (std::is_void_v<decltype(make(writer))>) {
                make(writer);
                return Done{};
            } else {
                return make(writer);
            }
        });
    }

    HandClock clock;
    FreshDatabase fresh;
    std::unique_ptr<db::Database> database;
    Cipher cipher{std::string(32, 'k')};
    history::Actor administrator{"administrator", "", "", "test"};
    Id<agencies::Agency> hub;
    Id<agencies::Agency> school;
};

void in_each_office(const std::function<void(Office&)>& test);

} // namespace kith::access
