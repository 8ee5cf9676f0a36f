#include "history/chain.h"

namespace kith::history {

namespace {

void add_number(std::string& bytes, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>(static_cast<unsigned char>(bits >> shift));
}

void add_text(std::string& bytes, std::string_view text) {
    add_number(bytes, static_cast<std::int64_t>(text.size()));
    bytes += text;
}

void add_subjects(std::string& bytes, const std::vector<Subject>& subjects) {
    add_number(bytes, static_cast<std::int64_t>(subjects.size()));
    for (const Subject& subject : subjects) {
        add_text(bytes, subject.kind);
        add_text(bytes, subject.id);
    }
}

} // namespace

std::string hash_of(const Link& link) {
    std::string bytes = "EHA1";
    add_number(bytes, link.lane);
    add_number(bytes, link.seq);
    add_text(bytes, link.previous_hash);
    add_number(bytes, link.at.milliseconds);
    for (const std::string* field : {&link.actor.user, &link.actor.posting, &link.actor.agency, &link.actor.request,
                                     &link.action, &link.outcome, &link.particulars_hash})
        add_text(bytes, *field);
    add_subjects(bytes, link.subjects);
    return hex(sha256(bytes));
}

std::string list_of(const std::vector<Subject>& subjects) {
    if (subjects.empty()) return {};
    std::string bytes;
    add_subjects(bytes, subjects);
    return hex(sha256(bytes)).substr(0, 32);
}

std::string particulars_hash(std::string_view salt, std::string_view particulars) {
    std::string bytes;
    add_text(bytes, salt);
    add_text(bytes, particulars);
    return hex(sha256(bytes));
}

} // namespace kith::history
