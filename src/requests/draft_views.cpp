#include "requests/draft_views.h"

#include "agencies/offers.h"
#include "base/text.h"
#include "requests/request.h"

namespace kith::requests {

using FormQuestion = profiles::Question;
using html::Html;
using profiles::QuestionKind;
using profiles::Section;

namespace {

bool is_page_of(const profiles::RequestForm& form, int page) {
    return page >= 1 && static_cast<std::size_t>(page) <= form.pages.size();
}

// One section's questions for one person (or once), each with those that hang on its answer.
class SectionView {
public:
    SectionView(const FormDrawing& drawing, const Section& section, int number)
        : drawing_(drawing), section_(section), number_(number) {}

    Html fields() const {
        Html all;
        const FormQuestion* before = nullptr;
        Html hanging; // questions in a row that hang on several answers of one question
        for (const auto& question : section_.questions) {
            if (inside_a_choice(question)) continue;
            if (question.visible.question.empty()) {
                all += together(before, hanging);
                hanging = {};
                all += field(question);
                continue;
            }
            if (before && !hanging.empty() && before->visible.answers != question.visible.answers) {
                all += together(before, hanging);
                hanging = {};
            }
            before = &question;
            hanging += field(question);
        }
        return all + together(before, hanging);
    }

private:
    std::string name(const FormQuestion& question) const { return field_name(question.key, number_); }

    std::string text(const FormQuestion& question) const {
        return std::string(drawing_.form.answers().raw(name(question)));
    }

    // Drawn within the one choice that asks for it; more than one choice cannot hold the same field.
    bool inside_a_choice(const FormQuestion& question) const {
        if (question.visible.answers.size() != 1) return false;
        return std::any_of(section_.questions.begin(), section_.questions.end(),
                           [&](const FormQuestion& other) { return other.key == question.visible.question; });
    }

    Html together(const FormQuestion* question, const Html& fields) const {
        if (!question || fields.empty()) return fields;
        const auto* asked = drawing_.form.form().find_question(question->visible.question);
        if (!asked) return fields;

        std::vector<std::string> labels;
        for (const auto& option : options(drawing_.profile, *asked, drawing_.today))
            if (std::find(question->visible.answers.begin(), question->visible.answers.end(), option.code) !=
                question->visible.answers.end())
                labels.push_back("“" + option.label + "”");
        return html::fieldset({.legend = "If you chose " + either(labels), .legend_size = html::Size::s}, fields);
    }

    static std::string either(const std::vector<std::string>& labels) {
        std::string words;
        for (std::size_t each = 0; each < labels.size(); ++each)
            words += (each == 0 ? "" : each + 1 == labels.size() ? " or " : ", ") + labels[each];
        return words;
    }

    Html hanging_on(const FormQuestion& question, const std::string& answer) const {
        Html fields;
        for (const auto& other : section_.questions)
            if (other.visible.question == question.key && other.visible.answers.size() == 1 &&
                other.visible.answers.front() == answer)
                fields += field(other);
        return fields;
    }

    Html label(const FormQuestion& question) const {
        const bool needed = question.required != profiles::Required::no || question.kind == QuestionKind::ticks;
        return needed ? Html(question.label) : Html(question.label) + Html(" (optional)");
    }

    std::vector<html::Choice> choices(const FormQuestion& question) const {
        std::vector<html::Choice> all;
        for (const auto& option : options(drawing_.profile, question, drawing_.today))
            all.push_back({.value = option.code,
                           .text = option.label,
                           .hint = option.hint,
                           .conditional = hanging_on(question, option.code)});
        return all;
    }

