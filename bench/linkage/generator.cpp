#include "bench/linkage/generator.h"

#include "bench/linkage/writing.h"

#include <algorithm>
#include <array>

namespace kith::bench {

namespace {

// Whom a feed knows, and how often.
class Feeds {
public:
    Feeds(std::uint64_t records, std::uint64_t seed, const std::function<void(const MadeUpRecord&)>& take)
        : wanted_(records), chance_(seed ^ 0x6665656473ULL), take_(take) {}

    bool full() const { return made_ >= wanted_; }

    void tell_of(const Family& family) {
        const bool tenants = happens(42'000);
        const bool troubled = happens(13'000);
        const bool helped = happens(troubled ? 55'000 : 14'000);
        const bool known_to_police = happens(troubled ? 50'000 : 16'000);
        for (const Resident& person : family.people) {
            tell(family, person, health, happens(95'000) ? 1 + several(24'000) : 0);
            if (person.age_in(this_year) >= 4 && person.age_in(this_year) < 24)
                tell(family, person, school, happens(92'000) ? 1 + several(28'000) : 0);
            if (tenants)
                tell(family, person, housing, happens(person.child ? 55'000 : 90'000) ? 1 + several(22'000) : 0);
            if (troubled) tell(family, person, social, happens(75'000) ? 1 + several(38'000) : 0);
            if (helped) tell(family, person, early_help, happens(80'000) ? 1 + several(30'000) : 0);
            if (person.age_in(this_year) >= 10 && known_to_police)
                tell(family, person, police, happens(50'000) ? 1 + several(50'000) : 0);
        }
    }

private:
    bool happens(std::uint32_t rate) { return chance_.happens(rate); }

    int several(std::uint32_t again) {
        int times = 0;
        while (times < 6 && happens(again))
            ++times;
        return times;
    }

    void tell(const Family& family, const Resident& person, FeedName feed, int times) {
        for (int number = 0; number < times && !full(); ++number) {
            int year = chance_.between(std::max(first_year, person.born.year + (feed == school ? 4 : 0)), this_year);
            if (person.child && feed != school && happens(18'000)) year = std::max(first_year, person.born.year);
            take_(written(family, person, feed, year, chance_));
            ++made_;
        }
    }

    std::uint64_t wanted_;
    std::uint64_t made_ = 0;
    Chance chance_;
    const std::function<void(const MadeUpRecord&)>& take_;
};

void add_line(std::string& text, const MadeUpRecord& record) {
    for (const std::string_view field :
         {record.source, std::string_view(record.forename), std::string_view(record.middle_names),
          std::string_view(record.surname), std::string_view(record.former_surname),
          std::string_view(record.date_of_birth), std::string_view(record.sex), std::string_view(record.house_number),
          std::string_view(record.street), std::string_view(record.postcode), std::string_view(record.phone)})
        text.append(",").append(field);
    text += ",p" + std::to_string(record.person) + ",h" + std::to_string(record.household) + ",";
    text.append(record.origin).append(",").append(record.true_sex).append(",").append(record.age_band);
    text.append(",").append(record.changes).append("\n");
}

} // namespace

void make_records(std::uint64_t records, std::uint64_t seed, const std::function<void(const MadeUpRecord&)>& take) {
    static const NameLists names;
    Families families(names, records, seed);
    Feeds feeds(records, seed, take);
    while (!feeds.full())
        feeds.tell_of(families.next());
}

std::string made_up_file(std::uint64_t records, std::uint64_t seed) {
    std::string lines;
    lines.reserve(records * 130);
    std::vector<std::size_t> ends = {0};
    make_records(records, seed, [&](const MadeUpRecord& record) {
        add_line(lines, record);
        ends.push_back(lines.size());
    });
    std::vector<std::uint32_t> order(records);
    for (std::uint32_t at = 0; at < records; ++at)
        order[at] = at;
    Chance chance(seed + 1);
    for (std::uint32_t at = static_cast<std::uint32_t>(records); at > 1; --at)
        std::swap(order[at - 1], order[chance.below(at)]);

    std::string file =
        "record_id,source,forename,middle_names,surname,former_surname,date_of_birth,sex,house_number,street,"
        "postcode,phone,person,household,origin,true_sex,age_band,changes\n";
    file.reserve(lines.size() + records * 9);
    for (std::uint32_t at = 0; at < records; ++at) {
        file += "r" + std::to_string(at + 1);
        file.append(lines, ends[order[at]], ends[order[at] + 1] - ends[order[at]]);
    }
    return file;
}

} // namespace kith::bench
