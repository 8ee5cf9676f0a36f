#include "tests/town.h"

#include "access/second_factor.h"
#include "access/session_store.h"
#include "access/users.h"
#include "app/frame.h"
#include "app/routes.h"
#include "profiles/profile_commands.h"

#include <doctest/doctest.h>
#include <sstream>

namespace kith {

namespace {

// A test that meets a 500 should say why.
void say_what_broke(const http::LogLine& line) {
    if (line.status >= 500) fmt::print(stderr, "{} {}: {}\n", line.method, line.route, line.fault);
}

std::unique_ptr<db::Database> open(const std::string& url, Clock& clock) {
    // No power is cut here.
    return db::open(url, {.key = test_key, .clock = &clock, .sync_each_commit = false});
}

} // namespace

void build_northbridge(const std::string& url, const std::string& profile) {
    TownClock clock;
    const auto database = open(url, clock);
    std::ostringstream said;
    if (profiles::load(*database, fmt::format("{}/profiles/{}", KITH_SOURCE, profile), said) != 0)
        throw std::runtime_error("profile not loaded: " + said.str());
    app::build_town(*database, Cipher(test_key), app::Passwords::none);
}

FreshDatabase northbridge(db::Engine engine, const std::string& profile) {
    return FreshDatabase(engine, Filling{.name = "northbridge " + profile,
                                         .fill = [&](const std::string& url) { build_northbridge(url, profile); }});
}

Town::Town(const std::string& url) : url_(url), cipher_(test_key), database_(open(url, clock_)) {
    app::all_routes(router_);
    site_ = std::make_unique<http::Site>(http::Site{.database = *database_,
                                                    .router = router_,
                                                    .cipher = cipher_,
                                                    .frame = app::frame_for,
                                                    .log = [this](const http::LogLine& line) {
                                                        say_what_broke(line);
                                                        if (hears_) hears_(http::text(line, clock_.now()));
                                                    }});
}

std::string Town::email_of(std::string_view who) const {
    for (const auto& worker : app::workers())
        if (worker.key == who) return std::string(worker.email);
    const auto newcomer = newcomers_.find(who);
    if (newcomer == newcomers_.end()) throw std::logic_error("nobody in the town is called " + std::string(who));
    return newcomer->second;
}

void Town::add_worker(std::string_view key, const std::string& name, Id<agencies::Agency> agency, access::Role role) {
    const auto email = std::string(key) + "@newcomers.example";
    newcomers_[std::string(key)] = email;
    database_->write([&](db::Writer& writer) {
        const history::Actor nobody;
        const auto user = access::add_user(writer, nobody, {name, email}).value();
        access::install_second_factor(writer, cipher_, user, app::town_seed(email));
        access::add_posting(
            writer, nobody,
            {.user = user, .agency = agency, .role = role, .from = writer.now(), .to = writer.now() + 300 * days_ms})
            .value();
    });
}

access::Viewer Town::viewer(std::string_view who) {
    return reading([&](db::Reader& reader) {
        const auto user = access::find_user_by_email(reader, email_of(who));
        const auto posting = access::postings_of(reader, user->id).front();
        return access::viewer_in(reader, posting.id, clock_.now(), "test").value();
    });
}

void Town::sign_in(std::string_view who) {
    cookies_[std::string(who)]["kith"] = writing([&](db::Writer& writer) {
        const auto user = access::find_user_by_email(writer, email_of(who));
        const auto begun = access::begin_session(writer, user->id, "127.0.0.1");
        const auto session = access::find_session(writer, begun, writer.now(), "test");
        return access::open_session(writer, *session).value();
    });
}

void Town::keep_cookies(std::string_view who, const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
        if (name != "Set-Cookie" && name != "set-cookie") continue;
        const auto equals = value.find('=');
        cookies_[std::string(who)][value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
    }
}

SeenPage Town::send(std::string_view who, http::Request request) {
    if (!who.empty() && !cookies_.contains(who)) sign_in(who);
    std::string cookies;
    for (const auto& [name, value] : cookies_[std::string(who)])
        cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    request.headers.emplace_back("cookie", cookies);
    request.headers.emplace_back("host", "127.0.0.1");
    request.client = "127.0.0.1";
    if (request.id.empty()) request.id = "test";
    auto response = http::answer(*site_, std::move(request));
    keep_cookies(who, response);
    return SeenPage(std::move(response));
}

SeenPage Town::get(std::string_view who, std::string path) {
    http::Request request;
    request.path = std::move(path);
    if (const auto mark = request.path.find('?'); mark != std::string::npos) {
        request.query = http::Answers::read(std::string_view(request.path).substr(mark + 1)).value();
        request.path.resize(mark);
    }
    return send(who, std::move(request));
}

std::string Town::form_token(std::string_view who) {
    auto& token = tokens_[std::string(who)];
    if (token.empty()) token = get(who, who.empty() ? "/sign-in" : "/display").field("form-token").value();
    return token;
}

SeenPage Town::post_again(std::string_view who, std::string path, Fields fields, std::string key) {
    fields.emplace_back("form-token", form_token(who));
    fields.emplace_back("submission", std::move(key));
    http::Request request;
    request.method = http::Method::post;
    request.path = std::move(path);
    request.form = http::Answers(std::move(fields));
    return send(who, std::move(request));
}

SeenPage Town::post(std::string_view who, std::string path, Fields fields) {
    return post_again(who, std::move(path), std::move(fields), secret_token(database_->random()));
}

SeenPage Town::fill_in(std::string_view who, const SeenPage& page, const std::string& path, Fields fields) {
    for (const auto& name : page.field_names(path)) {
        const auto is_given = [&](const auto& field) { return field.first == name; };
        if (std::any_of(fields.begin(), fields.end(), is_given) || name == "form-token" || name == "submission")
            continue;
        if (auto value = page.field(name)) fields.emplace_back(name, *value);
    }
    return post(who, path, std::move(fields));
}

void on_each_town(const std::string& profile, const std::function<void(Town&)>& test) {
    on_each_engine([&](db::Engine engine) {
        const auto fresh = northbridge(engine, profile);
        Town town(fresh.url());
        test(town);
    });
}

void on_each_town(const std::function<void(Town&)>& test) {
    on_each_town("bury", test);
}

} // namespace kith
