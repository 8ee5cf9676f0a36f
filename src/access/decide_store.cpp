#include "access/decide.h"
#include "access/kinds.h"
#include "access/register.h"
#include "db/database.h"
#include "db/of_many.h"

namespace kith::access {

namespace {

// About sixteen resources at once. No question makes a table on its way, which on SQLite takes longer than all its
// answers: hence "not materialized", "union all", rows that come twice and joins in a given order.

// The resources, and when the viewer's posting and agency are in force: a posting that is not the viewer's, or none, at
// no time.
constexpr db::Sql resources_asked_about = R"sql(
    with asked (id) as not materialized (
        select column1
        from (values (:of0), (:of1), (:of2), (:of3), (:of4), (:of5), (:of6), (:of7),
                     (:of8), (:of9), (:of10), (:of11), (:of12), (:of13), (:of14), (:of15)) as listed
        where column1 <> ''
    )
    select r.id, r.kind, r.owner_agency_id, r.maker_posting_id, r.locality, r.level, r.category, r.discoverable,
           r.sealed, r.agency_private, r.waiting_until, p.starts_at, p.ends_at, t.starts_at as agreed_from,
           t.ends_at as agreed_until
    from asked a
    cross join resources r
    left join postings p on p.id = :posting and p.user_id = :user and p.agency_id = :agency
    left join agency_terms t on t.agency_id = p.agency_id
    where r.id = a.id
)sql";

// The cases they belong to, each with every involvement of the agency in it, and what else was said of those cases.
constexpr db::Sql what_binds_them = R"sql(
    with asked (id) as not materialized (
        select column1
        from (values (:of0), (:of1), (:of2), (:of3), (:of4), (:of5), (:of6), (:of7),
                     (:of8), (:of9), (:of10), (:of11), (:of12), (:of13), (:of14), (:of15)) as listed
        where column1 <> ''
    )
    select a.id, 'case' as what, c.case_id, i.posting_id, coalesce(i.leads, false) as leads, '' as category,
           i.starts_at, i.ends_at
    from asked a
    cross join resource_cases c
    left join involvements i on i.case_id = c.case_id and i.agency_id = :agency
    where c.resource_id = a.id
    union all
    select a.id, 'scope', s.case_id, null, false, s.category, s.starts_at, s.ends_at
    from asked a
    cross join resource_cases c
    cross join scopes s
    where c.resource_id = a.id
    and s.case_id = c.case_id
    and s.agency_id = :agency
    union all
    select a.id, 'withheld', w.case_id, null, false, w.category, null, null
    from asked a
    cross join resource_cases c
    cross join withholdings w
    where c.resource_id = a.id
    and w.case_id = c.case_id
    and w.agency_id = :agency
    and w.lifted_at is null
    union all
    select a.id, 'named', n.case_id, null, false, '', n.starts_at, n.ends_at
    from asked a
    cross join resource_cases c
    cross join named_lists n
    where c.resource_id = a.id
    and n.case_id = c.case_id
    and n.posting_id = :posting
)sql";

// Whom they are about, with everybody who shares a family with one of them; whoever is told to be one person counts as
// one on both sides of the family. A family's own people come once.
constexpr db::Sql people_they_reach = R"sql(
    with asked (id) as not materialized (
        select column1
        from (values (:of0), (:of1), (:of2), (:of3), (:of4), (:of5), (:of6), (:of7),
                     (:of8), (:of9), (:of10), (:of11), (:of12), (:of13), (:of14), (:of15)) as listed
        where column1 <> ''
    )
    select a.id, p.person_id, s.other_id, x.person_id is not null as is_protected,
           y.person_id is not null as other_is_protected
    from asked a
    cross join resource_persons p
    left join same_persons s on s.person_id = p.person_id
    left join protected_persons x on x.person_id = p.person_id
    left join protected_persons y on y.person_id = s.other_id
    where p.resource_id = a.id
    union all
    select a.id, o.person_id, s.other_id, x.person_id is not null, y.person_id is not null
    from asked a
    cross join resource_persons p
    cross join resource_persons m
    cross join resources f
    cross join resource_persons o
    left join same_persons s on s.person_id = o.person_id
    left join protected_persons x on x.person_id = o.person_id
    left join protected_persons y on y.person_id = s.other_id
    where p.resource_id = a.id
    and m.person_id = p.person_id
    and f.id = m.resource_id
    and f.id <> a.id
    and f.kind = 'family'
    and o.resource_id = f.id
    union all
    select a.id, o.person_id, s.other_id, x.person_id is not null, y.person_id is not null
    from asked a
    cross join resource_persons p
    cross join same_persons t
    cross join resource_persons m
    cross join resources f
    cross join resource_persons o
    left join same_persons s on s.person_id = o.person_id
    left join protected_persons x on x.person_id = o.person_id
    left join protected_persons y on y.person_id = s.other_id
    where p.resource_id = a.id
    and t.person_id = p.person_id
    and m.person_id = t.other_id
    and f.id = m.resource_id
    and f.id <> a.id
    and f.kind = 'family'
    and o.resource_id = f.id
)sql";

