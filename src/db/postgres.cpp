// The PostgreSQL driver: libpq in pipeline mode. Commands are only put into the buffer; a trip to the server is made
// when an answer is wanted: one for each question, and two more for a group of changes, to begin it and to commit it.

#include "base/number.h"
#include "db/dialect.h"
#include "db/postgres_answer.h"
#include "db/postgres_values.h"

namespace kith::db {

namespace {

struct Statement {
    std::string name;
    Arrangement arrangement;
    Columns columns;
    bool has_columns = false;
};

constexpr const char* session = "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex';"
                                "set statement_timeout = '30s'; set lock_timeout = '10s';"
                                // Compiling a look-up costs a thousand times what it saves.
                                "set jit = off;"
                                // Planning a question about rights takes longer than answering it, and otherwise each
                                // connection does so five times before it keeps a plan.
                                "set plan_cache_mode = force_generic_plan;"
                                // What is looked up lies in memory: a table read whole is seldom quicker.
                                "set random_page_cost = 1.1;"
                                "set idle_in_transaction_session_timeout = '60s';"
                                "select set_config('synchronous_commit', 'on', false)"
                                " where current_setting('synchronous_commit') = 'off'";

// One lock for every writing transaction of every machine: changes run one after another, as on SQLite, so that what
// a change has read still holds when it writes. It is taken before anything is read.
constexpr const char* take_turn = "select pg_advisory_xact_lock(5283442)";
constexpr const char* server_time = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

constexpr std::size_t most_unanswered = 200;

std::int64_t count_in(PGresult* result) {
    return whole_number<std::int64_t>(PQcmdTuples(result)).value_or(0);
}

// libpq's own words name the server, the user and the database, never the password.
std::string refusal(const PGconn* connection) {
    const std::string_view words = PQerrorMessage(connection);
    return fmt::format("The PostgreSQL server cannot be used: {}", words.substr(0, words.find('\n')));
}

class PostgresConnection final : public Connection {
public:
    PostgresConnection(const std::string& url, bool asks_time);

    void for_each(Sql sql, std::span<const Parameter> parameters, const std::function<void(const Row&)>& each) override;
    void ask(std::span<const Question> questions) override;
    Changed run(Sql sql, std::span<const Parameter> parameters) override;
    std::int64_t changed(std::size_t ticket) override;
    void run_script(const Script& script) override;

    void begin_reading(Freshness) override { send("begin isolation level repeatable read read only"); }

    void end_reading() noexcept override;

    std::optional<Instant> begin_writing(Purpose purpose) override;

    void begin_change() override { send("savepoint change"); }

    void keep_change() override;
    void undo_change() override;
    void commit() override;
    void rollback() noexcept override;

    bool is_usable() const noexcept override { return PQstatus(connection_.get()) == CONNECTION_OK && !is_astray_; }

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };

    // A command that was sent and whose answer was not read yet.
    struct Sent {
        std::string_view sql;
        bool is_counted = false;
        bool ends_change = false;
    };

    Statement& statement(Sql sql);
    Statement prepared(Sql sql);
    static void hand_out(Statement& statement, const Answer& answer, const std::function<void(const Row&)>& each);
    void send(const char* sql);
    void send(Sql sql, Statement& statement, std::span<const Parameter> parameters, bool is_counted);
    std::vector<Answer> settle();
    void drain();
    void require_group();
    void read_end_of_reading();
    Answer answer();
    void require_end_of_trip();
    void simple(const char* sql);
    [[noreturn]] void lost();

