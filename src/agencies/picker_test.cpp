#include "agencies/picker.h"

#include <doctest/doctest.h>

namespace kith::agencies {

namespace {

const std::vector<Offer> schools = {{"1", "St Bride's School", "West"},
                                    {"2", "St Bride's School", "East"},
                                    {"3", "Bridge School", "East"},
                                    {"4", "Bridge School Annexe", "East"}};

const Offers offers{.noun = "school",
                    .find = [](std::string_view code) -> std::optional<Offer> {
                        for (const auto& school : schools)
                            if (school.code == code) return school;
                        return std::nullopt;
                    },
                    .matching =
                        [](std::string_view words, std::size_t) {
                            std::vector<Offer> fitting;
                            for (const auto& school : schools)
                                if (school.text.find(words) != std::string::npos) fitting.push_back(school);
                            return fitting;
                        }};

// The code of what is picked; the problem's code, or "" for nothing.
std::string outcome(std::vector<std::pair<std::string, std::string>> fields) {
    const auto result = picked(offers, http::Answers(std::move(fields)), "school");
    if (!result) return result.error()[0].code;
    return *result ? (**result).code : "";
}

std::string shown(std::vector<std::pair<std::string, std::string>> fields, const Problems& problems = {}) {
    const http::Answers answers(std::move(fields));
    return picker(offers, {.name = "school",
                           .label = "School",
                           .suggest = "/schools/suggest",
                           .answers = answers,
                           .problems = problems})
        .markup();
}

bool holds(const std::string& markup, std::string_view part) {
    return markup.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("what was chosen from the list counts while the text still says so") {
    CHECK(outcome({{"school", "St Bride's School"}, {"school-code", "2"}}) == "2");
    CHECK(outcome({{"school", "ST BRIDES SCHOOL"}, {"school-code", "2"}}) == "2");
    CHECK(outcome({{"school", "Annexe"}, {"school-code", "2"}}) == "4"); // typed on: the old choice is gone
    CHECK(outcome({{"school", ""}, {"school-code", "2"}}) == "");
    CHECK(outcome({{"school", "St Bride's School"}, {"school-code", "99"}}) == "several");
}

TEST_CASE("without a list, a name that is without doubt is enough") {
    CHECK(outcome({{"school", "Annexe"}}) == "4");
    CHECK(outcome({{"school", "Bridge School"}}) == "3"); // alone has exactly this name
    CHECK(outcome({{"school", "St Bride's School"}}) == "several");
    CHECK(outcome({{"school", "Zebra"}}) == "none_found");
    CHECK(outcome({}) == "");
}

TEST_CASE("where several fit, the form comes back with them to choose from, nothing chosen") {
    const auto markup = shown({{"school", "St Bride's School"}}, {{"school", "several", "More than one school fits"}});
    CHECK(holds(markup, "More than one school fits"));
    CHECK(holds(markup, "West"));
    CHECK(holds(markup, "East"));
    CHECK_FALSE(holds(markup, "checked"));
    CHECK(outcome({{"school", "St Bride's School"}, {"school-choice", "1"}}) == "1");
    CHECK(outcome({{"school", "Bridge"}, {"school-choice", "1"}}) == "several"); // typed on: the old choice is gone
}

TEST_CASE("a choice stays chosen when the form comes back for another reason") {
    CHECK(holds(shown({{"school", "St Bride's School"}, {"school-choice", "2"}}), "checked"));
    CHECK(holds(shown({{"school", "St Bride's School"}, {"school-code", "2"}}), R"(value="2")"));
    CHECK_FALSE(holds(shown({{"school", "St Bride's School"}, {"school-code", "2"}}), "West"));
}

TEST_CASE("names with signs of markup and JSON stay names") {
    const auto response = suggestions({{"1", "\"<b>\\", "\n"}});
    CHECK(response.body == R"([{"value":"1","text":"\"<b>\\","hint":"\n"}])");
}

} // namespace kith::agencies
