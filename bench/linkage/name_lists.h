#pragma once
// Lists of names of our own, each from the most to the least common as it seems to us: for benchmarks only. A tail of
// made-up surnames follows the listed British ones, so that a million people have some 68,000 surnames as real ones do.

#include "bench/linkage/chance.h"

#include <string>

namespace kith::bench {

enum class Sex { female, male };

// How a family's names are made: the ways in which they are written and changed depend on it.
enum class Naming { british, muslim, sikh, hindu, chinese, west_african, somali, caribbean, polish, romanian };

class NameLists {
public:
    NameLists();

    const Ranked& forenames(Naming naming, Sex sex, int birth_year) const;
    const Ranked& surnames(Naming naming) const;

    const Ranked& streets() const { return streets_; }

    std::string_view english_name(Chance& chance, Sex sex) const; // as some Chinese families take beside their own

private:
    std::vector<std::string> made_up_;
    std::vector<Ranked> british_forenames_; // female and male of four generations
    std::vector<Ranked> other_forenames_;   // female and male of each naming but british
    std::vector<Ranked> surnames_;
    Ranked streets_;
};

// Another everyday form of a forename, or nothing. Chosen by chance where there are several.
std::string_view everyday_form(std::string_view forename, Chance& chance);

// Beginnings such as Abdul and Noor that are written apart, joined or with a hyphen.
std::vector<std::string_view> muslim_beginnings();

} // namespace kith::bench
