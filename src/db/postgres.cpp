// The PostgreSQL driver: libpq in pipeline mode. What opens, keeps or closes something (begin, savepoint, release) is
// not sent on its own but travels with the statement that follows, so a reading costs one round trip a question.

#include "db/dialect.h"
#include "db/postgres_answer.h"

namespace kith::db {

namespace {

struct Statement {
    std::string name;
    Arrangement arrangement;
    Columns columns;
    bool has_columns = false;
};

// A statement's values in the shape libpq wants them. Kept by the connection, so that it grows only once.
class Values {
public:
    void take(std::span<const Parameter> parameters, std::span<const std::size_t> places);

    int count() const { return static_cast<int>(texts_.size()); }

    const char* const* texts() const { return texts_.data(); }

    const int* lengths() const { return lengths_.data(); }

    const int* formats() const { return formats_.data(); }

private:
    void add(const Parameter& parameter);
    void add(const char* text, std::size_t length, int format);
    const char* owned(std::string_view text);

    std::vector<const char*> texts_;
    std::vector<int> lengths_, formats_;
    std::vector<std::string> owned_;
    std::size_t used_ = 0;
};

void Values::take(std::span<const Parameter> parameters, std::span<const std::size_t> places) {
    texts_.clear();
    lengths_.clear();
    formats_.clear();
    used_ = 0;
    if (owned_.size() < places.size()) owned_.resize(places.size());
    for (const std::size_t place : places)
        add(parameters[place]);
}

void Values::add(const char* text, std::size_t length, int format) {
    texts_.push_back(text);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
}

// libpq reads text up to a NUL, which a view need not have.
const char* Values::owned(std::string_view text) {
    return owned_[used_++].assign(text).c_str();
}

void Values::add(const Parameter& parameter) {
    const Value value = parameter.value();
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        require_storable(parameter.name(), *text);
        add(owned(*text), text->size(), 0);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        add(owned(fmt::format_int(*integer).c_str()), 0, 0);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
        add(*flag ? "t" : "f", 1, 0);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
        add(blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(), 1);
    } else {
        add(nullptr, 0, 0);
    }
}

constexpr const char* session = "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex';"
                                "set statement_timeout = '30s'; set lock_timeout = '10s';"
                                "set idle_in_transaction_session_timeout = '60s';"
                                "select set_config('synchronous_commit', 'on', false)"
                                " where current_setting('synchronous_commit') = 'off'";

// One lock for every writing transaction of every machine: changes run one after another, as on SQLite, so that what
// a change has read still holds when it writes. It is taken before anything is read.
constexpr const char* take_turn = "select pg_advisory_xact_lock(5283442)";
constexpr const char* server_time = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

class PostgresConnection final : public Connection {
public:
    PostgresConnection(const std::string& url, bool asks_time);

    void for_each(Sql sql, std::span<const Parameter> parameters, const std::function<void(const Row&)>& each) override;
    std::int64_t run(Sql sql, std::span<const Parameter> parameters) override;
    void run_script(const Script& script) override;

    void begin_reading() override { first("begin isolation level repeatable read read only"); }

    void end_reading() noexcept override;

    std::optional<Instant> begin_writing(Purpose purpose) override;

    void begin_change() override { first("savepoint change"); }

    void keep_change() override { first("release savepoint change"); }

    void undo_change() override;
    void commit() override;
    void rollback() noexcept override;

    bool is_usable() const noexcept override { return PQstatus(connection_.get()) == CONNECTION_OK && !is_astray_; }

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };

    void first(const char* sql) { before_.push_back(sql); }

    Statement& statement(Sql sql);
    Answer ask(Sql sql, Statement& statement, std::span<const Parameter> parameters);
    void send(const char* sql);
    void send_what_comes_first();
    Answer answer(std::string_view sql);
    Answer settle(std::size_t answers, std::string_view sql);
    void pay();
    void simple(const char* sql);
    [[noreturn]] void lost();

    std::unique_ptr<PGconn, Finish> connection_;
    std::unordered_map<const char*, Statement> statements_;
    Values values_;
    std::vector<const char*> before_; // waits to travel with the next statement
    bool asks_time_;
    bool owes_an_answer_ = false; // the end of a reading was sent and its answer not read yet
    bool is_astray_ = false;      // what was sent and what was answered no longer match
};

PostgresConnection::PostgresConnection(const std::string& url, bool asks_time) : asks_time_(asks_time) {
    constexpr std::array names = {"dbname",
                                  "connect_timeout",
                                  "application_name",
                                  "client_encoding",
                                  "keepalives_idle",
                                  "tcp_user_timeout",
                                  static_cast<const char*>(nullptr)};
    const std::array values = {url.c_str(), "5", "kith", "UTF8", "30", "15000", static_cast<const char*>(nullptr)};
    connection_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
        const char* host = PQhost(connection_.get());
        throw Fault(Fault::Kind::unreachable,
                    fmt::format("The PostgreSQL server at {} cannot be reached, or refuses this user or database.",
                                host && *host ? host : "the given address"));
    }
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
    Numbered text = numbered(sql.text(), Engine::postgres);
    Statement made{
        .name = fmt::format("s{}", statements_.size()), .arrangement = Arrangement(text.names), .columns = {}};
    pay();
    send_what_comes_first();
    if (PQsendPrepare(connection_.get(), made.name.c_str(), text.text.c_str(), 0, nullptr) != 1) lost();
    settle(std::exchange(before_, {}).size() + 1, sql.text());
    return statements_.emplace(key, std::move(made)).first->second;
}

