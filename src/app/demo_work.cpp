#include "app/demo_work.h"

#include "access/register.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "agencies/team_store.h"
#include "app/demo_town.h"
#include "episodes/episode_store.h"
#include "people/person_store.h"
#include "people/search_store.h"
#include "profiles/profile_store.h"
#include "requests/decision_store.h"
#include "requests/draft_store.h"
#include "requests/match_store.h"
#include "requests/request_store.h"

namespace kith::app {

namespace {

constexpr auto st_aidans = "St Aidan's Primary School";
constexpr auto millbrook = "Millbrook Academy";

using profiles::DecisionKind;
using requests::Request;
using Answers = std::vector<std::pair<std::string, std::string>>;

Answers a_child(std::string given, std::string family, std::array<const char*, 3> born, std::string postcode,
                std::string school, std::string relationship, int number = 1) {
    const auto name = [&](std::string_view key) { return requests::field_name(key, number); };
    namespace key = profiles::key;
    return {{name(key::child_given_names), std::move(given)},
            {name(key::child_family_name), std::move(family)},
            {name(key::child_born) + "-day", born[0]},
            {name(key::child_born) + "-month", born[1]},
            {name(key::child_born) + "-year", born[2]},
            {name(key::child_postcode), std::move(postcode)},
            {name(key::child_school), school},
            {name(key::child_school) + "-code", number_of_school(school)},
            {name(key::child_relationship), std::move(relationship)}};
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

Answers not_agreed_yet(std::string reason, std::string safe_contact) {
    namespace key = profiles::key;
    return {{std::string(key::agreement), "not_yet"},
            {std::string(key::not_yet_reason), std::move(reason)},
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
        help_ends();
        help_begins();
        another_agency_leads();
        help_waits_for_the_family();
        one_is_late();
        nobody_leads_yet();
        advice_is_given();
        a_question_waits();
        a_step_up_waits();
        more_is_heard_of_a_family();
        a_family_is_handed_over();
        new_ones_wait();
        somebodys_role_ends_soon();
        one_is_being_written();
        some_are_written_down_twice();
        std::stable_sort(steps_.begin(), steps_.end(),
                         [](const Step& one, const Step& other) { return one.at < other.at; });
        for (const auto& step : steps_) {
            pass_(step.at);
            step.what();
        }
    }

private:
    void help_ends() {
        on(18, "13:15", [this] {
            callum_ = send("tom", {a_child("Callum", "Hughes", {"27", "2", "2016"}, "NB5 2AD", st_aidans, "school"),
                                   a_story("Callum is first on the climbing frame and looks after his cousin.",
                                           "Since his dad moved out he hits out at playtime and cries in maths.",
                                           "Somebody to talk to, and help for his mum with the new flat.",
                                           {"child_mind"}, "this_week"),
                                   an_agreement("Kerry Hughes, mum", "Ring Kerry on her mobile after 4pm.")});
        });
        on(17, "10:05", [this] {
            decide(
                "omar", callum_,
                helped_by_the_team(callum_, "sam", "Callum and his mum want the same thing and it needs a few weeks."));
        });
        on(15, "15:20", [this] { move_on("sam", episode_of(callum_), episodes::State::active); });
        on(3, "12:10", [this] {
            end("sam", episode_of(callum_),
                "Callum has friends to play with again and knows whom to go to at school. Kerry, you have the flat and "
                "the "
                "Tuesday group. If things get hard again, talk to Tom or ring us: you do not have to start from the "
                "beginning.");
        });
    }

    void another_agency_leads() {
        on(10, "09:15", [this] {
            isla_ = send("shazia", {a_child("Isla", "Walker", {"6", "5", "2023"}, "NB6 3EF", "none", "health"),
                                    a_story("Isla sleeps well and loves books. Her gran comes every day.",
                                            "Her mum Beth has not been out of the flat since the summer.",
                                            "Somebody to go with Beth to the playgroup the first few times.",
                                            {"adult_mind"}, "this_week"),
                                    an_agreement("Beth Walker, mum", "Text first, then ring.")});
        });
        on(9, "11:30", [this] {
            auto proposal = decided(isla_, "PARTNER_EHA", DecisionKind::opens_episode,
                                    "Beth knows Joan from the playgroup and would like her to lead.");
            proposal.agency = agency_of("joan");
            proposal.lead = posting("joan");
            decide("omar", isla_, proposal);
        });
    }

    void help_waits_for_the_family() {
        on(8, "14:40", [this] {
            zofia_ = send("nadia", {a_zofia(),
                                    a_story("Zofia plays the trumpet and is in the school band.",
                                            "She has come in late every day for three weeks and falls asleep in class.",
                                            "A talk with her dad about what happens at home at night.", {"attendance"},
                                            "this_week"),
                                    not_agreed_yet("I have rung her dad twice and left no message.",
                                                   "Ring her dad, Marek, in the evening.")});
        });
        on(7, "09:50", [this] {
            decide("priya", zofia_,
                   helped_by_the_team(zofia_, "sam", "Sam rings her dad first. Nothing more begins before he agrees."));
        });
    }

    void one_is_late() {
        on(6, "10:45", [this] {
            send("helen", {a_child("Jayden", "Clarke", {"11", "10", "2015"}, "NB7 4GH", st_aidans, "school"),
                           a_story("Jayden makes everybody laugh and is good with the little ones.",
                                   "His shoes are too small and he asks what is for dinner from ten o'clock.",
                                   "Help with money, without a fuss.", {"money"}, "can_wait"),
                           an_agreement("Leanne Clarke, mum", "Ring Leanne, not his dad.")});
        });
    }

    void nobody_leads_yet() {
        on(7, "15:30", [this] {
            amara_ = send("joan",
                          {a_child("Amara", "Mensah", {"19", "1", "2019"}, "NB4 1AB", "none", "voluntary"),
                           a_story("Amara sings and has a big brother who adores her.",
                                   "They are five in one room since the landlord sold the house.",
                                   "Somebody who knows about housing, and a place to play.", {"housing"}, "this_week"),
                           an_agreement("Efua Mensah, mum", "Ring Efua at any time.")});
        });
        on(6, "09:35", [this] {
            decide("priya", amara_,
                   helped_by_the_team(amara_, "", "Housing comes first. Whoever has room this week should begin."));
        });
    }

    void a_family_is_handed_over() {
        on(3, "16:20", [this] {
            zofia_again_ = send(
                "nadia", {a_zofia(),
                          a_story("Zofia came to me by herself, which is new.",
                                  "She says that her dad's friend shouts at her at night and that she locks her door.",
                                  "Somebody who looks at this today.", {"safety"}, "today"),
                          not_agreed_yet("I have not asked: it could make things worse for her.",
                                         "Only through me, at school.")});
            confirm("priya", zofia_again_);
        });
        on(3, "16:50", [this] {
            decide(
                "priya", zofia_again_,
                decided(zofia_again_, "STEP_UP", DecisionKind::steps_up,
                        "A girl locks herself in at night because of an adult in the home. Sam, who helps the family, "
                        "knows."));
        });
    }

    void somebodys_role_ends_soon() {
        on(1, "08:30", [this] {
            database_.write([&](db::Writer& writer) {
                const auto user = access::add_user(writer, builder, {"Liam Cole", "liam.cole@demo.example"}).value();
                access::add_posting(writer, builder,
                                    {.user = user,
                                     .agency = viewer(writer, "tom").agency,
                                     .role = access::Role::partner,
                                     .from = writer.now(),
                                     .to = writer.now() + 20 * days_ms})
                    .value();
            });
        });
    }

    void help_begins() {
        on(12, "10:20", [this] {
            maya_ = send(
                "helen",
                {{{"children", "2"}},
                 a_child("Maya", "Okafor-Reid", {"14", "3", "2017"}, "NB4 1AA", st_aidans, "school"),
                 a_child("Tobi", "Okafor-Reid", {"2", "6", "2020"}, "NB4 1AA", st_aidans, "school", 2),
                 {{"adult_given_names", "Dana"}, {"adult_family_name", "Reid"}, {"adult_relationship", "MTH"}},
                 a_story("Maya draws all the time and is kind to the little ones. Tobi loves football club.",
                         "Maya has missed twelve days since September and Tobi nine. Dana says that mornings are a "
                         "fight since the baby came.\n\nMaya told me: \"I get Tobi's breakfast because mum is up all "
                         "night.\"",
                         "Somebody who can be there a few mornings, and a quiet talk with Dana about sleep and money.",
                         {"attendance", "money"}, "this_week"),
                 an_agreement("Dana Reid, mum", "Ring Dana before 3pm. Do not leave messages.")});
        });
        on(12, "14:05", [this] {
            take("priya", maya_);
            confirm("priya", maya_);
        });
        on(11, "09:40", [this] {
            decide("priya", maya_,
                   helped_by_the_team(maya_, "sam",
                                      "Two children are missing school and their mum has asked for help with mornings. "
                                      "Somebody who knows the family's own ideas should start this week."));
        });
        on(9, "15:45", [this] { move_on("sam", episode_of(maya_), episodes::State::assessing); });
    }

    void advice_is_given() {
        on(5, "11:15", [this] {
            arjun_ = send(
                "joan",
                {a_child("Arjun", "Shah", {"19", "10", "2022"}, "NB6 3EF", "none", "voluntary"),
                 a_story(
                     "Arjun chats all through stay and play. His mum comes every week.",
                     "Meera is tired and knows nobody nearby. She does not know what she can have for a child of four.",
                     "Other parents to meet, and somebody to explain the free hours at nursery.", {"adult_mind"},
                     "can_wait"),
                 an_agreement("Meera Shah, mum", "Text Meera at any time.")});
            confirm("omar", arjun_);
        });
        on(2, "10:30", [this] {
            decide(
                "omar", arjun_,
                decided(arjun_, "ADVICE", DecisionKind::closes,
                        "Meera is not on her own with you. Please show her the free hours for four-year-olds and the "
                        "Tuesday group at the library. Ask again at any time if that is not enough."));
        });
    }

    void a_question_waits() {
        on(5, "13:50", [this] {
            eliska_ =
                send("nadia", {a_child("Eliška", "Nováková", {"1", "12", "2012"}, "NB5 2AD", millbrook, "school"),
                               a_story("Eliška is strong in maths and has one close friend.",
                                       "She has stopped eating with the others and leaves lessons in tears. Since half "
                                       "term she goes home "
                                       "at noon twice a week.",
                                       "Somebody outside school whom she can talk to.", {"child_mind"}, "this_week"),
                               an_agreement("Jana Nováková, mum", "Jana works nights: ring after 2pm.")});
        });
        on(4, "09:25", [this] {
            auto question = decided(eliska_, "ASK", DecisionKind::asks_question, "");
            question.question = "Does Eliška know that you are asking, and what would she like to happen first?";
            decide("priya", eliska_, question);
        });
    }

    void a_step_up_waits() {
        on(3, "15:35", [this] {
            tanners_row_ =
                send("shazia", {{{"danger", "yes"},
                                 {"danger_reason", "Nobody opened at 16 Tanner's Row for the third time. A small "
                                                   "child was crying inside and no grown-up answered. I have rung "
                                                   "999."},
                                 {"child_address", "16 Tanner's Row"},
                                 {"child_postcode", "NB7 4GH"}}});
        });
        on(3, "15:48", [this] {
            decide("priya", tanners_row_,
                   decided(tanners_row_, "STEP_UP", DecisionKind::steps_up,
                           "A small child is alone at home and nobody answers. The police are on their way."));
        });
    }

    void more_is_heard_of_a_family() {
        on(2, "16:10", [this] {
            ezra_ = send("shazia", {a_child("Ezra", "Okafor-Reid", {"11", "4", "2026"}, "NB4 1AA", "none", "health"),
                                    a_story("Ezra smiles and reaches for everything. Dana reads to him.",
                                            "He has put on little weight since August. Dana cried when I ezra_ how she "
                                            "sleeps.",
                                            "One plan for the whole family, so that Dana tells it once.",
                                            {"adult_mind"}, "this_week"),
                                    an_agreement("Dana Reid, mum", "Ring Dana before 3pm. Do not leave messages.")});
            confirm("priya", ezra_);
        });
        on(1, "09:30", [this] {
            decide("priya", ezra_,
                   decided(ezra_, "OPEN_ELSEWHERE", DecisionKind::joins_episode,
                           "The family has somebody to lead already. This is added to what they are doing together."));
        });
    }

    void new_ones_wait() {
        on(1, "11:05", [this] {
            poppy_ =
                send("joan",
                     {a_child("Poppy", "Lane", {"8", "8", "2018"}, "NB7 4GH", millbrook, "voluntary"),
                      a_story("Poppy sings in our choir and never misses a week.",
                              "Her nan brings her since her mum went into hospital. Nan says the benefit has stopped.",
                              "Help with money and somebody to talk to nan about what happens next.",
                              {"money", "caring"}, "today"),
                      an_agreement("Carol Lane, nan, who looks after her", "Ring nan's mobile.")});
        });
        on(1, "11:40", [this] { take("priya", poppy_); });
        on(1, "15:10", [this] {
            send("tom",
                 {a_child("Yusuf", "Begum", {"8", "9", "2014"}, "NB4 1AB", st_aidans, "school"),
                  a_story("Yusuf helps in the library and reads far beyond his age.",
                          "He comes without lunch on most days and worries about his mum, who has been unwell since "
                          "the summer. He says: \"I do the shopping now.\"",
                          "A break for Yusuf, and help for Salma so that he can be a child.", {"caring", "money"},
                          "this_week"),
                  an_agreement("Salma Begum, mum", "Ring Salma after 10am. She prefers Bengali.")});
        });
    }

    void one_is_being_written() {
        on(1, "16:20", [this] {
            const auto form = profile_->request_form(now().day()).version;
            database_.write([&](db::Writer& writer) {
                const auto shazia = viewer(writer, "shazia");
                const auto draft =
                    requests::find_draft(writer, shazia, requests::begin_draft(writer, shazia, form)).value();
                requests::save_page(
                    writer, shazia, draft.id, 1, 0,
                    joined({a_child("Zain", "Hussain", {"30", "1", "2024"}, "NB4 1AB", "none", "health")}));
                requests::save_page(
                    writer, shazia, draft.id, 2, 0,
                    joined({{{"going_well", "Zain's dad is at every visit and knows all his words"},
                             {"worries", "Their flat is damp and Zain has had three chest infections since"}}}));
            });
        });
    }

    // Misspelt, from another list: somebody is asked whether they are the same.
    void some_are_written_down_twice() {
        on(1, "16:50", [this] {
            using people::Birth, people::PartDay, people::Sex;
            const auto add = [this](people::Name name, int year, int month, int day, Sex sex) {
                database_.write([&](db::Writer& writer) {
                    people::add_person(writer, viewer(writer, "sam"),
                                       {.name = std::move(name),
                                        .birth = Birth::on(PartDay::exact(*Day::from_parts(year, month, day))),
                                        .details = {.sex = sex},
                                        .source = "the holiday club's list",
                                        .added_because = "The list spells the name in another way"});
                });
            };
            add({"Arjan", "Shah"}, 2022, 10, 19, Sex::male);
            add({"Peter", "Novak"}, 1984, 2, 17, Sex::male);
            add({"Ngosi", "Okafor"}, 1965, 7, 9, Sex::female);
        });
    }

    // What several of them say

    static Answers a_zofia() {
        return a_child("Zofia", "Kowalska", {"22", "9", "2011"}, "NB5 2AD", millbrook, "school");
    }

    requests::Proposal helped_by_the_team(Id<Request> id, std::string_view lead, std::string reason) {
        auto proposal = decided(id, "EHT", DecisionKind::opens_episode, std::move(reason));
        proposal.team = family_team();
        if (!lead.empty()) proposal.lead = posting(lead);
        return proposal;
    }

    // Steps

    Instant now() { return database_.clock().now(); }

    struct Step {
        Instant at;
        std::function<void()> what;
    };

    // So many working days before today, at a time like "10:20". Stories may be told in any order.
    void on(int working_days_ago, std::string_view time, std::function<void()> what) {
        auto day = today_;
        while (working_days_ago > 0)
            if (profile_->calendar.is_working_day(day = day - 1)) --working_days_ago;
        const auto number = [&](std::size_t from) { return (time[from] - '0') * 10 + time[from + 1] - '0'; };
        steps_.push_back({england_time(day, number(0) * 60 + number(3)), std::move(what)});
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

    Id<agencies::Team> family_team() {
        return database_.reading([](db::Reader& reader) {
            for (const auto& each : agencies::council_teams(reader))
                if (each.name() == "Family team") return each.id;
            throw std::logic_error("the town has no Family team");
        });
    }

    void decide(std::string_view who, Id<Request> id, const requests::Proposal& proposal) {
        database_.write([&](db::Writer& writer) {
            const auto version = requests::whole_request(writer, id)->version;
            requests::record_decision(writer, viewer(writer, who), *profile_, id, version, proposal).value();
        });
    }

    Id<episodes::Episode> episode_of(Id<Request> id) {
        return database_.reading([&](db::Reader& reader) { return requests::whole_request(reader, id)->episode; });
    }

    Id<agencies::Agency> agency_of(std::string_view who) {
        return database_.writing([&](db::Writer& writer) { return viewer(writer, who).agency; });
    }

    void move_on(std::string_view who, Id<episodes::Episode> id, episodes::State state) {
        database_.write([&](db::Writer& writer) {
            const auto by = viewer(writer, who);
            const auto help = episodes::find_episode(writer, by, id, writer.now()).value();
            episodes::save_state(writer, by, episodes::move(help.episode, state).value()).value();
        });
    }

    void end(std::string_view who, Id<episodes::Episode> id, std::string words) {
        database_.write([&](db::Writer& writer) {
            const auto by = viewer(writer, who);
            const auto help = episodes::find_episode(writer, by, id, writer.now()).value();
            const auto why = profile_->closure_reasons_on(now().day()).front();
            const episodes::Ending ending{
                .on = now().day(), .reason = why.code, .label = why.label, .words = std::move(words)};
            episodes::record_ending(writer, by, episodes::close(help.episode, ending, {}, writer.now()).value(), ending)
                .value();
        });
    }

    db::Database& database_;
    const Pass& pass_;
    Day today_;
    std::shared_ptr<const profiles::Profile> profile_;
    std::vector<Step> steps_;
    Id<Request> callum_, isla_, zofia_, zofia_again_, amara_, maya_, arjun_, eliska_, tanners_row_, ezra_, poppy_;
};

} // namespace

void begin_work(db::Database& database, Day today, const Pass& pass) {
    Story(database, today, pass).tell();
}

} // namespace kith::app