constexpr db::Sql on_the_location_list = R"sql(
    select person_id
    from location_list
    where person_id in (:of0, :of1, :of2, :of3, :of4, :of5, :of6, :of7,
                        :of8, :of9, :of10, :of11, :of12, :of13, :of14, :of15)
    and posting_id = :posting
    and starts_at <= :now
    and ends_at > :now
)sql";

constexpr db::Sql of_whom_the_viewer_must_not_learn = R"sql(
    select about_id
    from blocks
    where user_id = :user
    and lifted_at is null
    union all
    select about_id
    from blocks
    where person_id = :person
    and lifted_at is null
)sql";

ResourceFacts to_resource(const db::Row& row) {
    return {.kind = to_kind(row.text("kind")),
            .id = row.text("id"),
            .owner_agency = row.text("owner_agency_id"),
            .locality = row.text("locality"),
            .level = static_cast<Level>(row.integer("level")),
            .category = row.text("category"),
            .discoverable = row.flag("discoverable"),
            .sealed = row.flag("sealed"),
            .agency_private = row.flag("agency_private"),
            .maker = row.text("maker_posting_id"),
            .waiting_until = row.optional_instant("waiting_until")};
}

Window to_window(const db::Row& row, std::string_view from, std::string_view until) {
    const auto begins = row.optional_instant(from);
    return begins ? Window{*begins, row.instant(until)} : never;
}

void add_once(std::vector<std::string>& all, std::string_view one) {
    if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end()) all.emplace_back(one);
}

void add_bond(const db::Row& row, std::string_view agency, Instant now, Facts& facts, ResourceFacts& resource) {
    const auto what = row.view_text("what");
    std::string case_id = row.text("case_id");
    const Window window = to_window(row, "starts_at", "ends_at");
    if (what == "case") {
        add_once(resource.cases, case_id);
        if (row.optional_instant("starts_at"))
            facts.involvements.push_back(
                {std::move(case_id), row.text("posting_id"), std::string(agency), window, row.flag("leads")});
    } else if (what == "scope") {
        facts.scopes.push_back({std::move(case_id), std::string(agency), {row.text("category")}, window});
    } else if (what == "withheld") {
        facts.withheld.push_back({std::move(case_id), std::string(agency), row.text("category")});
    } else if (window.covers(now)) {
        facts.named_in.insert(std::move(case_id));
    }
}

} // namespace

struct Known {
    std::shared_ptr<const Viewer> viewer;
    Instant now;
    Facts facts = {};
    ResourceFacts resource = {};
};

Decision Rights::to(Action action) const {
    if (!known_) return {.reason = "no relationship"};
    return decide(known_->facts, *known_->viewer, action, known_->resource, known_->now);
}

namespace {

// Gathers what is known of some resources.
class Gathering {
public:
    Gathering(db::Reader& reader, const Viewer& viewer, Instant now)
        : reader_(reader), viewer_(std::make_shared<const Viewer>(viewer)), now_(now) {}

