#include "requests/draft_removal_pages.h"

#include "access/users.h"
#include "html/components.h"
#include "profiles/profile_store.h"
#include "requests/draft_store.h"
#include "requests/draft_views.h"
#include "requests/gone_draft_pages.h"
#include "requests/routes.h"
#include "requests/worker_store.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;

namespace {

const Problem changed_since{"", "changed_meanwhile",
                            "This was changed meanwhile in another window or by a colleague. Read it again first"};

std::string name_of(Context& cx, Id<access::User> user) {
    const auto found = access::find_user(cx.db, user);
    return found ? found->name : "a colleague";
}

// All that is written in it; what is missing is left out.
Html words_in(Context& cx, const Draft& draft) {
    const auto profile = profiles::current(cx.db);
    const auto answers = draft.answers();
    const ChildrenToChoose known{
        .children = children_in_boxes(cx.db, cx.viewer, answers.all(profiles::key::children_known), cx.now)};
    for (const auto& each : known.children)
        cx.saw("request", each.request.text());
    const AnsweredForm form(form_of(*profile, draft, cx.today), answers, !known.children.empty());
    const auto words = answers_given({cx.db, *profile, form, known, {}, cx.today});
    return words.empty() ? html::inset_text(html::paragraph("Nothing is written in it.")) : words;
}

// What becomes of it, and of a colleague's words in it.
Html what_happens(Context& cx, const Draft& draft, bool goes_back) {
    if (goes_back) {
        const auto author = name_of(cx, draft.author);
        return html::lead_paragraph(fmt::format(
            "{} began it and handed it to you. Everything in it stays, what you wrote too, and is for {} to "
            "send or to throw away. You do not see it any more.",
            author, author));
    }
    Html words = html::lead_paragraph("Everything in it is deleted at once. Nobody can bring it back.");
    if (draft.holder != cx.viewer.user)
        words += html::inset_text(html::paragraph(
            fmt::format("You handed it to {}. What was written in it since goes too.", name_of(cx, draft.holder))));
    return words;
}

Response removal_page(Context& cx, const Draft& draft, const Problems& problems = {}) {
    cx.saw("draft", draft.id.text());
    const bool goes_back = goes_back_to_author(cx.db, cx.viewer, draft, cx.now);
    const auto address = "/requests/drafts/" + draft.reference.text();
    const auto form = html::form({.action = path_to_removal(draft),
                                  .submit = goes_back ? "Give it back" : "Throw it away",
                                  .fields = cx.form_fields(),
                                  .beside = html::link(address, "Keep it"),
                                  .warning = !goes_back},
                                 html::hidden_field("seen", versions_seen(draft)));
    return cx.page({.title = goes_back ? "Give this draft back?" : "Throw this draft away?",
                    .problems = problems,
                    .back = address},
                   {what_happens(cx, draft, goes_back), words_in(cx, draft), form});
}

Response ask_to_remove(Context& cx) {
    if (auto elsewhere = gone_on(cx)) return std::move(*elsewhere);
    const auto draft = find_draft(cx.db, cx.viewer, cx.reference("draft"));
    return removal_page(cx, http::found(draft));
}

Response remove_draft(Context& cx) {
    if (auto elsewhere = gone_on(cx)) return std::move(*elsewhere);
    const auto draft = http::found(find_draft(cx.db, cx.viewer, cx.reference("draft")));
    const bool goes_back = goes_back_to_author(cx.db, cx.viewer, draft, cx.now);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto now = find_draft(writer, cx.viewer, draft.reference);
        if (!now || versions_seen(*now) != cx.answers.text("seen") || now->holder != draft.holder ||
            goes_back_to_author(writer, cx.viewer, *now, writer.now()) != goes_back)
            return changed_since;
        if (!goes_back) throw_away(writer, cx.viewer, now->id);
        if (goes_back)
            if (auto given = hand_over(writer, cx.viewer, *now, now->author); !given) return given.error();
        return std::string("/home");
    });
    if (!saved) return removal_page(cx, draft, saved.error());
    return http::see_other(*saved, goes_back ? "Given back. It is on your colleague's Home page now"
                                             : "The draft is thrown away");
}

} // namespace

std::string path_to_removal(const Draft& draft) {
    return fmt::format("/requests/drafts/{}/removal", draft.reference.text());
}

bool goes_back_to_author(db::Reader& reader, const access::Viewer& viewer, const Draft& draft, Instant now) {
    if (draft.author == viewer.user) return false;
    const auto all = colleagues(reader, viewer, now);
    return std::ranges::any_of(all, [&](const Worker& each) { return each.user == draft.author; });
}

void draft_removal_routes(http::Router& router) {
    router.get("/requests/drafts/{draft}/removal", Action::ask_for_support, {"draft.viewed"}, ask_to_remove);
    router.post("/requests/drafts/{draft}/removal", Action::ask_for_support, remove_draft);
}

} // namespace kith::requests
