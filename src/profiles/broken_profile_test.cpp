#include "profiles/profile_commands.h"
#include "profiles/profile_files.h"
#include "tests/files.h"

#include <doctest/doctest.h>

#include <random>
#include <sstream>

using namespace kith;
using namespace kith::profiles;

namespace {

const std::string levels = "bury/levels.toml", decisions = "bury/decisions.toml", bury_words = "bury/words.toml",
                  places = "bury/places.toml", council = "bury/council.toml", form = "bury/forms/request-1.toml";

// Bury's profile, to be spoilt.
class Spoilt {
public:
    Spoilt() : files_(std::get<Files>(files_in(repository("profiles/bury")))) {}

    // Puts `now` where `was` stands first.
    Spoilt& with(std::string_view file, std::string_view was, std::string_view now) {
        std::string& text = find(file).text;
        const std::size_t at = text.find(was);
        REQUIRE_MESSAGE(at != std::string::npos, was);
        text.replace(at, was.size(), now);
        return *this;
    }

    Spoilt& adding(std::string_view file, std::string_view more) {
        find(file).text += more;
        return *this;
    }

    Spoilt& without(std::string_view file) {
        files_.erase(files_.begin() + (&find(file) - files_.data()));
        return *this;
    }

    Spoilt& and_file(std::string name, std::string text) {
        files_.push_back({std::move(name), std::move(text)});
        return *this;
    }

    // Everything said about it, a line each.
    std::string mistakes() const {
        const auto profile = to_profile(files_);
        if (std::holds_alternative<Profile>(profile)) return "sound";
        std::string all;
        for (const Mistake& mistake : std::get<Mistakes>(profile))
            all += words(mistake) + "\n";
        return all;
    }

    // "bury/levels.toml:15", where that text stands; or a line before or after it.
    std::string where(std::string_view file, std::string_view text, int lines = 0) {
        const std::string& all = find(file).text;
        const std::size_t at = all.find(text);
        REQUIRE_MESSAGE(at != std::string::npos, text);
        const auto line = 1 + std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return fmt::format("{}:{}", file, line + lines);
    }

private:
    File& find(std::string_view name) {
        return *std::find_if(files_.begin(), files_.end(), [&](const File& file) { return file.name == name; });
    }

    Files files_;
};

} // namespace

TEST_CASE("an unspoilt profile is sound") {
    CHECK(Spoilt().mistakes() == "sound");
}

TEST_CASE("a misspelt key is named, with the one that was meant") {
    Spoilt spoilt;
    spoilt.with(levels, "response = \"Midwife", "respones = \"Midwife");
    CHECK(spoilt.mistakes() == spoilt.where(levels, "[[frameworks.levels]]") + ": \"response\" is missing\n" +
                                   spoilt.where(levels, "respones") +
                                   ": \"respones\" is not known here; did you mean \"response\"?\n");
}

TEST_CASE("text that is no TOML is said with its line, and alone") {
    Spoilt spoilt;
    spoilt.with(bury_words, "one = \"plan\"", "one = plan");
    const std::string told = spoilt.mistakes();
    CHECK(told.starts_with(spoilt.where(bury_words, "one = plan") + ": this is not TOML: "));
    CHECK(std::count(told.begin(), told.end(), '\n') == 1);
}

TEST_CASE("a value of the wrong kind is named") {
    Spoilt order;
    order.with(levels, "order = 3", "order = \"three\"");
    CHECK(order.mistakes() ==
          order.where(levels, "order = \"three\"") + ": \"order\" must be a whole number, not text\n" +
              order.where(levels, "order = \"three\"") + ": levels stand in order, from 1: this one should be 3\n");
    Spoilt bands;
    bands.with(levels, "bands = [\"targeted\"]", "bands = [3]");
    CHECK(bands.mistakes() == bands.where(levels, "order = 3", -1) + ": a level needs at least one of \"bands\"\n" +
                                  bands.where(levels, "bands = [3]") +
                                  ": each of \"bands\" must be text, not a whole number\n");
}

TEST_CASE("a code that is there twice is named with both lines") {
    Spoilt spoilt;
    spoilt.with(decisions, "code = \"NFA\"", "code = \"ADVICE\"");
    const std::string first = spoilt.where(decisions, "code = \"ADVICE\"", -1);
    CHECK(spoilt.mistakes() == spoilt.where(decisions, "label = \"Nothing more", -2) +
                                   ": \"ADVICE\" is there twice: also line " + first.substr(first.find(':') + 1) +
                                   "\n");
}

TEST_CASE("a decision that is meant for a level nobody has is named") {
    Spoilt spoilt;
    spoilt.with(decisions, "levels = [\"2\", \"3\"]", "levels = [\"2\", \"6\"]");
    CHECK(spoilt.mistakes() ==
          spoilt.where(decisions, "\"6\"") + ": decision \"TAS\" is meant for level \"6\", which no framework has\n");
}