    Html field(const FormQuestion& question) const {
        switch (question.kind) {
        case QuestionKind::long_text:
            return html::text_area({.name = name(question),
                                    .label = label(question),
                                    .hint = question.hint,
                                    .text = text(question),
                                    .problems = drawing_.problems,
                                    .limit = question.max_length});
        case QuestionKind::choice:
            return choice(question);
        case QuestionKind::ticks:
            return html::checkboxes({.name = name(question),
                                     .legend = label(question),
                                     .hint = question.hint,
                                     .choices = choices(question),
                                     .chosen = drawing_.form.answers().all(name(question)),
                                     .problems = drawing_.problems});
        case QuestionKind::day:
            return day(question, label(question));
        case QuestionKind::born:
            return born(question);
        case QuestionKind::school:
            return agencies::picker(agencies::school_offers(drawing_.reader), {.name = name(question),
                                                                               .label = label(question),
                                                                               .hint = question.hint,
                                                                               .suggest = agencies::school_suggestions,
                                                                               .answers = drawing_.form.answers(),
                                                                               .problems = drawing_.problems});
        case QuestionKind::known_child:
            return known_children(question);
        case QuestionKind::text:
        case QuestionKind::number:
        case QuestionKind::postcode:
            break;
        }
        return line(question);
    }

    Html line(const FormQuestion& question) const {
        const bool postcode = question.kind == QuestionKind::postcode;
        const bool number = question.kind == QuestionKind::number;
        return html::input({.name = name(question),
                            .label = label(question),
                            .hint = question.hint,
                            .value = text(question),
                            .problems = drawing_.problems,
                            .kind = number ? html::InputKind::whole_number : html::InputKind::text,
                            .width = postcode ? 10 : 0,
                            .autocomplete = "off",
                            .spellcheck = false});
    }

    Html choice(const FormQuestion& question) const {
        auto all = choices(question);
        const auto chosen = drawing_.form.answers().text(name(question));
        if (all.size() > 12)
            return html::select({.name = name(question),
                                 .label = label(question),
                                 .hint = question.hint,
                                 .choices = std::move(all),
                                 .chosen = chosen,
                                 .prompt = "Choose one",
                                 .problems = drawing_.problems});
        return html::radios({.name = name(question),
                             .legend = label(question),
                             .hint = question.hint,
                             .choices = std::move(all),
                             .chosen = chosen,
                             .problems = drawing_.problems});
    }

    Html day(const FormQuestion& question, const Html& legend) const {
        const auto& answers = drawing_.form.answers();
        return html::date_input({.name = name(question),
                                 .legend = legend,
                                 .hint = question.hint,
                                 .typed = {.day = answers.text(name(question) + "-day"),
                                           .month = answers.text(name(question) + "-month"),
                                           .year = answers.text(name(question) + "-year")},
                                 .problems = drawing_.problems});
    }

    Html born(const FormQuestion& question) const {
        const auto& answers = drawing_.form.answers();
        return day(question, label(question)) +
               html::checkbox({.name = name(question) + "-estimated",
                               .text = "This is a guess",
                               .chosen = answers.ticked(name(question) + "-estimated", "yes")}) +
               html::checkbox({.name = name(question) + "-unborn",
                               .text = "Not born yet: this is when the baby is due",
                               .chosen = answers.ticked(name(question) + "-unborn", "yes")});
    }

    Html known_children(const FormQuestion& question) const {
        std::vector<html::Choice> all;
        for (const auto& child : drawing_.known.children)
            all.push_back({.value = child.key,
                           .text = child.person.display_name(),
                           .hint = child.person.birth.is_known() ? "Born " + words(child.person.birth) : ""});
        const Html boxes = all.empty() ? Html()
                                       : html::checkboxes({.name = name(question),
                                                           .legend = question.label,
                                                           .hint = question.hint,
                                                           .choices = std::move(all),
                                                           .chosen = drawing_.form.answers().all(name(question)),
                                                           .problems = drawing_.problems});
        return drawing_.known.can_find ? boxes + finding() : boxes;
    }

