#include "linkage/model.h"

#include "linkage/logarithm.h"

#include <boost/json.hpp>

namespace kith::linkage {

namespace {

using Levels = std::array<double, most_levels>;

void set(Model& model, unsigned which, const Levels& same, const Levels& household, const Levels& twins,
         const Levels& unrelated) {
    model.shares(PairClass::same_person)[which] = same;
    model.shares(PairClass::same_household)[which] = household;
    model.shares(PairClass::twins)[which] = twins;
    const bool is_a_namesakes_own =
        which == comparison::forename || which == comparison::surname || which == comparison::sex;
    model.shares(PairClass::namesakes)[which] = is_a_namesakes_own ? same : household;
    model.shares(PairClass::unrelated)[which] = unrelated;
}

constexpr std::array<std::string_view, class_count> class_words = {"same_person", "same_household", "twins",
                                                                   "namesakes", "unrelated"};

Problem refused(std::string_view name, std::string what) {
    return {"", "model", fmt::format("{}: {}", name, what)};
}

} // namespace

Model built_in_model() {
    Model model;
    model.share = {1e-6, 2e-6, 1e-8, 1e-8, 1};
    set(model, comparison::forename, {0, .80, .05, .05, .03, .01, .02, .01, .029, .001},
        {0, .020, .004, .015, .02, .0001, .03, .08, .8299, .001},
        {0, .006, .002, .015, .02, .0001, .05, .12, .7859, .001},
        {0, .004, .002, .004, .01, 1e-5, .03, .08, .8695, .0005});
    set(model, comparison::surname, {0, .87, .05, .03, .01, .004, .033, .003}, {0, .75, .04, .04, .01, .01, .145, .005},
        {0, .9, .04, .02, .01, .004, .025, .001}, {0, .002, .001, .002, .01, .05, .9348, .0002});
    set(model, comparison::birth, {0, .936, .03, .02, .005, .001, .002, .002, .004},
        {0, .0005, .003, .03, .005, .01, .035, .9145, .002}, {0, .947, .02, .02, .005, .001, .001, .002, .004},
        {0, 5e-5, 6e-4, .004, .001, .006, .019, .9684, .001});
    set(model, comparison::sex, {0, .985, .015}, {0, .5, .5}, {0, .65, .35}, {0, .5, .5});
    const Levels home = {0, .65, .08, .02, .04, .08, .13};
    set(model, comparison::address, home, home, home, {0, 1e-6, 1e-5, 2e-5, 1e-5, .02, .98});
    const Levels lines = {0, .75, .12, .13}, towns = {0, .8, .08, .12};
    set(model, comparison::street, lines, lines, lines, {0, .002, .01, .988});
    set(model, comparison::town, towns, towns, towns, {0, .05, .01, .94});
    set(model, comparison::phone, {0, .55, .03, .42}, {0, .45, .02, .53}, {0, .5, .02, .48}, {0, 1e-5, 1e-5, .99998});
    set(model, comparison::email, {0, .75, .10, .15}, {0, .15, .05, .80}, {0, .3, .05, .65}, {0, 1e-5, 1e-4, .9999});
    set(model, comparison::middle, {0, .75, .15, .10}, {0, .05, .08, .87}, {0, .05, .08, .87}, {0, .03, .07, .90});
    for (unsigned i = 0; i < most_identifiers; ++i)
        set(model, comparison::identifier + i, {0, .95, .03, .02}, {0, 1e-4, 1e-4, .9998}, {0, 1e-4, 1e-4, .9998},
            {0, 1e-6, 1e-6, .999998});
    return model;
}

std::string to_json(const Model& model) {
    std::string text =
        fmt::format("{{\n  \"format\": \"{}\",\n  \"made_from\": {},\n  \"made_on\": {},\n  "
                    "\"two_class\": {},\n  \"join\": {},\n",
                    Model::current_format, boost::json::serialize(boost::json::string(model.made_from)),
                    boost::json::serialize(boost::json::string(model.made_on)), model.two_class, model.join);
    text += "  \"classes\": {";
    for (unsigned c = 0; c < class_count; ++c) {
        text += fmt::format("{}\n    \"{}\": {{\n      \"share_of_pairs\": {}", c == 0 ? "" : ",", class_words[c],
                            model.share[c]);
        for (unsigned i = 0; i < comparison::count; ++i) {
            text += fmt::format(",\n      \"{}\": {{", comparison_word(i));
            for (unsigned l = 1; l < level_count(i); ++l)
                text += fmt::format("{}\"{}\": {}", l == 1 ? "" : ", ", level_word(i, l), model.of[c][i][l]);
            text += "}";
        }
        text += "\n    }";
    }
    text += "\n  }";
    if (model.usual) text += ",\n  \"usual\": " + boost::json::serialize(to_json(*model.usual));
    return text + "\n}\n";
}

std::string origin_json(const Model& model, std::string_view sha256) {
    return boost::json::serialize(
        boost::json::object{{"made_from", model.made_from},
                            {"made_on", model.made_on},
                            {"sha256", boost::json::string_view(sha256.data(), sha256.size())}});
}

Result<Model> model_from_json(std::string_view json, std::string_view name) {
    boost::json::parse_options options;
    options.max_depth = 8;
    boost::json::error_code broken;
    const auto value = boost::json::parse(boost::json::string_view(json.data(), json.size()), broken, {}, options);
    if (broken)
        return refused(name,
                       fmt::format("this is not JSON ({}). Make a model with `kith link train`.", broken.message()));
    try {
        const auto& file = value.as_object();
        const auto* format = file.if_contains("format");
        if (!format || !format->is_string())
            return refused(name, "this is not a linkage model. Make one with `kith link train`.");
        if (format->as_string() != Model::current_format)
            return refused(name,
                           fmt::format("the model's format is \"{}\" and this program reads \"{}\". Train it anew with "
                                       "`kith link train`, or use the program that made it.",
                                       std::string(format->as_string()), Model::current_format));
        Model model;
        model.made_from = std::string(file.at("made_from").as_string());
        model.made_on = std::string(file.at("made_on").as_string());
        model.two_class = file.at("two_class").as_bool();
        model.join = file.at("join").to_number<double>();
        const auto share = [&](const boost::json::value& number, double most) {
            const double read = number.to_number<double>();
            if (!(read >= 0 && read <= most)) throw std::out_of_range("a share is not between 0 and 1");
            return read;
        };
        const auto& classes = file.at("classes").as_object();
        for (unsigned c = 0; c < class_count; ++c) {
            const auto& one = classes.at(std::string(class_words[c])).as_object();
            model.share[c] = share(one.at("share_of_pairs"), 1);
            for (unsigned i = 0; i < comparison::count; ++i)
                for (unsigned l = 1; l < level_count(i); ++l)
                    model.of[c][i][l] =
                        share(one.at(std::string(comparison_word(i))).as_object().at(std::string(level_word(i, l))), 1);
        }
        if (const auto* usual = file.if_contains("usual")) model.usual = usual_from_json(usual->as_object());
        return model;
    } catch (const std::exception&) {
        return refused(name,
                       "a part of the model is missing, or a share is no number between 0 and 1. Make it anew with "
                       "`kith link train`.");
    }
}

} // namespace kith::linkage
