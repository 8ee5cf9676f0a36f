#include "app/demo_work.h"

#include "access/register.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "agencies/team_store.h"
#include "app/demo_town.h"
#include "people/search_store.h"
#include "profiles/profile_store.h"
#include "requests/decision_store.h"
#include "requests/draft_store.h"
#include "requests/match_store.h"
#include "requests/request_store.h"

namespace kith::app {

namespace {

using profiles::DecisionKind;
using requests::Request;
using Answers = std::vector<std::pair<std::string, std::string>>;

Answers a_child(std::string given, std::string family, std::array<const char*, 3> born, std::string postcode,
                std::string school, std::string relationship, int number = 1) {
    const auto name = [&](std::string_view key) { return requests::field_name(key, number); };
    namespace key = profiles::key;
    return {{name(key::child_given_names), std::move(given)}, {name(key::child_family_name), std::move(family)},
            {name(key::child_born) + "-day", born[0]},        {name(key::child_born) + "-month", born[1]},
            {name(key::child_born) + "-year", born[2]},       {name(key::child_postcode), std::move(postcode)},
            {name(key::child_school), std::move(school)},     {name(key::child_relationship), std::move(relationship)}};
}

Answers a_story(std::string going_well, std::string worries, std::string would_help, std::vector<std::string> needs,
                std::string urgency) {
    namespace key = profiles::key;
    Answers answers{{std::string(key::going_well), std::move(going_well)},
                    {std::string(key::worries), std::move(worries)},
                    {std::string(key::would_help), std::move(would_help)},
                    {std::string(key::urgency), std::move(urgency)}};
    for (auto& need : needs)
        answers.emplace_back(key::needs, std::move(need));
    return answers;
}

Answers an_agreement(std::string by, std::string safe_contact) {
    namespace key = profiles::key;
    return {{std::string(key::agreement), "parent_agrees"},
            {std::string(key::agreed_by), std::move(by)},
            {std::string(key::agreement_covers), "everyone_named"},
            {std::string(key::agreed_how), "in_person"},
            {std::string(key::safe_contact), std::move(safe_contact)}};
}

http::Answers joined(std::initializer_list<Answers> parts) {
    Answers all;
    for (const auto& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return http::Answers(std::move(all));
}

// The people of the town at their work, one step after another.
class Story {
public:
    Story(db::Database& database, Day today, const Pass& pass)
        : database_(database), pass_(pass), today_(today),
          profile_(database.reading([](db::Reader& reader) { return profiles::current(reader); })) {}

    void tell() {
        help_begins();
        advice_is_given();
        a_question_waits();
        a_step_up_waits();
        more_is_heard_of_a_family();
        new_ones_wait();
        one_is_being_written();
    }

private:
    void help_begins() {
        on(12, "10:20");
        auto asked = send(
            "helen",
            {{{"children", "2"}},
             a_child("Maya", "Okafor-Reid", {"14", "3", "2017"}, "NB4 1AA", "St Aidan's Primary School", "school"),
             a_child("Tobi", "Okafor-Reid", {"2", "6", "2020"}, "NB4 1AA", "St Aidan's Primary School", "school", 2),
             {{"adult_given_names", "Dana"}, {"adult_family_name", "Reid"}, {"adult_relationship", "MTH"}},
             a_story("Maya draws all the time and is kind to the little ones. Tobi loves football club.",
                     "Maya has missed twelve days since September and Tobi nine. Dana says that mornings are a "
                     "fight since the baby came.\n\nMaya told me: \"I get Tobi's breakfast because mum is up all "
                     "night.\"",
                     "Somebody who can be there a few mornings, and a quiet talk with Dana about sleep and money.",
                     {"attendance", "money"}, "this_week"),
             an_agreement("Dana Reid, mum", "Ring Dana before 3pm. Do not leave messages.")});
        on(12, "14:05");
        take("priya", asked);
        confirm("priya", asked);
        on(11, "09:40");
        auto proposal = decided(asked, "EHT", DecisionKind::opens_episode,
                                "Two children are missing school and their mum has asked for help with mornings. "
                                "Somebody who knows the family's own ideas should start this week.");
        proposal.team = early_help_team();
        proposal.lead = posting("sam");
        decide("priya", asked, proposal);
    }

    void advice_is_given() {
        on(5, "11:15");
        auto asked = send(
            "joan",
            {a_child("Arjun", "Shah", {"19", "10", "2022"}, "NB6 3EF", "none", "voluntary"),
             a_story("Arjun chats all through stay and play. His mum comes every week.",
                     "Meera is tired and knows nobody nearby. She does not know what she can have for a child of four.",
                     "Other parents to meet, and somebody to explain the free hours at nursery.", {"adult_mind"},
                     "can_wait"),
             an_agreement("Meera Shah, mum", "Text Meera at any time.")});
        confirm("omar", asked);
        on(2, "10:30");
        decide("omar", asked,
               decided(asked, "ADVICE", DecisionKind::closes,
                       "Meera is not on her own with you. Please show her the free hours for four-year-olds and the "
                       "Tuesday group at the library. Ask again at any time if that is not enough."));
    }

    void a_question_waits() {
        on(5, "13:50");
        auto asked = send(
            "nadia",
            {a_child("Eliška", "Nováková", {"1", "12", "2012"}, "NB5 2AD", "Millbrook Academy", "school"),
             a_story(
                 "Eliška is strong in maths and has one close friend.",
                 "She has stopped eating with the others and leaves lessons in tears. Since half term she goes home "
                 "at noon twice a week.",
                 "Somebody outside school whom she can talk to.", {"child_mind"}, "this_week"),
             an_agreement("Jana Nováková, mum", "Jana works nights: ring after 2pm.")});
        on(4, "09:25");
        auto question = decided(asked, "ASK", DecisionKind::asks_question, "");
        question.question = "Does Eliška know that you are asking, and what would she like to happen first?";
        decide("priya", asked, question);
    }

    void a_step_up_waits() {
        on(3, "15:35");
        auto asked = send("shazia", {{{"danger", "yes"},
                                      {"danger_reason", "Nobody opened at 16 Tanner's Row for the third time. A small "
                                                        "child was crying inside and no grown-up answered. I have rung "
                                                        "999."},
                                      {"child_address", "16 Tanner's Row"},
                                      {"child_postcode", "NB7 4GH"}}});
        on(3, "15:48");
        decide("priya", asked,
               decided(asked, "STEP_UP", DecisionKind::steps_up,
                       "A small child is alone at home and nobody answers. The police are on their way."));
    }

    void more_is_heard_of_a_family() {
        on(2, "16:10");
        auto asked =
            send("shazia",
                 {a_child("Ezra", "Okafor-Reid", {"11", "4", "2026"}, "NB4 1AA", "none", "health"),
                  a_story("Ezra smiles and reaches for everything. Dana reads to him.",
                          "He has put on little weight since August. Dana cried when I asked how she "
                          "sleeps.",
                          "One plan for the whole family, so that Dana tells it once.", {"adult_mind"}, "this_week"),
                  an_agreement("Dana Reid, mum", "Ring Dana before 3pm. Do not leave messages.")});
        confirm("priya", asked);
        on(1, "09:30");
        decide("priya", asked,
               decided(asked, "OPEN_ELSEWHERE", DecisionKind::joins_episode,
                       "The family has somebody to lead already. This is added to what they are doing together."));
    }

    void new_ones_wait() {
        on(1, "11:05");
        auto taken = send(
            "joan", {a_child("Poppy", "Lane", {"8", "8", "2018"}, "NB7 4GH", "Millbrook Academy", "voluntary"),
                     a_story("Poppy sings in our choir and never misses a week.",
                             "Her nan brings her since her mum went into hospital. Nan says the benefit has stopped.",
                             "Help with money and somebody to talk to nan about what happens next.",
                             {"money", "caring"}, "today"),
                     an_agreement("Carol Lane, nan, who looks after her", "Ring nan's mobile.")});
        on(1, "11:40");
        take("priya", taken);
        on(1, "15:10");
        send("tom", {a_child("Yusuf", "Begum", {"8", "9", "2014"}, "NB4 1AB", "St Aidan's Primary School", "school"),
                     a_story("Yusuf helps in the library and reads far beyond his age.",
                             "He comes without lunch on most days and worries about his mum, who has been unwell since "
                             "the summer. He says: \"I do the shopping now.\"",
                             "A break for Yusuf, and help for Salma so that he can be a child.", {"caring", "money"},
                             "this_week"),
                     an_agreement("Salma Begum, mum", "Ring Salma after 10am. She prefers Bengali.")});
    }

    void one_is_being_written() {
        on(1, "16:20");
        const auto form = profile_->request_form(now().day()).version;
        database_.write([&](db::Writer& writer) {
            const auto shazia = viewer(writer, "shazia");
            const auto draft =
                requests::find_draft(writer, shazia, requests::begin_draft(writer, shazia, form)).value();
            requests::save_page(writer, shazia, draft.id, 1, 0,
                                joined({a_child("Zain", "Hussain", {"30", "1", "2024"}, "NB4 1AB", "none", "health")}));
            requests::save_page(
                writer, shazia, draft.id, 2, 0,
                joined({{{"going_well", "Zain's dad is at every visit and knows all his words"},
                         {"worries", "Their flat is damp and Zain has had three chest infections since"}}}));
        });
    }

    // Steps

    Instant now() { return database_.clock().now(); }

    // So many working days before today, at a time like "10:20".
    void on(int working_days_ago, std::string_view time) {
        auto day = today_;
        while (working_days_ago > 0)
            if (profile_->calendar.is_working_day(day = day - 1)) --working_days_ago;
        const auto number = [&](std::size_t from) { return (time[from] - '0') * 10 + time[from + 1] - '0'; };
        pass_(england_time(day, number(0) * 60 + number(3)));
    }

    Id<access::Posting> posting(std::string_view who) {
        return database_.reading([&](db::Reader& reader) { return posting_in(reader, who); });
    }

    static Id<access::Posting> posting_in(db::Reader& reader, std::string_view who) {
        const auto everybody = workers();
        const auto& worker =
            *std::find_if(everybody.begin(), everybody.end(), [&](const Worker& each) { return each.key == who; });
        const auto user = access::find_user_by_email(reader, worker.email).value();
        return access::postings_of(reader, user.id).front().id;
    }

    static access::Viewer viewer(db::Writer& writer, std::string_view who) {
        return access::viewer_in(writer, posting_in(writer, who), writer.now(), "demo town").value();
    }

    Id<Request> send(std::string_view who, std::initializer_list<Answers> parts) {
        const auto answers = joined(parts);
        const auto today = now().day();
        const auto& form = profile_->request_form(today);
        const auto made = requests::composed(*profile_, requests::AnsweredForm(form, answers), {}, today);
        return database_.writing([&](db::Writer& writer) {
            const auto asking = viewer(writer, who);
            const auto reference = requests::begin_draft(writer, asking, form.version);
            const auto draft = requests::find_draft(writer, asking, reference).value();
            const auto sent = requests::send_request(writer, asking, *profile_, draft, made);
            requests::drop_draft(writer, draft.id);
            return sent.id;
        });
    }

    void take(std::string_view who, Id<Request> id) {
        database_.write([&](db::Writer& writer) {
            requests::take_request(writer, viewer(writer, who), requests::whole_request(writer, id).value()).value();
        });
    }

    // Says of everybody named that they are the likeliest of those Kith proposes, where it proposes somebody.
    void confirm(std::string_view who, Id<Request> id) {
        database_.write([&](db::Writer& writer) {
            const auto priya = viewer(writer, who);
            const auto named = requests::whole_request(writer, id)->people;
            for (const auto& each : named) {
                const auto request = requests::whole_request(writer, id).value();
                for (const auto& matches : requests::matches_for(
                         writer, priya, request,
                         access::decide_about(writer, priya, access::Action::triage_request, id.text(), writer.now())
                             .location,
                         writer.now()))
                    if (matches.about == each.id && !matches.possible.empty())
                        requests::say(writer, priya, request,
                                      {.about = each.id, .person = matches.possible.front().match.candidate.summary.id})
                            .value();
            }
        });
    }

    requests::Proposal decided(Id<Request> id, std::string_view code, DecisionKind kind, std::string reason) {
        const auto today = now().day();
        const auto* rule = profile_->find_decision(code, today);
        const auto all = profile_->decisions_on(today);
        if (!rule || rule->kind != kind)
            rule = &*std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.kind == kind; });
        requests::Proposal proposal{.code = rule->code, .reason = std::move(reason)};
        const auto levels = profile_->levels(today);
        const auto& level =
            kind == DecisionKind::closes ? levels.front() : levels[std::min<std::size_t>(2, levels.size() - 1)];
        const auto request = database_.reading([&](db::Reader& reader) { return requests::whole_request(reader, id); });
        for (const auto* child : request->children())
            proposal.levels.push_back({child->id, rule->levels.empty() ? level.code : rule->levels.front()});
        return proposal;
    }

    Id<agencies::Team> early_help_team() {
        return database_.reading([](db::Reader& reader) {
            for (const auto& each : agencies::current_teams(reader))
                if (each.team.name() == "Early Help team") return each.team.id;
            throw std::logic_error("the town has no Early Help team");
        });
    }

    void decide(std::string_view who, Id<Request> id, const requests::Proposal& proposal) {
        database_.write([&](db::Writer& writer) {
            const auto version = requests::whole_request(writer, id)->version;
            requests::record_decision(writer, viewer(writer, who), *profile_, id, version, proposal).value();
        });
    }

    db::Database& database_;
    const Pass& pass_;
    Day today_;
    std::shared_ptr<const profiles::Profile> profile_;
};

} // namespace

void begin_work(db::Database& database, Day today, const Pass& pass) {
    Story(database, today, pass).tell();
}

} // namespace kith::app
