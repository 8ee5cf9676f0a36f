#include "app/audit_words.h"

#include "base/text.h"

namespace kith::app {

namespace {

using enum Deed;

constexpr DeedWords all_deeds[] = {
    {looked, "looked", "Looked at something"},       {searched, "searched", "Searched"},
    {changed, "changed", "Changed something"},       {access, "access", "Changed who may see what"},
    {account, "account", "Signed in, and accounts"}, {settings, "settings", "Settings"},
};

constexpr ActionWords all_actions[] = {
    {"agency.added", settings, "Added an agency"},
    {"agency.changed", settings, "Changed an agency"},
    {"agency.ended", settings, "Ended an agency"},
    {"audit.saved", looked, "Saved a file of who opened and changed what"},
    {"audit.viewed", looked, "Looked at who opened and changed what"},
    {"bar.declared", access, "Said that they know the family and must not see it"},
    {"bar.ended", access, "Let somebody see a family again"},
    {"bar.made", access, "Kept a family from somebody who knows it"},
    {"bars.viewed", looked, "Looked at who must not see a record"},
    {"draft.begun", changed, "Began to write a request"},
    {"draft.expired", changed, "An unsent request was dropped after 30 days"},
    {"draft.handed_over", changed, "Handed an unsent request to a colleague"},
    {"draft.thrown_away", changed, "Threw an unsent request away"},
    {"draft.viewed", looked, "Opened an unsent request"},
    {"episode.agreed", changed, "Recorded that a family agrees to be helped"},
    {"episode.ended", changed, "Ended a period of help"},
    {"episode.lead_named", changed, "Named who leads the help"},
    {"episode.moved", changed, "Moved the help on to its next step"},
    {"episode.opened", changed, "Began a period of help"},
    {"episode.viewed", looked, "Opened a period of help"},
    {"family.added", changed, "Started a family"},
    {"family.member_added", changed, "Added somebody to a family"},
    {"family.member_corrected", changed, "Corrected or ended that somebody belongs to a family"},
    {"family.named", changed, "Changed a family’s name"},
    {"family.viewed", looked, "Opened a family"},
    {"file.imported", settings, "Imported a file of places or schools"},
    {"find.searched", searched, "Searched for people"},
    {"form.refused", looked, "Sent a form that was refused"},
    {"form.viewed", looked, "Was shown a form again, to put something right"},
    {"held-post.deleted", changed, "Deleted what they had sent after signing in ran out or in another role"},
    {"held-post.viewed", looked, "Opened what they had sent after signing in ran out"},
    {"held-posts.listed", looked, "Listed what they had sent after signing in ran out"},
    {"history.erased", changed, "Erased the words of a line of this history"},
    {"home.viewed", looked, "Opened their own first page"},
    {"household.added", changed, "Recorded who lives together"},
    {"household.corrected", changed, "Corrected or ended that somebody lives in a household"},
    {"household.ended", changed, "Recorded that a household ended"},
    {"household.joined", changed, "Recorded that somebody moved in"},
    {"looks.viewed", looked, "Looked at who has looked"},
    {"mail.tried_again", settings, "Had an email sent again"},
    {"model.chosen", settings, "Chose the model that weighs records that may be the same person"},
    {"model.trained", settings, "Learned a model that weighs records that may be the same person"},
    {"pair.said_not_same", changed, "Said that two records are different people"},
    {"pair.said_same", changed, "Said that two records are the same person"},
    {"pair.said_same_by_one", changed, "Said that two records are the same person, as the first of two to say so"},
    {"pair.said_unsure", changed, "Could not tell whether two records are the same person"},
    {"pair.viewed", looked, "Compared two records that may be the same person"},
    {"pairs.listed", looked, "Listed records that may be the same person"},
    {"password.changed", account, "Changed their own password"},
    {"password.set", account, "Set somebody’s password"},
    {"person.added", changed, "Added a person"},
    {"person.address_recorded", changed, "Recorded an address"},
    {"person.attendance_recorded", changed, "Recorded a school"},
    {"person.birth_recorded", changed, "Recorded a date of birth"},
    {"person.contact_recorded", changed, "Recorded a telephone number or email address"},
    {"person.details_recorded", changed, "Recorded details of a person"},
    {"person.identifier_recorded", changed, "Recorded a number, like an NHS number"},
    {"person.name_recorded", changed, "Recorded a name"},
    {"person.safe_contact_recorded", changed, "Recorded how to reach somebody safely"},
    {"person.viewed", looked, "Opened a person’s record"},
    {"posting.chosen", account, "Chose which job to act in"},
    {"posting.ended", account, "Ended somebody’s job in Kith"},
    {"posting.granted", account, "Gave somebody a job in Kith"},
    {"posting.renewed", account, "Renewed somebody’s job in Kith"},
    {"profile.loaded", settings, "Loaded the council’s words and rules"},
    {"protection.ended", access, "Ended the protection of a record"},
    {"protection.made", access, "Protected a record: only named people see it"},
    {"protection.named", access, "Named somebody who may see a protected record"},
    {"protection.unnamed", access, "Took somebody off the names of a protected record"},
    {"protection.viewed", looked, "Looked at who may see a record"},
    {"relationship.corrected", changed, "Corrected who is whose"},
    {"relationship.recorded", changed, "Recorded who is whose"},
    {"request.added_to", changed, "Added something to a request"},
    {"request.decided", changed, "Decided a request"},
    {"request.joined", changed, "Added a request to help that was open"},
    {"request.match_confirmed", changed, "Said that two records are the same person"},
    {"request.match_open", changed, "Could not tell whether two records are the same person"},
    {"request.match_refused", changed, "Said that two records are different people"},
    {"request.printed", looked, "Printed a request"},
    {"request.question_answered", changed, "Answered a question about a request"},
    {"request.question_asked", changed, "Asked whoever sent the request a question"},
    {"request.read", changed, "Read what was added about a family they lead"},
    {"request.released", changed, "Gave a request back for others to take"},
    {"request.sent", changed, "Sent a request"},
    {"request.step_up_accepted", changed, "Recorded that what was passed on was accepted"},
    {"request.step_up_returned", changed, "Recorded that what was passed on came back"},
    {"request.taken", changed, "Took a request to decide it"},
    {"request.viewed", looked, "Opened a request"},
    {"requests.listed", looked, "Listed requests"},
    {"responsibility.corrected", changed, "Corrected who has parental responsibility"},
    {"responsibility.recorded", changed, "Recorded who has parental responsibility"},
    {"second-factor.offered", account, "Was shown a key for an authenticator app"},
    {"second-factor.refused", account, "Typed a wrong code"},
    {"second-factor.removed", account, "Removed somebody’s authenticator app"},
    {"second-factor.set-up", account, "Set up an authenticator app"},
    {"session.begun", account, "Gave the right password"},
    {"session.ended", account, "Signed out"},
    {"session.opened", account, "Signed in"},
    {"session.unlocked", account, "Unlocked the screen"},
    {"sessions.ended", account, "Signed out everywhere else"},
    {"sign-in.refused", account, "Tried to sign in with a wrong password"},
    {"team.added", settings, "Added a team"},
    {"team.changed", settings, "Changed a team"},
    {"team.ended", settings, "Ended a team"},
    {"unlock.refused", account, "Failed to unlock the screen"},
    {"user.added", account, "Added a user"},
    {"user.ended", account, "Ended somebody’s account"},
    {"user.person-set", access, "Recorded which person a user is, so that they do not see their own family"},
    {"users.viewed", looked, "Looked at users"},
};

constexpr struct {
    std::string_view kind, one, many;
} kinds_of_things[] = {
    {"agency", "agency", "agencies"},
    {"draft", "unsent request", "unsent requests"},
    {"episode", "period of help", "periods of help"},
    {"family", "family", "families"},
    {"history", "line of history", "lines of history"},
    {"import", "file", "files"},
    {"letter", "email", "emails"},
    {"person", "person", "people"},
    {"posting", "job in Kith", "jobs in Kith"},
    {"profile", "profile", "profiles"},
    {"request", "request", "requests"},
    {"team", "team", "teams"},
    {"user", "user", "users"},
};

} // namespace

std::span<const DeedWords> deeds() {
    return all_deeds;
}

std::span<const ActionWords> action_words() {
    return all_actions;
}

ActionWords words_of(const std::string& action) {
    for (const auto& each : all_actions)
        if (each.action == action) return each;
    return {action, changed, action};
}

std::string words_of(std::span<const CountedKind> kinds) {
    std::vector<std::string> words;
    for (const auto& [kind, count] : kinds) {
        const auto* known = std::find_if(std::begin(kinds_of_things), std::end(kinds_of_things),
                                         [&](const auto& each) { return each.kind == kind; });
        words.push_back(known == std::end(kinds_of_things) ? fmt::format("{} {}", count, kind)
                                                           : counted(count, known->one, known->many));
    }
    return listed(words);
}

} // namespace kith::app
