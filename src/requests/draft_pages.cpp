// Asking for support: four pages, saved whatever they hold, sent when the answers are there.

#include "agencies/offers.h"
#include "base/crypto.h"
#include "base/number.h"
#include "base/text.h"
#include "html/components.h"
#include "http/form_version.h"
#include "http/router.h"
#include "people/search.h"
#include "profiles/profile_store.h"
#include "requests/autosave.h"
#include "requests/draft_removal_pages.h"
#include "requests/draft_store.h"
#include "requests/draft_views.h"
#include "requests/gone_draft_pages.h"
#include "requests/known_child_store.h"
#include "requests/request_store.h"
#include "requests/routes.h"
#include "requests/who_helps_store.h"

namespace kith::requests {

using access::Action;
using html::Html;
using http::Context;
using http::Response;
using http::seen_version;
using profiles::Section;

namespace {

std::string path_to(const Reference& draft, int page) {
    return fmt::format("/requests/drafts/{}/{}", draft.text(), page);
}

// What every page of a draft starts from.
struct Opened {
    std::shared_ptr<const profiles::Profile> profile;
    Draft draft;
    const profiles::RequestForm& form;
};

Draft the_draft(Context& cx) {
    const auto reference = cx.reference("draft");
    auto draft = find_draft(cx.db, cx.viewer, reference);
    return http::found(std::move(draft));
}

Opened opened(Context& cx) {
    auto profile = profiles::current(cx.db);
    auto draft = the_draft(cx);
    cx.saw("draft", draft.id.text());
    const auto& form = form_of(*profile, draft, cx.today);
    return {std::move(profile), std::move(draft), form};
}

int page_number(Context& cx) {
    const auto text = cx.path("page");
    if (text.size() != 1 || text.front() < '1' || text.front() > '4') throw http::Stop{404};
    return text.front() - '0';
}

// For the copy that this person's browser keeps: of no use to anybody else.
std::string browser_key(const Draft& draft, const access::Viewer& viewer) {
    const auto digest = hmac_sha256(draft.browser_key, viewer.user.text());
    return base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// All pages' answers, with this page's as they were just sent.
http::Answers with_page(const Draft& draft, int page, const http::Answers& sent) {
    auto changed = draft;
    changed.pages.at(static_cast<std::size_t>(page - 1)).answers = sent;
    return changed.answers();
}

// Children asked about before

std::vector<std::string> ticked_boxes(const http::Answers& answers) {
    std::vector<std::string> keys;
    for (auto& key : answers.all(profiles::key::children_known))
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
    return keys;
}

constexpr std::string_view child_is_lost =
    "A child you ticked cannot be chosen any more. If this is about them too, add them as another child";

// Those whose boxes are ticked, each request they are named in noted.
ChildrenToChoose ticked_children(Context& cx, const http::Answers& answers) {
    const auto keys = ticked_boxes(answers);
    ChildrenToChoose known{.children = children_in_boxes(cx.db, cx.viewer, keys, cx.now)};
    known.lost = known.children.size() < keys.size();
    for (const auto& each : known.children)
        cx.saw("request", each.request.text());
    return known;
}

// Those to choose from on page 1: who is ticked, who was looked for, whom the viewer asked about or works with.
ChildrenToChoose children_to_choose(Context& cx, const http::Answers& answers, const std::string& looked_for) {
    auto known = ticked_children(cx, answers);
    known.looked_for = looked_for;
    known.can_find = has_children_of_the_agency(cx.db, cx.viewer, cx.now);
    if (!looked_for.empty()) {
        cx.searched(people::told_terms(looked_for, cx.db.vault()));
        auto found = children_named(cx.db, cx.viewer, looked_for, cx.now);
        known.found = !found.empty();
        add_others(known.children, std::move(found));
    }
    add_others(known.children, children_of_the_viewer(cx.db, cx.viewer, cx.now));
    for (const auto& each : known.children)
        cx.saw("request", each.request.text());
    return known;
}

// Whether children are offered is asked for pages 1 and 4 alone: the others have nothing to do with it.
AnsweredForm answered_form(Context& cx, const Opened& opened, int page, const http::Answers& answers) {
    const bool matters = page == 1 || page == 4;
    const bool offers_known =
        matters && (!ticked_boxes(answers).empty() || has_children_of_the_viewer(cx.db, cx.viewer, cx.now));
    return {opened.form, answers, offers_known};
}

FormDrawing drawing(Context& cx, const Opened& opened, const AnsweredForm& form, const ChildrenToChoose& known,
                    const Problems& problems) {
    return {cx.db, *opened.profile, form, known, problems, cx.today};
}

// Pages 1 to 3

Html council_words(const profiles::Profile& profile, Day today) {
    const auto& wording = profile.agreement(today);
    std::vector<Html> said;
    for (const auto& each : wording.paragraphs)
        said.push_back(html::paragraph(each));
    std::vector<Html> not_yet(wording.not_yet.begin(), wording.not_yet.end());
    return html::details({.summary = "What the family agrees to, in words to read to them", .content = Html(said)}) +
           html::details({.summary = "If you have not asked them yet", .content = html::list(not_yet)});
}

// Whoever helps one of the children, as far as this agency may know.
std::optional<WhoHelps> who_helps_anybody(Context& cx, const Opened& opened, const AnsweredForm& form) {
    for (const auto& child : children_in_boxes(cx.db, cx.viewer, ticked_boxes(form.answers()), cx.now))
        if (auto helper = who_helps(cx.db, cx.viewer, child.in_it, cx.now)) return helper;
    for (const auto& named : composed(*opened.profile, form, {}, cx.today).people)
        if (named.person.kind == PersonKind::child && !named.person.given_names.empty())
            if (auto helper = who_helps(cx.db, cx.viewer, named, cx.now)) return helper;
    return std::nullopt;
}

// No question: whoever asks must not be told whether somebody helps, and need not know it.
constexpr std::string_view cannot_be_told =
    "You need not find out: send this either way. We cannot tell you here whether somebody helps one of the children, "
    "because a family may not want it known. Whoever reads this looks, and tells you afterwards what you may know.";

// Always the same place and, unless the agency is covered, always the same words.
Html is_anyone_helping(Context& cx, const Opened& opened, const AnsweredForm& form) {
    const Html heading = html::heading("Whether anybody helps already", 2);
    const auto helper = who_helps_anybody(cx, opened, form);
    if (!helper) return html::inset_text(heading + html::paragraph(cannot_be_told));

    cx.saw("episode", helper->episode.text());
    cx.saw("person", helper->person.text());
    const auto who = helper->lead.empty() ? helper->agency : helper->lead + ", " + helper->agency;
    Html words = Html("Already being helped by ") + html::strong(who) + Html(".");
    if (!helper->telephone.empty()) words += Html(" Ring ") + html::telephone_link(helper->telephone) + Html(".");
    return html::inset_text(heading + html::paragraph(words) + html::paragraph("What you send is added to that help."));
}

Html draft_form(Context& cx, const Opened& opened, int page, const FormDrawing& drawing, std::int64_t version) {
    const auto address = path_to(opened.draft.reference, page);
    const bool about_agreement = opened.form.pages[static_cast<std::size_t>(page - 1)].code == "agreement";
    const Html content = questions(drawing, page, about_agreement ? council_words(*opened.profile, cx.today) : Html());
    return html::form({.action = address,
                       .submit = "Save and continue",
                       .fields = cx.form_fields(),
                       .beside = html::button({.text = "Save and come back later",
                                               .look = html::ButtonLook::secondary,
                                               .name = "later",
                                               .value = "yes"}),
                       .autosave = address,
                       .draft_version = std::to_string(version),
                       .draft_key = browser_key(opened.draft, cx.viewer)},
                      content);
}

Html way_to_remove(Context& cx, const Draft& draft) {
    const bool goes_back = goes_back_to_author(cx.db, cx.viewer, draft, cx.now);
    return html::paragraph(
        html::link(path_to_removal(draft), goes_back ? "Give this draft back" : "Throw this draft away"));
}

struct Around {
    Html above = {};
    std::string looked_for = {}; // a child by name
};

Response page_of_draft(Context& cx, const Opened& opened, int page, const http::Answers& sent, std::int64_t version,
                       const Problems& problems = {}, const Around& around = {}) {
    const auto answers = with_page(opened.draft, page, sent);
    const auto form = answered_form(cx, opened, page, answers);
    const auto known = page == 1 ? children_to_choose(cx, answers, around.looked_for) : ChildrenToChoose();
    Html content = around.above;
    if (known.lost && problems.empty()) content += html::inset_text(html::paragraph(child_is_lost));
    if (page == 1)
        content += html::urgent_line(opened.profile->urgent_line()); // and the box below says it in one sentence
    if (page == 2) content += is_anyone_helping(cx, opened, form);
    content += draft_form(cx, opened, page, drawing(cx, opened, form, known, problems), version) +
               way_to_remove(cx, opened.draft);
    const auto& asked = opened.form.pages[static_cast<std::size_t>(page - 1)];
    return cx.page({.title = asked.title,
                    .caption = fmt::format("{}: page {} of 4", opened.form.title, page),
                    .problems = problems,
                    .back = page > 1 ? path_to(opened.draft.reference, page - 1) : "/home"},
                   content);
}

Response check_page(Context& cx, const Opened& opened, const Problems& problems = {});

Response show_page(Context& cx) {
    if (auto elsewhere = gone_on(cx)) return std::move(*elsewhere);
    const int page = page_number(cx);
    const auto opened = requests::opened(cx);
    if (page == 4) return check_page(cx, opened);
    const auto& saved = opened.draft.page(page);
    return page_of_draft(cx, opened, page, saved.answers, saved.version);
}

void for_each_school(const profiles::RequestForm& form, const std::function<void(const std::string& name)>& act) {
    for (const auto& page : form.pages)
        for (const auto& section : page.sections)
            for (const auto& question : section.questions)
                for (int number = 1; question.kind == profiles::QuestionKind::school && number <= most_blocks; ++number)
                    act(field_name(question.key, number));
}

void forget_other_schools(Context& cx, const profiles::RequestForm& form, http::Answers& answers) {
    const auto schools = agencies::school_offers(cx.db);
    for_each_school(form, [&](const std::string& name) { agencies::forget_other(schools, answers, name); });
}

// A school that was picked, or typed without doubt, is kept by its number. Refuses what several schools fit; a
// setting that is in no register stays as it was typed, as does "none", which the form asks for where there is none.
Problems settle_schools(Context& cx, const profiles::RequestForm& form, http::Answers& answers) {
    Problems problems;
    const auto schools = agencies::school_offers(cx.db);
    for_each_school(form, [&](const std::string& name) {
        if (folded(answers.text(name)) == "none") return;
        const auto picked = agencies::picked(schools, answers, name);
        if (picked && *picked) agencies::set_picked(answers, name, **picked);
        if (!picked && picked.error().front().code == "several") problems.push_back(picked.error().front());
    });
    forget_other_schools(cx, form, answers);
    return problems;
}

// "Add another child" and "Take out": the page as it is, with a block more or less.
http::Answers with_blocks_changed(const profiles::RequestForm& form, const http::Answers& sent,
                                  const http::Answers& buttons) {
    const auto added = buttons.text("add");
    const auto removed = buttons.text("remove");
    if (added == "child") return with_block_added(form, sent, Section::Repeats::each_child);
    if (added == "adult") return with_block_added(form, sent, Section::Repeats::each_adult);
    const auto dash = removed.find('-');
    if (dash == std::string::npos) return sent;

    const int number = whole_number(std::string_view(removed).substr(dash + 1)).value_or(0);
    const bool child = removed.starts_with("child");
    return with_block_removed(form, sent, child ? Section::Repeats::each_child : Section::Repeats::each_adult, number);
}

bool changes_blocks(const http::Answers& buttons) {
    return buttons.has("add") || buttons.has("remove");
}

// One of them, or one that looks for a child: the page stays.
bool stays(const http::Answers& buttons) {
    return changes_blocks(buttons) || buttons.has(find_button);
}

// Both texts, and the newer version: saving again is then a choice.
Response show_both(Context& cx, const Opened& opened, int page, const http::Answers& mine, const DraftPage& theirs) {
    const auto answers = with_page(opened.draft, page, mine);
    const auto form = answered_form(cx, opened, page, answers);
    const auto theirs_ticked = ticked_children(cx, theirs.answers);
    const Problems problems{{"", "changed_meanwhile",
                             "This page was saved meanwhile in another window or by a colleague. Compare both, then "
                             "save again"}};
    const auto above = what_the_other_wrote(drawing(cx, opened, form, theirs_ticked, problems), page, theirs.answers,
                                            fields_that_differ(mine, theirs.answers));
    return page_of_draft(cx, opened, page, mine, theirs.version, problems, {.above = above});
}

// "Find" was pressed, or the Enter key in its field while nobody is named yet. Empty: nobody is looked for.
std::string looks_for(Context& cx, int page, const AnsweredForm& form) {
    if (page != 1) return {};
    const auto typed = cx.answers.text(name_to_find);
    const bool named = !ticked_boxes(form.answers()).empty() || form.any_child_begun() || form.in_danger();
    return cx.answers.has(find_button) || !named ? typed : std::string();
}

const Problem gone_meanwhile{"", "gone", "This draft was sent or deleted meanwhile"};

Response save_draft_page(Context& cx) {
    const int page = page_number(cx);
    const auto opened = requests::opened(cx);

    auto sent = with_blocks_changed(opened.form, answers_of_page(opened.form, page, cx.answers), cx.answers);
    auto problems = page == 1 ? settle_schools(cx, opened.form, sent) : Problems();
    const auto answers = with_page(opened.draft, page, sent);
    const auto form = answered_form(cx, opened, page, answers);
    const auto looked_for = looks_for(cx, page, form);
    SavedPage kept;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        kept = save_page(writer, cx.viewer, opened.draft.id, page, seen_version(cx.answers), sent);
        if (kept.gone) return gone_meanwhile;
        if (kept.theirs) return Problem{"", "changed_meanwhile", "This page was saved meanwhile"};
        return path_to(opened.draft.reference, stays(cx.answers) || !looked_for.empty() ? page : page + 1);
    });
    if (!saved && kept.gone) return draft_is_gone(cx, page);
    if (!saved && kept.theirs) return show_both(cx, opened, page, sent, *kept.theirs);
    if (!saved) return page_of_draft(cx, opened, page, sent, seen_version(cx.answers), saved.error());

