#pragma once
// A vocabulary for the hard cases: every case's records go into one file with a made-up population around them, the
// engine runs once, and each case asks what became of its own records.

#include <string>
#include <vector>

namespace kith::linkage::hard_cases {

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

// Call while the program starts: `const bool told = hard_cases::tell({…});`
bool tell(std::vector<Recorded> records);

bool one_person(const std::string& id, const std::string& other);
bool one_household(const std::string& id, const std::string& other);

// All of them, or all but none of them.
bool are_one_person(const std::vector<std::string>& ids);
bool are_different_people(const std::vector<std::string>& ids);
bool are_one_household(const std::vector<std::string>& ids);

} // namespace kith::linkage::hard_cases
