#include "http/clearing.h"

#include "access/throttle.h"
#include "http/held_post_store.h"
#include "http/submission_store.h"
#include "http/toy_site_test.h"

using namespace kith;
using namespace kith::http;

namespace {

struct Kept {
    std::int64_t sessions = 0;
    std::int64_t failures = 0;
    std::int64_t submissions = 0;
    std::int64_t held_posts = 0;

    bool operator==(const Kept&) const = default;
};

constexpr db::Sql how_many = R"sql(
    select (select count(*) from sessions) as sessions,
           (select count(*) from sign_in_failures) as failures,
           (select count(*) from submissions) as submissions,
           (select count(*) from held_posts) as held_posts
)sql";

Kept kept(ToySite& site) {
    return site.database().reading([](db::Reader& reader) {
        return *reader.one(how_many, {}, [](const db::Row& row) {
            return Kept{row.integer("sessions"), row.integer("failures"), row.integer("submissions"),
                        row.integer("held_posts")};
        });
    });
}

// Somebody at work, somebody who gave but a password, a wrong password, a form sent and one that waits.
void leave_traces(ToySite& site) {
    auto browser = Browser::of(site, site.priya);
    site.database().write([&](db::Writer& writer) {
        access::begin_session(writer, site.tom.user, "192.0.2.1");
        access::begin_try(writer, {access::account_attempt("nobody@toy.example")});
        const auto key = secret_token(writer.random());
        (void)claim(writer, {.key = hex(sha256(key)), .user = "", .route = "/things", .fingerprint = hex(sha256("f"))});
        hold(writer, site.cipher, site.tom.user.text(), "/things", Answers(Fields{{"words", "w"}}));
    });
}

} // namespace

TEST_CASE("every hour what is over is removed: sessions, failures, sent forms and forms that wait") {
    on_each_toy_site([](ToySite& site) {
        leave_traces(site);
        const auto all = kept(site);
        CHECK(all == Kept{2, 1, 1, 1});

        drop_what_is_old(site.database());
        CHECK(kept(site) == all);

        site.clock.forward(access::session_locks_after);
        drop_what_is_old(site.database());
        CHECK(kept(site) == Kept{1, 1, 1, 1}); // whoever gave but a password has gone

        site.clock.forward(access::session_lasts);
        drop_what_is_old(site.database());
        CHECK(kept(site).sessions == 0);

        site.clock.forward(60 * days_ms);
        drop_what_is_old(site.database());
        CHECK(kept(site) == Kept{});
    });
}
