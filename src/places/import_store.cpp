#include "places/import_store.h"

#include "db/database.h"
#include "history/record.h"

namespace kith::places {

namespace {

PastImport to_past_import(const db::Row& row) {
    return {
        .what = row.text("what"),
        .file_name = row.text("file_name"),
        .sha256 = row.text("sha256"),
        .counts = {.rows = row.integer("row_count"), .added = row.integer("added"), .changed = row.integer("changed")},
        .at = row.instant("imported_at")};
}

constexpr db::Sql newest_imports = R"sql(
    select what, file_name, sha256, row_count, added, changed, imported_at
      from imports
     order by imported_at desc, id desc
     limit :limit
)sql";

constexpr db::Sql add_import = R"sql(
    insert into imports (id, what, file_name, sha256, row_count, added, changed, imported_at)
    values (:id, :what, :file_name, :sha256, :rows, :added, :changed, :at)
)sql";

} // namespace

std::vector<PastImport> past_imports(db::Reader& reader, std::size_t limit) {
    return reader.all(newest_imports, {{"limit", limit}}, to_past_import);
}

void record_import(db::Writer& writer, const PastImport& import) {
    const auto id = Id<PastImport>::make(import.at, writer.random());
    writer.run(add_import, {{"id", id},
                            {"what", import.what},
                            {"file_name", import.file_name},
                            {"sha256", import.sha256},
                            {"rows", import.counts.rows},
                            {"added", import.counts.added},
                            {"changed", import.counts.changed},
                            {"at", import.at}});
    history::record(
        writer, {.user = {}, .posting = {}, .agency = {}, .request = "command line"},
        {.action = "file.imported",
         .subjects = {{"import", std::string(id.text())}},
         .particulars = fmt::format("{} {} sha256 {}: {} rows, {} added, {} changed", import.what, import.file_name,
                                    import.sha256, import.counts.rows, import.counts.added, import.counts.changed)});
}

} // namespace kith::places
