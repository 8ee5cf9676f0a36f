#include "db/sqlite_statement.h"

#include "base/number.h"
#include "db/scans.h"

#include <cerrno>

namespace kith::db {

namespace {

// As it lies in SQLite. Text and bytes are SQLite's own and last until the next step.
class SqliteRow final : public Row {
public:
    SqliteRow(Columns& columns, sqlite3_stmt* statement) : Row(columns), statement_(statement) {}

private:
    bool is_null(int place) const { return sqlite3_column_type(statement_, place) == SQLITE_NULL; }

    std::optional<std::string_view> text_at(std::size_t column) const override {
        const int place = static_cast<int>(column);
        if (is_null(place)) return std::nullopt;
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, place));
        return std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, place)));
    }

    std::optional<std::int64_t> number_at(std::size_t column) const override {
        const int place = static_cast<int>(column);
        if (sqlite3_column_type(statement_, place) == SQLITE_INTEGER) return sqlite3_column_int64(statement_, place);
        const auto text = text_at(column);
        if (!text) return std::nullopt;
        const auto number = whole_number<std::int64_t>(*text);
        if (!number) throw Fault(Fault::Kind::other, "a column asked for as a number holds none");
        return number;
    }

    std::optional<std::string> bytes_at(std::size_t column) const override {
        const int place = static_cast<int>(column);
        if (is_null(place)) return std::nullopt;
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, place));
        return std::string(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, place)));
    }

    sqlite3_stmt* statement_;
};

std::atomic<const ScanWatch::Told*> scan_watch = nullptr;

struct Reset {
    sqlite3_stmt* statement;
    std::string_view sql;

    ~Reset() {
        if (const auto* told = scan_watch.load(std::memory_order_acquire)) tell(*told);
        sqlite3_reset(statement);
    }

    void tell(const ScanWatch::Told& told) const {
        const int rows = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) +
                         sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_AUTOINDEX, 1);
        if (rows > 0) told(sql, rows);
    }
};

// errno of the last call that failed. Asked of the file system itself: SQLite notes none for a commit.
int last_system_error(sqlite3* connection) {
    sqlite3_vfs* system = nullptr;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_VFS_POINTER, &system);
    return system && system->xGetLastError ? system->xGetLastError(system, 0, nullptr) : 0;
}

// A log that another database left here is read into the one that was put in its place.
std::string log_left_beside(sqlite3* connection) {
    const char* name = sqlite3_db_filename(connection, "main");
    const std::string file = name ? name : "";
    std::error_code failed;
    if (file.empty() || std::filesystem::file_size(file + "-wal", failed) == 0 || failed) return {};
    return fmt::format(". If the file was put back from a backup, an older {0}-wal beside it spoiled it: remove {0}, "
                       "{0}-wal and {0}-shm, and put it back again",
                       std::filesystem::path(file).filename().string());
}

bool is_disk_full(sqlite3* connection, int code) {
    if (code == SQLITE_FULL) return true;
    if ((code & 0xff) != SQLITE_IOERR) return false;
    const int error = last_system_error(connection);
    return error == ENOSPC || error == EDQUOT;
}

} // namespace

ScanWatch::ScanWatch(Told told) : told_(std::move(told)) {
    scan_watch = &told_;
}

ScanWatch::~ScanWatch() {
    scan_watch = nullptr;
}

Fault sqlite_fault(sqlite3* connection, int code, std::string_view what) {
    if (is_disk_full(connection, code)) return {Fault::Kind::full, "The disk is full: nothing of this was saved."};
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return {Fault::Kind::constraint, fmt::format("{}: {}", sqlite3_errmsg(connection), what)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Fault::Kind::busy, fmt::format("the database is locked: {}", what)};
    case SQLITE_CANTOPEN:
        return {Fault::Kind::unreachable, fmt::format("the database cannot be opened: {}", what)};
    case SQLITE_CORRUPT:
        return {Fault::Kind::other,
                fmt::format("{} ({}): {}{}", sqlite3_errstr(code), code, what, log_left_beside(connection))};
    default:
        return {Fault::Kind::other, fmt::format("{} ({}): {}", sqlite3_errstr(code), code, what)};
    }
}

SqliteStatement::SqliteStatement(sqlite3* connection, std::string_view sql)
    : connection_(connection), sql_(sql), arrangement_({}) {
    Numbered statement = numbered(sql, Engine::sqlite);
    sqlite3_stmt* prepared = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(connection, statement.text.c_str(), static_cast<int>(statement.text.size() + 1),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, &rest);
    statement_.reset(prepared);
    // The statement has no values yet, so what SQLite says about it can hold none.
    if (code == SQLITE_ERROR)
        throw Fault(Fault::Kind::other, fmt::format("{}: {}", sqlite3_errmsg(connection), beginning(sql)));
    if (code != SQLITE_OK) throw sqlite_fault(connection, code, beginning(sql));
    if (!prepared || std::string_view(rest).find_first_not_of(" \n\t;") != std::string_view::npos)
        throw Fault(Fault::Kind::other, fmt::format("not exactly one statement: {}", beginning(sql)));
    arrangement_ = Arrangement(std::move(statement.names));
    for (int i = 0; i < sqlite3_column_count(prepared); ++i)
        columns_.add(sqlite3_column_name(prepared, i));
}

void SqliteStatement::for_each(std::span<const Parameter> parameters, const std::function<void(const Row&)>& each) {
    const Reset reset{statement_.get(), sql_};
    bind(parameters);
    const SqliteRow row(columns_, statement_.get());
    while (step()) {
        columns_.begin_row();
        each(row);
    }
}

std::int64_t SqliteStatement::run(std::span<const Parameter> parameters) {
    const Reset reset{statement_.get(), sql_};
    bind(parameters);
    while (step()) {
    }
    return sqlite3_changes64(connection_);
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw sqlite_fault(connection_, code, beginning(sql_));
}

void SqliteStatement::bind(std::span<const Parameter> parameters) {
    int number = 0;
    for (const std::size_t place : arrangement_.places(parameters))
        bind(++number, parameters[place]);
}

// Nothing is copied: a parameter lives until its statement has run, and every run binds them all anew.
void SqliteStatement::bind(int number, const Parameter& parameter) {
    sqlite3_stmt* statement = statement_.get();
    const Value value = parameter.value();
    int code = SQLITE_OK;
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        require_storable(parameter.name(), *text);
        code = sqlite3_bind_text64(statement, number, text->data() ? text->data() : "", text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        code = sqlite3_bind_int64(statement, number, *integer);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
        code = sqlite3_bind_int(statement, number, *flag ? 1 : 0);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
        code = sqlite3_bind_blob64(statement, number, blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(),
                                   SQLITE_STATIC);
    } else {
        code = sqlite3_bind_null(statement, number);
    }
    if (code != SQLITE_OK) throw sqlite_fault(connection_, code, beginning(sql_));
}

} // namespace kith::db
