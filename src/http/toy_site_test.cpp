#include "http/toy_site_test.h"

#include "html/components.h"

namespace kith::http {

namespace {

Reference any_reference() {
    SystemRandom random;
    return Reference::make(random);
}

constexpr db::Sql lines_of_action = R"sql(
    select count(*) as number
      from history_lines
     where action = :action
       and outcome = :outcome
       and at >= :since
)sql";

constexpr std::string_view saved_action = "toy.saved";

html::Frame toy_frame(const Context& cx) {
    html::Frame frame;
    frame.council_name = "Toy Council";
    frame.service_name = "Early Help";
    frame.viewer_name = cx.viewer.name;
    return frame;
}

Response toy_form(Context& cx, const Problems& problems = {}) {
    return cx.page(
        {.title = "Toy", .problems = problems},
        html::form(
            {.action = "/things", .submit = "Save", .fields = cx.form_fields()},
            html::input({.name = "words", .label = "Words", .value = cx.answers.text("words"), .problems = problems})));
}

Response save_toy(Context& cx, ToySite& site) {
    ++site.ran;
    if (site.meanwhile) std::exchange(site.meanwhile, {})();
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        history::record(writer, cx.viewer.actor(),
                        {.action = std::string(saved_action),
                         .subjects = {{"toy", site.subject(cx.answers.text("words"))}},
                         .outcome = "done",
                         .particulars = {}});
        if (cx.answers.text("words") == "wrong") return Problem{"words", "wrong", "Write something else"};
        if (cx.answers.text("words") == "broken") throw std::logic_error("the toy broke");
        return "/things/" + Reference::make(writer.random()).text();
    });
    if (!saved) return toy_form(cx, saved.error());
    return see_other(*saved, "Saved");
}

Response show_toy(Context& cx, ToySite& site) {
    ++site.ran;
    const auto reference = cx.reference("thing");
    if (reference != site.thing) throw Stop{404};
    cx.saw("toy", site.subject("the thing"));
    return cx.page({.title = "The thing"}, html::paragraph("Secret words"));
}

} // namespace

ToySite::ToySite(const std::string& url, std::string public_address) : thing(any_reference()) {
    static int toys = 0;
    number_ = ++toys;
    client = fmt::format("127.1.{}.{}", number_ / 250, number_ % 250 + 1);
    clock.forward(number_ * 3 * days_ms); // later than every toy before
    database_ = std::make_unique<TroubledDatabase>(db::open(url, {.clock = &clock, .random = nullptr}), trouble);
    database_->write([&](db::Writer& writer) {
        began_ = writer.now();
        council_ = Id<agencies::Agency>::make(writer.now(), writer.random());
        school_ = Id<agencies::Agency>::make(writer.now(), writer.random());
        const access::Window open{writer.now() - days_ms, std::nullopt};
        access::set_agency_terms(writer, {council_, "Toy Council", true, false, open});
        access::set_agency_terms(writer, {school_, "Toy School", false, false, open});
    });
    priya = add_person("Priya Nair", fmt::format("priya-{}@toy.example", number_), access::Role::triage);
    tom = add_person("Tom Bell", fmt::format("tom-{}@toy.example", number_), access::Role::partner);
    add_routes();
    site_ = std::make_unique<Site>(Site{.database = *database_,
                                        .router = router,
                                        .cipher = cipher,
                                        .frame = toy_frame,
                                        .public_address = std::move(public_address)});
    site_->log = [this](const LogLine& line) {
        const std::scoped_lock lock(logging_);
        logged.push_back(text(line, clock.now()));
    };
}

ToyPerson ToySite::add_person(const std::string& name, const std::string& email, access::Role role) {
    return database_->writing([&](db::Writer& writer) {
        const auto user = access::add_user(writer, {}, {.name = name, .email = email}).value();
        const auto posting = access::add_posting(writer, {},
                                                 {.user = user,
                                                  .agency = role == access::Role::partner ? school_ : council_,
                                                  .role = role,
                                                  .from = writer.now() - days_ms,
                                                  .to = writer.now() + 30 * days_ms})
                                 .value();
        access::install_second_factor(writer, cipher, user, toy_seed);
        return ToyPerson{email, user, posting};
    });
}

