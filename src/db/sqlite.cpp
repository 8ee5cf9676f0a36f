// The embedded database: one SQLite file in WAL, written and checkpointed by one thread of one process.
//
// SQLite before 3.51.3 can corrupt a database when two connections write or checkpoint at the same moment. So only the
// writing connection ever does either, and a lock file keeps a second writing process out.

#include "db/file_lock.h"
#include "db/gate.h"
#include "db/sqlite_statement.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::db {

namespace {

constexpr int longest_wait = 5000; // milliseconds
constexpr int pages_worth_statistics = 1000;
constexpr int lookaside_slot = 1200, lookaside_slots = 100; // 120 KB a connection
// SQLite begins its log anew only while nobody reads it. Among readers that come and go it would never, so from 16 MB
// on they are kept waiting for a moment, until those within have left. Whoever waits within for a change of their own
// does not leave: then it is tried again when the log is twice as long.
constexpr int pages_that_insist = 4'000;
constexpr std::chrono::milliseconds patience{10};
// How old the state may be that a look finds open.
constexpr std::chrono::seconds longest_rest{1};

enum class Role { reader, writer };

// What the connections to one file share.
struct Together {
    Gate gate;
    std::atomic<std::uint64_t> news{0}; // how often something was committed but looks alone
};

class SqliteConnection final : public Connection, private Gate::Guest {
public:
    SqliteConnection(const std::string& path, Role role, const Options& options, std::shared_ptr<Together> together);

    ~SqliteConnection() override {
        end_reading();
        together_->gate.forget(*this);
    }

    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    void for_each(Sql sql, std::span<const Parameter> parameters,
                  const std::function<void(const Row&)>& each) override {
        SqliteStatement& kept = statement(sql);
        if (!kept.is_in_use()) return kept.for_each(parameters, each);
        SqliteStatement(connection_.get(), sql.text()).for_each(parameters, each);
    }

    Changed run(Sql sql, std::span<const Parameter> parameters) override {
        SqliteStatement& kept = statement(sql);
        if (!kept.is_in_use()) return Changed(kept.run(parameters));
        return Changed(SqliteStatement(connection_.get(), sql.text()).run(parameters));
    }

    std::int64_t changed(std::size_t) override { return 0; } // Told at once.

    void run_script(const Script& script) override { execute(script.text().c_str()); }

    void begin_reading(Freshness freshness) override;
    void end_reading() noexcept override;

    std::optional<Instant> begin_writing(Purpose purpose) override;

    void begin_change() override { run("savepoint change", {}); }

    void keep_change() override { run("release change", {}); }

    void undo_change() override {
        run("rollback to change", {});
        run("release change", {});
    }

    void commit() override;

    void brought_news() noexcept override { ++together_->news; }

    void rollback() noexcept override;
    void tidy() noexcept override;

    bool is_usable() const noexcept override { return !has_failed_to_sync_; }

private:
    struct Close {
        void operator()(sqlite3* connection) const { sqlite3_close(connection); }
    };

    void configure(Role role, const Options& options);
    void go_home() noexcept override;
    bool may_keep_state() const;
    int checkpoint(int mode) noexcept;
    void begin_log_anew() noexcept;
    void keep_statistics() noexcept;
    void execute(const char* sql);

    void quietly(const char* sql) noexcept { sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr); }

    void require_foreign_keys();
    SqliteStatement& statement(Sql sql);

    std::shared_ptr<Together> together_;
    // Of the state that is open: whether one is, what news it holds, and since when.
    bool is_open_ = false;
    std::uint64_t news_ = 0;
    std::chrono::steady_clock::time_point opened_at_;
    Freshness freshness_ = Freshness::newest;
    bool is_within_ = false;
    std::unique_ptr<sqlite3, Close> connection_;
    std::unordered_map<const char*, SqliteStatement> statements_; // closed before the connection
    bool is_migrating_ = false;
    bool has_failed_to_sync_ = false;
    int pages_between_checkpoints_;
    int pages_in_log_ = 0;
    int pages_checkpointed_ = 0;
    int pages_to_insist_at_ = pages_that_insist;
};

// SQLite counts every allocation under one lock for the whole process, for statistics that nobody asks for: readers
// would queue for it. Only before its first use; afterwards this changes nothing.
void stop_counting_memory() {
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured);
}

