#include "requests/known_child_store.h"

#include "base/number.h"
#include "base/text.h"
#include "requests/request_rows.h"

namespace kith::requests {

namespace {

// The latest requests alone, each looked up by its place in an index: a health trust has sent thousands.
constexpr db::Sql children_of_the_viewers_requests = R"sql(
    with sent as (
        select r.id, r.sent_at
          from requests r
         where r.sender_user_id = :user
           and r.sender_agency_id = :agency
           and exists (select 1
                         from may_see s
                        where s.resource_id = r.id
                          and s.posting_id = :posting
                          and s.starts_at <= :now
                          and s.ends_at > :now
                          and s.clearance >= 1)
         order by r.sent_at desc
         limit 30
    ),
    worked_with as (
        select r.id, r.sent_at
          from involvements i
          join resource_cases c on c.case_id = i.case_id
          join requests r on r.id = c.resource_id
         where i.posting_id = :posting
           and i.starts_at <= :now
           and i.ends_at > :now
           and r.sender_agency_id = :agency
           and exists (select 1
                         from may_see s
                        where s.resource_id = r.id
                          and s.posting_id = :posting
                          and s.starts_at <= :now
                          and s.ends_at > :now
                          and s.clearance >= 1)
         order by r.sent_at desc
         limit 30
    ),
    asked as (
        select id from sent
        union
        select id from worked_with
    )
    select p.id, p.request_id, p.position, p.given_names, p.family_name, p.born, r.reference as request_reference
      from asked a
      join requests r on r.id = a.id
      join request_persons p on p.request_id = a.id
     where p.kind = 'child'
       and p.given_names <> ''
     order by r.sent_at desc, r.id, p.position
)sql";

constexpr db::Sql any_child_of_the_viewer = R"sql(
    select 1 as one
      from requests r
     where r.sender_user_id = :user
       and r.sender_agency_id = :agency
       and exists (select 1
                     from request_persons p
                    where p.request_id = r.id
                      and p.kind = 'child'
                      and p.given_names <> '')
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
    union all
    select 1
      from involvements i
      join resource_cases c on c.case_id = i.case_id
      join requests r on r.id = c.resource_id
     where i.posting_id = :posting
       and i.starts_at <= :now
       and i.ends_at > :now
       and r.sender_agency_id = :agency
       and exists (select 1
                     from request_persons p
                    where p.request_id = r.id
                      and p.kind = 'child'
                      and p.given_names <> '')
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     limit 1
)sql";

constexpr db::Sql any_child_of_the_agency = R"sql(
    select 1 as one
      from requests r
     where r.sender_agency_id = :agency
       and exists (select 1
                     from request_persons p
                    where p.request_id = r.id
                      and p.kind = 'child'
                      and p.given_names <> '')
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     limit 1
)sql";

constexpr db::Sql children_of_the_agency_by_word = R"sql(
    select p.id, p.request_id, p.position, p.given_names, p.family_name, p.born, r.reference as request_reference
      from request_words w
      join request_persons p on p.id = w.request_person_id
      join requests r on r.id = p.request_id
     where w.agency_id = :agency
       and w.word >= :from
       and w.word < :until
       and p.kind = 'child'
       and p.given_names <> ''
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
     order by r.sent_at desc, r.id, p.position
)sql";

constexpr db::Sql child_in_a_request_of_the_agency = R"sql(
    select p.id, p.request_id, p.position, p.kind, p.earlier_id, p.given_names, p.family_name, p.born, p.sex, p.sealed,
           p.relationship, p.person_id, r.reference as request_reference
      from requests r
      join request_persons p on p.request_id = r.id
     where r.reference = :reference
       and r.sender_agency_id = :agency
       and p.position = :position
       and p.kind = 'child'
       and exists (select 1
                     from may_see s
                    where s.resource_id = r.id
                      and s.posting_id = :posting
                      and s.starts_at <= :now
                      and s.ends_at > :now
                      and s.clearance >= 1)
)sql";

KnownChild to_child(const db::Row& row) {
    const auto position = static_cast<int>(row.integer("position"));
    return {.key = fmt::format("{}.{}", row.text("request_reference"), position),
            .request = row.id<Request>("request_id"),
            .in_it = row.id<RequestPerson>("id"),
            .person = {.position = position,
                       .given_names = row.text("given_names"),
                       .family_name = row.text("family_name"),
                       .birth = kept_birth(row.text("born"))}};
}

// The same child, as far as the agency's own words tell.
std::string words_of(const RequestPerson& child) {
    return child.given_names + "\n" + child.family_name + "\n" + kept(child.birth);
}

