// linkage_follow [--records N] [--seed S]: what one record more costs, and a hundredth of all at once, when the rest is
// linked already; and whether the answer is that of one run over all.

#include "bench/linkage/generator.h"
#include "bench/linkage/made_up_mapping.h"
#include "bench/linkage/took.h"

#include "linkage/live.h"
#include "linkage/train.h"

#include <iostream>
#include <map>

namespace {

using namespace kith;

template <typename T>
T accepted(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().front().text);
    return std::move(result).value();
}

std::unique_ptr<linkage::Columns> columns_of(std::string_view csv) {
    const linkage::Input input{"made up", csv};
    return accepted(linkage::read_columns({&input, 1}, bench::made_up_mapping(), 2));
}

// By record id: the person's first record and the household's.
std::map<std::string, std::string, std::less<>> said(const linkage::Records& records,
                                                     const std::vector<std::uint32_t>& person,
                                                     const std::vector<std::uint32_t>& household) {
    std::map<std::string, std::string, std::less<>> all;
    for (std::uint32_t i = 0; i < records.count; ++i)
        all[std::string(records.record_id(i))] =
            fmt::format("{} {}", records.record_id(person[i]), records.record_id(household[i]));
    return all;
}

} // namespace

int main(int count, char** words) {
    std::map<std::string, std::uint64_t> options = {{"--records", 1'000'000}, {"--seed", 42}};
    for (int at = 1; at + 1 < count; at += 2) {
        if (!options.contains(words[at])) {
            std::cerr << "usage: linkage_follow [--records N] [--seed S]\n";
            return 2;
        }
        options[words[at]] = std::stoull(words[at + 1]);
    }
    const auto csv = bench::made_up_file(options["--records"], options["--seed"]);
    std::vector<std::size_t> lines; // where each begins, the heading first
    for (std::size_t at = 0; at < csv.size(); at = csv.find('\n', at) + 1)
        lines.push_back(at);
    lines.push_back(csv.size());
    const std::size_t records = lines.size() - 2, delta = records / 100;
    const std::size_t singly = std::min<std::size_t>(1000, delta), first = records - delta - singly;
    const auto part = [&](std::size_t from, std::size_t to) {
        return csv.substr(0, lines[1]) + csv.substr(lines[from + 1], lines[to + 1] - lines[from + 1]);
    };

    const auto model = [&] {
        const auto all = accepted(linkage::make_records(std::move(*columns_of(csv)), bench::made_up_mapping(), 2));
        return linkage::train(*all, {2, false});
    }();
    linkage::LiveOptions how;
    how.threads = 2;
    linkage::Live live(accepted(linkage::make_records(std::move(*columns_of(part(0, first))), bench::made_up_mapping(),
                                                      2, &*model.usual, true)),
                       bench::made_up_mapping(), model, how);
    std::cout << fmt::format("{} records linked\n", live.count());

    bench::Took took;
    const auto timed = [&](std::size_t from, std::size_t to) {
        auto columns = columns_of(part(from, to));
        took([&] { accepted(live.apply(std::move(*columns), {})); });
    };
    for (std::size_t i = 0; i < singly; ++i)
        timed(first + i, first + i + 1);
    bench::report("one record", took);
    timed(first + singly, records);
    std::cout << fmt::format("{} records at once: {:.0f} ms on the clock, {:.0f} ms of the processor\n", delta,
                             took.clock.back(), took.processor.back());

    const auto all =
        accepted(linkage::make_records(std::move(*columns_of(csv)), bench::made_up_mapping(), 2, &*model.usual));
    const auto edges = linkage::link(*all, model, {.threads = 2, .lowest_weight = linkage::bits(model.join)});
    linkage::ClusterOptions whole;
    whole.threads = 2;
    const auto person = linkage::cluster(*all, model, edges.kept, whole).of_record;
    const bool same = said(*all, person, linkage::households(*all, {}, edges.kept, person, {})) ==
                      said(live.records(), live.person(), live.household());
    std::cout << (same ? "The same as one run over all.\n" : "NOT the same as one run over all.\n");
    return same ? 0 : 1;
}