    std::unique_ptr<PGconn, Finish> connection_;
    std::unordered_map<const char*, Statement> statements_;
    Values values_;
    std::vector<Sent> sent_;
    std::vector<std::int64_t> counts_; // of the transaction's counted statements, as far as they were answered
    std::size_t counted_ = 0;
    bool asks_time_;
    bool is_group_lost_ = false;     // a change failed that was taken for kept
    bool has_ended_reading_ = false; // the end of a reading was sent, and its answer not read yet
    bool is_astray_ = false;         // what was sent and what was answered no longer match
};

// libpq's own words about an address that it cannot read repeat parts of it, the password among them.
void require_readable(const std::string& url) {
    char* words = nullptr;
    PQconninfoOption* options = PQconninfoParse(url.c_str(), &words);
    PQfreemem(words);
    if (!options)
        throw Fault(Fault::Kind::unreachable,
                    "The address of the PostgreSQL database cannot be read: write it as "
                    "postgres://USER:PASSWORD@HOST:PORT/NAME, with letters like @ : / # ? and % as %40 %3A %2F %23 %3F "
                    "and %25.");
    PQconninfoFree(options);
}

PostgresConnection::PostgresConnection(const std::string& url, bool asks_time) : asks_time_(asks_time) {
    require_readable(url);
    constexpr const char* end = nullptr;
    constexpr std::array names = {
        "dbname", "connect_timeout", "application_name", "client_encoding", "keepalives_idle", "tcp_user_timeout", end};
    const std::array values = {url.c_str(), "5", "kith", "UTF8", "30", "15000", end};
    connection_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (PQstatus(connection_.get()) != CONNECTION_OK) throw Fault(Fault::Kind::unreachable, refusal(connection_.get()));
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    simple(session);
    if (PQenterPipelineMode(connection_.get()) != 1) lost();
}

void PostgresConnection::simple(const char* sql) {
    const Answer result(PQexec(connection_.get(), sql));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
        throw_failure(result.get(), sql);
}

void PostgresConnection::lost() {
    is_astray_ = true;
    throw Retry(Fault::Kind::unreachable, "the connection to the database was lost");
}

Statement& PostgresConnection::statement(Sql sql) {
    const char* key = sql.text().data();
    const auto found = statements_.find(key);
    if (found != statements_.end()) return found->second;
    return statements_.emplace(key, prepared(sql)).first->second;
}

Statement PostgresConnection::prepared(Sql sql) {
    Numbered text = numbered(sql.text(), Engine::postgres);
    Statement statement{
        .name = fmt::format("s{}", statements_.size()), .arrangement = Arrangement(text.names), .columns = {}};
    if (PQsendPrepare(connection_.get(), statement.name.c_str(), text.text.c_str(), 0, nullptr) != 1) lost();
    sent_.push_back({sql.text()});
    settle();
    return statement;
}

void PostgresConnection::send(const char* sql) {
    if (PQsendQueryParams(connection_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) lost();
    sent_.push_back({sql});
}

void PostgresConnection::send(Sql sql, Statement& statement, std::span<const Parameter> parameters, bool is_counted) {
    values_.take(parameters, statement.arrangement.places(parameters));
    if (PQsendQueryPrepared(connection_.get(), statement.name.c_str(), values_.count(), values_.texts(),
                            values_.lengths(), values_.formats(), 0) != 1)
        lost();
    sent_.push_back({sql.text(), is_counted});
}

void PostgresConnection::for_each(Sql sql, std::span<const Parameter> parameters,
                                  const std::function<void(const Row&)>& each) {
    Statement& prepared = statement(sql);
    send(sql, prepared, parameters, false);
    hand_out(prepared, settle().back(), each);
}

// Nothing is handed out before all is answered, so that a connection that is lost has answered nothing.
void PostgresConnection::ask(std::span<const Question> questions) {
    if (questions.empty()) return;
    std::vector<Statement*> prepared; // all before the first is sent: preparing is a trip of its own
    for (const auto& question : questions)
        prepared.push_back(&statement(question.sql));
    for (std::size_t i = 0; i < questions.size(); ++i)
        send(questions[i].sql, *prepared[i], questions[i].parameters, false);
    const auto answers = settle();
    const auto first = answers.end() - static_cast<std::ptrdiff_t>(questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i)
        hand_out(*prepared[i], first[static_cast<std::ptrdiff_t>(i)], questions[i].each);
}

void PostgresConnection::hand_out(Statement& statement, const Answer& answer,
                                  const std::function<void(const Row&)>& each) {
    if (!std::exchange(statement.has_columns, true))
        for (int i = 0; i < PQnfields(answer.get()); ++i)
            statement.columns.add(PQfname(answer.get(), i));
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
        statement.columns.begin_row();
        each(PostgresRow(statement.columns, answer.get(), i));
    }
}

Changed PostgresConnection::run(Sql sql, std::span<const Parameter> parameters) {
    send(sql, statement(sql), parameters, true);
    if (sent_.size() >= most_unanswered) settle();
    return Changed(*this, counted_++);
}

std::int64_t PostgresConnection::changed(std::size_t ticket) {
    if (ticket >= counts_.size()) settle();
    return counts_.at(ticket);
}

// The next command's answer, whatever it says.
Answer PostgresConnection::answer() {
    Answer result(PQgetResult(connection_.get()));
    if (!result) lost();
    while (const Answer rest{PQgetResult(connection_.get())}) {
    }
    return result;
}

void PostgresConnection::require_end_of_trip() {
    const Answer end(PQgetResult(connection_.get()));
    if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) lost();
}

void PostgresConnection::read_end_of_reading() {
    if (!std::exchange(has_ended_reading_, false)) return;
    answer();
    require_end_of_trip();
}