TEST_CASE("the front door needs a decision of each kind") {
    const std::string told =
        "bury/decisions.toml:1: no decision is of kind \"steps_up\", and the front door needs one\n";
    CHECK(Spoilt().with(decisions, "kind = \"steps_up\"", "kind = \"closes\"").mistakes() == told);
    Spoilt spoilt;
    spoilt.with(decisions, "kind = \"steps_up\"", "kind = \"step_up\"");
    CHECK(spoilt.mistakes() == told + spoilt.where(decisions, "\"step_up\"") + ": \"kind\" cannot be \"step_up\"\n");
}

TEST_CASE("dates that cannot be are refused") {
    const auto dated = [](std::string_view dates) {
        Spoilt spoilt;
        return spoilt.with(decisions, "code = \"NFA\"", "code = \"NFA\"\n" + std::string(dates));
    };
    Spoilt backwards = dated("from = 2026-04-01\nto = 2026-03-01");
    CHECK(backwards.mistakes() == backwards.where(decisions, "to = 2026") +
                                      ": it would end on 1 March 2026, before it begins on 1 April 2026\n");
    Spoilt no_day = dated("from = 2026-02-30");
    CHECK(no_day.mistakes().starts_with(no_day.where(decisions, "from = 2026") + ": this is not TOML: "));
    Spoilt words = dated("from = \"April\"");
    CHECK(words.mistakes() == words.where(decisions, "from = ") + ": \"from\" must be a date, not text\n");
}

TEST_CASE("two things of one code may follow each other, and may not overlap") {
    const std::string clocks = "common/clocks.toml";
    const std::string next = "\n[[clocks]]\ncode = \"triage\"\nlabel = \"Decide sooner\"\nstart = \"sent\"\n"
                             "end = \"decided\"\nquantity = 2\nfrom = ";
    Spoilt follows;
    follows.with(clocks, "code = \"triage\"", "code = \"triage\"\nto = 2026-03-31");
    CHECK(Spoilt(follows).adding(clocks, next + "2026-04-01\n").mistakes() == "sound");
    Spoilt overlaps(follows);
    overlaps.adding(clocks, next + "2026-03-31\n");
    const std::string first = overlaps.where(clocks, "code = \"triage\"", -1);
    CHECK(overlaps.mistakes() == overlaps.where(clocks, "label = \"Decide sooner", -2) +
                                     ": \"triage\" would be in force twice at once: also line " +
                                     first.substr(first.find(':') + 1) + "\n");
}

TEST_CASE("there is a form on every day") {
    Spoilt late, over;
    late.with(form, "grade = \"K\"", "grade = \"K\"\nfrom = 2026-04-01");
    CHECK(late.mistakes() ==
          late.where(form, "from = 2026") + ": no request form holds before 1 April 2026; the first has no \"from\"\n");
    over.with(form, "grade = \"K\"", "grade = \"K\"\nto = 2026-04-01");
    CHECK(over.mistakes() ==
          over.where(form, "to = 2026") + ": no request form holds after 1 April 2026; the last has no \"to\"\n");
}

TEST_CASE("a ward's code is E05 and six digits") {
    Spoilt spoilt;
    spoilt.with(places, "E05014160 =", "E0501416 =");
    CHECK(spoilt.mistakes() ==
          spoilt.where(places, "E0501416 =") + ": \"E0501416\" is not a ward's code: E05 and six digits\n");
}

TEST_CASE("what is not set has no value, and what is confirmed names its source") {
    const auto told = [](std::string_view number) {
        Spoilt spoilt;
        spoilt.with(council, "number = { grade = \"N\" }", "number = " + std::string(number));
        std::string mistakes = spoilt.mistakes();
        const std::string where = spoilt.where(council, "number = ");
        return mistakes.starts_with(where) ? mistakes.substr(where.size()) : mistakes;
    };
    CHECK(told("{ value = \"01632 960001\", grade = \"N\" }") ==
          ": a fact that is not set (grade \"N\") can have no value\n");
    CHECK(told("{ grade = \"K\" }") == ": \"value\" is missing; what is not known has grade \"N\"\n");
    CHECK(told("{ value = \"01632 960001\" }") == ": \"grade\" is missing\n");
    CHECK(told("{ value = \"01632 960001\", grade = \"S\" }") ==
          ": a confirmed fact (grade \"S\") must name its source\n");
    CHECK(told("{ value = \"01632 960001\", grade = \"Z\" }") == ": \"grade\" cannot be \"Z\"\n");
}

TEST_CASE("every word must be there, and no other") {
    Spoilt other, unknown;
    other.with(bury_words, "[locality]", "[neighborhood]");
    CHECK(other.mistakes() == "bury/words.toml:1: the word \"locality\" is missing\n" +
                                  other.where(bury_words, "[neighborhood]") + ": \"neighborhood\" is not known here\n");
    unknown.with(decisions, "is {lead_practitioner}.", "is {lead_worker}.");
    CHECK(unknown.mistakes() == unknown.where(decisions, "{lead_worker}") + ": there is no word \"{lead_worker}\"\n");
}

