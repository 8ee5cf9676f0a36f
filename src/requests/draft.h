#pragma once
// A request that is being written. Nobody reads it but its author and the colleague of the same agency to whom it was
// handed; nothing typed is ever refused or overwritten unseen. Kept 30 days after the last change.

#include "http/request.h"
#include "profiles/profile.h"
#include "profiles/request_form.h"
#include "requests/request.h"

namespace kith::requests {

inline constexpr int draft_pages = 3; // the fourth page sends
inline constexpr std::int64_t drafts_are_kept = 30 * days_ms;

struct DraftPage {
    std::int64_t version = 0; // 0: never saved
    http::Answers answers = {};
    std::optional<Instant> saved_at = {};
    Id<access::User> saved_by = {};
};

struct Draft {
    Id<Draft> id = {};
    Reference reference;
    Id<agencies::Agency> agency = {};
    Id<access::User> author = {};
    Id<access::Posting> author_posting = {};
    Id<access::User> holder = {}; // the author, until it is handed over
    std::optional<Instant> handed_at = {};
    std::string form_version = {};
    std::string browser_key = {}; // for the copy that the browser keeps; each person is given one made from it
    Instant made_at = {};
    Instant changed_at = {};
    std::array<DraftPage, draft_pages> pages = {};

    // The answers of all pages together.
    http::Answers answers() const;

    const DraftPage& page(int number) const { return pages.at(static_cast<std::size_t>(number - 1)); }
};

// The form a draft is filled into: the version it was begun with, or the one in force where that is gone.
const profiles::RequestForm& form_of(const profiles::Profile& profile, const Draft& draft, Day today);

// "3.1.2": the versions of its pages, to be sent along by whoever has read them all.
std::string versions_seen(const Draft& draft);

// Of what a form sent, only what answers that page's questions.
http::Answers answers_of_page(const profiles::RequestForm& form, int page, const http::Answers& sent);

// One block more of a section that repeats (at most twenty); one less, those after it moving up.
http::Answers with_block_added(const profiles::RequestForm& form, const http::Answers& answers,
                               profiles::Section::Repeats repeats);
http::Answers with_block_removed(const profiles::RequestForm& form, const http::Answers& answers,
                                 profiles::Section::Repeats repeats, int number);

// "Maya, Tobi": the new children's names as far as they were typed.
std::string children_typed(const http::Answers& answers);

// Answers that are there in both but differ: what to show when two people wrote at once.
std::vector<std::string> fields_that_differ(const http::Answers& mine, const http::Answers& theirs);

} // namespace kith::requests
