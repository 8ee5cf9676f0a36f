#include "requests/gone_draft_pages.h"

#include "html/components.h"
#include "profiles/profile_store.h"
#include "requests/composing.h"
#include "requests/draft_store.h"
#include "requests/request_pages.h"
#include "requests/request_views.h"
#include "requests/routes.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

namespace {

struct TypedAnswer {
    std::string question;
    Typed typed;
};

std::vector<TypedAnswer> typed_on(const profiles::Profile& profile, const profiles::RequestForm& form, int page,
                                  const http::Answers& answers, Day today) {
    std::vector<TypedAnswer> all;
    const AnsweredForm answered(form, answers);
    for (const auto& section : form.pages.at(static_cast<std::size_t>(page - 1)).sections)
        for (int number = 1; number <= answered.blocks(section.repeats); ++number)
            for (const auto& question : section.questions) {
                const bool shown = question.kind != profiles::QuestionKind::known_child;
                auto words = shown ? answer_words(profile, question, answers, number, today) : "";
                if (!words.empty()) all.push_back({question.key, {question.label, std::move(words)}});
            }
    return all;
}

bool holds(const Request& request, const TypedAnswer& typed) {
    return std::any_of(request.answers.begin(), request.answers.end(), [&](const Answered& each) {
        return each.question == typed.question && each.answer == typed.typed.words;
    });
}

// The words as one text, each answer under its question.
std::string as_addition(const std::vector<TypedAnswer>& answers) {
    std::string text;
    for (const auto& [question, typed] : answers)
        text += fmt::format("{}{}\n{}", text.empty() ? "" : "\n\n", typed.label, typed.words);
    return text;
}

Html words_of(const std::vector<TypedAnswer>& answers) {
    std::vector<Typed> typed;
    for (const auto& each : answers)
        typed.push_back(each.typed);
    return what_was_typed(typed);
}

bool takes_more(const SeenRequest& seen, const access::Viewer& viewer) {
    return seen.shows_content() && seen.request.sender_agency == viewer.agency &&
           (seen.request.state == State::received || seen.request.state == State::question);
}

Html add_to(Context& cx, const Request& request, const std::vector<TypedAnswer>& typed) {
    return html::form({.action = path_to(request) + "/additions",
                       .submit = "Add this to the request",
                       .fields = cx.form_fields() + html::hidden_field("version", std::to_string(request.version))},
                      html::text_area({.name = "words",
                                       .label = "What to add",
                                       .hint = "Take out what the request says already.",
                                       .text = as_addition(typed)}));
}

Html begin_anew(Context& cx, int page, const http::Answers& answers) {
    Html fields = cx.form_fields() + html::hidden_field("page", std::to_string(page));
    for (const auto& [name, value] : answers.fields())
        fields += html::hidden_field(name, value);
    return html::one_button_form({.action = "/requests/drafts", .text = "Start a new draft with it", .fields = fields});
}

Response begin_with_words(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto& form = profile->request_form(cx.today);
    const auto text = cx.answers.text("page");
    if (text != "1" && text != "2" && text != "3") throw http::Stop{404};

    const int page = text.front() - '0';
    const auto answers = answers_of_page(form, page, cx.answers);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto reference = begin_draft(writer, cx.viewer, form.version);
        const auto draft = find_draft(writer, cx.viewer, reference);
        save_page(writer, cx.viewer, draft->id, page, 0, answers);
        return fmt::format("/requests/drafts/{}/{}", reference.text(), page);
    });
    if (!saved) throw http::Stop{404};
    return http::see_other(*saved, "What you typed is in this new draft");
}

} // namespace

Response draft_is_gone(Context& cx, int page) {
    const auto profile = profiles::current(cx.db);
    const auto& form = profile->request_form(cx.today);
    const auto answers = page <= draft_pages ? answers_of_page(form, page, cx.answers) : http::Answers();
    auto typed = page <= draft_pages ? typed_on(*profile, form, page, answers, cx.today) : std::vector<TypedAnswer>();

    const auto seen = find_request(cx.db, cx.viewer, cx.reference("draft"), cx.now);
    if (seen) {
        cx.saw("request", seen->request.id.text());
        std::erase_if(typed, [&](const TypedAnswer& each) { return holds(seen->request, each); });
        if (typed.empty()) return http::see_other(path_to(seen->request));
    }
    if (typed.empty()) throw http::Stop{404};

    Html content = html::lead_paragraph(seen ? Html("It was sent as a request while this page was open. What you typed "
                                                    "since is here and nowhere else yet.")
                                             : Html("It was sent, handed on or deleted while this page was open. What "
                                                    "you typed is here and nowhere else yet."));
    content += words_of(typed);
    if (seen && takes_more(*seen, cx.viewer)) content += add_to(cx, seen->request, typed);
    content += begin_anew(cx, page, answers);
    auto response = cx.page({.title = "This draft is not here any more"}, content);
    response.status = seen ? 409 : 404;
    return response;
}

std::optional<Response> gone_on(Context& cx) {
    const auto reference = cx.reference("draft");
    if (find_draft(cx.db, cx.viewer, reference)) return std::nullopt;
    if (!find_request(cx.db, cx.viewer, reference, cx.now)) throw http::Stop{404};
    return http::see_other("/requests/" + reference.text());
}

void gone_draft_routes(http::Router& router) {
    router.post("/requests/drafts", Action::ask_for_support, begin_with_words);
}

} // namespace kith::requests
