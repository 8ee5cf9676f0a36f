#include "access/office_test.h"

#include "access/register.h"
#include "access/second_factor.h"

#include <doctest/doctest.h>

namespace kith::access {

Office::Office(db::Engine engine) : fresh(engine), database(db::open(fresh.url(), {.clock = &clock})) {
    hub = Id<agencies::Agency>::make(now(), database->random());
    school = Id<agencies::Agency>::make(now(), database->random());
    set_terms(hub, true, {now() - days_ms, std::nullopt});
    set_terms(school, false, {now() - days_ms, now() + 300 * days_ms});
}

void Office::set_terms(Id<agencies::Agency> agency, bool host, Window window) {
    write([&](db::Writer& writer) {
        set_agency_terms(
            writer, {.agency = agency, .name = host ? "Family Hub" : "Oak School", .host = host, .agreement = window});
    });
}

Id<User> Office::user(const std::string& name) {
    static const auto hash = hashed(good_password);
    return write([&](db::Writer& writer) {
        const auto id = add_user(writer, administrator, {name, name + "@hub.example"}).value();
        set_password(writer, administrator, id, hash, true);
        install_second_factor(writer, cipher, id, good_seed);
        return id;
    });
}

Id<Posting> Office::posting(Id<User> user, Id<agencies::Agency> agency, Role role) {
    return write([&](db::Writer& writer) {
        return add_posting(writer, administrator,
                           {.user = user, .agency = agency, .role = role, .from = now(), .to = now() + 90 * days_ms})
            .value();
    });
}

Result<SignedIn> Office::give_password(const std::string& name, const std::string& password, const std::string& client,
                                       const std::string& browser) {
    return sign_in(*database, cipher,
                   {.email = name + "@hub.example",
                    .password = password,
                    .client = client,
                    .request = "test",
                    .browser = browser});
}

std::string Office::code() {
    return one_time_code(good_seed, step_at(now()));
}

std::string Office::sign_in_fully(const std::string& name) {
    const auto half = give_password(name).value();
    const auto whole = give_code(*database, cipher, *session(half.token), code());
    REQUIRE(whole.has_value());
    clock.move(31 * seconds_ms);
    return whole.value().token;
}

std::optional<SessionState> Office::session(const std::string& token) {
    return database->reading([&](db::Reader& reader) { return find_session(reader, token, now(), "test"); });
}

void in_each_office(const std::function<void(Office&)>& test) {
    on_each_engine([&](db::Engine engine) {
        Office office(engine);
        test(office);
    });
}

} // namespace kith::access