SqliteConnection::SqliteConnection(const std::string& path, Role role, const Options& options,
                                   std::shared_ptr<Together> together)
    : together_(std::move(together)), pages_between_checkpoints_(options.pages_between_checkpoints) {
    stop_counting_memory();
    const int access = role == Role::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    connection_.reset(opened);
    if (code != SQLITE_OK) throw sqlite_fault(opened, code, path);
    configure(role, options);
}

void SqliteConnection::configure(Role role, const Options& options) {
    sqlite3* connection = connection_.get();
    sqlite3_busy_timeout(connection, longest_wait);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_LOOKASIDE, nullptr, lookaside_slot, lookaside_slots);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // "name" in double quotes is a column and nothing else, as in PostgreSQL.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    execute("pragma mmap_size = 0; pragma temp_store = memory; pragma foreign_keys = on");
    if (role == Role::reader) {
        sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        execute("pragma query_only = on");
        execute("pragma wal_autocheckpoint = 0");
        return;
    }
    execute("pragma journal_mode = wal");
    execute(options.sync_each_commit ? "pragma synchronous = full" : "pragma synchronous = normal");
    execute("pragma wal_autocheckpoint = 0"); // tidy() does it, when nobody waits.
    execute("pragma journal_size_limit = 67108864");
    keep_statistics();
    sqlite3_wal_hook(
        connection,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteConnection*>(self)->pages_in_log_ = pages;
            return SQLITE_OK;
        },
        this);
}

// What the planner knows of a large database is renewed when it is opened: PostgreSQL does so by itself. It looks at a
// sample, so this takes milliseconds; if it fails, the planner goes on with what it knew.
void SqliteConnection::keep_statistics() noexcept {
    std::int64_t pages = 0;
    try {
        SqliteStatement(connection_.get(), "pragma page_count").for_each({}, [&](const Row& row) {
            pages = row.integer("page_count");
        });
    } catch (const Fault&) {
        return;
    }
    if (pages > pages_worth_statistics) quietly("pragma analysis_limit = 1000; analyze");
}

void SqliteConnection::execute(const char* sql) {
    const int code = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
    if (code == SQLITE_NOTADB) throw Fault(Fault::Kind::unreachable, "The file is not a SQLite database.");
    // Scripts and pragmas hold no values, so what SQLite says about them can hold none.
    if (code == SQLITE_ERROR) throw Fault(Fault::Kind::other, sqlite3_errmsg(connection_.get()));
    if (code != SQLITE_OK) throw sqlite_fault(connection_.get(), code, beginning(sql));
}

SqliteStatement& SqliteConnection::statement(Sql sql) {
    const char* key = sql.text().data();
    const auto found = statements_.find(key);
    if (found != statements_.end()) return found->second;
    return statements_.try_emplace(key, connection_.get(), sql.text()).first->second;
}

// SQLite empties a connection's cache when anything was committed since its last state, be it a line of history alone.
bool SqliteConnection::may_keep_state() const {
    return freshness_ == Freshness::but_for_looks && news_ == together_->news &&
           std::chrono::steady_clock::now() - opened_at_ < longest_rest &&
           sqlite3_get_autocommit(connection_.get()) == 0;
}

void SqliteConnection::begin_reading(Freshness freshness) {
    together_->gate.enter(*this);
    is_within_ = true;
    freshness_ = freshness;
    if (is_open_ && may_keep_state()) return;
    go_home();
    news_ = together_->news; // Before the state is opened: whatever comes in between is held by it too.
    opened_at_ = std::chrono::steady_clock::now();
    run("begin", {});
    is_open_ = true;
}

void SqliteConnection::end_reading() noexcept {
    if (!std::exchange(is_within_, false)) return;
    if (is_open_ && may_keep_state()) return together_->gate.rest(*this);
    go_home();
    together_->gate.leave();
}

void SqliteConnection::go_home() noexcept {
    if (!std::exchange(is_open_, false)) return;
    quietly("commit"); // A reading has nothing that could fail to be kept.
    if (sqlite3_get_autocommit(connection_.get()) == 0) quietly("rollback");
}

std::optional<Instant> SqliteConnection::begin_writing(Purpose purpose) {
    // A migration may make a table anew under its old name, which foreign keys would take for the loss of its rows;
    // they are checked as a whole before it commits.
    is_migrating_ = purpose == Purpose::migration;
    if (is_migrating_) execute("pragma foreign_keys = off");
    run("begin immediate", {});
    return std::nullopt;
}