    if (changes_blocks(cx.answers)) return http::see_other(*saved);
    if (cx.answers.has("later")) return http::see_other("/home", "Your request is saved. Pick it up again from here");
    if (!looked_for.empty()) return page_of_draft(cx, opened, page, sent, kept.version, {}, {.looked_for = looked_for});
    if (stays(cx.answers)) return http::see_other(*saved);

    const auto more = form.problems(static_cast<std::size_t>(page), cx.today);
    problems.insert(problems.end(), more.begin(), more.end());
    if (page == 1 && !form.in_danger() && ticked_children(cx, sent).lost)
        problems.push_back({"", "not_found", std::string(child_is_lost)});
    if (form.in_danger() && problems.empty()) return http::see_other(path_to(opened.draft.reference, 4));
    if (problems.empty()) return http::see_other(*saved);
    return page_of_draft(cx, opened, page, sent, kept.version, problems);
}

// Autosave: the same without a page. What is there already wins, and the person is told.
Response autosave_draft_page(Context& cx) {
    const int page = page_number(cx);
    if (page == 4) throw http::Stop{404};
    const auto profile = profiles::current(cx.db);
    const auto draft = the_draft(cx);
    const auto& form = form_of(*profile, draft, cx.today);
    auto sent = answers_of_page(form, page, cx.answers);
    if (page == 1) forget_other_schools(cx, form, sent);
    SavedPage kept;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        kept = save_page(writer, cx.viewer, draft.id, page, seen_version(cx.answers), sent);
        if (kept.gone) return gone_meanwhile;
        if (kept.theirs) return Problem{"", "changed_meanwhile", "This page was saved meanwhile"};
        return path_to(draft.reference, page);
    });
    if (saved) return autosaved(kept.version, cx.now);
    if (!kept.theirs) return {.status = 409};

    cx.saw("draft", draft.id.text());
    return changed_elsewhere(*kept.theirs);
}

