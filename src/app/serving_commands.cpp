#include "app/open.h"
#include "app/operations.h"
#include "app/routes.h"
#include "app/schema_store.h"
#include "app/serve.h"
#include "base/text.h"
#include "db/migrate.h"
#include "history/verify.h"

#include <cstdio>
#include <unistd.h>

namespace kith::app {

namespace {

constexpr std::string_view no_relay = "There is no mail_relay: emails wait in the outbox and nobody is told by email.";

constexpr std::string_view plain_letters =
    "mail_tls is \"none\": whoever can listen between here and the relay can read letters.";

void say_of_mail(const Config& config) {
    if (config.mail_relay.empty())
        fmt::print("{}\n", no_relay);
    else if (config.mail_tls == "none")
        fmt::print("{}\n", plain_letters);
}

// What the file leaves out, or says as Kith would without it.
void say_what_is_default(const Config& config) {
    const Config otherwise;
    std::string said;
    const auto compare = [&](std::string_view name, const std::string& value, const std::string& left_out) {
        if (value == left_out) said += fmt::format("{} {} = \"{}\"", said.empty() ? "" : ",", name, value);
    };
    compare("listen", config.listen, otherwise.listen);
    compare("database", config.database, otherwise.database);
    compare("key_file", config.key_file, otherwise.key_file);
    if (!said.empty()) fmt::print("By default:{}\n", said);
    if (config.public_address.empty()) fmt::print("There is no public_address: only this machine is answered.\n");
}

int check_settings(const Arguments& arguments) {
    const auto file = arguments.value("--config", "kith.toml");
    const auto [config, mistakes] = check_config(file);
    for (const auto& each : mistakes)
        fmt::print(stderr, "{}: {}\n", each.field, each.text);
    if (mistakes.empty()) fmt::print("{} is sound.\n", file);
    if (std::all_of(mistakes.begin(), mistakes.end(), [](const Problem& each) { return each.code == "file"; }))
        say_what_is_default(config);
    if (!mistakes.empty()) return 1;
    say_of_mail(config);
    return 0;
}

int make_key_file(const Arguments& arguments) {
    make_key(arguments.operand(0));
    fmt::print("{} is made. Keep a copy where the database's backups are not.\n", arguments.operand(0));
    return 0;
}

int serve_command(const Arguments& arguments) {
    auto config = config_of(arguments);
    config.listen = arguments.value("--listen", config.listen);
    refuse_mistakes(config);
    const auto key = read_key(config.key_file);
    const auto database = open_with_key(config, key);
    return serve(config, *database, key, [&](unsigned short port) {
        const auto host = config.listen.substr(0, config.listen.rfind(':'));
        fmt::print("Kith listens on http://{}:{}\n", host, port);
        say_of_mail(config);
        std::fflush(stdout);
    });
}

int migrate_command(const Arguments& arguments) {
    const auto config = config_of(arguments);
    const auto database = db::open(config.database);
    const int applied = db::migrate(*database, [](const std::string& name) { fmt::print("{}\n", name); });
    fmt::print("{} {}\n",
               applied == 0
                   ? "The database was up to date:"
                   : counted(static_cast<std::size_t>(applied), "migration applied to", "migrations applied to"),
               shown_address(config.database));
    return 0;
}

std::string_view method_word(http::Method method) {
    constexpr std::array words = {"GET", "POST", "PUT", "DELETE"};
    return words[static_cast<std::size_t>(method)];
}

std::string permission_words(const http::Permission& permission) {
    switch (permission.kind) {
    case http::Permission::Kind::anyone:
        return "anyone";
    case http::Permission::Kind::signed_in:
        return "signed in";
    default:
        return std::string(access::code(permission.action));
    }
}

int list_routes(const Arguments&) {
    http::Router router;
    all_routes(router);
    for (const auto& route : router.routes())
        fmt::print("{:<5} {:<46} {:<16} {:<22} {}\n", method_word(route.method), route.path,
                   permission_words(route.permission), route.audit.action.empty() ? "-" : route.audit.action,
                   route.file);
    return 0;
}

int show_schema(const Arguments& arguments) {
    const auto database = open_to_read(config_of(arguments));
    for (const auto& table : schema(*database)) {
        fmt::print("{}\n", table.name);
        for (const auto& column : table.columns)
            fmt::print("    {:<28} {}\n", column.name, column.type);
    }
    return 0;
}

// On a terminal alone, and rubbed out at the end.
history::Progress progress_of_lines() {
    if (::isatty(STDERR_FILENO) != 1) return {};
    return [](std::int64_t checked, std::int64_t all) {
        fmt::print(stderr, "\r{} of {} lines{}", checked, all, checked < all ? "" : "\r\033[K");
        std::fflush(stderr);
    };
}

int verify_audit(const Arguments& arguments) {
    const auto verdict = history::verify(*open_to_read(config_of(arguments)), progress_of_lines());
    switch (verdict.kind) {
    case history::Verdict::Kind::sound:
        fmt::print("Sound: {} lines.\n", verdict.lines);
        return 0;
    case history::Verdict::Kind::broken:
        fmt::print("Broken: {}\n", verdict.place);
        return 3;
    default:
        fmt::print(stderr, "Cannot be read: {}\n", verdict.place);
        return 5;
    }
}

} // namespace

std::vector<Command> serving_commands() {
    const Option config_file{"--config", "FILE", "settings, kith.toml when left out"};
    return {
        {{"serve", {}, with_database({{"--listen", "ADDRESS:PORT", "where to listen"}}), "Serves Kith until stopped."},
         serve_command},
        {{"config check", {}, {config_file}, "Says every mistake in the settings, by line."}, check_settings},
        {{"config key",
          {"FILE"},
          {},
          "Makes the key file that seals addresses, second-factor seeds and forms held at sign-out."},
         make_key_file},
        {{"migrate", {}, with_database(), "Brings the database's tables up to this Kith."}, migrate_command},
        {{"routes",
          {},
          with_no_database(),
          "Lists every address: method, path, who may, what it writes into history, source file."},
         list_routes},
        {{"schema", {}, with_database(), "Lists tables and columns."}, show_schema},
        {{"audit verify", {}, with_database(), "Checks the chain of history: exit 0 sound, 3 broken, 5 unreadable."},
         verify_audit,
         5},
    };
}

} // namespace kith::app
