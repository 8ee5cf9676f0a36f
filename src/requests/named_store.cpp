#include "requests/named_store.h"

#include "access/register.h"
#include "base/text.h"
#include "requests/request_rows.h"
#include "requests/worker_store.h"

namespace kith::requests {

namespace {

// For the front door, which may know of most: whether it may is asked afterwards. Ids grow with the time at which they
// are made.
constexpr db::Sql people_by_word = R"sql(
    select p.request_id, p.given_names, p.family_name
      from request_words w
      join request_persons p on p.id = w.request_person_id
     where w.word >= :from
       and w.word < :until
     order by p.request_id desc, p.position
)sql";

// For anybody else: what they may not read takes no part.
constexpr db::Sql people_by_word_to_be_read = R"sql(
    select p.request_id, p.given_names, p.family_name
      from request_words w
      join request_persons p on p.id = w.request_person_id
     where w.word >= :from
       and w.word < :until
       and exists (select 1
                     from may_see s
                    where s.resource_id = p.request_id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by p.request_id desc, p.position
)sql";

constexpr db::Sql line_of_request = R"sql(
    select r.id, r.reference, r.sent_at, r.names, r.state, r.sender_agency_id, a.name as agency_name, a.confidential,
           (select d.label
              from request_decisions d
             where d.request_id = r.id
             order by d.decided_at desc, d.id desc
             limit 1) as decision
      from requests r
      join agencies a on a.id = r.sender_agency_id
     where r.id = :id
)sql";

bool decides(const access::Viewer& viewer) {
    return viewer.may(access::Action::triage_request);
}

struct Naming {
    Id<Request> request;
    std::vector<std::string> names = {};
    bool in_whole_words = false; // one of them has each word typed as a whole
};

enum class Fit { none, beginning, whole };

Fit fit(const std::string& word, const std::string& part) {
    if (part == word) return Fit::whole;
    return character_count(word) > 2 && part.starts_with(word) ? Fit::beginning : Fit::none;
}

// How the words fit the name, the worst of them.
Fit fit(const std::vector<std::string>& words, const std::string& name) {
    const auto parts = folded_words(name);
    auto worst = Fit::whole;
    for (const auto& word : words) {
        auto best = Fit::none;
        for (const auto& part : parts)
            best = std::max(best, fit(word, part));
        worst = std::min(worst, best);
    }
    return worst;
}

std::vector<Naming> naming(db::Reader& reader, const access::Viewer& viewer, const std::vector<std::string>& words,
                           const std::string& longest, Instant now) {
    const auto after = longest + (character_count(longest) < 3 ? " " : "\U0010FFFF");
    std::vector<Naming> all;
    std::vector<db::Parameter> parameters{{"from", longest}, {"until", after}};
    if (!decides(viewer)) {
        parameters.emplace_back("posting", viewer.posting);
        parameters.emplace_back("now", now);
    }
    reader.for_each(decides(viewer) ? people_by_word : people_by_word_to_be_read, parameters, [&](const db::Row& row) {
        const auto name = trimmed(row.text("given_names") + " " + row.text("family_name"));
        const auto fits = fit(words, name);
        if (fits == Fit::none) return;
        const auto request = row.id<Request>("request_id");
        if (all.empty() || all.back().request != request) all.push_back({request});
        auto& found = all.back();
        if (std::find(found.names.begin(), found.names.end(), name) == found.names.end())
            found.names.emplace_back(name);
        found.in_whole_words = found.in_whole_words || fits == Fit::whole;
    });
    return all;
}

// Of a request of which the front door knows the fact alone, a beginning tells nothing: else names were spelt out.
bool may_be_told(const access::Viewer& viewer, const access::Rights& rights, const Naming& found) {
    const auto effect = rights.to(access::Action::read_request).effect;
    return effect == access::Effect::content ||
           (effect == access::Effect::index && decides(viewer) && found.in_whole_words);
}

NamedRequest line(db::Reader& reader, const access::Viewer& viewer, const access::Rights& rights, Naming found) {
    const bool shows_content = rights.to(access::Action::read_request).effect == access::Effect::content;
    auto line = reader.one(line_of_request, {{"id", found.request}}, [&](const db::Row& row) {
        return NamedRequest{.request = {.id = row.id<Request>("id"),
                                        .reference = row.reference("reference"),
                                        .sent_at = row.instant("sent_at"),
                                        .from = known_to(viewer, rights, sender_agency(row)).agency_name,
                                        .state = to_state(row.text("state")).value_or(State::received),
                                        .decision = decides(viewer) ? row.text("decision") : std::string()},
                            .names = shows_content ? row.text("names") : std::string()};
    });
    if (shows_content) line->found = std::move(found.names);
    return *std::move(line);
}

constexpr std::size_t asked_together = 50;

} // namespace

std::vector<NamedRequest> requests_naming(db::Reader& reader, const access::Viewer& viewer, std::string_view typed,
                                          Instant now) {
    const auto words = folded_words(typed);
    const auto longest =
        std::max_element(words.begin(), words.end(), [](const auto& l, const auto& r) { return l.size() < r.size(); });
    if (longest == words.end()) return {};

    auto found = naming(reader, viewer, words, *longest, now);
    std::vector<NamedRequest> lines;
    for (std::size_t from = 0; from < found.size(); from += asked_together) {
        const auto until = std::min(from + asked_together, found.size());
        std::vector<std::string_view> ids;
        for (auto i = from; i < until; ++i)
            ids.push_back(found[i].request.text());
        const auto rights = access::rights_to_each(reader, viewer, ids, now);
        for (auto i = from; i < until; ++i) {
            if (!may_be_told(viewer, rights[i - from], found[i])) continue;
            lines.push_back(line(reader, viewer, rights[i - from], std::move(found[i])));
            if (lines.size() == named_requests_shown) return lines;
        }
    }
    return lines;
}

} // namespace kith::requests