// Page 4

Html hand_over_form(Context& cx, const Opened& opened) {
    const auto all = colleagues(cx.db, cx.viewer, cx.now);
    if (all.empty()) return {};

    std::vector<html::Choice> choices;
    for (const auto& each : all)
        choices.push_back({.value = each.email, .text = each.name});
    return html::details(
        {.summary = "Ask a colleague to finish it",
         .content = html::form({.action = fmt::format("/requests/drafts/{}/holder", opened.draft.reference.text()),
                                .submit = "Hand it over",
                                .fields = cx.form_fields()},
                               html::select({.name = "colleague",
                                             .label = "Colleague",
                                             .hint = "They see what you wrote. You go on seeing it too.",
                                             .choices = std::move(choices),
                                             .prompt = "Choose a colleague"}))});
}

// Missing answers, each leading to its page.
Problems problems_by_page(const AnsweredForm& form, Day today) {
    Problems all;
    for (std::size_t page = 1; page <= draft_pages; ++page)
        for (auto& each : form.problems(page, today)) {
            each.field = fmt::format("page-{}", page);
            all.push_back(std::move(each));
        }
    return all;
}

Html count_words(const AnsweredForm& form) {
    const auto count = form.required();
    if (count.given == count.asked) return {};
    return html::inset_text(html::paragraph(
        counted(static_cast<std::size_t>(count.asked - count.given), "answer is", "answers are") +
        " still missing. You can save this and come back: it is kept for 30 days after your last change."));
}

