#include "requests/answered_form.h"

#include "profiles/profile_files.h"
#include "requests/composing.h"
#include "requests/draft.h"
#include "tests/asking.h"
#include "tests/files.h"

#include <doctest/doctest.h>

namespace kith::requests {

namespace {

const Day today = *Day::parse("2026-11-23");

profiles::Profile profile(const std::string& council) {
    return std::get<profiles::Profile>(
        profiles::to_profile(std::get<profiles::Files>(profiles::files_in(repository("profiles") / council))));
}

http::Answers answers(std::initializer_list<Fields> pages) {
    Fields all;
    for (const auto& page : pages)
        all.insert(all.end(), page.begin(), page.end());
    return http::Answers(std::move(all));
}

Problems all_problems(const AnsweredForm& form) {
    Problems all;
    for (std::size_t page = 1; page <= 3; ++page)
        for (auto& each : form.problems(page, today))
            all.push_back(std::move(each));
    return all;
}

} // namespace

TEST_CASE("a child not known needs fourteen answers and a known child nine, in every council") {
    for (const auto* council : {"bury", "manchester", "staffordshire", "knowsley"}) {
        CAPTURE(council);
        const auto rules = profile(council);
        const auto& asked = rules.request_form(today);

        const auto new_child = answers({a_new_child(), a_worry(), agreed()});
        const AnsweredForm unknown(asked, new_child);
        CHECK(unknown.required().asked == 14);
        CHECK(unknown.required().given == 14);
        CHECK(asked.required_answers(false) == 14);
        CHECK(all_problems(unknown).empty());

        const auto ticked = answers({{{"children_known", "K7MX4PQR.1"}}, a_worry(), agreed()});
        const AnsweredForm known(asked, ticked, true);
        CHECK(known.required().asked == 9);
        CHECK(known.required().given == 9);
        CHECK(asked.required_answers(true) == 9);
        CHECK(all_problems(known).empty());
    }
}

TEST_CASE("where a child is at no school, every council's form names the word that is taken") {
    for (const auto* council : {"bury", "manchester", "staffordshire", "knowsley"}) {
        CAPTURE(council);
        const auto rules = profile(council);
        const auto& asked = rules.request_form(today);
        const auto& hint = asked.find_question(profiles::key::child_school)->hint;
        CHECK((hint.ends_with("type none.") || hint.ends_with("enter none.")));
        auto child = answers({a_new_child(), a_worry(), agreed()});
        child.set("child_school", "none");
        CHECK(all_problems(AnsweredForm(asked, child)).empty());
    }
}

TEST_CASE("each missing answer is asked for by its field") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    const auto nothing = answers({});
    CHECK(all_problems(AnsweredForm(asked, nothing)).size() == 12); // who agreed and for whom hang on the agreement
    const auto offered = AnsweredForm(asked, nothing, true).problems(1, today);
    REQUIRE(offered.size() == 1);
    CHECK(offered.front().field == "children_known");

    for (const auto& [name, value] : a_new_child()) {
        if (name.starts_with("child_born")) continue;
        auto page = a_new_child();
        std::erase_if(page, [&](const auto& field) { return field.first == name; });
        const auto without = answers({page});
        const auto problems = AnsweredForm(asked, without).problems(1, today);
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().field == name);
        CHECK(problems.front().text != "");
    }
}

TEST_CASE("a child in danger needs a reason, and nothing odd holds it up") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    const auto danger = answers({{{"danger", "yes"},
                                  {"danger_reason", "He has locked them in"},
                                  {"child_postcode", "not a postcode"},
                                  {"child_born-day", "99"},
                                  {"worries", std::string(100000, 'w')}}});
    const AnsweredForm form(asked, danger);
    CHECK(all_problems(form).empty());
    CHECK(form.required().asked == 1);

    const auto silent = answers({{{"danger", "yes"}}});
    REQUIRE(all_problems(AnsweredForm(asked, silent)).size() == 1);
    CHECK(all_problems(AnsweredForm(asked, silent)).front().field == "danger_reason");
}

TEST_CASE("not yet agreed is no dead end: it asks why, and not who agreed") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    const auto waits = answers({a_new_child(), a_worry(), not_agreed()});
    CHECK(all_problems(AnsweredForm(asked, waits)).empty());

    const auto silent = answers({a_new_child(), a_worry(), {{"agreement", "not_yet"}, {"safe_contact", "School"}}});
    const auto problems = all_problems(AnsweredForm(asked, silent));
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().field == "not_yet_reason");
}

TEST_CASE("wrong dates, postcodes and lengths are said by their field") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    const auto problem_of = [&](const std::string& name, const std::string& value, std::size_t page) {
        auto all = answers({a_new_child(), a_worry(), agreed()});
        all.set(name, value);
        const auto problems = AnsweredForm(asked, all).problems(page, today);
        return problems.empty() ? std::string() : problems.front().field;
    };
    CHECK(problem_of("child_born-month", "13", 1).starts_with("child_born"));
    CHECK(problem_of("child_born-year", "2031", 1).starts_with("child_born"));
    CHECK(problem_of("child_postcode", "BL9 0E", 1) == "child_postcode");
    CHECK(problem_of("child_given_names", std::string(101, 'a'), 1) == "child_given_names");
    CHECK(problem_of("child_given_names", std::string(100, 'a'), 1) == "");
    CHECK(problem_of("worries", std::string(3 << 20, 'w'), 2) == "worries");
    CHECK(problem_of("adult_telephone", "01632 9601", 1) == "adult_telephone");
    for (const auto* odd : {"01632 960123", "01632 960123 ext 204", "07700 900123, after 6pm", "0800 1111",
                            "07700 900123 or 01632 960123", "07700 900123 01632 960123", "447700900123"})
        CHECK_MESSAGE(problem_of("adult_telephone", odd, 1) == "", odd);
    CHECK(problem_of("adult_telephone", "01632 9601 ext 204", 1) == "adult_telephone");
    CHECK(problem_of("adult_telephone", "ask her mum", 1) == "adult_telephone");
}