    Html finding() const {
        const auto& known = drawing_.known;
        const bool in_vain = !known.looked_for.empty() && !known.found;
        return html::input({.name = std::string(name_to_find),
                            .label = known.children.empty() ? "A child your agency asked about before"
                                                            : "Another child your agency asked about before",
                            .hint = "Type the beginning of a first or last name and press Find",
                            .value = known.looked_for,
                            .width = 20,
                            .autocomplete = "off",
                            .spellcheck = false}) +
               (in_vain ? html::paragraph("Your agency asked about nobody of that name. Add the child below.")
                        : Html()) +
               html::button({.text = "Find",
                             .look = html::ButtonLook::secondary,
                             .name = std::string(find_button),
                             .value = "yes",
                             .hidden = " the child by name"});
    }

    const FormDrawing& drawing_;
    const Section& section_;
    int number_;
};

bool is_empty(const Section& section, const FormDrawing& drawing) {
    return drawing.known.children.empty() && !drawing.known.can_find &&
           std::all_of(section.questions.begin(), section.questions.end(),
                       [](const FormQuestion& question) { return question.kind == QuestionKind::known_child; });
}

std::string who(Section::Repeats repeats) {
    return repeats == Section::Repeats::each_child ? "child" : "adult";
}

std::string title_of(const FormDrawing& drawing, const Section& section, int number) {
    const int blocks = drawing.form.blocks(section.repeats);
    return blocks > 1 ? fmt::format("{} {}", section.title, number) : section.title;
}

Html block_of(const FormDrawing& drawing, const Section& section, int number, int blocks) {
    const auto title = title_of(drawing, section, number);
    Html fields = SectionView(drawing, section, number).fields();
    if (section.repeats != Section::Repeats::once && blocks > 1)
        fields += html::button({.text = "Take out",
                                .look = html::ButtonLook::secondary,
                                .name = "remove",
                                .value = fmt::format("{}-{}", who(section.repeats), number),
                                .hidden = " " + title});
    return html::fieldset({.legend = title}, fields);
}

Html section_view(const FormDrawing& drawing, const Section& section) {
    if (is_empty(section, drawing)) return {};
    if (section.repeats == Section::Repeats::once) {
        Html fields = SectionView(drawing, section, 1).fields();
        if (!section.text.empty()) fields = html::paragraph(section.text) + fields;
        return section.title.empty() ? fields : html::fieldset({.legend = section.title}, fields);
    }

    const int blocks = drawing.form.blocks(section.repeats);
    Html all = section.text.empty() ? Html() : html::paragraph(section.text);
    for (int number = 1; number <= blocks; ++number)
        all += block_of(drawing, section, number, blocks);
    all += html::hidden_field(section.repeats == Section::Repeats::each_child ? "children" : "adults",
                              std::to_string(blocks));
    return all + html::button({.text = "Add another " + who(section.repeats),
                               .look = html::ButtonLook::secondary,
                               .name = "add",
                               .value = who(section.repeats)});
}

// Names of those whose boxes are ticked.
std::string ticked_names(const FormDrawing& drawing, const FormQuestion& question, const http::Answers& answers) {
    std::vector<std::string> names;
    for (const auto& child : drawing.known.children)
        if (answers.ticked(question.key, child.key)) names.push_back(child.person.display_name());
    return listed(names);
}

enum class Missing { shown, left_out };

std::vector<html::SummaryRow> rows_of(const FormDrawing& drawing, const Section& section, int number, Missing missing) {
    std::vector<html::SummaryRow> rows;
    for (const auto& question : section.questions) {
        if (!drawing.form.is_asked(question, number)) continue;
        if (question.kind == QuestionKind::known_child) {
            const auto names = ticked_names(drawing, question, drawing.form.answers());
            if (!names.empty()) rows.push_back({question.label, names});
            continue;
        }
        const auto said = answer_words(drawing.profile, question, drawing.form.answers(), number, drawing.today);
        const bool needed = drawing.form.is_required(section, question, number);
        if (said.empty() && (!needed || missing == Missing::left_out)) continue;
        rows.push_back({question.label, said.empty() ? html::secondary("Not answered yet") : html::typed_text(said)});
    }
    return rows;
}

// One page's answers. Each child and each adult stands under a heading of their own; sections without a title go on.
class PageToCheck {
public:
    PageToCheck(const FormDrawing& drawing, Missing missing) : drawing_(drawing), missing_(missing) {}

