#include "bench/linkage/sets.h"

#include "bench/linkage/measured.h"

#include <fmt/format.h>
#include <fstream>

namespace kith::bench {

namespace {

constexpr std::string_view made_up_mapping = R"(format = "kith-mapping-1"
record_id = "record_id"
source = "source"
forenames = ["forename", "middle_names"]
surname = "surname"
former_names = ["former_surname"]
date_of_birth = "date_of_birth"
sex = "sex"
house_number = "house_number"
address = ["street"]
postcode = "postcode"
phone = "phone"
)";

constexpr std::string_view febrl_mapping = R"(format = "kith-mapping-1"
record_id = "rec_id"
forenames = ["given_name"]
surname = "surname"
date_of_birth = "date_of_birth"
house_number = "street_number"
address = ["address_1", "address_2"]
town = "suburb"
postcode = "postcode"

[identifiers]
social_security = "soc_sec_id"
)";

constexpr std::string_view fake_mapping = R"(format = "kith-mapping-1"
record_id = "unique_id"
forenames = ["first_name"]
surname = "surname"
date_of_birth = "dob"
town = "city"
email = "email"
)";

constexpr std::string_view ons_mapping = R"(format = "kith-mapping-1"
record_id = ["census_id", "cis_id"]
forenames = ["pername1"]
surname = "pername2"
date_of_birth = { day = "dob_day", month = "dob_mon", year = "dob_year" }
sex = "sex"
house_number = "hse_num"
address = ["enumcap"]
postcode = "enumpc"
)";

// FEBRL says who is meant in the record's id: rec-N-org, rec-N-dup-k.
std::filesystem::path febrl_truth(const std::filesystem::path& file, const std::filesystem::path& folder) {
    const auto truth = folder / (file.stem().string() + "-truth.csv");
    std::ifstream in(file);
    std::ofstream out(truth);
    out << "record_id,person\n";
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const std::string id = line.substr(0, line.find(','));
        const auto end = id.find('-', 4);
        out << id << ',' << id.substr(4, end - 4) << '\n';
    }
    return truth;
}

} // namespace

LinkageSet made_up_set(const std::filesystem::path& generator, const std::filesystem::path& folder,
                       std::uint64_t records, std::uint64_t seed) {
    const auto file = folder / fmt::format("made-up-{}-{}.csv", records, seed);
    if (!std::filesystem::exists(file))
        measured({generator, "--records", std::to_string(records), "--seed", std::to_string(seed), "--out", file},
                 folder / "generator.log");
    LinkageSet set;
    set.name = fmt::format("generator {}, seed {}", records, seed);
    set.splink = "generator";
    set.mapping = made_up_mapping;
    set.files = set.truth = {file};
    set.record_id = "record_id";
    set.person = "person";
    set.household = "household";
    set.traits = "true_sex,age_band,origin";
    return set;
}

std::vector<LinkageSet> published_sets(const std::filesystem::path& folder_of_data,
                                       const std::filesystem::path& folder) {
    std::vector<LinkageSet> sets;
    const auto has = [&](const char* name) { return std::filesystem::exists(folder_of_data / name); };
    if (has("fake_1000.csv")) {
        const auto file = folder_of_data / "fake_1000.csv";
        sets.push_back({"fake_1000",
                        "fake_1000",
                        std::string(fake_mapping),
                        false,
                        {file},
                        {file},
                        "unique_id",
                        "cluster",
                        "",
                        ""});
    }
    for (const char* name : {"febrl1", "febrl2", "febrl3"}) {
        const auto file = folder_of_data / (std::string(name) + ".csv");
        if (std::filesystem::exists(file))
            sets.push_back({name,
                            "febrl",
                            std::string(febrl_mapping),
                            false,
                            {file},
                            {febrl_truth(file, folder)},
                            "record_id",
                            "person",
                            "",
                            ""});
    }
    if (has("ons_census.csv") && has("ons_cis.csv")) {
        const std::vector<std::filesystem::path> files = {folder_of_data / "ons_census.csv",
                                                          folder_of_data / "ons_cis.csv"};
        sets.push_back(
            {"ONS pair", "ons", std::string(ons_mapping), true, files, files, "census_id,cis_id", "person_id", "", ""});
    }
    return sets;
}

} // namespace kith::bench
