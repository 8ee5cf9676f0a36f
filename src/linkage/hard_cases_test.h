#pragma once
// A vocabulary for the hard cases: every case's records go into one file with a made-up population around them, the
// engine runs once, and each case asks what became of its own records.

#include "linkage/mapping.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace kith::linkage::hard_cases {

// The mapping and the heading of made-up files, with numbers and seals beside.
Mapping mapping();
std::string heading();

struct Outcome {
    std::unordered_map<std::string, std::string> person;    // by record id: the id of the person's first record
    std::unordered_map<std::string, std::string> household; // the same
    std::size_t to_review = 0;
};

// Pairs of records that people said are one person, or two.
struct Said {
    std::string source, id, other_source, other;
    bool together = false;
};

// Trains on the files and links them. Throws what the engine refuses, as its sentence.
Outcome linked(const std::vector<std::string>& files, unsigned threads = 2, const std::vector<Said>& said = {});

struct Recorded {
    std::string id;
    std::string source;
    std::string forename = "";
    std::string surname = "";
    std::string born = "";
    std::string sex = "";
    std::string house = "";
    std::string street = "";
    std::string postcode = "";
    std::string phone = "";
    std::string middle = "";
    std::string former = "";
    std::string nhs = "";
    std::string upn = "";
    std::string sealed = "";
};

// The made-up people among whom the cases stand, and what became of them all.
constexpr std::uint64_t population = 60000, population_seed = 5;
const Outcome& outcome();

// Call while the program starts: `const bool told = hard_cases::tell({…});`
bool tell(std::vector<Recorded> records);

bool one_person(const std::string& id, const std::string& other);
bool one_household(const std::string& id, const std::string& other);

// All of them, or all but none of them.
bool are_one_person(const std::vector<std::string>& ids);
bool are_different_people(const std::vector<std::string>& ids);
bool are_one_household(const std::vector<std::string>& ids);
// How many of the pairs are said to share a household.
std::size_t pairs_of_one_household(const std::vector<std::string>& ids);

} // namespace kith::linkage::hard_cases
