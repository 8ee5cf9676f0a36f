#include "access/password.h"

#include "base/text.h"

#include <crack.h>

namespace kith::access {

namespace {

constexpr std::size_t shortest_context_word = 4;

// Words of the user and the council that a password may not hold.
std::vector<std::string> context_words(const PasswordContext& context) {
    std::vector<std::string> words = folded_words(context.name);
    for (auto& word : folded_words(context.email))
        words.push_back(std::move(word));
    for (const std::string& text : context.council)
        for (auto& word : folded_words(text))
            words.push_back(std::move(word));
    std::erase_if(words, [](const std::string& word) { return character_count(word) < shortest_context_word; });
    return words;
}

bool holds_context(std::string_view password, const PasswordContext& context) {
    std::string letters = folded(password);
    std::erase(letters, ' ');
    const auto words = context_words(context);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return letters.find(word) != std::string::npos; });
}

// cracklib keeps what it is working on in globals.
bool is_in_dictionary(const std::string& password) {
    static std::mutex one_at_a_time;
    static const std::string dictionary = GetDefaultCracklibDict();
    const std::lock_guard lock(one_at_a_time);
    if (!std::filesystem::exists(dictionary + ".pwd"))
        throw std::runtime_error("the list of weak passwords is not installed (package cracklib-runtime)");
    return FascistCheckUser(password.c_str(), dictionary.c_str(), "", nullptr) != nullptr;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// The part that is said again and again: "letmein" of "letmeinletmein".
std::string repeated_part(const std::string& text) {
    for (std::size_t length = 1; length <= text.size() / 2; ++length) {
        if (text.size() % length != 0) continue;
        if (text.substr(length) == text.substr(0, text.size() - length)) return text.substr(0, length);
    }
    return text;
}

// The one word of a password that is a word with digits and signs around it, or a word repeated: "Summer2024!!!".
// cracklib by itself takes such for strong. "" when it is something else.
std::string only_word(const std::string& password) {
    const auto first = std::find_if(password.begin(), password.end(), is_letter);
    const auto last = std::find_if(password.rbegin(), password.rend(), is_letter).base();
    if (first >= last || !std::all_of(first, last, is_letter)) return {};
    return repeated_part({first, last});
}

bool is_weak(const std::string& password) {
    const std::string word = only_word(password);
    return is_in_dictionary(password) || (word.size() > 3 && is_in_dictionary(word));
}

} // namespace

Problems password_problems(std::string_view password, const PasswordContext& context) {
    const auto problem = [](std::string code, std::string text) {
        return Problems{{"password", std::move(code), std::move(text)}};
    };
    if (!is_valid_utf8(password) || character_count(password) < shortest_password)
        return problem(
            "password.short",
            fmt::format("Password must be {} characters or more. Three random words work well", shortest_password));
    if (character_count(password) > longest_password)
        return problem("password.long", fmt::format("Password must be {} characters or fewer", longest_password));
    if (holds_context(password, context))
        return problem("password.context",
                       "Password must not have your name, your email address or the council's name in it");
    if (is_weak(std::string(password)))
        return problem("password.weak",
                       "Password is too easy to guess. Choose one that is not a common word or pattern");
    return {};
}

} // namespace kith::access