    void add(const Section& section, int number) {
        auto rows = rows_of(drawing_, section, number, missing_);
        if (rows.empty()) return;
        if (const auto title = title_of(drawing_, section, number); !title.empty()) {
            close();
            all_ += html::heading(title, 3);
        }
        std::move(rows.begin(), rows.end(), std::back_inserter(rows_));
    }

    void add(const profiles::FormPage& page) {
        for (const auto& section : page.sections)
            for (int number = 1; number <= drawing_.form.blocks(section.repeats); ++number)
                add(section, number);
    }

    Html html() {
        close();
        return all_;
    }

private:
    void close() {
        if (!rows_.empty()) all_ += html::summary_list({.rows = std::move(rows_)});
        rows_.clear();
    }

    const FormDrawing& drawing_;
    Missing missing_;
    Html all_;
    std::vector<html::SummaryRow> rows_;
};

} // namespace

Html questions(const FormDrawing& drawing, int page, const Html& after_text) {
    if (!is_page_of(drawing.form.form(), page)) throw std::logic_error("the form has no such page");

    const auto& asked = drawing.form.form().pages[static_cast<std::size_t>(page - 1)];
    Html all = asked.text.empty() ? Html() : html::lead_paragraph(asked.text);
    all += after_text;
    for (const auto& section : asked.sections)
        all += section_view(drawing, section);
    return all;
}

Html answers_to_check(const FormDrawing& drawing, const std::string& draft_address) {
    Html all;
    const auto& pages = drawing.form.form().pages;
    for (std::size_t page = 0; page < pages.size() && page < 3; ++page) {
        PageToCheck answers(drawing, Missing::shown);
        answers.add(pages[page]);
        const auto address = fmt::format("{}/{}", draft_address, page + 1);
        all += html::card({.heading = pages[page].title,
                           .content = answers.html(),
                           .aside = html::link(address, "Change", ": " + pages[page].title),
                           .id = fmt::format("page-{}", page + 1)});
    }
    return all;
}

Html answers_given(const FormDrawing& drawing) {
    Html all;
    for (const auto& page : drawing.form.form().pages) {
        PageToCheck answers(drawing, Missing::left_out);
        answers.add(page);
        if (const auto given = answers.html(); !given.empty())
            all += html::card({.heading = page.title, .content = given});
    }
    return all;
}

Html what_the_other_wrote(const FormDrawing& drawing, int page, const http::Answers& theirs,
                          const std::vector<std::string>& differing) {
    const AnsweredForm other(drawing.form.form(), theirs);
    std::vector<html::SummaryRow> rows;
    const auto& asked = drawing.form.form().pages.at(static_cast<std::size_t>(page - 1));
    for (const auto& section : asked.sections)
        for (int number = 1; number <= std::max(drawing.form.blocks(section.repeats), other.blocks(section.repeats));
             ++number)
            for (const auto& question : section.questions) {
                const auto name = field_name(question.key, number);
                const auto differs = [&](const std::string& field) {
                    return field == name || field.starts_with(name + "-");
                };
                if (std::none_of(differing.begin(), differing.end(), differs)) continue;
                const auto said = question.kind == QuestionKind::known_child
                                      ? ticked_names(drawing, question, theirs)
                                      : answer_words(drawing.profile, question, theirs, number, drawing.today);
                rows.push_back({question.label, said.empty() ? html::secondary("Left empty") : html::typed_text(said)});
            }
    return html::inset_text(html::heading("What was saved meanwhile, in another window or by a colleague", 2) +
                            html::summary_list({.rows = std::move(rows)}) +
                            html::paragraph("What you wrote is below. Nothing was overwritten. Change it as you want "
                                            "it to be, and save: then yours is kept."));
}

} // namespace kith::requests