    void gather(const std::vector<std::string_view>& resources) {
        std::vector<db::Question> questions;
        questions.push_back({of_whom_the_viewer_must_not_learn,
                             {{"user", viewer_->user}, {"person", viewer_->person}},
                             [this](const db::Row& row) { add_block(row); }});
        db::add_questions_of(questions, resources_asked_about, resources,
                             {{"posting", viewer_->posting}, {"user", viewer_->user}, {"agency", viewer_->agency}},
                             [this](const db::Row& row) { add_resource(row); });
        db::add_questions_of(questions, what_binds_them, resources,
                             {{"posting", viewer_->posting}, {"agency", viewer_->agency}},
                             [this](const db::Row& row) { add_bond(row); });
        db::add_questions_of(questions, people_they_reach, resources, {},
                             [this](const db::Row& row) { add_person(row); });
        reader_.ask(questions);
        look_at_location_list();
    }

    std::shared_ptr<Known> of(std::string_view resource) const {
        const auto found = all_.find(resource);
        return found == all_.end() ? nullptr : found->second;
    }

private:
    void add_block(const db::Row& row) {
        blocks_.push_back({std::string(viewer_->user.text()), {}, row.text("about_id")});
    }

    void add_resource(const db::Row& row) {
        auto known = std::make_shared<Known>(Known{.viewer = viewer_, .now = now_});
        known->resource = to_resource(row);
        known->facts.posting = to_window(row, "starts_at", "ends_at");
        known->facts.agency = to_window(row, "agreed_from", "agreed_until");
        // Only a session whose second factor was met acts in a posting (session.h).
        known->facts.second_factor_met = !viewer_->posting.empty();
        known->facts.blocks = blocks_;
        all_.emplace(known->resource.id, std::move(known));
    }

    void add_bond(const db::Row& row) {
        if (const auto known = of(row.view_text("id")))
            access::add_bond(row, viewer_->agency.text(), now_, known->facts, known->resource);
    }

    void add_person(const db::Row& row) {
        const auto known = of(row.view_text("id"));
        if (!known) return;
        auto& resource = known->resource;
        add_once(resource.persons, row.view_text("person_id"));
        add_once(resource.persons, row.view_text("other_id"));
        if (row.flag("is_protected")) add_once(resource.protected_persons, row.view_text("person_id"));
        if (row.flag("other_is_protected")) add_once(resource.protected_persons, row.view_text("other_id"));
    }

    // Few are protected, and for the others there is nothing to ask.
    void look_at_location_list() {
        std::set<std::string_view> persons;
        for (const auto& [id, known] : all_)
            persons.insert(known->resource.protected_persons.begin(), known->resource.protected_persons.end());
        db::for_each_of(reader_, on_the_location_list, {persons.begin(), persons.end()},
                        {{"posting", viewer_->posting}, {"now", now_}}, [&](const db::Row& row) {
                            for (auto& [id, known] : all_)
                                known->facts.location_list.insert(row.text("person_id"));
                        });
    }

    db::Reader& reader_;
    std::shared_ptr<const Viewer> viewer_;
    Instant now_;
    std::vector<Block> blocks_;
    std::map<std::string, std::shared_ptr<Known>, std::less<>> all_;
};

} // namespace

std::vector<Rights> rights_to_each(db::Reader& reader, const Viewer& viewer,
                                   const std::vector<std::string_view>& resources, Instant now) {
    if (resources.empty()) return {};
    Gathering gathering(reader, viewer, now);
    gathering.gather(resources);
    std::vector<Rights> rights;
    rights.reserve(resources.size());
    for (const auto resource : resources)
        rights.push_back(Rights(gathering.of(resource)));
    return rights;
}

Rights rights_to(db::Reader& reader, const Viewer& viewer, std::string_view resource, Instant now) {
    return std::move(rights_to_each(reader, viewer, {resource}, now).front());
}

Decision decide_about(db::Reader& reader, const Viewer& viewer, Action action, std::string_view resource, Instant now) {
    return rights_to(reader, viewer, resource, now).to(action);
}

std::vector<Decision> decide_about_each(db::Reader& reader, const Viewer& viewer, Action action,
                                        const std::vector<std::string>& resources, Instant now) {
    std::vector<Decision> decisions;
    decisions.reserve(resources.size());
    for (const auto& rights : rights_to_each(reader, viewer, {resources.begin(), resources.end()}, now))
        decisions.push_back(rights.to(action));
    return decisions;
}

} // namespace kith::access
