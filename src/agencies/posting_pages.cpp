// Postings of a user: a further one, and the end of one.

#include "access/renewal.h"
#include "agencies/ending_soon.h"
#include "agencies/known_user.h"
#include "agencies/offers.h"
#include "agencies/routes.h"
#include "agencies/user_forms.h"
#include "db/database.h"
#include "html/components/form.h"
#include "html/components/messages.h"
#include "html/components/summary_list.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::agencies {

namespace {

using access::Action;
using access::Posting;
using html::Html;

// A further posting

Html agency_field(http::Context& cx, const http::Answers& answers, const Problems& problems) {
    if (!manages_all(cx.viewer)) return html::summary_list({.rows = {{"Agency", cx.viewer.agency_name}}});
    return picker(agency_offers(cx.db), {.name = "agency",
                                         .label = "Agency",
                                         .hint = "Type a part of its name",
                                         .suggest = agency_suggestions,
                                         .answers = answers,
                                         .problems = problems});
}

http::Response new_posting_page(http::Context& cx, const Known& known, const http::Answers& answers,
                                const Problems& problems = {}) {
    auto roles = std::vector<access::Role>();
    if (const auto own = find_agency(cx.db, cx.viewer.agency)) roles = roles_to_give(cx.viewer, *own);
    if (manages_all(cx.viewer)) roles.insert(roles.begin(), access::Role::partner);
    const Html content =
        html::inset_text("A posting that ends soon is renewed instead: whatever they lead stays theirs. "
                         "What they lead does not come along to another posting.") +
        html::form(
            {.action = path_to(known.user) + "/postings", .submit = "Add the posting", .fields = cx.form_fields()},
            agency_field(cx, answers, problems) + posting_fields(roles, *profiles::current(cx.db), answers, problems));
    return cx.page(
        {.title = "Add a posting", .caption = known.user.name, .problems = problems, .back = path_to(known.user)},
        content);
}

Known user_to_post(http::Context& cx) {
    auto known = known_user(cx);
    if (known.is_viewer || known.user.ended_at) throw http::Stop{404};
    return known;
}

// Starts from the newest posting.
http::Response ask_new_posting(http::Context& cx) {
    const auto known = user_to_post(cx);
    http::Answers answers;
    set_usual_days(answers, cx.today);
    if (!known.postings.empty()) {
        const auto& newest = known.postings.front();
        answers.set("role", std::string(code(newest.role)));
        if (const auto agency = find_agency(cx.db, newest.agency); agency && !agency->has_ended())
            set_picked(answers, "agency", {.code = agency->reference.text(), .text = agency->name(), .hint = ""});
    }
    return new_posting_page(cx, known, answers);
}

// The agency that was picked; the viewer's own where there is no choice.
Result<Id<Agency>> picked_agency(http::Context& cx) {
    if (!manages_all(cx.viewer)) return cx.viewer.agency;
    const auto offer = picked(agency_offers(cx.db), cx.answers, "agency");
    if (!offer) return offer.error();
    const auto reference = *offer ? Reference::parse((*offer)->code) : std::nullopt;
    const auto agency = reference ? find_agency(cx.db, *reference) : std::nullopt;
    if (!agency) return Problem{"agency", "missing", "Choose the agency they will work for"};
    return agency->id;
}

http::Response add_new_posting(http::Context& cx) {
    const auto known = user_to_post(cx);
    const auto agency = picked_agency(cx);
    const auto typed = read_posting(cx.answers, *profiles::current(cx.db), cx.today);
    Problems problems;
    if (!agency) problems = agency.error();
    if (!typed) problems.insert(problems.end(), typed.error().begin(), typed.error().end());
    if (!problems.empty()) return new_posting_page(cx, known, cx.answers, problems);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        auto posting = *typed;
        posting.user = known.user.id;
        posting.agency = *agency;
        if (const auto granted = access::grant_posting(writer, cx.viewer, posting); !granted) return granted.error();
        return path_to(known.user);
    });
    if (!saved) return new_posting_page(cx, known, cx.answers, saved.error());
    return http::see_other(*saved, "The posting was added");
}

// Ending

struct KnownPosting {
    Posting posting;
    Known known;
};

KnownPosting posting_to_end(http::Context& cx) {
    auto posting = http::found(access::find_posting(cx.db, cx.reference("posting")));
    const auto user = http::found(access::find_user(cx.db, posting.user));
    auto known = http::found(find_known(cx.db, cx.viewer, cx.now, user));
    if (posting.to <= cx.now || !may_end(cx.viewer, posting)) throw http::Stop{404};
    cx.saw("user", known.user.id.text());
    return {std::move(posting), std::move(known)};
}

// What somebody else must take over.
std::string carried_words(std::int64_t cases) {
    if (cases == 0) return "No family's help is led by them in this role.";
    return fmt::format("They work with {}. From then on nobody leads the help of {}, and it is on the Home page of the "
                       "team's manager and of those who decide on requests, until somebody does.",
                       families_words(cases), cases == 1 ? "that family" : "those families");
}

Step end_of(db::Reader& reader, const KnownPosting& end, Instant now) {
    return {.title = "End this posting?",
            .explanation =
                fmt::format("{} stops at once as {} of {}. If they are signed in as that, they are signed out.",
                            end.known.user.name, word(end.posting.role), name_of(reader, end.posting.agency)),
            .carried = carried_words(access::cases_of(reader, end.posting.id, now)),
            .button = "End the posting",
            .action = path_to(end.posting) + "/ending",
            .back = path_to(end.known.user)};
}

http::Response ask_posting_ending(http::Context& cx) {
    return step_page(cx, end_of(cx.db, posting_to_end(cx), cx.now));
}

http::Response save_posting_ending(http::Context& cx) {
    const auto end = posting_to_end(cx);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        access::end_posting(writer, cx.viewer.actor(), end.posting.id);
        return path_to(end.known.user);
    });
    if (!saved) return step_page(cx, end_of(cx.db, end, cx.now), saved.error());
    return http::see_other(*saved, "The posting has ended");
}

} // namespace

void posting_routes(http::Router& router) {
    const auto manage = Action::manage_users;
    const http::Audit viewing{users_viewed};
    router.get("/admin/users/{user}/postings/new", manage, viewing, ask_new_posting);
    router.post("/admin/users/{user}/postings", manage, add_new_posting);
    router.get("/admin/postings/{posting}/ending", manage, viewing, ask_posting_ending);
    router.post("/admin/postings/{posting}/ending", manage, save_posting_ending);
}

} // namespace kith::agencies
