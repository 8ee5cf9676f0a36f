// A posting that goes on, and those that end soon.

#include "access/renewal.h"
#include "access/restriction.h"
#include "agencies/ending_soon.h"
#include "agencies/known_user.h"
#include "agencies/routes.h"
#include "agencies/user_forms.h"
#include "base/text.h"
#include "db/database.h"
#include "html/components/date_input.h"
#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/layout.h"
#include "html/components/summary_list.h"
#include "html/components/table.h"
#include "html/components/work_list.h"
#include "http/router.h"

namespace kith::agencies {

namespace {

using access::Action;
using access::Posting;
using html::Html;

struct Renewing {
    Posting posting;
    Known known;
};

Renewing posting_to_renew(http::Context& cx) {
    auto posting = http::found(access::find_posting(cx.db, cx.reference("posting")));
    const auto user = http::found(access::find_user(cx.db, posting.user));
    auto known = http::found(find_known(cx.db, cx.viewer, cx.now, user));
    if (user.ended_at || !access::may_renew(cx.viewer, posting, cx.now)) throw http::Stop{404};
    cx.saw("user", known.user.id.text());
    return {std::move(posting), std::move(known)};
}

Html earlier_renewals(http::Context& cx, const Posting& posting) {
    std::vector<html::Row> rows;
    for (const auto& renewal : access::renewals_of(cx.db, posting.id))
        rows.push_back({html::time(renewal.renewed_at), renewal.by, html::time((renewal.ended_at - 1).day()),
                        html::time((renewal.ends_at - 1).day()), renewal.reason});
    if (rows.empty()) return {};
    return html::table({.caption = "Renewed before",
                        .columns = {"When", "By", "Last day before", "Last day then", "Why"},
                        .rows = rows,
                        .first_cell_heads = true});
}

http::Response renewal_page(http::Context& cx, const Renewing& it, const http::Answers& answers,
                            const Problems& problems = {}) {
    const Html facts =
        html::summary_list({.rows = {{"Role", std::string(word(it.posting.role))},
                                     {"Agency", name_of(cx.db, it.posting.agency)},
                                     {"Last day now", html::time(last_day_of(it.posting))},
                                     {"Works with", families_words(access::cases_of(cx.db, it.posting.id, cx.now))}}});
    const Html form = html::form(
        {.action = path_to(it.posting) + "/renewal",
         .submit = "Renew the posting",
         .fields = cx.form_fields() + html::hidden_field("seen", std::to_string(it.posting.to.milliseconds))},
        Html{html::date_input({.name = "to",
                               .legend = "New last day",
                               .hint = "At most 12 months from today",
                               .typed = typed_day(answers, "to"),
                               .problems = problems}),
             html::input({.name = "reason",
                          .label = "Why do they go on?",
                          .hint = "For example: still works here",
                          .value = answers.text("reason"),
                          .problems = problems})});
    return cx.page({.title = "Renew this posting",
                    .caption = it.known.user.name,
                    .problems = problems,
                    .back = path_to(it.known.user)},
                   facts + form + earlier_renewals(cx, it.posting));
}

http::Response ask_renewal(http::Context& cx) {
    http::Answers answers;
    set_day(answers, "to", cx.today + (longest_posting_in_days - 1));
    return renewal_page(cx, posting_to_renew(cx), answers);
}

// The posting with the end that the form showed.
Posting as_it_was_seen(const http::Answers& answers, Posting posting) {
    posting.to = {answers.number("seen").value_or(0)};
    return posting;
}

http::Response save_renewal(http::Context& cx) {
    const auto it = posting_to_renew(cx);
    Problems problems;
    const auto to = required_day(cx.answers, "to", "Enter the new last day", problems);
    if (!problems.empty()) return renewal_page(cx, it, cx.answers, problems);
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const access::Term term{england_time(*to + 1, 0), cx.answers.text("reason")};
        const auto renewed = access::renew_posting(writer, cx.viewer, as_it_was_seen(cx.answers, it.posting), term);
        if (!renewed) return renewed.error();
        return path_to(it.known.user);
    });
    if (!saved) return renewal_page(cx, it, cx.answers, saved.error());
    return http::see_other(*saved, "The posting was renewed");
}

} // namespace

Day last_day_of(const Posting& posting) {
    return (posting.to - 1).day();
}

std::string path_to(const Posting& posting) {
    return "/admin/postings/" + posting.reference.text();
}

std::string families_words(std::int64_t cases) {
    return cases == 0 ? "No family" : counted(static_cast<std::size_t>(cases), "family", "families");
}

namespace {

// Protected records that nobody who is named can change once the posting is over: how many, never which.
Html protected_words(http::Context& cx, const Posting& posting) {
    if (posting.role != access::Role::team_manager) return {};
    const auto records = access::restrictions_without_manager(cx.db, std::max(posting.to, cx.now), posting.id);
    if (records == 0) return {};
    return ", nobody else who is named can change who sees " +
           counted(static_cast<std::size_t>(records), "protected record", "protected records");
}

} // namespace

Html postings_that_end_soon(http::Context& cx, std::size_t most) {
    if (!cx.viewer.may(Action::manage_users)) return {};
    const auto agency = manages_all(cx.viewer) ? std::nullopt : std::optional(cx.viewer.agency);
    auto ending = access::postings_ending(cx.db, agency, cx.now, cx.now + 30 * days_ms);
    std::erase_if(ending, [&](const Posting& each) { return !access::may_renew(cx.viewer, each, cx.now); });
    std::vector<html::Work> items;
    for (const auto& posting : std::span(ending).first(std::min(ending.size(), most))) {
        const auto user = access::find_user(cx.db, posting.user).value();
        cx.saw("user", user.id.text());
        const auto cases = access::cases_of(cx.db, posting.id, cx.now);
        Html facts = Html(word(posting.role)) + ", " + name_of(cx.db, posting.agency) +
                     (posting.to > cx.now ? ", last day " : ", ended on ") + html::time(last_day_of(posting));
        if (cases > 0) facts += ", works with " + families_words(cases);
        facts += protected_words(cx, posting);
        items.push_back({.address = path_to(posting) + "/renewal", .text = user.name, .facts = facts});
    }
    if (items.empty()) return {};
    const auto heading = fmt::format("Roles that end soon ({})", ending.size());
    const bool more = items.size() < ending.size();
    return html::card({.heading = heading,
                       .content = html::work_list({.items = std::move(items)}),
                       .aside = more ? html::link("/home/roles", "See all of them") : Html()});
}

void renewal_routes(http::Router& router) {
    router.get("/admin/postings/{posting}/renewal", Action::manage_users, {users_viewed}, ask_renewal);
    router.post("/admin/postings/{posting}/renewal", Action::manage_users, save_renewal);
}

} // namespace kith::agencies
