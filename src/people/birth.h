#pragma once
// When a person was born, as well as it is known, or when a child is expected: never both (handbook 8.1).

#include "base/day.h"
#include "base/result.h"

#include <array>

namespace kith::people {

// A day of which the month, or the day of the month, may not be known. What is not known is absent, never made up.
class PartDay {
public:
    // `accuracy` is three letters for day, month and year, each A(ccurate), E(stimated) or U(nknown), as in the NHS's
    // date accuracy indicator; a part that is U is left out of the parts (0). Nothing when there is no such day, when
    // letters and parts disagree, or when a part is known inside one that is not.
    static std::optional<PartDay> from_parts(int year, int month, int day, std::string_view accuracy);
    // Wholly known.
    static PartDay exact(Day day);

    int year() const { return year_; }

    int month() const { return month_; } // 0: not known

    int day() const { return day_; } // 0: not known

    const std::string& accuracy() const { return accuracy_; }

    bool is_exact() const { return accuracy_ == "AAA"; }

    bool is_estimated() const { return accuracy_.find('E') != std::string::npos; }

    // The first and the last day it can be, as written; an estimate may be further off.
    Day earliest() const;
    Day latest() const;

    bool operator==(const PartDay&) const = default;

private:
    int year_ = 0;
    int month_ = 0;
    int day_ = 0;
    std::string accuracy_;
};

// "14 March 2017", "March 2017", "about March 2017", "2017", "about 2017"
std::string words(const PartDay& day);

class Birth {
public:
    Birth() = default; // not known

    static Birth on(PartDay day);
    static Birth expected(Day day);

    const std::optional<PartDay>& born() const { return born_; }

    const std::optional<Day>& expected_on() const { return expected_; }

    bool is_known() const { return born_ || expected_; }

    bool is_unborn() const { return expected_.has_value(); }

    std::optional<int> year() const; // of birth only

    bool operator==(const Birth&) const = default;

private:
    std::optional<PartDay> born_;
    std::optional<Day> expected_;
};

// "14 March 2017", "due 2 December 2026", "not known"
std::string words(const Birth& birth);

// "9", "about 9", "8 or 9", "7 months", "not yet born"; "" when not known.
std::string age_words(const Birth& birth, Day today);

// As typed into a form: empty parts are not known.
struct TypedBirth {
    std::string day = {};
    std::string month = {};
    std::string year = {};
    bool estimated = false;
    bool unborn = false; // then the parts are of the expected date
    std::string field = "born";
};

// Refuses what cannot be, and says what to do: no such day, in the future, more than 120 years ago, a day without a
// month, an expected date more than ten months ahead. All parts empty: not known, which is no mistake.
Result<Birth> read_birth(const TypedBirth& typed, Day today);

// Whether both may be the same day: what is known of them agrees.
bool agree(const Birth& one, const Birth& other);
// Whether one may be the other mistyped or guessed: agree, or day and month swapped, or one part of three differs, or
// an estimate within a year; a child once expected and now born within 60 days of it.
bool are_near(const Birth& one, const Birth& other);

} // namespace kith::people
