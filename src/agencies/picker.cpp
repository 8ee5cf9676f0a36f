#include "agencies/picker.h"

#include "agencies/name_match.h"
#include "base/text.h"
#include "html/components/choices.h"
#include "html/components/input.h"
#include "html/components/text.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace kith::agencies {

namespace {

std::string code_field(const std::string& name) {
    return name + "-code";
}

std::string choice_field(const std::string& name) {
    return name + "-choice";
}

// What the script put under the code field, while the text is still its name.
std::optional<Offer> coded(const Offers& offers, const http::Answers& answers, const std::string& name) {
    const auto offer = offers.find(answers.text(code_field(name)));
    return offer && folded(offer->text) == folded(answers.text(name)) ? offer : std::nullopt;
}

// What was chosen from those that fit, while the text still fits it.
std::optional<Offer> chosen(const Offers& offers, const http::Answers& answers, const std::string& name) {
    const auto offer = offers.find(answers.text(choice_field(name)));
    const NameMatch match(answers.text(name));
    return offer && match.fits(offer->text, offer->hint + " " + offer->code) ? offer : std::nullopt;
}

// The one that fits, or that alone has exactly this name.
std::optional<Offer> only_one(const std::vector<Offer>& fitting, const std::string& text) {
    if (fitting.size() == 1) return fitting.front();
    std::vector<Offer> exact;
    for (const auto& offer : fitting)
        if (folded(offer.text) == folded(text)) exact.push_back(offer);
    return exact.size() == 1 ? std::optional(exact.front()) : std::nullopt;
}

html::Html choice_of(const Offers& offers, const Picker& picker, const std::vector<Offer>& fitting) {
    std::vector<html::Choice> choices;
    for (const auto& offer : fitting)
        choices.push_back({.value = offer.code, .text = offer.text, .hint = offer.hint});
    return html::radios(
        {.name = choice_field(picker.name),
         .legend = "Which " + offers.noun + "?",
         .hint = fitting.size() < most_offers ? "" : "These fit best. For others type more of the name.",
         .choices = choices,
         .chosen = picker.answers.text(choice_field(picker.name)),
         .small = true});
}

} // namespace

html::Html picker(const Offers& offers, const Picker& picker) {
    const auto text = picker.answers.text(picker.name);
    const auto meant = coded(offers, picker.answers, picker.name);
    html::Html fields = html::input({.name = picker.name,
                                     .label = picker.label,
                                     .hint = picker.hint,
                                     .value = text,
                                     .problems = picker.problems,
                                     .autocomplete = "off",
                                     .spellcheck = false,
                                     .suggest = picker.suggest});
    fields += html::hidden_field(code_field(picker.name), meant ? meant->code : "");
    if (text.empty() || meant) return fields;
    const auto fitting = offers.matching(text, most_offers);
    if (fitting.size() > 1 && !only_one(fitting, text)) fields += choice_of(offers, picker, fitting);
    return fields;
}

void set_picked(http::Answers& answers, const std::string& name, const Offer& offer) {
    answers.set(name, offer.text);
    answers.set(code_field(name), offer.code);
}

void forget_other(const Offers& offers, http::Answers& answers, const std::string& name) {
    if (!answers.text(code_field(name)).empty() && !coded(offers, answers, name)) answers.set(code_field(name), "");
}

Result<std::optional<Offer>> picked(const Offers& offers, const http::Answers& answers, const std::string& name) {
    const auto text = answers.text(name);
    if (text.empty()) return std::optional<Offer>();
    if (auto meant = coded(offers, answers, name)) return meant;
    if (auto meant = chosen(offers, answers, name)) return meant;
    const auto fitting = offers.matching(text, most_offers);
    if (auto one = only_one(fitting, text)) return one;
    if (fitting.empty())
        return Problem{
            name, "none_found",
            fmt::format("No {} fits what you typed. Check the spelling, or type less of the name", offers.noun)};
    return Problem{name, "several",
                   fmt::format("More than one {} fits. Choose one below, or type more of the name", offers.noun)};
}

http::Response suggestions(const std::vector<Offer>& offers) {
    boost::json::array list;
    for (const auto& offer : offers)
        list.push_back(boost::json::object{{"value", offer.code}, {"text", offer.text}, {"hint", offer.hint}});
    return {.body = boost::json::serialize(list), .type = "application/json"};
}

} // namespace kith::agencies
