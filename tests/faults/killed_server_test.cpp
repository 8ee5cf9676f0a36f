// The whole server is killed while people save: what was acknowledged is there, once (security R1 and R8).

#include "history/record.h"
#include "tests/databases.h"
#include "tests/faults/served.h"

#include <doctest/doctest.h>
#include <random>

namespace kith::faults {

namespace {

constexpr int kills = 20;
constexpr int saves = 10'000;
constexpr int authors = 8;
constexpr int of_which_requests = 10; // one in so many sends a whole request, the others keep a page of a draft
constexpr int pressed_twice = 10;     // one in so many is sent again though it was acknowledged

const std::vector<std::string> workers = {"tom.bell@demo.example", "helen.marsh@demo.example",
                                          "nadia.rahman@demo.example", "shazia.malik@demo.example"};

constexpr db::Sql reasons_of_requests = R"sql(
    select a.request_id, a.position, a.sealed
      from requests r
      join request_answers a on a.request_id = r.id and a.question = 'danger_reason'
)sql";

constexpr db::Sql all_requests = R"sql(
    select count(*) as times
      from requests
)sql";

constexpr db::Sql pages_of_drafts = R"sql(
    select d.id, d.reference, p.page, p.version, p.sealed
      from request_drafts d
      join request_draft_pages p on p.draft_id = d.id
)sql";

constexpr db::Sql lines_of_sending = R"sql(
    select count(*) as lines
      from history_lines
     where action = 'request.sent'
)sql";

// What all authors do, together.
struct Course {
    const Served& served;
    std::atomic<int> acknowledged = 0;
    std::atomic<int> repeated = 0;
    std::atomic<int> unanswered = 0; // ended without an answer: not known until asked again
    std::atomic<bool> failed = false;
};

// A school worker at a form: saves until all is saved, and when there is no answer sends the same form again.
class Author {
public:
    Author(Course& course, Tab tab, int number)
        : course_(course), tab_(std::move(tab)), number_(number), chance_(static_cast<unsigned>(number)) {
        const auto begun = tab_.get("/requests/new");
        page_ = begun.header("location");
        if (page_.empty()) throw std::runtime_error("no draft is begun");
        page_.back() = '2';
        token_ = value_of("form-token", tab_.get(page_).body);
        keep_the_page(); // while it is blank it is every window's of this person
    }

    void save_until_all_is_saved() {
        while (course_.acknowledged < saves && !course_.failed)
            chance_() % of_which_requests == 0 ? send_a_request() : keep_the_page();
    }

    std::string worries() const { return worries_after(kept); }

    std::string reference() const { return page_.substr(page_.rfind('/') - 8, 8); }

    // What was acknowledged.
    int kept = 0;
    std::vector<std::string> sent;
    std::string failure; // the first answer that should not have been

private:
    static std::string worries_after(int times) { return fmt::format("Days missed: {}", times); }

    void keep_the_page() {
        save(page_, {{"version", std::to_string(kept)}, {"worries", worries_after(kept + 1)}, {"later", "yes"}});
        ++kept;
    }

    void send_a_request() {
        const auto reason = fmt::format("Sent by {}, number {}", number_, sent.size());
        save("/requests/danger", {{"danger_reason", reason}});
        sent.push_back(reason);
    }

    void save(const std::string& path, Tab::Fields fields) {
        fields.emplace_back("form-token", token_);
        fields.emplace_back("submission", fmt::format("author-{}-form-{}", number_, ++forms_));
        send(path, fields);
        ++course_.acknowledged;
        if (chance_() % pressed_twice != 0) return;
        send(path, fields);
        ++course_.repeated;
    }

    void send(const std::string& path, const Tab::Fields& fields) {
        for (;;) {
            const auto answer = tab_.post(path, fields);
            if (answer.status == 303 && answer.header("location").find("sign-in") == std::string::npos) return;
            if (answer.status != 0) {
                course_.failed = true;
                throw std::runtime_error(
                    fmt::format("{} was answered {} {}", path, answer.status, answer.header("location")));
            }
            ++course_.unanswered;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            tab_.go_to(course_.served.port());
        }
    }

