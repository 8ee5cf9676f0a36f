#include "requests/named_store.h"

#include "access/register.h"
#include "base/text.h"
#include "requests/request_rows.h"
#include "requests/worker_store.h"

namespace kith::requests {

namespace {

// Who may know of them is asked afterwards, of those alone that fit. Ids grow with the time at which they are made.
constexpr db::Sql people_by_word = R"sql(
    select p.request_id, p.given_names, p.family_name
      from request_words w
      join request_persons p on p.id = w.request_person_id
     where w.word >= :from
       and w.word < :until
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
};

bool is_meant(const std::vector<std::string>& words, const std::string& name) {
    const auto parts = folded_words(name);
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
            return character_count(word) < 3 ? part == word : part.starts_with(word);
        });
    });
}

std::vector<Naming> naming(db::Reader& reader, const std::vector<std::string>& words, const std::string& longest) {
    const auto after = longest + (character_count(longest) < 3 ? " " : "\U0010FFFF");
    std::vector<Naming> all;
    const std::array parameters{db::Parameter("from", longest), db::Parameter("until", after)};
    reader.for_each(people_by_word, parameters, [&](const db::Row& row) {
        const auto name = trimmed(row.text("given_names") + " " + row.text("family_name"));
        if (!is_meant(words, name)) return;
        const auto request = row.id<Request>("request_id");
        if (all.empty() || all.back().request != request) all.push_back({request});
        auto& names = all.back().names;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    });
    return all;
}

NamedRequest line(db::Reader& reader, const access::Viewer& viewer, const access::Rights& rights, Naming found) {
    const bool shows_content = rights.to(access::Action::read_request).effect == access::Effect::content;
    auto line = reader.one(line_of_request, {{"id", found.request}}, [&](const db::Row& row) {
        const Worker sender{.agency = row.id<agencies::Agency>("sender_agency_id"),
                            .agency_name = row.text("agency_name"),
                            .agency_is_confidential = row.flag("confidential")};
        return NamedRequest{.request = {.id = row.id<Request>("id"),
                                        .reference = row.reference("reference"),
                                        .sent_at = row.instant("sent_at"),
                                        .from = known_to(viewer, rights, sender).agency_name,
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

    auto found = naming(reader, words, *longest);
    std::vector<NamedRequest> lines;
    for (std::size_t from = 0; from < found.size(); from += asked_together) {
        const auto until = std::min(from + asked_together, found.size());
        std::vector<std::string_view> ids;
        for (auto i = from; i < until; ++i)
            ids.push_back(found[i].request.text());
        const auto rights = access::rights_to_each(reader, viewer, ids, now);
        for (auto i = from; i < until; ++i) {
            const auto effect = rights[i - from].to(access::Action::read_request).effect;
            if (effect == access::Effect::hidden || (effect == access::Effect::index && !decides(viewer))) continue;
            lines.push_back(line(reader, viewer, rights[i - from], std::move(found[i])));
            if (lines.size() == named_requests_shown) return lines;
        }
    }
    return lines;
}

} // namespace kith::requests