TEST_CASE("a question that Kith reads must be asked, in its kind, with its options") {
    CHECK(Spoilt().with(form, "key = \"would_help\"", "key = \"wishes\"").mistakes() ==
          form + ":1: the question \"would_help\" is missing: Kith reads its answer\n");
    Spoilt kind, options;
    kind.with(form, "kind = \"born\"", "kind = \"day\"");
    CHECK(kind.mistakes() == kind.where(form, "kind = \"day\"") + ": \"child_born\" must be of kind \"born\"\n");
    options.with(form, "code = \"this_week\"", "code = \"week\"");
    CHECK(options.mistakes() == options.where(form, "code = \"today\"", -1) +
                                    ": the options of \"urgency\" are today, this_week, can_wait, in the council's "
                                    "words\n");
}

TEST_CASE("a question hangs on an earlier one and on answers it has") {
    Spoilt later, answer;
    later.with(form, "question = \"danger\"", "question = \"needs\"");
    CHECK(later.mistakes() == later.where(form, "question = \"needs\"") + ": no earlier question is \"needs\"\n");
    answer.with(form, "answers = [\"yes\"]", "answers = [\"perhaps\"]");
    CHECK(answer.mistakes() == answer.where(form, "\"perhaps\"") + ": \"danger\" has no answer \"perhaps\"\n");
}

TEST_CASE("a list or a text that is too long is refused") {
    std::string entries = "title = \"Colours\"\ngrade = \"K\"\nentries = [\n";
    for (int i = 0; i < 1001; ++i)
        entries += fmt::format("    {{ code = \"{}\", label = \"Colour {}\" }},\n", i, i);
    CHECK(Spoilt().and_file("bury/lists/colours.toml", entries + "]\n").mistakes() ==
          "bury/lists/colours.toml:3: \"entries\" has more than 1000 entries\n");
    Spoilt text;
    text.with(levels, "guidance = \"", "guidance = \"" + std::string(4000, 'x'));
    CHECK(text.mistakes() == text.where(levels, "xxx") + ": \"guidance\" has more than 4000 characters\n");
}

TEST_CASE("a file that is missing and a file nobody reads are named") {
    CHECK(Spoilt().without(places).mistakes() == "places.toml: the file is missing\n");
    CHECK(Spoilt().without("common/lists/sex.toml").mistakes().find("lists/sex.toml: the list is missing\n") !=
          std::string::npos);
    CHECK(Spoilt().and_file("bury/level.toml", "order = 1\n").mistakes() ==
          "bury/level.toml: no profile has a file of this name\n");
}

TEST_CASE("several mistakes are all told at once") {
    const std::string told = Spoilt()
                                 .with(levels, "order = 3", "order = 30")
                                 .with(places, "value = 5", "value = \"five\"")
                                 .with(decisions, "code = \"NFA\"", "")
                                 .mistakes();
    CHECK(std::count(told.begin(), told.end(), '\n') == 5);
}

TEST_CASE("the command names every mistake, counts them and ends with 1") {
    std::ostringstream out;
    const std::filesystem::path nowhere = repository("profiles/atlantis");
    CHECK(check(nowhere, out) == 1);
    CHECK(out.str() == nowhere.string() + ": there is no such folder\n1 mistake\n");
}

TEST_CASE("a file that breaks off or was hit by chance is refused or read, and never brings Kith down") {
    const Files whole = std::get<Files>(files_in(repository("profiles/bury")));
    std::mt19937 chance(11);
    for (int i = 0; i < 150; ++i) {
        Files files = whole;
        std::string& text = files[chance() % files.size()].text;
        if (i % 2 == 0) {
            text.resize(chance() % text.size());
        } else {
            for (int hit = 0; hit < 5; ++hit)
                text[chance() % text.size()] = static_cast<char>(chance() % 256);
        }
        CHECK_NOTHROW(std::ignore = to_profile(files));
    }
}

TEST_CASE("colours that somebody could not read are refused by file and line") {
    const std::string brand = "brand = \"#00577d\"", link = "link = \"#00577d\"";
    Spoilt pale;
    const auto place = pale.where(council, link);
    const auto said = pale.with(council, link, "link = \"#8ab4d8\"").mistakes();
    CHECK(said.starts_with(place + ": "));
    CHECK(said.find("needs 4.5 to 1") != std::string::npos);
    CHECK(Spoilt().with(council, brand, "brand = \"blue\"").mistakes().find("like #0b5a4a") != std::string::npos);
    CHECK(Spoilt().with(council, brand, "brnad = \"#00577d\"").mistakes() != "sound");
}
