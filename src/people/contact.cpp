#include "people/contact.h"

#include "base/text.h"

namespace kith::people {

namespace {

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at + 2) != std::string_view::npos && text.back() != '.' &&
           text.find_first_of(" \t\r\n<>,;") == std::string_view::npos && text.size() <= 254;
}

} // namespace

std::string_view code(ContactKind kind) {
    return kind == ContactKind::telephone ? "telephone" : "email";
}

std::string_view word(ContactKind kind) {
    return kind == ContactKind::telephone ? "telephone" : "email";
}

std::optional<ContactKind> to_contact_kind(std::string_view code) {
    if (code == "telephone") return ContactKind::telephone;
    if (code == "email") return ContactKind::email;
    return std::nullopt;
}

bool tells_location(const Contact& contact) {
    if (contact.kind != ContactKind::telephone) return false;
    const auto digits = telephone_digits(contact.value);
    const bool is_mobile = digits.starts_with("07") && digits.size() == 11;
    return !digits.empty() && !is_mobile;
}

Result<Contact> read_contact(Contact typed) {
    Problems problems;
    typed.value = trimmed(typed.value);
    typed.note = trimmed(typed.note);
    if (typed.kind == ContactKind::telephone && !is_telephone(typed.value))
        problems.push_back({"value", "no_telephone", "Enter a whole telephone number, like 01632 960123"});
    if (typed.kind == ContactKind::email && !is_email(typed.value))
        problems.push_back({"value", "no_email", "Enter an email address, like name@example.org"});
    if (typed.from && typed.until && *typed.until < *typed.from)
        problems.push_back({"until", "ends_before_it_begins", "The last day must not be before the first day"});
    if (!problems.empty()) return problems;
    return typed;
}

} // namespace kith::people