void SqliteConnection::require_foreign_keys() {
    SqliteStatement(connection_.get(), "pragma foreign_key_check").for_each({}, [](const Row& row) {
        throw Fault(Fault::Kind::constraint,
                    fmt::format("the migration leaves rows of '{}' that point to nothing", row.text("table")));
    });
}

void SqliteConnection::commit() {
    if (is_migrating_) require_foreign_keys();
    try {
        run("commit", {});
    } catch (const Fault& fault) {
        const int code = sqlite3_extended_errcode(connection_.get());
        if (fault.kind() == Fault::Kind::full || (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC)) throw;
        // After a failed sync the system may say that the next one went well although pages were dropped.
        has_failed_to_sync_ = true;
        sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        throw Unsure(Fault::Kind::other, "The disk failed while saving: it is not known whether this was saved.");
    }
    if (is_migrating_) quietly("pragma foreign_keys = on");
    is_migrating_ = false;
}

void SqliteConnection::rollback() noexcept {
    if (sqlite3_get_autocommit(connection_.get()) == 0) quietly("rollback");
    if (is_migrating_) quietly("pragma foreign_keys = on");
    is_migrating_ = false;
}

// Gives how many pages of the log are still to be moved.
int SqliteConnection::checkpoint(int mode) noexcept {
    int pages = 0, moved = 0;
    sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, mode, &pages, &moved);
    return pages - moved;
}

// Moves the log into the database file. A failure loses nothing: the log stays as it is until it goes well.
void SqliteConnection::tidy() noexcept {
    if (pages_in_log_ < pages_checkpointed_) { // The log began anew.
        pages_checkpointed_ = 0;
        pages_to_insist_at_ = pages_that_insist;
    }
    if (pages_in_log_ - pages_checkpointed_ < pages_between_checkpoints_) return;
    together_->gate.send_resting_home(); // What they keep open could not be moved.
    const int left = checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    pages_checkpointed_ = pages_in_log_;
    // What a long reading keeps from being moved would be moved while everybody waits.
    if (pages_in_log_ >= pages_to_insist_at_ && left <= pages_between_checkpoints_) begin_log_anew();
}

void SqliteConnection::begin_log_anew() noexcept {
    sqlite3_busy_timeout(connection_.get(), 0); // Another process that reads is not waited for.
    together_->gate.alone(patience, [&] { checkpoint(SQLITE_CHECKPOINT_RESTART); });
    sqlite3_busy_timeout(connection_.get(), longest_wait);
    pages_to_insist_at_ = 2 * pages_in_log_;
}

void require_folder(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder))
        throw Fault(
            Fault::Kind::unreachable,
            fmt::format("There is no folder {} for the database: make it, or name another place.", folder.string()));
}

// The file is for Kith alone: SQLite gives its other files the same rights.
void create_private_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        throw Fault(Fault::Kind::unreachable, fmt::format("The database {} cannot be opened for writing: {}.", path,
                                                          std::generic_category().message(errno)));
    ::close(file);
}

} // namespace

Driver sqlite_driver(const std::string& path, const Options& options) {
    require_folder(path);
    const auto together = std::make_shared<Together>();
    Driver driver{
        .engine = Engine::sqlite,
        .open_reader = [=] { return std::make_unique<SqliteConnection>(path, Role::reader, options, together); },
        .open_writer = {},
        .readers_kept = static_cast<std::size_t>(options.connections),
        .readers_at_most = 256,
        .lock = {}};
    if (!options.writable) {
        if (options.vfs.empty() && !std::filesystem::exists(path))
            throw Fault(Fault::Kind::unreachable, fmt::format("There is no database {}.", path));
        return driver;
    }
    // By whatever name it is called: two locks of one file would be none.
    driver.lock = std::make_shared<FileLock>(std::filesystem::weakly_canonical(path).string() + ".lock");
    if (options.vfs.empty()) create_private_file(path);
    const auto opened = std::make_shared<bool>(false);
    driver.open_writer = [=] {
        if (std::exchange(*opened, true))
            throw Fault(Fault::Kind::other, "The disk failed while saving. Kith saves nothing more until it is started "
                                            "again: look at the disk first.");
        return std::make_unique<SqliteConnection>(path, Role::writer, options, together);
    };
    return driver;
}

} // namespace kith::db
