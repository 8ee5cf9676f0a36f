#include "profiles/read_profile.h"

#include <fmt/ranges.h>

namespace kith::profiles {

namespace {

constexpr std::array page_codes = {"who", "what", "agreement", "send"};
constexpr std::size_t most_questions = 80;
constexpr int text_length = 200, long_text_length = 20000, longest_answer = 100000;

// What Kith itself reads out of the answers: request_form.h tells what each holds.
struct Meant {
    std::string_view key;
    QuestionKind kind;
    std::vector<std::string_view> options = {}; // exactly these; empty: the council's own
    std::string_view list = {};
};

const std::vector<Meant>& meant_questions() {
    using enum QuestionKind;
    static const std::vector<Meant> meant = {
        {key::danger, ticks, {"yes"}},
        {key::danger_reason, long_text},
        {key::children_known, known_child},
        {key::child_given_names, text},
        {key::child_family_name, text},
        {key::child_born, born},
        {key::child_postcode, postcode},
        {key::child_address, text},
        {key::child_school, school},
        {key::child_relationship, choice},
        {key::child_sex, choice, {}, "sex"},
        {key::adult_given_names, text},
        {key::adult_family_name, text},
        {key::adult_relationship, choice},
        {key::adult_telephone, text},
        {key::going_well, long_text},
        {key::worries, long_text},
        {key::would_help, long_text},
        {key::needs, ticks, {}, "needs"},
        {key::urgency, choice, {"today", "this_week", "can_wait"}},
        {key::agreement, choice, {"parent_agrees", "young_person_agrees", "not_yet"}},
        {key::agreed_by, text},
        {key::agreement_covers, choice, {"everyone_named", "some_only"}},
        {key::agreement_leaves_out, text},
        {key::agreed_how, choice, {"in_person", "telephone", "in_writing"}},
        {key::agreed_on, day},
        {key::not_yet_reason, long_text},
        {key::safe_contact, long_text},
        {key::interpreter, choice, {"yes", "no"}},
        {key::language, choice, {}, "languages"},
    };
    return meant;
}

std::optional<Section::Repeats> to_repeats(std::string_view code) {
    if (code == "once") return Section::Repeats::once;
    if (code == "each_child") return Section::Repeats::each_child;
    if (code == "each_adult") return Section::Repeats::each_adult;
    return std::nullopt;
}

bool is_among(std::string_view code, const std::vector<Option>& options) {
    return std::any_of(options.begin(), options.end(), [&](const Option& each) { return each.code == code; });
}

bool chooses(QuestionKind kind) {
    return kind == QuestionKind::choice || kind == QuestionKind::ticks;
}

// Reads one form from top to bottom, remembering what was asked already.
class FormReading {
public:
    FormReading(RequestForm& form, const Profile& profile) : form_(form), profile_(profile) {}

    void page(Table table) {
        FormPage page;
        page.code = table.text("code");
        page.title = table.prose("title");
        page.text = table.optional_prose("text");
        form_.pages.push_back(std::move(page));
        for (const Table& each : table.tables("sections"))
            section(each);
        table.finish();
    }

    void section(Table table) {
        Section section;
        section.code = table.text("code");
        section.title = table.optional_prose("title");
        section.text = table.optional_prose("text");
        section.repeats = table.optional_one_of("repeats", to_repeats, Section::Repeats::once);
        codes_.add(table, section.code);
        form_.pages.back().sections.push_back(std::move(section));
        for (const Table& each : table.tables("questions"))
            question(each);
        if (form_.pages.back().sections.back().questions.empty()) table.mistake("the section asks nothing");
        table.finish();
    }

    void question(Table table) {
        Question question;
        question.key = table.text("key");
        question.label = table.prose("label");
        question.hint = table.optional_prose("hint");
        question.kind = table.one_of("kind", to_question_kind, QuestionKind::text);
        question.required = table.optional_one_of("required", to_required, Required::no);
        question.missing = question.required == Required::no ? table.optional_prose("missing") : table.prose("missing");
        const bool is_long = question.kind == QuestionKind::long_text;
        question.max_length =
            table.optional_whole("max_length", 1, longest_answer).value_or(is_long ? long_text_length : text_length);
        read_options(table, question);
        read_visible(table, question);
        refuse_key(table, question);
        refuse_required(table, question);
        table.finish();
        form_.pages.back().sections.back().questions.push_back(std::move(question));
        if (++asked_ == most_questions + 1) {
            table.mistake(fmt::format("the form asks more than {} questions", most_questions));
        }
    }