    Course& course_;
    Tab tab_;
    int number_;
    int forms_ = 0;
    std::mt19937 chance_;
    std::string page_, token_;
};

std::vector<std::unique_ptr<Author>> at_their_desks(Course& course) {
    std::vector<std::unique_ptr<Author>> all;
    for (const auto& email : workers) {
        Tab tab(course.served.port());
        sign_in(tab, email);
        for (int i = 0; i < authors / static_cast<int>(workers.size()); ++i) { // two windows of one browser
            Tab another(course.served.port());
            another.cookies = tab.cookies;
            all.push_back(std::make_unique<Author>(course, std::move(another), static_cast<int>(all.size())));
        }
    }
    return all;
}

void save_all(Author& author) {
    try {
        author.save_until_all_is_saved();
    } catch (const std::exception& failure) {
        author.failure = failure.what();
    }
}

// Kills at moments that have nothing to do with what the server is just doing.
int kill_again_and_again(Served& served, const Course& course) {
    std::mt19937 chance(7);
    int killed = 0;
    for (; killed < kills && !course.failed; ++killed) {
        const int next = saves * (killed + 1) / (kills + 1);
        while (course.acknowledged < next && !course.failed)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::microseconds(chance() % 20'000));
        served.kill_and_start_again();
    }
    return killed;
}

} // namespace

TEST_CASE("a server that is killed has done each acknowledged save once") {
    on_each_engine([](db::Engine engine) {
        const FreshDatabase fresh(engine);
        lay_out_town(*db::open(fresh.url(), {.key = test_key}), workers);

        std::vector<std::unique_ptr<Author>> desks;
        {
            Served served(fresh.url());
            Course course{served};
            desks = at_their_desks(course);
            std::vector<std::thread> threads;
            for (const auto& author : desks)
                threads.emplace_back([&] { save_all(*author); });
            const int killed = kill_again_and_again(served, course);
            for (auto& thread : threads)
                thread.join();
            CHECK(killed == kills);
            CHECK(course.acknowledged >= saves);
            CHECK(course.repeated > saves / 20);
            CHECK(course.unanswered >= kills); // each kill caught somebody waiting
        }

        std::map<std::string, std::int64_t> requests;
        std::map<std::string, std::pair<std::int64_t, std::string>> pages;
        std::int64_t lines = 0;
        std::int64_t whole = 0;
        const auto database = db::open(fresh.url(), {.key = test_key});
        database->read([&](db::Reader& reader) {
            const auto opened = [&](const db::Row& row, std::string_view table, const char* id, const char* number) {
                const auto place = fmt::format("{}|{}|{}", table, row.text(id), row.integer(number));
                return reader.vault().open(row.blob("sealed"), place).at(0);
            };
            reader.for_each(reasons_of_requests, {}, [&](const db::Row& row) {
                ++requests[opened(row, "request_answers", "request_id", "position")];
            });
            reader.for_each(pages_of_drafts, {}, [&](const db::Row& row) {
                pages[row.text("reference")] = {row.integer("version"),
                                                opened(row, "request_draft_pages", "id", "page")};
            });
            whole = *reader.one(all_requests, {}, [](const db::Row& row) { return row.integer("times"); });
            lines = *reader.one(lines_of_sending, {}, [](const db::Row& row) { return row.integer("lines"); });
        });

        std::size_t sent = 0;
        for (const auto& author : desks) {
            CHECK(author->failure == "");
            sent += author->sent.size();
            int not_once = 0;
            for (const auto& reason : author->sent)
                not_once += requests[reason] == 1 ? 0 : 1;
            CHECK(not_once == 0);
            const auto& [version, answers] = pages[author->reference()];
            CHECK(version == author->kept);
            CHECK(http::Answers::read(answers)->text("worries") == author->worries());
        }
        CHECK(requests.size() == sent);
        CHECK(whole == static_cast<std::int64_t>(sent)); // none without its answer
        CHECK(lines == static_cast<std::int64_t>(sent));
        CHECK(history::verify(*database).kind == history::Verdict::Kind::sound);
    });
}

} // namespace kith::faults
