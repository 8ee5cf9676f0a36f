#include "db/database.h"

#include "db/lane.h"
#include "db/moments.h"
#include "db/pool.h"

#include <future>

namespace kith::db {

namespace {

class OpenDatabase final : public Database {
public:
    OpenDatabase(Driver driver, const Options& options)
        : random_(options.random ? *options.random : machine_random_),
          moments_(options.clock ? *options.clock : machine_clock_), vault_(options.key), engine_(driver.engine),
          lock_(driver.lock) {
        if (driver.open_writer) lane_ = std::make_unique<Lane>(driver.open_writer, moments_, random_, vault_, beside_);
        readers_ = std::make_unique<Pool>(std::move(driver), vault_, beside_);
    }

    // Readers close first: the writer's is the last connection, and its closing tidies SQLite's files.
    ~OpenDatabase() override { readers_.reset(); }

    void read(const std::function<void(Reader&)>& question) override { readers_->read(question, Freshness::newest); }

    void look(const std::function<void(Reader&)>& question) override {
        // What another process writes is news that nobody tells this one.
        readers_->read(question, lane_ ? Freshness::but_for_looks : Freshness::newest);
    }

    void write(Change change) override { wait_for({.change = std::move(change), .done = {}}); }

    void write_soon(Change change, std::function<void(std::exception_ptr)> done) override {
        lane().submit({.change = std::move(change), .done = std::move(done), .is_a_look = true});
    }

    void apply(const Script& script, Change change) override {
        wait_for({.change = std::move(change), .script = &script, .done = {}});
    }

    void not_before(Instant moment) override { moments_.not_before(moment); }

    Clock& clock() override { return moments_; }

    Random& random() override { return random_; }

    Engine engine() const override { return engine_; }

private:
    Lane& lane() {
        if (!lane_) throw Fault(Fault::Kind::other, "the database was opened for reading only");
        return *lane_;
    }

    void wait_for(Lane::Job job) {
        // Shared, because the writing thread may still be leaving the promise when the waiting one goes on.
        const auto promise = std::make_shared<std::promise<void>>();
        job.done = [promise](const std::exception_ptr& failure) {
            if (failure) return promise->set_exception(failure);
            promise->set_value();
        };
        lane().submit(std::move(job));
        promise->get_future().get();
    }

    SystemClock machine_clock_;
    SystemRandom machine_random_;
    Random& random_;
    Moments moments_;
    Vault vault_;
    Beside beside_;
    Engine engine_;
    std::shared_ptr<void> lock_;
    std::unique_ptr<Lane> lane_;
    std::unique_ptr<Pool> readers_;
};

} // namespace

std::int64_t Changed::told_later() const {
    return connection_->changed(ticket_);
}

std::unique_ptr<Database> open(const std::string& url, const Options& options) {
    if (url.starts_with("sqlite:"))
        return std::make_unique<OpenDatabase>(sqlite_driver(url.substr(7), options), options);
    if (url.starts_with("postgres://") || url.starts_with("postgresql://"))
        return std::make_unique<OpenDatabase>(postgres_driver(url, options), options);
    throw Fault(Fault::Kind::unreachable,
                "The database must be written as sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME.");
}

} // namespace kith::db
