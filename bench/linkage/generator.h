#pragma once
// Records of six made-up feeds about made-up families, with the truth beside them: what Kith's linkage and others are
// measured on. The same size and seed give the same bytes on every machine.
//
// The names, shares and rates are ours; docs/linkage.md says what they were held against and what that does not prove.

#include "bench/linkage/families.h"

#include <functional>

namespace kith::bench {

// A record as a feed delivers it, then the truth, which no method of linkage may use.
struct MadeUpRecord {
    std::string_view source;
    std::string forename;
    std::string middle_names;
    std::string surname;
    std::string former_surname;
    std::string date_of_birth; // ISO
    std::string sex;           // F, M or empty
    std::string house_number;
    std::string street;
    std::string postcode;
    std::string phone;

    std::uint32_t person = 0;
    std::uint32_t household = 0;
    std::string_view origin;
    std::string_view true_sex;
    std::string_view age_band;
    std::string changes; // what was done to it, words parted by semicolons
};

// Makes `records` records and gives them one after another, those of a family together.
void make_records(std::uint64_t records, std::uint64_t seed, const std::function<void(const MadeUpRecord&)>& take);

// The same as lines of comma-separated values in an order by chance, the heading first.
std::string made_up_file(std::uint64_t records, std::uint64_t seed);

} // namespace kith::bench
