#include "protection/decision_row.h"

#include "access/kinds.h"
#include "access/register.h"
#include "db/database.h"
#include "http/request.h"

namespace kith::protection {

namespace {

std::string place_of(std::string_view id) {
    return "decision|" + std::string(id);
}

} // namespace

std::string sealed_words(db::Writer& writer, std::string_view words, std::string_view id) {
    return writer.vault().seal({words}, place_of(id), writer.random());
}

std::string opened_words(db::Reader& reader, const std::string& sealed, std::string_view id) {
    return reader.vault().open(sealed, place_of(id)).front();
}

history::Subject subject_of(const Record& record) {
    return {std::string(access::code(record.kind)), record.id};
}

void require(db::Writer& writer, const access::Viewer& viewer, access::Action action, const Record& record) {
    const auto effect = access::decide_about(writer, viewer, action, record.id, writer.now()).effect;
    const bool enough =
        action == access::Action::bar_oneself ? effect != access::Effect::hidden : effect == access::Effect::content;
    if (!enough) throw http::Stop{404};
}

Problem changed_meanwhile() {
    return {"", "changed_meanwhile", "Somebody has changed this meanwhile. Look at it again before you go on"};
}

} // namespace kith::protection