void ToySite::add_routes() {
    using enum access::Action;
    router.get("/public", Permission::anyone, no_personal_data,
               [](Context& cx) { return cx.page({.title = "Hello"}, cx.form_fields()); });
    router.get("/home", Permission::signed_in, no_personal_data,
               [](Context& cx) { return cx.page({.title = "Home"}, cx.form_fields()); });
    router.get("/things/new", ask_for_support, no_personal_data, [](Context& cx) { return toy_form(cx); });
    router.post("/things", ask_for_support, [this](Context& cx) { return save_toy(cx, *this); });
    router.get("/things/{thing}", triage_request, {"toy.viewed"}, [this](Context& cx) { return show_toy(cx, *this); });
    router.post("/things/{thing}/decision", triage_request, [this](Context& cx) {
        if (cx.reference("thing") != thing) throw Stop{404};
        return see_other("/home");
    });
    router.post("/found", ask_for_support, {"toy.searched"}, [](Context& cx) {
        cx.searched(cx.answers.text("q"));
        return cx.page({.title = "Found"}, html::paragraph("Nothing"));
    });
    router.put("/drafts/{draft}", ask_for_support, [](Context& cx) {
        const auto saved = cx.save([](db::Writer&) -> Result<std::string> { return std::string("kept"); });
        return Response{.body = *saved, .type = "text/plain"};
    });
    router.get("/broken", Permission::anyone, no_personal_data,
               [](Context&) -> Response { throw std::runtime_error("a secret of Kith's"); });
    router.get("/lost", Permission::anyone, no_personal_data,
               [](Context&) -> Response { throw db::Fault(db::Fault::Kind::unreachable, "the database is gone"); });
    sign_in_routes(router);
    held_post_routes(router);
}

std::string ToySite::subject(std::string_view words) const {
    return fmt::format("{} {}", number_, words);
}

int ToySite::saved(std::string_view words) {
    return database_->reading([&](db::Reader& reader) {
        return static_cast<int>(history::lines_about(reader, "toy", subject(words), 1'000).size());
    });
}

int ToySite::lines(std::string_view action, std::string_view outcome) {
    return database_->reading([&](db::Reader& reader) {
        return static_cast<int>(reader
                                    .one(lines_of_action, {{"action", action}, {"outcome", outcome}, {"since", began_}},
                                         [](const db::Row& row) { return row.integer("number"); })
                                    .value_or(0));
    });
}

std::string value_of_hidden(std::string_view page, std::string_view name) {
    const auto field = page.find("name=\"" + std::string(name) + "\"");
    if (field == std::string_view::npos) return {};
    constexpr std::string_view before = "value=\"";
    const auto value = page.find(before, field) + before.size();
    return std::string(page.substr(value, page.find('"', value) - value));
}

Browser Browser::of(ToySite& site, const ToyPerson& person) {
    Browser browser(site);
    browser.cookies["kith"] = site.database().writing([&](db::Writer& writer) {
        const auto begun = access::begin_session(writer, person.user, site.client);
        return access::open_session(writer, *access::find_session(writer, begun, writer.now(), "test")).value();
    });
    return browser;
}

std::string Browser::hidden(std::string_view name) const {
    return value_of_hidden(page, name);
}

Response Browser::send(Request request) {
    std::string all;
    for (const auto& [name, value] : cookies)
        all += (all.empty() ? "" : "; ") + name + "=" + value;
    if (!all.empty()) request.headers.emplace_back("cookie", all);
    request.client = site_.client;
    request.id = "test";
    auto response = answer(site_.site(), std::move(request));
    for (const auto& [name, value] : response.headers) {
        if (name != "set-cookie") continue;
        const auto equals = value.find('=');
        const auto end = value.find(';');
        if (value.find("Max-Age=0") != std::string::npos)
            cookies.erase(value.substr(0, equals));
        else
            cookies[value.substr(0, equals)] = value.substr(equals + 1, end - equals - 1);
    }
    if (!value_of_hidden(response.body, token_field).empty()) page = response.body;
    return response;
}

Response Browser::get(std::string path) {
    Request request;
    const auto mark = path.find('?');
    if (mark != std::string::npos) request.query = *Answers::read(std::string_view(path).substr(mark + 1));
    request.path = path.substr(0, mark);
    return send(std::move(request));
}

Response Browser::post_raw(std::string path, Fields fields, Fields headers) {
    Request request;
    request.method = Method::post;
    request.path = std::move(path);
    request.form = Answers(std::move(fields));
    request.headers = std::move(headers);
    return send(std::move(request));
}

Response Browser::post(std::string path, Fields fields) {
    for (const auto name : {token_field, submission_field, held_field})
        if (const auto value = hidden(name); !value.empty()) fields.emplace_back(name, value);
    return post_raw(std::move(path), std::move(fields));
}

Response Browser::follow(Response response) {
    for (int step = 0; step < 5 && response.status == 303; ++step)
        response = get(std::string(response.header("location")));
    return response;
}

void on_each_toy_site(const std::function<void(ToySite&)>& test) {
    // One database of each kind for all: a fresh one for each test costs a second on a busy PostgreSQL. Of the thread,
    // because those go before the statics by which databases are dropped.
    thread_local std::map<db::Engine, FreshDatabase> databases;
    on_each_engine([&](db::Engine engine) {
        ToySite site(databases.try_emplace(engine, engine).first->second.url());
        test(site);
    });
}

} // namespace kith::http
