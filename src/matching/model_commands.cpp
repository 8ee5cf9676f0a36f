#include "matching/model_commands.h"

#include "base/number.h"
#include "base/text.h"
#include "db/database.h"
#include "linkage/score.h"
#include "matching/comparison_words.h"

#include <ostream>
#include <thread>

namespace kith::matching {

namespace comparison = linkage::comparison;
namespace level = linkage::level;

namespace {

const history::Actor command_line{"", "", "", "command line"};

constexpr std::string_view built_in = "built-in";

struct ToldLevel {
    unsigned which = 0, at = 0;
};

constexpr std::array told_of_a_model = {ToldLevel{comparison::forename, level::same},
                                        ToldLevel{comparison::forename, level::forename_similar},
                                        ToldLevel{comparison::forename, level::forename_different},
                                        ToldLevel{comparison::surname, level::same},
                                        ToldLevel{comparison::surname, level::surname_different},
                                        ToldLevel{comparison::birth, level::same},
                                        ToldLevel{comparison::birth, level::birth_slip},
                                        ToldLevel{comparison::birth, level::birth_different},
                                        ToldLevel{comparison::sex, level::sex_different},
                                        ToldLevel{comparison::identifier, level::same},
                                        ToldLevel{comparison::identifier + 1, level::same}};

// The model in force, or the built-in one where that cannot be read.
linkage::Model model_in_force(db::Reader& reader) {
    const auto chosen = people::chosen_model(reader);
    auto model = chosen.model ? people::read_model(reader, *chosen.model) : std::nullopt;
    return model ? *std::move(model) : linkage::built_in_model();
}

linkage::Bits by_levels(const linkage::ModelBits& model, linkage::Pattern pattern) {
    auto sums = model.prior;
    for (unsigned i = 0; i < comparison::count; ++i)
        for (unsigned c = 0; c < linkage::class_count; ++c)
            sums[c] += model.of_level[i][linkage::level_in(pattern, i)][c];
    return linkage::ModelBits::weight(sums);
}

std::string differences(const linkage::ModelBits& now, const linkage::ModelBits& then) {
    const auto line = [](linkage::Bits before, linkage::Bits after, const std::string& what) {
        constexpr double bit = linkage::bit;
        return fmt::format("  {:+6.1f} {:+6.1f}  {}\n", before / bit, after / bit, what);
    };
    std::string text = "How strongly each speaks for one person, in bits, now and with the new model:\n";
    text += line(now.prior.front() - now.prior.back(), then.prior.front() - then.prior.back(),
                 "Two records of which nothing is known");
    for (const auto& [which, at] : told_of_a_model)
        text += line(now.against_unrelated(which, at), then.against_unrelated(which, at), words(which, at));
    return text;
}

// How rare a name is counts the same before and after, but for twins and namesakes: hence "about".
std::string changes_of_list(const std::optional<std::vector<LikelyPair>>& pairs, const linkage::ModelBits& now,
                            const linkage::ModelBits& then) {
    if (!pairs)
        return "How the list of likely pairs would change is not known: a server has yet to look at everybody by the "
               "model in force.\n";
    std::size_t likely = 0, more = 0, fewer = 0;
    for (const auto& pair : *pairs) {
        const bool is_likely = pair.weight > 0;
        const bool will_be = pair.weight + by_levels(then, pair.pattern) - by_levels(now, pair.pattern) > 0;
        likely += is_likely ? 1 : 0;
        more += !is_likely && will_be ? 1 : 0;
        fewer += is_likely && !will_be ? 1 : 0;
    }
    return fmt::format("Of {} found likely so far, {} are likelier than not to be one person; with the new model "
                       "about {} more would be, and {} no longer.\n",
                       counted(pairs->size(), "pair", "pairs"), likely, more, fewer);
}

std::string made_from(std::int64_t people, std::int64_t decisions) {
    return fmt::format("{} and {}", counted(static_cast<std::size_t>(people), "person", "people"),
                       counted(static_cast<std::size_t>(decisions), "decision", "decisions"));
}

std::optional<std::int64_t> number_in(const std::string& which) {
    if (which == built_in) return std::nullopt;
    const auto number = whole_number<std::int64_t>(which);
    if (!number)
        throw std::runtime_error(fmt::format("\"{}\" is neither the number of a model nor \"built-in\".", which));
    return number;
}

void refuse_unreadable(db::Reader& reader, std::int64_t number) {
    if (!find_model(reader, number))
        throw std::runtime_error(fmt::format("There is no model {}. kith matching models lists them.", number));
    if (!people::read_model(reader, number))
        throw std::runtime_error(
            fmt::format("Model {} cannot be read by this Kith. Train one anew with kith matching train.", number));
}

} // namespace

std::string words(const std::optional<KeptModel>& model) {
    if (!model) return "the built-in model";
    return fmt::format("model {}, trained on {}", model->number, words(model->made_at.day()));
}

int train_model(db::Database& database, std::ostream& out, std::size_t least_people) {
    const auto lesson = database.reading(read_lesson);
    if (lesson.people < least_people)
        throw std::runtime_error(fmt::format(
            "There are {} to learn from, and a model needs {}: of fewer too few are recorded twice to learn anything "
            "from. Nothing was changed.",
            counted(lesson.people, "person", "people"), least_people));
    const auto learned =
        learned_from(lesson, database.clock().now().day(), std::max(1U, std::thread::hardware_concurrency()));
    const auto people = static_cast<std::int64_t>(lesson.people),
               decisions = static_cast<std::int64_t>(learned.decisions);
    const auto number = database.writing(
        [&](db::Writer& writer) { return keep_model(writer, command_line, learned.model, people, decisions); });

    const linkage::ModelBits now(database.reading(model_in_force)), then(learned.model);
    out << fmt::format("Model {} is learned from {}.\n", number, made_from(people, decisions)) << differences(now, then)
        << changes_of_list(database.reading(likely_by_content), now, then)
        << fmt::format("It is not in force: kith matching use {} puts it in force.\n", number);
    return 0;
}

int list_models(db::Database& database, std::ostream& out) {
    database.read([&](db::Reader& reader) {
        const auto in_force = people::chosen_model(reader).model;
        const auto line = [&](const std::string& name, const std::string& told, bool is_in_force) {
            out << fmt::format("{:<9} {}{}\n", name, told, is_in_force ? ", in force" : "");
        };
        for (const auto& each : kept_models(reader))
            line(std::to_string(each.number),
                 fmt::format("trained on {} from {}, SHA-256 {}", words(each.made_at.day()),
                             made_from(each.people, each.decisions), each.sha256),
                 in_force == each.number);
        line(std::string(built_in), "comes with Kith", !in_force);
    });
    return 0;
}

int use_model(db::Database& database, const std::string& which, std::ostream& out) {
    const auto number = number_in(which);
    const bool changed = database.writing([&](db::Writer& writer) {
        if (number) refuse_unreadable(writer, *number);
        return put_in_force(writer, command_line, number);
    });
    const std::string name = number ? fmt::format("Model {}", *number) : "The built-in model";
    out << name
        << (changed ? " is in force. Every server takes it up within seconds and looks at all pairs again.\n"
                    : " is in force already, unchanged.\n");
    return 0;
}

} // namespace kith::matching