Response check_page(Context& cx, const Opened& opened, const Problems& problems) {
    const auto answers = opened.draft.answers();
    const auto form = answered_form(cx, opened, 4, answers);
    const auto known = ticked_children(cx, answers);
    const auto& asked = opened.form.pages.back();
    const auto address = "/requests/drafts/" + opened.draft.reference.text();
    const Html lost = known.lost && problems.empty() ? html::inset_text(html::paragraph(child_is_lost)) : Html();
    const Html content = (asked.text.empty() ? Html() : html::lead_paragraph(asked.text)) + lost + count_words(form) +
                         answers_to_check(drawing(cx, opened, form, known, problems), address) +
                         html::form({.action = address + "/4", .submit = "Send", .fields = cx.form_fields()},
                                    html::hidden_field("seen", versions_seen(opened.draft))) +
                         hand_over_form(cx, opened) + way_to_remove(cx, opened.draft);
    return cx.page({.title = asked.title,
                    .caption = fmt::format("{}: page 4 of 4", opened.form.title),
                    .problems = problems,
                    .back = address + "/3"},
                   content);
}

Response send_draft(Context& cx) {
    const auto opened = requests::opened(cx);
    const auto answers = opened.draft.answers();
    const auto form = answered_form(cx, opened, 4, answers);
    if (const auto problems = problems_by_page(form, cx.today); !problems.empty())
        return check_page(cx, opened, problems);

    const auto boxes = ticked_boxes(answers);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto draft = find_draft(writer, cx.viewer, opened.draft.reference);
        if (!draft || versions_seen(*draft) != cx.answers.text("seen"))
            return Problem{"", "changed_meanwhile",
                           "This was changed meanwhile in another window or by a colleague. Read it again before you "
                           "send it"};
        const auto chosen = children_to_send(writer, cx.viewer, boxes, writer.now());
        if (chosen.size() < boxes.size() && !form.in_danger())
            return Problem{"page-1", "not_found", std::string(child_is_lost)};
        const auto made = composed(*opened.profile, form, chosen, cx.today);
        const auto request = send_request(writer, cx.viewer, *opened.profile, *draft, made);
        drop_draft(writer, draft->id);
        return "/requests/" + request.reference.text() + "/sent";
    });
    if (!saved) return check_page(cx, opened, saved.error());
    return http::see_other(*saved);
}

