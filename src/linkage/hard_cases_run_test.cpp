#include "linkage/hard_cases_test.h"

#include "bench/linkage/generator.h"
#include "linkage/cluster.h"
#include "linkage/households.h"
#include "linkage/train.h"

#include <doctest/doctest.h>

namespace kith::linkage::hard_cases {

namespace {

constexpr std::uint64_t population = 6000;

std::vector<Recorded>& all_records() {
    static std::vector<Recorded> records;
    return records;
}

std::string file_of_cases() {
    std::string file =
        "record_id,source,forename,middle_names,surname,former_surname,date_of_birth,sex,house_number,street,postcode,"
        "phone,nhs_number,upn,sealed\n";
    for (const Recorded& record : all_records())
        file += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", record.id, record.source, record.forename,
                            record.middle, record.surname, record.former, record.born, record.sex, record.house,
                            record.street, record.postcode, record.phone, record.nhs, record.upn, record.sealed);
    return file;
}

Mapping mapping() {
    Mapping mapping;
    mapping.record_id.any = {"record_id"};
    mapping.source.any = {"source"};
    mapping.forenames = {"forename", "middle_names"};
    mapping.surname.any = {"surname"};
    mapping.former_names = {"former_surname"};
    mapping.birth.any = {"date_of_birth"};
    mapping.sex.any = {"sex"};
    mapping.house_number.any = {"house_number"};
    mapping.address = {"street"};
    mapping.postcode.any = {"postcode"};
    mapping.phone.any = {"phone"};
    mapping.sealed.any = {"sealed"};
    mapping.identifiers = {{"nhs_number", {{"nhs_number"}}, false}, {"upn", {{"upn"}}, true}};
    return mapping;
}

struct Outcome {
    std::unordered_map<std::string, std::uint32_t> person;
    std::unordered_map<std::string, std::uint32_t> household;
};

Outcome run() {
    const std::string cases = file_of_cases();
    const std::string around = bench::made_up_file(population, 5);
    const std::vector<Input> files = {{"cases.csv", cases}, {"around.csv", around}};
    auto columns = read_columns(files, mapping(), 2).value();
    const auto records = make_records(std::move(*columns), mapping(), 2).value();
    const Model model = train(*records, {2, false});
    const Edges edges =
        link(*records, model, {.threads = 2, .between_sources_only = false, .lowest_weight = bits(model.join)});
    ClusterOptions how;
    how.threads = 2;
    const Clusters clusters = cluster(*records, model, edges.kept, how);
    const auto homes = households(*records, edges.kept, clusters, {});
    Outcome outcome;
    for (std::uint32_t record = 0; record < records->count; ++record) {
        outcome.person.emplace(records->record_id(record), clusters.of_record[record]);
        outcome.household.emplace(records->record_id(record), homes[record]);
    }
    return outcome;
}

const Outcome& outcome() {
    static const Outcome once = run();
    return once;
}

bool all_pairs(const std::vector<std::string>& ids, bool (*holds)(const std::string&, const std::string&),
               bool wanted) {
    for (std::size_t a = 0; a < ids.size(); ++a)
        for (std::size_t b = a + 1; b < ids.size(); ++b)
            if (holds(ids[a], ids[b]) != wanted) return false;
    return true;
}

} // namespace

bool tell(std::vector<Recorded> records) {
    for (Recorded& record : records)
        all_records().push_back(std::move(record));
    return true;
}

bool one_person(const std::string& id, const std::string& other) {
    return outcome().person.at(id) == outcome().person.at(other);
}

bool one_household(const std::string& id, const std::string& other) {
    return outcome().household.at(id) == outcome().household.at(other);
}

bool are_one_person(const std::vector<std::string>& ids) {
    return all_pairs(ids, one_person, true);
}

bool are_different_people(const std::vector<std::string>& ids) {
    return all_pairs(ids, one_person, false);
}

bool are_one_household(const std::vector<std::string>& ids) {
    return all_pairs(ids, one_household, true);
}

} // namespace kith::linkage::hard_cases
