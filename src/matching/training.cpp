#include "matching/training.h"

#include "base/text.h"
#include "linkage/train.h"
#include "matching/csv_text.h"
#include "people/identifier.h"
#include "people/similar.h"

#include <numeric>
#include <unordered_map>

namespace kith::matching {

namespace {

constexpr std::array lesson_columns = {"id", "given", "family", "earlier", "born", "sex"};

linkage::Mapping mapping_of_lesson() {
    linkage::Mapping mapping;
    mapping.record_id = {{lesson_columns[0]}};
    mapping.forenames = {lesson_columns[1]};
    mapping.surname = {{lesson_columns[2]}};
    mapping.former_names = {lesson_columns[3]};
    mapping.birth = {{lesson_columns[4]}};
    mapping.sex = {{lesson_columns[5]}};
    for (const auto scheme : people::schemes())
        mapping.identifiers.push_back({std::string(people::code(scheme)), {{std::string(people::code(scheme))}}});
    return mapping;
}

std::string heading_of_lesson() {
    auto heading = fmt::to_string(fmt::join(lesson_columns, ","));
    for (const auto scheme : people::schemes())
        heading += fmt::format(",{}", people::code(scheme));
    return heading + '\n';
}

// Surnames used earlier: of earlier names the words that are none of the present one. Rows come in any order.
std::string earlier_surnames(const linkage::Described& described) {
    std::set<std::string> earlier;
    for (std::size_t i = 1; i < described.names.size(); ++i)
        earlier.insert(described.names[i].surname);
    earlier.erase("");
    for (const auto& present : {described.names.front().forenames, described.names.front().surname})
        for (const auto& word : folded_words(present))
            earlier.erase(word);
    while (earlier.size() > 2) // linkage reads no more
        earlier.erase(std::prev(earlier.end()));
    return fmt::to_string(fmt::join(earlier, ";"));
}

void append_record(std::string& csv, const std::string& person, const linkage::Described& described) {
    const auto& present = described.names.front();
    csv += person;
    for (const auto& value :
         {present.forenames, present.surname, earlier_surnames(described), described.born, described.sex}) {
        csv += ',';
        append_csv(csv, value);
    }
    for (const auto scheme : people::schemes()) {
        const auto& numbers = described.identifiers[static_cast<std::size_t>(scheme)];
        csv += ',';
        if (!numbers.empty()) append_csv(csv, *std::min_element(numbers.begin(), numbers.end()));
    }
    csv += '\n';
}

std::vector<linkage::Constraint> constraints_of(const linkage::Records& records, const std::vector<Label>& labels) {
    std::unordered_map<std::string_view, std::uint32_t> number_of;
    for (std::uint32_t i = 0; i < records.count; ++i)
        number_of.emplace(records.record_id(i), i);
    std::vector<linkage::Constraint> all;
    for (const auto& label : labels) {
        const auto one = number_of.find(label.pair.one.text()), other = number_of.find(label.pair.other.text());
        if (one != number_of.end() && other != number_of.end())
            all.push_back({one->second, other->second, label.together});
    }
    return all;
}

// Where few people have a number of some kind, too few pairs tell how seldom strangers share one: the built-in model
// does.
void leave_out_rare_numbers(linkage::Model& model, const linkage::Records& records) {
    constexpr std::size_t one_in = 3;
    const auto built_in = linkage::built_in_model();
    for (unsigned i = 0; i < linkage::most_identifiers; ++i) {
        const auto& held = records.identifiers[i].records;
        const auto holders = std::accumulate(held.begin() + (held.empty() ? 0 : 1), held.end(), std::size_t{0});
        if (holders * one_in >= records.count) continue;
        for (unsigned c = 0; c < linkage::class_count; ++c)
            model.of[c][linkage::comparison::identifier + i] = built_in.of[c][linkage::comparison::identifier + i];
    }
}

} // namespace

Lesson read_lesson(db::Reader& reader) {
    Lesson lesson{.records = heading_of_lesson(), .labels = labels(reader)};
    people::for_each_to_learn_from(reader, [&](const std::string& person, const linkage::Described& described) {
        append_record(lesson.records, person, described);
        ++lesson.people;
    });
    return lesson;
}

Learned learned_from(const Lesson& lesson, Day today, unsigned threads) {
    const auto mapping = mapping_of_lesson();
    const std::array<linkage::Input, 1> input = {{{"people", lesson.records}}};
    auto read = linkage::read_columns(input, mapping, threads).value();
    const auto records = linkage::make_records(std::move(*read), mapping, threads).value();
    auto said = constraints_of(*records, lesson.labels);
    const auto decisions = said.size();
    linkage::TrainingOptions options;
    options.threads = threads;
    options.labels = std::move(said);
    Learned learned{linkage::train(*records, options), decisions};
    leave_out_rare_numbers(learned.model, *records);
    learned.model.made_from = fmt::format("{} people, {} decisions", lesson.people, decisions);
    learned.model.made_on = today.iso();
    // How common each name is the index counts by itself; here it would be a list of hashes of names.
    learned.model.usual.reset();
    return learned;
}

} // namespace kith::matching