    void refuse_missing(const Table& file) const {
        for (const Meant& meant : meant_questions()) {
            if (!form_.find_question(meant.key)) {
                file.mistake(fmt::format("the question \"{}\" is missing: Kith reads its answer", meant.key));
            }
        }
        const bool pages = std::equal(form_.pages.begin(), form_.pages.end(), page_codes.begin(), page_codes.end(),
                                      [](const FormPage& page, std::string_view code) { return page.code == code; });
        if (!pages) file.mistake("the form has four pages: \"who\", \"what\", \"agreement\" and \"send\"");
    }

private:
    void read_options(Table& table, Question& question) const {
        question.list = table.optional_text("list");
        Codes codes;
        for (Table each : table.tables("options")) {
            question.options.push_back({each.text("code"), each.prose("label"), each.optional_prose("hint")});
            codes.add(each, question.options.back().code);
            each.finish();
        }
        if (!question.list.empty() && !profile_.lists.contains(question.list)) {
            table.mistake("list", "there is no list " + Table::quoted(question.list));
        }
        const int sources = (question.list.empty() ? 0 : 1) + (question.options.empty() ? 0 : 1);
        if (sources != (chooses(question.kind) ? 1 : 0)) {
            table.mistake(chooses(question.kind) ? "a choice needs \"options\" or a \"list\", and not both"
                                                 : "only a choice and ticks have \"options\" or a \"list\"");
        }
    }

    void read_visible(Table& table, Question& question) const {
        auto visible = table.table("visible_when");
        if (!visible) return;
        question.visible = {visible->text("question"), visible->texts("answers")};
        visible->finish();
        const Question* earlier = form_.find_question(question.visible.question);
        if (!earlier) {
            visible->mistake("question", "no earlier question is " + Table::quoted(question.visible.question));
            return;
        }
        if (question.visible.answers.empty()) visible->mistake("\"answers\" is missing");
        for (const std::string& answer : question.visible.answers) {
            if (!has_answer(*earlier, answer)) {
                visible->mistake("answers", fmt::format("\"{}\" has no answer \"{}\"", earlier->key, answer));
            }
        }
    }

    bool has_answer(const Question& question, const std::string& answer) const {
        if (question.list.empty()) return is_among(answer, question.options);
        const auto list = profile_.lists.find(question.list);
        return list == profile_.lists.end() || list->second.find(answer) != nullptr; // no such list: told already
    }

    void refuse_key(const Table& table, const Question& question) const {
        const bool letters =
            question.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
        if (!letters || question.key.size() > 60) {
            table.mistake("key", "a key has up to 60 small letters, digits and underscores");
        }
        if (form_.find_question(question.key)) {
            table.mistake("key", "the question " + Table::quoted(question.key) + " is asked twice");
        }
        for (const Meant& meant : meant_questions()) {
            if (meant.key == question.key) refuse_meaning(table, question, meant);
        }
    }

    static void refuse_meaning(const Table& table, const Question& question, const Meant& meant) {
        if (question.kind != meant.kind) {
            table.mistake("kind", fmt::format("\"{}\" must be of kind \"{}\"", question.key, code(meant.kind)));
        }
        if (question.list != meant.list && !(meant.list.empty() && meant.options.empty())) {
            table.mistake("list",
                          fmt::format("\"{}\" takes its options from the list \"{}\"", question.key, meant.list));
        }
        if (meant.options.empty()) return;
        const bool same = meant.options.size() == question.options.size() &&
                          std::all_of(meant.options.begin(), meant.options.end(),
                                      [&](std::string_view each) { return is_among(each, question.options); });
        if (!same) {
            table.mistake("options", fmt::format("the options of \"{}\" are {}, in the council's words", question.key,
                                                 fmt::join(meant.options, ", ")));
        }
    }

    void refuse_required(const Table& table, const Question& question) const {
        const bool each_child = form_.pages.back().sections.back().repeats == Section::Repeats::each_child;
        if (question.required == Required::new_child && !each_child) {
            table.mistake("required", "only a section that repeats for each child asks about a \"new_child\"");
        }
        if (question.required == Required::known_child && each_child) {
            table.mistake("required", "a section that repeats for each child asks about new children only");
        }
    }

    RequestForm& form_;
    const Profile& profile_;
    Codes codes_;
    std::size_t asked_ = 0;
};

} // namespace

void read_form(Table file, Profile& profile) {
    RequestForm form;
    form.version = file.text("version");
    form.title = file.prose("title");
    form.sent = file.prose("sent");
    form.period = file.period();
    const Graded graded = file.graded({});
    form.grade = graded.grade;
    form.source = graded.source;
    if (profile.find_request_form(form.version)) {
        file.mistake("version", "another form has the version " + Table::quoted(form.version));
    }
    FormReading reading(form, profile);
    for (const Table& page : file.tables("pages"))
        reading.page(page);
    reading.refuse_missing(file);
    file.finish();
    profile.request_forms.push_back(std::move(form));
}

} // namespace kith::profiles