Answer PostgresConnection::ask(Sql sql, Statement& statement, std::span<const Parameter> parameters) {
    values_.take(parameters, statement.arrangement.places(parameters));
    pay();
    send_what_comes_first();
    if (PQsendQueryPrepared(connection_.get(), statement.name.c_str(), values_.count(), values_.texts(),
                            values_.lengths(), values_.formats(), 0) != 1)
        lost();
    return settle(std::exchange(before_, {}).size() + 1, sql.text());
}

void PostgresConnection::for_each(Sql sql, std::span<const Parameter> parameters,
                                  const std::function<void(const Row&)>& each) {
    Statement& prepared = statement(sql);
    const Answer result = ask(sql, prepared, parameters);
    if (!std::exchange(prepared.has_columns, true))
        for (int i = 0; i < PQnfields(result.get()); ++i)
            prepared.columns.add(PQfname(result.get(), i));
    for (int i = 0; i < PQntuples(result.get()); ++i) {
        prepared.columns.begin_row();
        each(PostgresRow(prepared.columns, result.get(), i));
    }
}

std::int64_t PostgresConnection::run(Sql sql, std::span<const Parameter> parameters) {
    const Answer result = ask(sql, statement(sql), parameters);
    const std::string_view count = PQcmdTuples(result.get());
    std::int64_t number = 0;
    std::from_chars(count.data(), count.data() + count.size(), number);
    return number;
}

void PostgresConnection::send(const char* sql) {
    if (PQsendQueryParams(connection_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) lost();
}

void PostgresConnection::send_what_comes_first() {
    for (const char* sql : before_)
        send(sql);
}

// The next command's answer, whatever it says; null after the last.
Answer PostgresConnection::answer(std::string_view) {
    Answer result(PQgetResult(connection_.get()));
    if (!result) lost();
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return result;
    while (const Answer rest{PQgetResult(connection_.get())}) {
    }
    return result;
}

// Ends a trip of so many commands and gives the last one's answer, or throws what the first failure means.
Answer PostgresConnection::settle(std::size_t answers, std::string_view sql) {
    if (PQpipelineSync(connection_.get()) != 1) lost();
    Answer last, failed;
    for (std::size_t i = 0; i < answers; ++i) {
        last = answer(sql);
        const auto status = PQresultStatus(last.get());
        if (!failed && status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) failed = std::move(last);
    }
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
        is_astray_ = true;
        if (failed) throw_failure(failed.get(), sql);
        lost();
    }
    const Answer end = answer(sql);
    if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) lost();
    if (failed) throw_failure(failed.get(), sql);
    return last;
}

// Reads the answer to the end of the reading before, which nobody waited for.
void PostgresConnection::pay() {
    if (!std::exchange(owes_an_answer_, false)) return;
    answer({});
    if (PQresultStatus(answer({}).get()) != PGRES_PIPELINE_SYNC) lost();
}

void PostgresConnection::end_reading() noexcept {
    if (!before_.empty()) return before_.clear(); // Nothing was asked.
    const bool sent = PQsendQueryParams(connection_.get(), "commit", 0, nullptr, nullptr, nullptr, nullptr, 0) == 1 &&
                      PQpipelineSync(connection_.get()) == 1;
    if (sent)
        owes_an_answer_ = true;
    else
        is_astray_ = true;
}

std::optional<Instant> PostgresConnection::begin_writing(Purpose purpose) {
    before_.clear();
    std::size_t answers = 2;
    send("begin isolation level read committed");
    if (purpose == Purpose::migration) {
        send("set local statement_timeout = 0");
        ++answers;
    }
    send(take_turn);
    if (asks_time_) send(server_time);
    const Answer result = settle(answers + (asks_time_ ? 1 : 0), "begin");
    if (!asks_time_) return std::nullopt;
    Instant now;
    const std::string_view text = PQgetvalue(result.get(), 0, 0);
    std::from_chars(text.data(), text.data() + text.size(), now.milliseconds);
    return now;
}

void PostgresConnection::undo_change() {
    if (!before_.empty() && std::string_view(before_.back()) == "savepoint change") return before_.pop_back();
    before_.clear();
    first("rollback to savepoint change");
    first("release savepoint change");
}

// Several statements at once travel only outside pipeline mode.
void PostgresConnection::run_script(const Script& script) {
    if (PQexitPipelineMode(connection_.get()) != 1) lost();
    simple(script.text().c_str());
    if (PQenterPipelineMode(connection_.get()) != 1) lost();
}

void PostgresConnection::commit() {
    send_what_comes_first();
    send("commit");
    try {
        const Answer result = settle(std::exchange(before_, {}).size() + 1, "commit");
        if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
            throw Fault(Fault::Kind::other, "the database undid a transaction that was to be kept");
    } catch (const Retry& failure) {
        if (is_usable()) throw;
        throw Unsure(failure.kind(),
                     "The connection to the database was lost: it is not known whether this was saved.");
    }
}

void PostgresConnection::rollback() noexcept {
    before_.clear();
    try {
        if (!is_usable()) return;
        if (PQpipelineStatus(connection_.get()) == PQ_PIPELINE_OFF && PQenterPipelineMode(connection_.get()) != 1)
            lost();
        send("rollback");
        settle(1, "rollback");
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