// One trip to the server and back: everything sent so far is answered. Gives the answers, or throws what the first
// failure means; the server has then done nothing of what was sent after it.
std::vector<Answer> PostgresConnection::settle() {
    const std::vector<Sent> sent = std::exchange(sent_, {});
    if (PQpipelineSync(connection_.get()) != 1) lost();
    read_end_of_reading();
    std::vector<Answer> answers;
    const PGresult* failed = nullptr;
    std::string_view failed_sql;
    for (const Sent& command : sent) {
        PGresult* last = answers.emplace_back(answer()).get();
        const auto status = PQresultStatus(last);
        if (command.is_counted && !failed) counts_.push_back(count_in(last));
        if (failed || status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) continue;
        failed = last;
        failed_sql = command.sql;
        is_group_lost_ = is_group_lost_ || std::any_of(&command, sent.data() + sent.size(),
                                                       [](const Sent& later) { return later.ends_change; });
        if (PQstatus(connection_.get()) == CONNECTION_OK) continue;
        is_astray_ = true;
        break;
    }
    if (!is_astray_) require_end_of_trip();
    require_group();
    if (failed) throw_failure(failed, failed_sql);
    return answers;
}

// Reads what was sent and lets failures be: what they spoiled is undone next.
void PostgresConnection::drain() {
    try {
        if (!sent_.empty()) settle();
    } catch (const Fault&) {
        if (!is_usable()) throw;
    }
}

// A change that asked nothing more ends without a trip of its own. When one of its statements then fails, in a trip
// made for a later change, that is not the later one's failure: the group as a whole is lost, and each is run alone.
void PostgresConnection::require_group() {
    if (is_group_lost_) throw Retry(Fault::Kind::other, "another change of the group failed");
}

// Nobody waits for the answer: whoever uses the connection next reads it first.
void PostgresConnection::end_reading() noexcept {
    sent_.clear();
    has_ended_reading_ =
        PQsendQueryParams(connection_.get(), "commit", 0, nullptr, nullptr, nullptr, nullptr, 0) == 1 &&
        PQpipelineSync(connection_.get()) == 1;
    if (!has_ended_reading_) is_astray_ = true;
}

std::optional<Instant> PostgresConnection::begin_writing(Purpose purpose) {
    counts_.clear();
    counted_ = 0;
    is_group_lost_ = false;
    send("begin isolation level read committed");
    if (purpose == Purpose::migration) send("set local statement_timeout = 0");
    send(take_turn);
    if (asks_time_) send(server_time);
    const Answer result = std::move(settle().back());
    if (!asks_time_) return std::nullopt;
    return Instant{whole_number<std::int64_t>(PQgetvalue(result.get(), 0, 0)).value()};
}

void PostgresConnection::keep_change() {
    require_group();
    send("release savepoint change");
    sent_.back().ends_change = true;
}

void PostgresConnection::undo_change() {
    drain();
    require_group();
    send("rollback to savepoint change");
    send("release savepoint change");
}

// Several statements at once travel only outside pipeline mode.
void PostgresConnection::run_script(const Script& script) {
    if (PQexitPipelineMode(connection_.get()) != 1) lost();
    simple(script.text().c_str());
    if (PQenterPipelineMode(connection_.get()) != 1) lost();
}

void PostgresConnection::commit() {
    require_group();
    send("commit");
    try {
        const Answer result = std::move(settle().back());
        if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
            throw Fault(Fault::Kind::other, "the database undid a transaction that was to be kept");
    } catch (const Retry& failure) {
        if (is_usable()) throw;
        throw Unsure(failure.kind(),
                     "The connection to the database was lost: it is not known whether this was saved.");
    }
}

void PostgresConnection::rollback() noexcept {
    is_group_lost_ = false;
    try {
        if (!is_usable()) return;
        if (PQpipelineStatus(connection_.get()) == PQ_PIPELINE_OFF && PQenterPipelineMode(connection_.get()) != 1)
            lost();
        drain();
        send("rollback");
        settle();
    } catch (const Fault&) {
        is_astray_ = true;
    }
}

} // namespace

Driver postgres_driver(const std::string& url, const Options& options) {
    const bool asks_time = options.clock == nullptr;
    Driver driver{.engine = Engine::postgres,
                  .open_reader = [=] { return std::make_unique<PostgresConnection>(url, false); },
                  .open_writer = {},
                  .readers_kept = static_cast<std::size_t>(options.connections),
                  .readers_at_most = static_cast<std::size_t>(options.connections),
                  .lock = {}};
    if (options.writable) driver.open_writer = [=] { return std::make_unique<PostgresConnection>(url, asks_time); };
    return driver;
}

} // namespace kith::db
