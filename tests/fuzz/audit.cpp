// The chain of history, changed behind Kith's back: whatever is put anywhere into any line, verify ends, and finds it.

#include "db/database.h"
#include "db/migrate.h"
#include "history/record.h"
#include "tests/fuzz/fuzz.h"

#include <filesystem>
#include <unistd.h>

using namespace kith;

namespace {

constexpr db::Sql guards[] = {
    "drop trigger history_lines_stay",    "drop trigger history_lines_remain",
    "drop trigger history_subjects_stay", "drop trigger history_subjects_remain",
    "drop trigger history_heads_go_on",   "drop trigger history_particulars_stay",
};

constexpr db::Sql tamperings[] = {
    "update history_lines set action = :text where seq = :seq and action <> :text",
    "update history_lines set outcome = :text where seq = :seq and outcome <> :text",
    "update history_lines set actor_user = :text where seq = :seq and actor_user <> :text",
    "update history_lines set actor_posting = :text where seq = :seq and actor_posting <> :text",
    "update history_lines set actor_agency = :text where seq = :seq and actor_agency <> :text",
    "update history_lines set request = :text where seq = :seq and request <> :text",
    "update history_lines set hash = :text where seq = :seq and hash <> :text",
    "update history_lines set previous_hash = :text where seq = :seq and previous_hash <> :text",
    "update history_lines set particulars_hash = :text where seq = :seq and particulars_hash <> :text",
    "update history_lines set at = at + length(:text) + 1 where seq = :seq",
    "update history_subjects set subject_id = :text where position = :seq % 2 and subject_id <> :text",
    "update history_subjects set kind = :text where position = :seq % 2 and kind <> :text",
    "update history_heads set hash = :text where :seq > 0 and hash <> :text",
    "update history_heads set seq = seq + length(:text) + 1 where :seq > 0",
    "delete from history_lines where seq = :seq and :text = :text",
    "delete from history_subjects where position = :seq % 2 and :text = :text",
};

constexpr std::int64_t lines = 6;

// Six lines with subjects and particulars, in a file of this process.
db::Database& chain() {
    static const auto folder = [] {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-fuzz-XXXXXX").string();
        return std::string(::mkdtemp(pattern.data()));
    }();
    static const auto database = [] {
        auto opened = db::open("sqlite:" + folder + "/kith.db", {.sync_each_commit = false});
        db::migrate(*opened);
        opened->write([](db::Writer& writer) {
            for (std::int64_t i = 0; i < lines; ++i)
                history::record(writer, {"user", "posting", "agency", "request"},
                                {.action = "family.viewed",
                                 .subjects = {{"family", "one"}, {"person", "two"}},
                                 .particulars = "what was changed"});
            for (const db::Sql guard : guards)
                writer.run(guard, {});
        });
        std::atexit([] {
            std::error_code ignored;
            std::filesystem::remove_all(folder, ignored);
        });
        return opened;
    }();
    return *database;
}

struct Undone {};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 2) return 0;
    const db::Sql how = tamperings[bytes[0] % std::size(tamperings)];
    const std::int64_t seq = 1 + bytes[1] % lines;
    const auto text = fuzz::text(bytes + 2, size - 2);
    try {
        chain().write([&](db::Writer& writer) {
            const auto changed = writer.run(how, {{"seq", seq}, {"text", text}});
            const auto found = history::verify(static_cast<db::Reader&>(writer));
            fuzz::require((changed > 0) == (found.kind == history::Verdict::Kind::broken),
                          "what was changed is found, and nothing else");
            throw Undone();
        });
    } catch (const Undone&) {
    } catch (const db::Fault&) { // text that no database takes, or a row that another needs
    }
    return 0;
}
