// linkage_search [--records N] [--seed S] [--queries Q] [--trained 1]: how fast and how well Kith's index finds people,
// on made-up records with the truth beside them. The records asked for are not in the index; other records of the same
// people are.

#include "bench/linkage/generator.h"
#include "bench/linkage/made_up_mapping.h"
#include "bench/linkage/took.h"

#include "linkage/columns.h"
#include "linkage/search.h"
#include "linkage/train.h"

#include <iostream>
#include <map>
#include <sys/resource.h>

namespace {

using namespace kith;

struct Asked {
    linkage::Described described;
    std::uint32_t person = 0;
};

linkage::Described described(const bench::MadeUpRecord& record) {
    linkage::Described all;
    all.names.push_back({record.forename + " " + record.middle_names, record.surname});
    if (!record.former_surname.empty())
        all.names.push_back({record.forename + " " + record.middle_names, record.former_surname});
    all.born = record.date_of_birth;
    all.sex = record.sex;
    all.addresses.push_back({record.street, record.house_number, record.postcode});
    if (!record.phone.empty()) all.phones.push_back(record.phone);
    return all;
}

// What somebody at a front door would type.
linkage::Described name_and_birth(const linkage::Described& whole) {
    linkage::Described part;
    part.names.assign(whole.names.begin(), whole.names.begin() + 1);
    part.born = whole.born;
    return part;
}

} // namespace

int main(int count, char** words) {
    std::map<std::string, std::uint64_t> options = {
        {"--records", 1'000'000}, {"--seed", 42}, {"--queries", 5000}, {"--trained", 0}};
    for (int at = 1; at + 1 < count; at += 2) {
        if (!options.contains(words[at])) {
            std::cerr << "usage: linkage_search [--records N] [--seed S] [--queries Q] [--trained 1]\n";
            return 2;
        }
        options[words[at]] = std::stoull(words[at + 1]);
    }
    const auto records = options["--records"], queries = options["--queries"];
    const auto every = std::max<std::uint64_t>(2, records / queries);

    std::vector<Asked> asked;
    std::vector<std::pair<std::string, linkage::Described>> kept;
    std::unordered_map<std::string, std::uint32_t> person_of;
    std::unordered_map<std::uint32_t, std::uint32_t> records_of;
    std::uint64_t number = 0;
    bench::make_records(records, options["--seed"], [&](const bench::MadeUpRecord& record) {
        if (number++ % every == 1) {
            asked.push_back({described(record), record.person});
            return;
        }
        const auto id = fmt::format("r{}", number);
        person_of[id] = record.person;
        ++records_of[record.person];
        kept.emplace_back(id, described(record));
    });
    auto model = linkage::built_in_model();
    if (options["--trained"] != 0) {
        const auto file = bench::made_up_file(std::min<std::uint64_t>(records, 200'000), options["--seed"] + 1);
        const linkage::Input input{"made up", file};
        auto columns = linkage::read_columns({&input, 1}, bench::made_up_mapping(), 2);
        if (!columns) throw std::runtime_error(columns.error().front().text);
        auto made = linkage::make_records(std::move(**columns), bench::made_up_mapping(), 2);
        if (!made) throw std::runtime_error(made.error().front().text);
        model = linkage::train(**made, {2, false});
    }
    linkage::Search search(model);
    const auto began = bench::milliseconds_now(CLOCK_MONOTONIC);
    for (const auto& [id, each] : kept)
        search.upsert(id, each);
    std::cout << fmt::format("{} records in the index after {:.1f} s\n", search.size(),
                             (bench::milliseconds_now(CLOCK_MONOTONIC) - began) / 1000);

    for (const bool whole : {true, false}) {
        bench::Took took;
        std::size_t could = 0, first = 0, within_ten = 0;
        for (const auto& each : asked) {
            const linkage::Sought sought{whole ? each.described : name_and_birth(each.described)};
            std::vector<linkage::Hit> hits;
            took([&] { hits = search.find(sought, 10); });
            if (!records_of.contains(each.person)) continue;
            ++could;
            for (std::size_t i = 0; i < hits.size(); ++i)
                if (person_of[std::string(hits[i].id)] == each.person) {
                    first += i == 0 ? 1U : 0U;
                    ++within_ten;
                    break;
                }
        }
        const auto share = [&](std::size_t part) { return static_cast<double>(part) / static_cast<double>(could); };
        const std::string_view what = whole ? "whole records" : "name and birthday";
        bench::report(what, took);
        std::cout << fmt::format("{}: recall at 1 {:.4f}, at 10 {:.4f}, of {} people who are there\n", what,
                                 share(first), share(within_ten), could);
    }
    bench::Took took;
    for (std::size_t i = 0; i < asked.size(); ++i)
        took([&] { search.upsert(fmt::format("new{}", i % 1000), asked[i].described); });
    bench::report("upsert", took);

    struct rusage used {};

    ::getrusage(RUSAGE_SELF, &used);
    std::cout << fmt::format("peak memory {:.0f} MB, the made-up records included\n",
                             static_cast<double>(used.ru_maxrss) / 1024);
    return 0;
}
