#include "matching/truth.h"

#include "linkage/csv.h"

#include <fstream>
#include <sstream>

namespace kith::matching {

namespace {

class Refused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Refused(fmt::format("{} cannot be read.", file.string()));
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

// The numbers of texts, by first appearance.
class Numbered {
public:
    std::uint32_t number(std::string_view text) {
        const auto [found, is_new] =
            numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(numbers_.size()));
        if (is_new) words_.emplace_back(text);
        return found->second;
    }

    const std::vector<std::string>& words() const { return words_; }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> words_;
};

// A file with a heading, read record by record.
class Table {
public:
    explicit Table(const std::filesystem::path& file) : file_(file), bytes_(bytes_of(file)), reader_(bytes_) {
        if (!reader_.next()) throw Refused(fmt::format("{} is empty. It needs a heading.", file.string()));
        for (std::string_view heading : reader_.values())
            headings_.emplace_back(heading);
        if (!headings_.empty() && headings_.front().starts_with("\xEF\xBB\xBF")) headings_.front().erase(0, 3);
    }

    // The place of the first name that is there.
    std::optional<std::size_t> find(const std::vector<std::string>& names) const {
        for (const std::string& name : names)
            if (const auto at = std::ranges::find(headings_, name); at != headings_.end())
                return static_cast<std::size_t>(at - headings_.begin());
        return std::nullopt;
    }

    std::size_t column(const std::vector<std::string>& names) const {
        if (const auto place = find(names)) return *place;
        throw Refused(fmt::format("{} has no column \"{}\". Its columns are: {}.", file_.string(),
                                  fmt::join(names, "\" or \""), fmt::join(headings_, ", ")));
    }

    bool next() {
        if (!reader_.next()) return false;
        if (reader_.values().size() != headings_.size())
            throw Refused(fmt::format("{}, line {}: {} values under {} headings.", file_.string(),
                                      linkage::line_of(bytes_, reader_.began()), reader_.values().size(),
                                      headings_.size()));
        return true;
    }

    std::string_view operator[](std::size_t column) const { return reader_.values()[column]; }

private:
    std::filesystem::path file_;
    std::string bytes_;
    linkage::RecordReader reader_;
    std::vector<std::string> headings_;
};

struct Found {
    std::uint32_t person = 0;
    std::uint32_t household = 0;
};

struct Clusters {
    std::unordered_map<std::string, Found> of_record;
    std::uint32_t people = 0;
    std::uint32_t households = 0; // 0: not looked for
};

Clusters clusters_in(const std::filesystem::path& file) {
    Table table(file);
    const std::size_t id = table.column({"record_id"});
    const std::size_t person = table.column({"person_id"});
    const auto household = table.find({"household_id"});
    Clusters clusters;
    Numbered people;
    Numbered households;
    while (table.next()) {
        const Found found{people.number(table[person]), household ? households.number(table[*household]) : 0};
        if (!clusters.of_record.emplace(table[id], found).second)
            throw Refused(fmt::format("{} holds the record \"{}\" twice.", file.string(), table[id]));
    }
    clusters.people = static_cast<std::uint32_t>(people.words().size());
    clusters.households = static_cast<std::uint32_t>(households.words().size());
    return clusters;
}

class Judging {
public:
    Judging(Clusters clusters, const TruthColumns& columns)
        : clusters_(std::move(clusters)), columns_(columns), words_(columns.traits.size()) {
        for (const std::string& trait : columns.traits)
            judged_.traits.push_back({trait, {}, {}});
    }

    void read(const std::filesystem::path& file) {
        Table table(file);
        const std::size_t id = table.column(columns_.record_id);
        const std::size_t person = table.column(columns_.person);
        std::optional<std::size_t> household;
        if (!columns_.household.empty()) household = table.column(columns_.household);
        std::vector<std::size_t> traits;
        for (const std::string& trait : columns_.traits)
            traits.push_back(table.column({trait}));
        while (table.next()) {
            if (table[person].empty()) continue;
            judged_.person.push_back(people_.number(table[person]));
            if (household) judged_.household.push_back(households_.number(table[*household]));
            for (std::size_t trait = 0; trait < traits.size(); ++trait)
                judged_.traits[trait].of_record.push_back(words_[trait].number(table[traits[trait]]));
            take_found(table[id]);
        }
    }

    linkage::Judged whole() {
        if (matched_ == 0 && !judged_.person.empty())
            throw Refused("The clusters and the truth share no record. Does --record-id name the right column?");
        for (std::size_t trait = 0; trait < words_.size(); ++trait)
            judged_.traits[trait].words = words_[trait].words();
        return std::move(judged_);
    }

private:
    void take_found(std::string_view id) {
        const auto found = clusters_.of_record.find(std::string(id));
        const bool known = found != clusters_.of_record.end();
        if (known) ++matched_;
        judged_.cluster.push_back(known ? found->second.person : clusters_.people++);
        if (clusters_.households > 0)
            judged_.found_household.push_back(known ? found->second.household : clusters_.households++);
    }

    Clusters clusters_;
    const TruthColumns& columns_;
    linkage::Judged judged_;
    Numbered people_;
    Numbered households_;
    std::vector<Numbered> words_;
    std::size_t matched_ = 0;
};

} // namespace

Result<linkage::Judged> judged(const std::filesystem::path& clusters, const std::vector<std::filesystem::path>& truth,
                               const TruthColumns& columns) {
    try {
        Judging judging(clusters_in(clusters), columns);
        for (const auto& file : truth)
            judging.read(file);
        return judging.whole();
    } catch (const Refused& refused) {
        return Problem{"", "not_judged", refused.what()};
    }
}

} // namespace kith::matching
