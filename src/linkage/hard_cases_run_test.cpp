#include "linkage/hard_cases_test.h"

#include "bench/linkage/generator.h"
#include "linkage/cluster.h"
#include "linkage/households.h"
#include "linkage/overrides.h"
#include "linkage/train.h"

#include <doctest/doctest.h>

namespace kith::linkage::hard_cases {

namespace {

std::vector<Recorded>& all_records() {
    static std::vector<Recorded> records;
    return records;
}

std::string file_of_cases() {
    std::string file = heading();
    for (const Recorded& record : all_records())
        file += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", record.id, record.source, record.forename,
                            record.middle, record.surname, record.former, record.born, record.sex, record.house,
                            record.street, record.postcode, record.phone, record.nhs, record.upn, record.sealed);
    return file;
}

std::vector<Override> overrides_of(const std::vector<Said>& said) {
    std::vector<Override> overrides;
    for (const Said& each : said)
        overrides.push_back(
            {{each.source, each.id}, {each.other_source, each.other}, each.together, "Priya", "seen both", "", {}});
    return overrides;
}

template <typename T>
T accepted(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().front().text);
    return std::move(result).value();
}

bool all_pairs(const std::vector<std::string>& ids, bool (*holds)(const std::string&, const std::string&),
               bool wanted) {
    for (std::size_t a = 0; a < ids.size(); ++a)
        for (std::size_t b = a + 1; b < ids.size(); ++b)
            if (holds(ids[a], ids[b]) != wanted) return false;
    return true;
}

} // namespace

const Outcome& outcome() {
    static const Outcome once = linked({file_of_cases(), bench::made_up_file(population, population_seed)});
    return once;
}

std::string heading() {
    return "record_id,source,forename,middle_names,surname,former_surname,date_of_birth,sex,house_number,street,"
           "postcode,phone,nhs_number,"
           "upn,sealed\n";
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

Outcome linked(const std::vector<std::string>& files, unsigned threads, const std::vector<Said>& said) {
    std::vector<Input> inputs;
    for (const std::string& file : files)
        inputs.push_back({fmt::format("file-{}.csv", inputs.size() + 1), file});
    auto columns = accepted(read_columns(inputs, mapping(), threads));
    const auto records = accepted(make_records(std::move(*columns), mapping(), threads));
    const Model model = train(*records, {threads, false});
    const Edges edges =
        link(*records, model, {.threads = threads, .between_sources_only = false, .lowest_weight = bits(model.join)});
    ClusterOptions how;
    how.threads = threads;
    const AppliedOverrides decisions = applied(*records, overrides_of(said), Day());
    how.constraints = decisions.constraints;
    const Clusters clusters = cluster(*records, model, edges.kept, how);
    const auto homes = households(*records, {}, edges.kept, clusters.of_record, {});
    Outcome outcome;
    outcome.to_review = decisions.review.size();
    for (std::uint32_t record = 0; record < records->count; ++record) {
        outcome.person.emplace(records->record_id(record), records->record_id(clusters.of_record[record]));
        outcome.household.emplace(records->record_id(record), records->record_id(homes[record]));
    }
    return outcome;
}

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

std::size_t pairs_of_one_household(const std::vector<std::string>& ids) {
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < ids.size(); ++a)
        for (std::size_t b = a + 1; b < ids.size(); ++b)
            pairs += one_household(ids[a], ids[b]) ? 1U : 0U;
    return pairs;
}

} // namespace kith::linkage::hard_cases