std::vector<KnownChild> once_each(std::vector<KnownChild> children) {
    std::vector<KnownChild> once;
    add_others(once, std::move(children));
    if (once.size() > known_children_shown) once.resize(known_children_shown);
    return once;
}

constexpr db::Sql where_they_are_is_guarded = R"sql(
    select person_id
      from guarded_whereabouts
     where person_id = :person
)sql";

bool is_protected(db::Reader& reader, const RequestPerson& child) {
    const auto whom = whom_the_earlier_was(reader, child.id);
    return whom && reader.exists(where_they_are_is_guarded, {{"person", *whom}});
}

// What a box's key names.
struct Box {
    Reference request;
    int position = 0;
};

std::optional<Box> to_box(std::string_view key) {
    const auto dot = key.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    auto request = Reference::parse(key.substr(0, dot));
    const auto position = whole_number(key.substr(dot + 1));
    if (!request || !position) return std::nullopt;
    return Box{std::move(*request), *position};
}

template <typename Mapper>
auto child_in_box(db::Reader& reader, const access::Viewer& viewer, std::string_view key, Instant now,
                  Mapper&& mapper) {
    const auto box = to_box(key);
    if (!box) return decltype(reader.one(child_in_a_request_of_the_agency, {}, mapper))();
    return reader.one(child_in_a_request_of_the_agency,
                      {{"reference", box->request},
                       {"position", box->position},
                       {"agency", viewer.agency},
                       {"posting", viewer.posting},
                       {"now", now}},
                      mapper);
}

bool begins_one(std::string_view word, const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(word); });
}

} // namespace

std::vector<KnownChild> children_of_the_viewer(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    return once_each(reader.all(
        children_of_the_viewers_requests,
        {{"user", viewer.user}, {"agency", viewer.agency}, {"posting", viewer.posting}, {"now", now}}, to_child));
}

bool has_children_of_the_viewer(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    return reader.exists(any_child_of_the_viewer,
                         {{"user", viewer.user}, {"agency", viewer.agency}, {"posting", viewer.posting}, {"now", now}});
}

bool has_children_of_the_agency(db::Reader& reader, const access::Viewer& viewer, Instant now) {
    return reader.exists(any_child_of_the_agency,
                         {{"agency", viewer.agency}, {"posting", viewer.posting}, {"now", now}});
}

std::vector<KnownChild> children_named(db::Reader& reader, const access::Viewer& viewer, std::string_view typed,
                                       Instant now) {
    const auto words = folded_words(typed);
    const auto longest =
        std::max_element(words.begin(), words.end(), [](const auto& l, const auto& r) { return l.size() < r.size(); });
    if (longest == words.end() || character_count(*longest) < 2) return {};

    auto children = reader.all(children_of_the_agency_by_word,
                               {{"agency", viewer.agency},
                                {"from", *longest},
                                {"until", *longest + "\U0010FFFF"},
                                {"posting", viewer.posting},
                                {"now", now}},
                               to_child);
    std::erase_if(children, [&](const KnownChild& each) {
        const auto names = folded_words(each.person.given_names + " " + each.person.family_name);
        return !std::all_of(words.begin(), words.end(), [&](const auto& word) { return begins_one(word, names); });
    });
    return once_each(std::move(children));
}

std::vector<KnownChild> children_in_boxes(db::Reader& reader, const access::Viewer& viewer,
                                          const std::vector<std::string>& keys, Instant now) {
    std::vector<KnownChild> children;
    for (const auto& key : keys)
        if (auto child = child_in_box(reader, viewer, key, now, to_child)) children.push_back(std::move(*child));
    return children;
}

std::vector<NamedPerson> children_to_send(db::Reader& reader, const access::Viewer& viewer,
                                          const std::vector<std::string>& keys, Instant now) {
    std::vector<NamedPerson> children;
    for (const auto& key : keys) {
        auto child = child_in_box(reader, viewer, key, now,
                                  [&](const db::Row& row) { return to_named_person(reader.vault(), row); });
        if (!child) continue;
        if (is_protected(reader, child->person)) child->whereabouts = {};
        child->person.earlier = child->person.id;
        child->person.id = {};
        child->person.person = {};
        children.push_back(std::move(*child));
    }
    return children;
}

void add_others(std::vector<KnownChild>& children, std::vector<KnownChild> more) {
    std::set<std::string> there;
    for (const auto& each : children)
        there.insert(words_of(each.person));
    for (auto& each : more)
        if (there.insert(words_of(each.person)).second) children.push_back(std::move(each));
}

} // namespace kith::requests