Response save_or_send(Context& cx) {
    const auto reference = cx.reference("draft");
    if (!find_draft(cx.db, cx.viewer, reference)) return draft_is_gone(cx, page_number(cx));
    return page_number(cx) == 4 ? send_draft(cx) : save_draft_page(cx);
}

Response hand_draft_over(Context& cx) {
    const auto opened = requests::opened(cx);
    const auto all = colleagues(cx.db, cx.viewer, cx.now);
    const auto chosen = std::find_if(all.begin(), all.end(),
                                     [&](const Worker& each) { return each.email == cx.answers.text("colleague"); });
    if (chosen == all.end())
        return check_page(cx, opened, {{"colleague", "missing", "Choose the colleague who is to finish it"}});

    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        if (auto handed = hand_over(writer, cx.viewer, opened.draft, chosen->user); !handed) return handed.error();
        return std::string("/home");
    });
    if (!saved) return check_page(cx, opened, saved.error());
    return http::see_other(*saved, "Handed over. It is on your colleague's Home page now");
}

// To go on where it was left: the first page on which something is missing.
Response pick_up(Context& cx) {
    if (auto elsewhere = gone_on(cx)) return std::move(*elsewhere);
    const auto profile = profiles::current(cx.db);
    const auto draft = the_draft(cx);
    const auto answers = draft.answers();
    const bool offers_known = !ticked_boxes(answers).empty() || has_children_of_the_viewer(cx.db, cx.viewer, cx.now);
    const AnsweredForm form(form_of(*profile, draft, cx.today), answers, offers_known);
    int page = 1;
    while (page <= draft_pages && form.problems(static_cast<std::size_t>(page), cx.today).empty())
        ++page;
    return http::see_other(path_to(draft.reference, page));
}

// Beginning

Response begin(Context& cx) {
    const auto profile = profiles::current(cx.db);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        return path_to(begin_draft(writer, cx.viewer, profile->request_form(cx.now.day()).version), 1);
    });
    if (!saved) throw http::Stop{404};
    return http::see_other(*saved);
}

} // namespace

void draft_routes(http::Router& router) {
    // Leads to a blank draft of one's own: however often it is asked for, there is one.
    router.get("/requests/new", Action::ask_for_support, http::no_personal_data, begin);
    router.get("/requests/drafts/{draft}", Action::ask_for_support, http::no_personal_data, pick_up);
    router.get("/requests/drafts/{draft}/{page}", Action::ask_for_support, {"draft.viewed"}, show_page);
    router.post("/requests/drafts/{draft}/{page}", Action::ask_for_support, save_or_send);
    router.put("/requests/drafts/{draft}/{page}", Action::ask_for_support, autosave_draft_page);
    gone_draft_routes(router);
    draft_removal_routes(router);
    router.post("/requests/drafts/{draft}/holder", Action::ask_for_support, hand_draft_over);
}

} // namespace kith::requests