TEST_CASE("a day that is none, an agreement of tomorrow and a number in words are said by their field") {
    const auto rules = profile("bury");
    auto asked = rules.request_form(today);
    auto bedrooms = *asked.find_question(profiles::key::worries);
    bedrooms.key = "bedrooms";
    bedrooms.kind = profiles::QuestionKind::number;
    asked.pages[1].sections.front().questions.push_back(bedrooms);
    const auto problem_of = [&](std::size_t page, const Fields& fields) {
        const auto all = answers({a_new_child(), a_worry(), agreed(), fields});
        const auto problems = AnsweredForm(asked, all).problems(page, today);
        return problems.empty() ? std::string() : problems.front().field + " " + problems.front().code;
    };
    const auto agreed_on = [&](std::string day, std::string month) {
        return problem_of(
            3, {{"agreed_on-day", std::move(day)}, {"agreed_on-month", std::move(month)}, {"agreed_on-year", "2026"}});
    };
    CHECK(agreed_on("23", "11") == "");
    CHECK(agreed_on("31", "9") == "agreed_on no_such_day");
    CHECK(agreed_on("24", "11") == "agreed_on in_the_future");
    CHECK(problem_of(3, {{"agreed_on-day", "23"}}) == "agreed_on no_such_day");
    CHECK(problem_of(2, {{"bedrooms", "3"}}) == "");
    CHECK(problem_of(2, {{"bedrooms", "three"}}) == "bedrooms not_a_number");
}

TEST_CASE("every answer is kept in words beside its question") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    auto all = answers({a_new_child(),
                        a_worry(),
                        agreed(),
                        {{"adult_given_names", "Dana"}, {"adult_relationship", "MTH"}, {"interpreter", "no"}}});
    const auto made = composed(rules, AnsweredForm(asked, all), {}, today);
    REQUIRE(made.people.size() == 2);
    CHECK(made.people[0].person.display_name() == "Maya Okafor-Reid");
    CHECK(words(made.people[0].person.birth) == "14 March 2017");
    CHECK(made.people[1].person.kind == PersonKind::adult);
    CHECK(made.people[1].person.relationship == "Mum");
    CHECK(made.agreement.is_given());
    CHECK(made.needs == std::vector<std::string>{"attendance"});
    const auto said = [&](std::string_view question) {
        for (const auto& each : made.answers)
            if (each.question == question) return each.answer;
        return std::string();
    };
    CHECK(said("worries") == "She has missed twelve days since September");
    CHECK(said("urgency") == "Within this week");
    CHECK(said("agreement") == "Yes, a parent or carer has");
    CHECK(said("child_born") == "14 March 2017");
}

TEST_CASE("an answer to a question that is no longer asked is not sent") {
    const auto rules = profile("bury");
    auto all = answers({a_new_child(), a_worry(), not_agreed(), {{"agreed_by", "Dana"}}});
    const auto made = composed(rules, AnsweredForm(rules.request_form(today), all), {}, today);
    for (const auto& each : made.answers)
        CHECK(each.question != "agreed_by");
}

TEST_CASE("a child taken out leaves the others as they were") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    auto all = answers({a_new_child("Maya"),
                        {{"child_given_names-2", "Tobi"},
                         {"child_born-2-day", "2"},
                         {"child_given_names-3", "Ezra"},
                         {"children", "3"}}});
    const auto two = with_block_removed(asked, all, profiles::Section::Repeats::each_child, 2);
    CHECK(two.text("child_given_names") == "Maya");
    CHECK(two.text("child_given_names-2") == "Ezra");
    CHECK_FALSE(two.has("child_born-2-day"));
    CHECK_FALSE(two.has("child_given_names-3"));
    CHECK(AnsweredForm(asked, two).blocks(profiles::Section::Repeats::each_child) == 2);

    const auto three = with_block_added(asked, two, profiles::Section::Repeats::each_child);
    CHECK(AnsweredForm(asked, three).blocks(profiles::Section::Repeats::each_child) == 3);
}

TEST_CASE("a page keeps only the answers to its own questions") {
    const auto rules = profile("bury");
    const auto& asked = rules.request_form(today);
    auto sent = answers({a_new_child(), a_worry(), {{"submission", "key"}, {"version", "3"}, {"children", "1"}}});
    const auto first = answers_of_page(asked, 1, sent);
    CHECK(first.text("child_given_names") == "Maya");
    CHECK(first.text("child_born-year") == "2017");
    CHECK_FALSE(first.has("worries"));
    CHECK_FALSE(first.has("submission"));
    CHECK_FALSE(first.has("children"));
    CHECK(answers_of_page(asked, 2, sent).has("worries"));
    CHECK(answers_of_page(asked, 1, answers({{{"child_given_names", ""}}})).fields().empty());
}

} // namespace kith::requests
