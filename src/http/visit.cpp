#include "http/visit.h"

#include "base/number.h"

#include <ranges>

namespace kith::http {

namespace {
constexpr std::string_view token_context = "form token";

// What pages hide in their forms and buttons: which record, which of its versions, what to do with it, and what was
// searched for.
constexpr std::array<std::string_view, 14> brought_along = {"about",  "adults",   "bar",    "children", "letter",
                                                            "onward", "page",     "person", "q",        "remove",
                                                            "seen",   "searched", "verb",   "version"};
} // namespace

std::string cookie_name(const Site& site, std::string_view name) {
    std::string whole = site.secure() ? "__Host-kith" : "kith";
    if (!name.empty()) whole += "-" + std::string(name);
    return whole;
}

std::string set_cookie(const Site& site, std::string_view name, std::string_view value, std::optional<int> seconds) {
    auto cookie = cookie_name(site, name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax";
    if (site.secure()) cookie += "; Secure";
    if (seconds) cookie += "; Max-Age=" + std::to_string(*seconds);
    return cookie;
}

std::string form_token(Visit& visit) {
    auto& random = visit.site.database.random();
    if (!visit.session && visit.visitor.empty()) {
        visit.visitor = secret_token(random);
        visit.new_visitor = true;
    }
    const auto user = visit.session ? visit.session->viewer.user.text() : std::string_view();
    const auto& tie = visit.session ? visit.session->csrf : visit.visitor;
    const auto owner = fmt::format("{} {} {} {}", user, tie, visit.viewer.posting.text(), visit.now.milliseconds);
    return base64url(visit.site.cipher.seal(owner, token_context, random));
}

std::string terms_context(std::string_view request) {
    return "terms of a search|" + std::string(request);
}

bool is_hidden_field(std::string_view name) {
    return name == token_field || name == submission_field || name == held_field || name == opened_in_field;
}

bool is_written(const Answers& form, std::string_view name) {
    // "same" beside a pair of records is a choice, and on the button about one person it is that button.
    if (name == "verdict") return !form.has("about");
    return !is_hidden_field(name) && std::ranges::find(brought_along, name) == brought_along.end();
}

std::optional<FormOwner> form_owner(const Visit& visit, std::string_view token) {
    const auto sealed = from_base64url(token);
    const auto owner = sealed ? visit.site.cipher.open(*sealed, token_context) : std::nullopt;
    if (!owner) return std::nullopt;
    std::vector<std::string> words;
    for (const auto word : std::views::split(*owner, ' '))
        words.emplace_back(word.begin(), word.end());
    const bool names_no_posting = words.size() == 3;
    if (words.size() != 4 && !names_no_posting) return std::nullopt;
    return FormOwner{.user = words[0],
                     .tie = words[1],
                     .posting = names_no_posting ? std::nullopt : std::optional(words[2]),
                     .at = {whole_number<std::int64_t>(words.back()).value_or(0)}};
}

std::string fingerprint_of(const Request& request) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& field : request.form.fields())
        if (!is_hidden_field(field.first)) fields.push_back(field);
    return hex(sha256(request.path + "?" + Answers(std::move(fields)).encoded() + "\n" + request.body));
}

} // namespace kith::http
