#include "app/serve.h"

#include "app/frame.h"
#include "app/routes.h"
#include "families/days.h"
#include "http/clearing.h"
#include "http/dispatch.h"
#include "http/routes.h"
#include "http/server.h"
#include "mail/sender.h"
#include "matching/finder.h"
#include "profiles/profile_store.h"
#include "requests/draft_store.h"

#include <csignal>
#include <sys/prctl.h>

namespace kith::app {

namespace {

std::string letters_link(const Config& config) {
    return config.public_address.empty() ? "http://" + config.listen : config.public_address;
}

std::string name_of_service(db::Database& database) {
    return database.reading(
        [](db::Reader& reader) { return profiles::shown(profiles::current(reader)->council.service); });
}

// A stop that is asked for twice waits for nobody; what still waits for the history then needs the site.
struct AnswersLeft {
    const http::Site& site;

    ~AnswersLeft() {
        try {
            http::wait_for_answers(site);
        } catch (const std::exception& fault) {
            http::faults_of("stopping", site.log)(fault.what());
        }
    }
};

// Up to which day what depends on today was followed, for a server that begins: it may have stood still for a month.
Day days_followed(db::Database& database) {
    return database.clock().now().day() - 31;
}

void follow_days(db::Database& database, Day& followed) {
    const Day today = database.clock().now().day();
    if (followed >= today) return;
    families::follow_days(database, followed);
    followed = today;
}

} // namespace

int serve(const Config& config, db::Database& database, const std::string& key,
          const std::function<void(unsigned short port)>& ready, http::Log log) {
    ::prctl(PR_SET_DUMPABLE, 0);                    // no core dump ever holds a family's record
    std::signal(SIGPIPE, SIG_IGN);                  // whoever reads the log may go; Kith stays
    const auto service = name_of_service(database); // without a profile no page could be shown

    http::Router router;
    all_routes(router);
    const Cipher cipher(key);
    http::Site site{.database = database, .router = router, .cipher = cipher, .frame = frame_for};
    if (!config.public_address.empty()) site.public_address = config.public_address;
    site.sends_emails = !config.mail_relay.empty();

    http::ServerOptions options{
        .address = listen_host(config.listen),
        .port = listen_port(config.listen),
        .public_address = config.public_address,
        .trusted_proxies = config.trusted_proxies,
        .is_costly = http::is_costly,
        .when_busy = [&site](const http::Request& request) { return http::answer_when_busy(site, request); },
        .stop_on_signals = true,
        .every_hour =
            [&database, followed = days_followed(database)]() mutable {
                http::drop_what_is_old(database);
                requests::drop_old_drafts(database);
                follow_days(database, followed);
            },
        .log = std::move(log)};
    if (database.engine() == db::Engine::postgres) options.workers = http::workers_over_network;
    site.log = options.log;
    const AnswersLeft answers_left{site};
    http::Server server(std::move(options), [&](http::Request request, http::Release release) {
        http::dispatch(site, std::move(request), std::move(release));
    });

    mail::SmtpRelay relay({.url = config.mail_relay,
                           .user = config.mail_user,
                           .password = read_mail_password(config),
                           .require_tls = must_encrypt_letters(config)});
    mail::Sender sender(database, relay,
                        {.from = config.mail_from, .service_name = service, .public_address = letters_link(config)},
                        http::faults_of("mail", site.log));
    if (!config.mail_relay.empty()) sender.start();

    matching::Finder finder(database, http::faults_of("likely pairs", site.log));
    finder.start();

    ready(server.port());
    server.run();
    return 0;
}

} // namespace kith::app
