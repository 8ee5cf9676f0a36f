// /admin/users: who works with Kith, for whom and as what. No helpdesk: an agency's administrator adds its people.

#include "access/renewal.h"
#include "access/second_factor.h"
#include "access/sign_in.h"
#include "agencies/agency_words.h"
#include "agencies/ending_soon.h"
#include "agencies/known_user.h"
#include "agencies/name_match.h"
#include "agencies/routes.h"
#include "agencies/user_forms.h"
#include "base/text.h"
#include "db/database.h"
#include "html/components/button.h"
#include "html/components/form.h"
#include "html/components/input.h"
#include "html/components/messages.h"
#include "html/components/navigation.h"
#include "html/components/search.h"
#include "html/components/summary_list.h"
#include "html/components/table.h"
#include "html/components/tag.h"
#include "http/router.h"
#include "profiles/profile_store.h"

namespace kith::agencies {

namespace {

using access::Action;
using access::Posting;
using access::User;
using html::Html;

Html state_of(const Posting& posting, Instant now) {
    if (posting.to <= now) return html::tag({.text = "Ended", .colour = html::TagColour::grey});
    if (posting.from > now) return html::tag({.text = "Later", .colour = html::TagColour::blue});
    return html::tag({.text = "Current", .colour = html::TagColour::green});
}

// The list

std::string roles_now(db::Reader& reader, const std::vector<Posting>& postings, Instant now) {
    std::vector<std::string> roles;
    for (const auto& posting : postings)
        if (posting.covers(now))
            roles.push_back(fmt::format("{}, {}", word(posting.role), name_of(reader, posting.agency)));
    return roles.empty() ? "None now" : listed(roles);
}

Html user_table(http::Context& cx, const std::vector<User>& users, std::size_t from, bool searched) {
    std::vector<html::Row> rows;
    for (std::size_t i = from; i < users.size() && rows.size() < rows_on_a_page; i++) {
        const auto known = find_known(cx.db, cx.viewer, cx.now, users[i]);
        if (!known) continue;
        cx.saw("user", known->user.id.text());
        const Html name = html::link(path_to(known->user), known->user.name);
        rows.push_back({known->user.ended_at ? name + " " + html::tag({.text = "Ended"}) : name,
                        html::email_link(known->user.email), roles_now(cx.db, known->postings, cx.now)});
    }
    return html::table({.caption = counted(users.size(), "user", "users"),
                        .columns = {"Name", "Email", "Role"},
                        .rows = rows,
                        .first_cell_heads = true,
                        .when_empty = searched ? "No user fits. Check the spelling, or type less of the name."
                                               : "Nobody yet. Add a user, and they can sign in."});
}

Html way_to_add(const std::optional<Agency>& agency) {
    if (agency && !agency->has_ended())
        return html::button(
            {.text = "Add a user", .address = "/admin/agencies/" + agency->reference.text() + "/users/new"});
    return html::paragraph(Html("To add a user, ") + html::link("/admin/agencies", "choose the agency they work for") +
                           " first.");
}

http::Response user_list(http::Context& cx, const std::optional<Agency>& agency, const std::string& words) {
    auto users = access::users_of(cx.db, agency ? std::optional(agency->id) : std::nullopt);
    const NameMatch match(words);
    std::erase_if(users, [&](const User& user) { return !match.fits(user.name, user.email); });
    const auto page = http::page_asked(cx.answers);
    Html content = way_to_add(agency);
    content += html::search_box({.action = "/admin/users/search",
                                 .label = "Find a user by name or email",
                                 .fields = cx.form_fields(),
                                 .value = words});
    content += user_table(cx, users, (page - 1) * rows_on_a_page, !words.empty());
    const auto pages = static_cast<int>((users.size() + rows_on_a_page - 1) / rows_on_a_page);
    const auto address = "/admin/users" + (agency ? "?agency=" + agency->reference.text() : "");
    if (words.empty())
        content += html::pagination({.page = static_cast<int>(page), .pages = pages, .address = address});
    if (!words.empty() && pages > 1)
        content += html::paragraph(fmt::format("The first {} are shown. Type more of the name.", rows_on_a_page));
    return cx.page({.title = "Users", .caption = agency ? agency->name() : "", .back = "/admin", .wide = true},
                   content);
}

// Whose users are listed: an agency's own for its administrator, else the one asked for, else everybody.
std::optional<Agency> agency_of_list(const http::Context& cx) {
    if (!manages_all(cx.viewer)) return find_agency(cx.db, cx.viewer.agency);
    const auto reference = Reference::parse(cx.answers.text("agency"));
    return reference ? find_agency(cx.db, *reference) : std::nullopt;
}

http::Response list_users(http::Context& cx) {
    return user_list(cx, agency_of_list(cx), "");
}

http::Response search_users(http::Context& cx) {
    cx.searched(cx.answers.text("q"));
    return user_list(cx, agency_of_list(cx), cx.answers.text("q"));
}

// Adding somebody

std::string users_path(const Agency& agency) {
    return "/admin/agencies/" + agency.reference.text() + "/users";
}

http::Response new_user_page(http::Context& cx, const Agency& agency, const http::Answers& answers,
                             const Problems& problems = {}) {
    Html content;
    if (!agency.details.host && !agency.has_agreement(cx.today))
        content += html::inset_text("This agency has no information-sharing agreement in force. Its people can be "
                                    "added, but can do nothing until it has.");
    content += html::form(
        {.action = users_path(agency), .submit = "Add the user", .fields = cx.form_fields()},
        Html{html::input({.name = "name",
                          .label = "Full name",
                          .value = answers.text("name"),
                          .problems = problems,
                          .spellcheck = false}),
             html::input({.name = "email",
                          .label = "Email address",
                          .hint = "Their own at work: they sign in with it",
                          .value = answers.text("email"),
                          .problems = problems,
                          .kind = html::InputKind::email}),
             posting_fields(roles_to_give(cx.viewer, agency), *profiles::current(cx.db), answers, problems)});
    return cx.page({.title = "Add a user",
                    .caption = agency.name(),
                    .problems = problems,
                    .back = "/admin/agencies/" + agency.reference.text()},
                   content);
}

http::Response ask_new_user(http::Context& cx) {
    http::Answers answers;
    set_usual_days(answers, cx.today);
    return new_user_page(cx, open_agency(cx), answers);
}

http::Response add_new_user(http::Context& cx) {
    const auto agency = open_agency(cx);
    const access::NewUser named{cx.answers.text("name"), cx.answers.text("email")};
    const auto typed = read_posting(cx.answers, *profiles::current(cx.db), cx.today);
    if (!typed) {
        auto problems = access::problems_with(cx.db, named);
        problems.insert(problems.end(), typed.error().begin(), typed.error().end());
        return new_user_page(cx, agency, cx.answers, problems);
    }
    const auto password = access::first_password(cx.random());
    const auto hash = access::hashed(password);
    bool is_set = false;
    const auto saved = cx.save([&](db::Writer& writer) -> Result<std::string> {
        const auto user = access::add_user(writer, cx.viewer.actor(), named);
        if (!user) return user.error();
        auto posting = *typed;
        posting.user = *user;
        posting.agency = agency.id;
        if (const auto granted = access::grant_posting(writer, cx.viewer, posting); !granted) return granted.error();
        access::set_password(writer, cx.viewer.actor(), *user, hash);
        is_set = true;
        return path_to(access::find_user(writer, *user).value());
    });
    if (!saved) return new_user_page(cx, agency, cx.answers, saved.error());
    if (!is_set) return http::see_other(*saved); // the form was sent twice: the password was shown before
    return password_page(cx, cx.answers.text("name"), password, *saved);
}

// One user

// Links alike on their page say whose they are to a screen reader.
Html way(const Posting& posting, const std::string& step, const char* text) {
    return html::link(path_to(posting) + step, text, Html(" as ") + word(posting.role));
}

Html ways_on(const http::Context& cx, const Posting& posting) {
    Html ways;
    if (access::may_renew(cx.viewer, posting, cx.now)) ways += way(posting, "/renewal", "Renew") + " ";
    if (posting.to > cx.now && may_end(cx.viewer, posting)) ways += way(posting, "/ending", "End");
    return ways;
}

Html posting_table(http::Context& cx, const Known& known) {
    const auto profile = profiles::current(cx.db);
    std::vector<html::Row> rows;
    for (const auto& posting : known.postings) {
        const Html way = ways_on(cx, posting);
        rows.push_back({word(posting.role), name_of(cx.db, posting.agency), where_words(*profile, posting.localities),
                        html::time(posting.from.day()), html::time(last_day_of(posting)), state_of(posting, cx.now),
                        way});
    }
    return html::table({.caption = "Postings",
                        .columns = {"Role", "Agency", "Where", "From", "Last day", "State", "Change"},
                        .rows = rows,
                        .first_cell_heads = true,
                        .when_empty = "None yet. Without one they can do nothing."});
}

Html actions_on(const Known& known) {
    if (known.is_viewer)
        return html::inset_text("This is you. Another administrator changes your account and your postings.");
    if (known.user.ended_at) return {};
    std::vector<Html> buttons = {
        html::button({.text = "Add a posting", .address = path_to(known.user) + "/postings/new"})};
    if (!known.may_change_account)
        return html::button_group(buttons) +
               html::inset_text("They work for another agency too, or in a role you do not give: a system "
                                "administrator changes their account.");
    for (const auto& [text, address] :
         {std::pair("New first password", "/password"), std::pair("Lost telephone", "/second-factor"),
          std::pair("End this account", "/ending")})
        buttons.push_back(html::button(
            {.text = text, .address = path_to(known.user) + address, .look = html::ButtonLook::secondary}));
    return html::button_group(buttons);
}

http::Response show_user(http::Context& cx) {
    const auto known = known_user(cx);
    std::vector<html::SummaryRow> rows = {{"Email", known.user.email},
                                          {"One-time code", access::has_second_factor(cx.db, known.user.id)
                                                                ? "Set up"
                                                                : "To be set up at the next sign-in"}};
    if (known.user.ended_at) rows.push_back({"Account ended", html::time(*known.user.ended_at)});
    const Html content = {html::summary_list({.rows = rows}), actions_on(known), posting_table(cx, known)};
    return cx.page({.title = known.user.name, .back = "/admin/users", .wide = true}, content);
}

} // namespace

void user_routes(http::Router& router) {
    const auto manage = Action::manage_users;
    const http::Audit viewing{users_viewed};
    router.get("/admin/users", manage, viewing, list_users);
    router.post("/admin/users/search", manage, viewing, search_users);
    router.get("/admin/agencies/{agency}/users/new", manage, http::no_personal_data, ask_new_user);
    router.post("/admin/agencies/{agency}/users", manage, add_new_user);
    router.get("/admin/users/{user}", manage, viewing, show_user);
    posting_routes(router);
    renewal_routes(router);
    account_routes(router);
}

} // namespace kith::agencies
