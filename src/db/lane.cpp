#include "db/lane.h"

#include "db/moments.h"

namespace kith::db {

namespace {

constexpr std::size_t most_in_a_group = 64;
constexpr int most_attempts = 5;

// What a Change sees: one connection inside a transaction.
class LaneWriter final : public Writer {
public:
    LaneWriter(Connection& connection, Instant now, Random& random, const Vault& vault, Beside& beside)
        : connection_(connection), now_(now), random_(random), vault_(vault), beside_(beside) {}

    void for_each(Sql sql, std::span<const Parameter> parameters,
                  const std::function<void(const Row&)>& each) override {
        spoiling([&] { connection_.for_each(sql, parameters, each); });
    }

    void ask(std::span<const Question> questions) override {
        spoiling([&] { connection_.ask(questions); });
    }

    Changed run(Sql sql, Parameters parameters) override {
        return spoiling([&] { return connection_.run(sql, {parameters.begin(), parameters.size()}); });
    }

    const Vault& vault() const override { return vault_; }

    Beside& beside() const override { return beside_; }

    bool is_writer() const override { return true; }

    Instant now() const override { return now_; }

    Random& random() override { return random_; }

    // PostgreSQL ends a transaction whose statement failed; the same holds with SQLite, so that no code comes to
    // rely on the difference.
    void require_sound() const {
        if (is_spoiled_) throw Fault(Fault::Kind::other, "a change went on after one of its statements had failed");
    }

private:
    template <typename Work>
    auto spoiling(Work&& work) -> decltype(work()) {
        require_sound();
        try {
            return work();
        } catch (...) {
            is_spoiled_ = true;
            throw;
        }
    }

    Connection& connection_;
    Instant now_;
    Random& random_;
    const Vault& vault_;
    Beside& beside_;
    bool is_spoiled_ = false;
};

} // namespace

Lane::Lane(std::function<std::unique_ptr<Connection>()> open, Moments& moments, Random& random, const Vault& vault,
           Beside& beside)
    : open_(std::move(open)), moments_(moments), random_(random), vault_(vault), beside_(beside), connection_(open_()),
      thread_([this] { work(); }) {}

Lane::~Lane() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    waiting_.notify_one();
    thread_.join();
}

void Lane::submit(Job job) {
    if (std::this_thread::get_id() == thread_.get_id())
        throw std::logic_error("a change asked for another change and would wait for itself");
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    waiting_.notify_one();
}

void Lane::work() {
    for (std::vector<Job> group = next_group(); !group.empty(); group = next_group()) {
        run(group);
        const bool brought_news =
            std::any_of(group.begin(), group.end(), [](const Job& job) { return !job.is_a_look; });
        if (connection_ && brought_news) connection_->brought_news();
        for (Job& job : group)
            job.done(job.failure);
        if (connection_) connection_->tidy();
    }
}

// Everything that waits, up to the limit; a migration comes alone. Empty when the lane stops.
std::vector<Lane::Job> Lane::next_group() {
    std::unique_lock lock(mutex_);
    waiting_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
    std::vector<Job> group;
    while (!jobs_.empty() && group.size() < most_in_a_group && (group.empty() || !jobs_.front().script)) {
        group.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
        if (group.back().script) break;
    }
    return group;
}

void Lane::run(std::vector<Job>& group) {
    try {
        usable();
    } catch (...) {
        for (Job& job : group)
            job.failure = std::current_exception();
        return;
    }
    if (group.size() > 1) {
        try {
            return run_together(group);
        } catch (const Unsure&) {
            for (Job& job : group)
                job.failure = std::current_exception();
            return;
        } catch (const Fault&) {
            // The group as a whole failed, so nothing of it happened: each change has its own chance.
        }
    }
    for (Job& job : group)
        run_alone(job);
}

void Lane::run_together(std::vector<Job>& group) {
    Connection& connection = usable();
    try {
        begin(connection, Purpose::changes);
        for (Job& job : group) {
            job.failure = nullptr;
            connection.begin_change();
            try {
                run_change(job);
                connection.keep_change();
            } catch (const Retry&) {
                throw;
            } catch (...) {
                job.failure = std::current_exception();
                connection.undo_change();
            }
        }
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void Lane::run_alone(Job& job) {
    job.failure = nullptr;
    for (int tries = 1;; ++tries) {
        try {
            return attempt(job);
        } catch (const Retry&) {
            job.failure = std::current_exception();
            if (tries == most_attempts) return;
        } catch (...) {
            job.failure = std::current_exception();
            return;
        }
        job.failure = nullptr;
    }
}

void Lane::attempt(Job& job) {
    Connection& connection = usable();
    try {
        begin(connection, job.script ? Purpose::migration : Purpose::changes);
        if (job.script) connection.run_script(*job.script);
        run_change(job);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void Lane::begin(Connection& connection, Purpose purpose) {
    if (const auto server = connection.begin_writing(purpose)) moments_.heard(*server);
}

void Lane::run_change(Job& job) {
    LaneWriter writer(*connection_, moments_.stamp(), random_, vault_, beside_);
    job.change(writer);
    writer.require_sound();
}

Connection& Lane::usable() {
    if (!connection_ || !connection_->is_usable()) {
        connection_.reset();
        connection_ = open_();
    }
    return *connection_;
}

} // namespace kith::db
