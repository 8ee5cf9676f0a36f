#include "linkage/households_over_time.h"

#include "base/day.h"
#include "linkage/people.h"

namespace kith::linkage {

namespace {

constexpr int most_years = 100;
constexpr std::int32_t always = INT32_MIN, ever = INT32_MAX;

// The days on which a record holds, the last one not among them.
struct Holds {
    std::int32_t from = always, until = ever;

    bool on(std::int32_t day) const { return from <= day && day < until; }
};

bool same_place(const Row& a, const Row& b) {
    for (const auto which : {lane::postcode, lane::house, lane::street})
        if (a.lanes[which] != b.lanes[which]) return false;
    return true;
}

bool has_place(const Row& row) {
    return row.lanes[lane::postcode] != 0 || row.lanes[lane::street] != 0;
}

std::vector<Holds> holding(const Records& records, const std::vector<std::uint32_t>& person) {
    std::vector<Holds> holds(records.count);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < records.count; ++i) {
        holds[i].from = records.recorded_on[i];
        if (records.recorded_on[i] != always && has_place(records.rows[i])) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(person[a], holds[a].from, a) < std::tuple(person[b], holds[b].from, b);
    });
    // From the last to the first, so that the next place is known already.
    for (std::size_t i = order.size(); i-- > 1;) {
        const auto before = order[i - 1], after = order[i];
        if (person[before] != person[after]) continue;
        holds[before].until =
            same_place(records.rows[before], records.rows[after]) ? holds[after].until : holds[after].from;
    }
    return holds;
}

std::int32_t last_day_of(int year) {
    return Day::from_parts(year, 12, 31)->number();
}

int year_of(std::int32_t day) {
    return Day::from_number(day).year();
}

std::string name_of(const std::string& person) {
    return "h" + person;
}

class Slices {
public:
    Slices(const Records& records, const std::vector<Edge>& edges, const std::vector<std::uint32_t>& person,
           const HouseholdOptions& options)
        : records_(records), edges_(edges), person_(person), options_(options), holds_(holding(records, person)) {}

    std::vector<Stay> stays() {
        std::int32_t first = ever, last = always;
        for (const auto day : records_.recorded_on) {
            if (day == always) continue;
            first = std::min(first, day);
            last = std::max(last, day);
        }
        if (last == always) return {};
        for (int year = std::max(year_of(first), year_of(last) - most_years + 1); year <= year_of(last); ++year)
            take(year);
        std::vector<Stay> all;
        for (auto& [who, stays] : of_person_)
            all.insert(all.end(), stays.begin(), stays.end());
        return all;
    }

private:
    void take(int year) {
        const auto day = last_day_of(year);
        std::vector<Edge> held;
        for (const auto& edge : edges_)
            if (holds_[edge.a].on(day) && holds_[edge.b].on(day)) held.push_back(edge);
        const auto homes = households(records_, {}, held, person_, options_);
        std::vector<NamedRecord> people;
        std::vector<std::uint32_t> numbers;
        std::vector<bool> seen(records_.count);
        for (std::uint32_t i = 0; i < records_.count; ++i) {
            if (!holds_[i].on(day) || seen[person_[i]]) continue;
            seen[person_[i]] = true;
            const auto before = of_person_.find(person_[i]);
            people.push_back({fmt::format("{:016x}", records_.order_key[person_[i]]),
                              before == of_person_.end() ? "" : before->second.back().household, homes[i]});
            numbers.push_back(person_[i]);
        }
        const auto names = named(people, {}, name_of).person_of_record;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            auto& stays = of_person_[numbers[i]];
            if (!stays.empty() && stays.back().household == names[i] && stays.back().until == year - 1)
                stays.back().until = year;
            else
                stays.push_back({numbers[i], names[i], year, year});
        }
    }

    const Records& records_;
    const std::vector<Edge>& edges_;
    const std::vector<std::uint32_t>& person_;
    const HouseholdOptions& options_;
    std::vector<Holds> holds_;
    std::map<std::uint32_t, std::vector<Stay>> of_person_;
};

} // namespace

std::vector<Stay> households_over_time(const Records& records, const std::vector<Edge>& edges,
                                       const std::vector<std::uint32_t>& person, const HouseholdOptions& options) {
    if (records.recorded_on.empty()) return {};
    return Slices(records, edges, person, options).stays();
}

} // namespace kith::linkage
