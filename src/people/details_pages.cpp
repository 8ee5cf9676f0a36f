// /people/{person}/details: sex, gender, ethnicity, language, needs at school, disability. Codes come from the
// council's lists.

#include "base/text.h"
#include "html/components/choices.h"
#include "html/components/fieldset.h"
#include "html/components/input.h"
#include "html/components/select.h"
#include "people/details_views.h"
#include "people/fact_pages.h"
#include "profiles/profile_store.h"

namespace kith::people {

namespace {

using html::Html;

http::Answers typed(const Details& details) {
    std::vector<std::pair<std::string, std::string>> fields = {{"sex", std::string(code(details.sex))},
                                                               {"gender", details.gender},
                                                               {"gender_words", details.gender_words},
                                                               {"ethnicity", details.ethnicity},
                                                               {"language", details.language},
                                                               {"interpreter", details.interpreter ? "yes" : ""},
                                                               {"interpreter_language", details.interpreter_language},
                                                               {"interpreter_note", details.interpreter_note},
                                                               {"sen", details.sen}};
    for (const auto& type : details.sen_types)
        fields.emplace_back("sen_types", type);
    for (const auto& disability : details.disabilities)
        fields.emplace_back("disabilities", disability);
    return http::Answers(std::move(fields));
}

// Those in force, and what is recorded though it is used no more: a form without it would drop it.
std::vector<html::Choice> choices(const http::Context& cx, const profiles::Profile& profile, std::string_view name,
                                  const std::vector<std::string>& recorded) {
    std::vector<html::Choice> all;
    for (const auto& entry : profile.choices(name, cx.today))
        all.push_back({.value = entry.code, .text = entry.label});
    for (const auto& code : recorded) {
        const auto* entry = profile.list(name).find(code);
        const bool is_offered =
            std::any_of(all.begin(), all.end(), [&](const html::Choice& choice) { return choice.value == code; });
        if (entry && !is_offered) all.push_back({.value = code, .text = entry->label + " (not used any more)"});
    }
    return all;
}

Html details_fields(http::Context& cx, const SeenPerson&, const http::Answers& answers, const Problems& problems) {
    const auto profile = profiles::current(cx.db);
    const auto pick = [&](const char* name, const char* label, const char* list, const char* hint = "") {
        return html::select({.name = name,
                             .label = label,
                             .hint = hint,
                             .choices = choices(cx, *profile, list, answers.all(name)),
                             .chosen = answers.text(name),
                             .prompt = "Not recorded",
                             .problems = problems});
    };
    const auto say = [&](const char* name, const char* label, const char* hint = "") {
        return html::input(
            {.name = name, .label = label, .hint = hint, .value = answers.text(name), .problems = problems});
    };
    const auto tick = [&](const char* name, const char* legend, const char* list) {
        return html::checkboxes({.name = name,
                                 .legend = legend,
                                 .choices = choices(cx, *profile, list, answers.all(name)),
                                 .chosen = answers.all(name),
                                 .problems = problems,
                                 .small = true});
    };
    std::vector<html::Choice> sex_choices;
    for (const Sex sex : sexes())
        sex_choices.push_back({.value = std::string(code(sex)), .text = at_start(word(sex))});
    return {html::radios({.name = "sex",
                          .legend = "Sex",
                          .hint = "As in the national returns. Choose \"not known\" for an unborn child",
                          .choices = sex_choices,
                          .chosen = answers.text("sex"),
                          .problems = problems}),
            pick("gender", "Gender", "gender", "Only if they want it recorded"),
            say("gender_words", "Gender in their own words"),
            pick("ethnicity", "Ethnicity", "ethnicity"),
            html::fieldset({.legend = "Language"},
                           {pick("language", "First language", "languages"),
                            html::checkbox({.name = "interpreter",
                                            .text = "Needs an interpreter",
                                            .chosen = answers.ticked("interpreter", "yes")}),
                            pick("interpreter_language", "Language to interpret", "languages", "Sign languages too"),
                            say("interpreter_note", "What an interpreter must know", "For example: which dialect")}),
            html::fieldset({.legend = "Needs"}, {pick("sen", "Special educational needs: provision", "sen_provision"),
                                                 tick("sen_types", "Special educational needs: kinds", "sen_types"),
                                                 tick("disabilities", "Disability", "disabilities")})};
}

// Codes that are on none of the council's lists come from no form.
Problems unknown_codes(http::Context& cx) {
    const auto profile = profiles::current(cx.db);
    Problems problems;
    const auto check = [&](const char* name, const char* list) {
        for (const auto& code : cx.answers.all(name))
            if (!code.empty() && !profile->list(list).find(code))
                problems.push_back({name, "unknown", "Choose from the list"});
    };
    check("gender", "gender");
    check("ethnicity", "ethnicity");
    check("language", "languages");
    check("interpreter_language", "languages");
    check("sen", "sen_provision");
    check("sen_types", "sen_types");
    check("disabilities", "disabilities");
    return problems;
}

Problems problems_with(http::Context& cx) {
    Problems problems = unknown_codes(cx);
    const auto disabilities = cx.answers.all("disabilities");
    const bool none = std::find(disabilities.begin(), disabilities.end(), "NONE") != disabilities.end();
    if (none && disabilities.size() > 1)
        problems.push_back({"disabilities", "none_and_some", "Choose either none or the disabilities, not both"});
    return problems;
}

Details typed_details(const http::Answers& answers) {
    return {.sex = to_sex(answers.text("sex")).value_or(Sex::unknown),
            .gender = answers.text("gender"),
            .gender_words = answers.text("gender_words"),
            .ethnicity = answers.text("ethnicity"),
            .language = answers.text("language"),
            .interpreter = answers.ticked("interpreter", "yes"),
            .interpreter_language = answers.text("interpreter_language"),
            .interpreter_note = answers.text("interpreter_note"),
            .sen = answers.text("sen"),
            .sen_types = answers.all("sen_types"),
            .disabilities = answers.all("disabilities")};
}

std::string listed_labels(const profiles::CodeList& list, const std::vector<std::string>& codes) {
    std::string text;
    for (const auto& code : codes)
        text += (text.empty() ? "" : "; ") + list.label(code);
    return text;
}

} // namespace

std::vector<std::pair<std::string, std::string>> details_words(const Details& details,
                                                               const profiles::Profile& profile) {
    const auto label = [&](std::string_view list, const std::string& code) {
        return code.empty() ? std::string() : profile.list(list).label(code);
    };
    const auto with = [](std::string first, const std::string& second) {
        return first.empty() || second.empty() ? first + second : first + ": " + second;
    };
    std::string interpreter = details.interpreter ? "Needed" : "";
    interpreter = with(interpreter, label("languages", details.interpreter_language));
    if (!details.interpreter_note.empty()) interpreter += (interpreter.empty() ? "" : ", ") + details.interpreter_note;
    return {{"Sex", details.sex == Sex::unknown ? "" : at_start(word(details.sex))},
            {"Gender", with(label("gender", details.gender), details.gender_words)},
            {"Ethnicity", label("ethnicity", details.ethnicity)},
            {"First language", label("languages", details.language)},
            {"Interpreter", interpreter},
            {"Special educational needs",
             with(label("sen_provision", details.sen), listed_labels(profile.list("sen_types"), details.sen_types))},
            {"Disability", listed_labels(profile.list("disabilities"), details.disabilities)}};
}

FactKind details_kind() {
    return {.path = "details",
            .title = "Details",
            .single = true,
            .facts =
                [](http::Context& cx, const SeenPerson& seen) {
                    std::string text;
                    for (const auto& [key, value] :
                         details_words(seen.person->details.value, *profiles::current(cx.db)))
                        if (!value.empty()) text += (text.empty() ? "" : ". ") + key + ": " + value;
                    return std::vector{to_shown(seen.person->details, text, typed(seen.person->details.value))};
                },
            .version = [](const Versions& versions) { return versions.details; },
            .fields = details_fields,
            .problems = problems_with,
            .save =
                [](http::Context& cx, db::Writer& writer, Id<Person> person, const Entry& entry,
                   const http::Answers& answers) {
                    return record_details(writer, cx.viewer, person, entry, typed_details(answers));
                }};
}

} // namespace kith::people
