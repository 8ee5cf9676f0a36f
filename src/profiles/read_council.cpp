#include "profiles/read_profile.h"

#include "base/crypto.h"
#include "html/theme.h"

namespace kith::profiles {

namespace {

bool is_gss(std::string_view text, std::initializer_list<std::string_view> kinds) {
    const bool shape = text.size() == 9 && text.find_first_not_of("0123456789", 1) == std::string_view::npos;
    return shape && std::find(kinds.begin(), kinds.end(), text.substr(0, 3)) != kinds.end();
}

void read_line(Table table, Codes& codes, Profile& profile) {
    ContactLine line;
    line.code = table.text("code");
    line.label = table.prose("label");
    line.number = table.fact("number");
    line.hours = table.optional_prose("hours");
    table.finish();
    codes.add(table, line.code);
    profile.lines.push_back(std::move(line));
}

// Colours that somebody cannot read are mistakes like any other. The header keeps the page's own background, on which
// links and the box of Find stand.
void read_colours(Table table, Council& council) {
    html::Theme theme;
    const std::pair<std::string_view, std::string html::Theme::*> all[] = {{"brand", &html::Theme::brand},
                                                                           {"link", &html::Theme::link},
                                                                           {"link_visited", &html::Theme::link_visited},
                                                                           {"link_hover", &html::Theme::link_hover},
                                                                           {"tint", &html::Theme::tint}};
    for (const auto& [key, colour] : all)
        theme.*colour = table.optional_text(key);
    table.graded({});
    table.finish();
    const auto style = html::theme_css(theme);
    if (!style) {
        for (const Problem& problem : style.error())
            table.mistake(problem.field, fmt::format("the colour \"{}\": {}", problem.field, problem.text));
        return;
    }
    council.style = *style;
    council.style_address = fmt::format("/style/{}.css", hex(sha256(*style)).substr(0, 16));
}

void read_ward(Table& wards, const std::string& gss, const std::string& district, Profile& profile) {
    if (!is_gss(gss, {"E05"})) {
        wards.mistake(gss, Table::quoted(gss) + " is not a ward's code: E05 and six digits");
    }
    if (std::any_of(profile.wards.begin(), profile.wards.end(), [&](const Ward& each) { return each.gss == gss; })) {
        wards.mistake(gss, Table::quoted(gss) + " is there twice");
    }
    profile.wards.push_back({gss, wards.text(gss), district, {}});
}

void read_wards(Table& holder, const std::string& district, Profile& profile) {
    auto wards = holder.table("wards");
    if (!wards) return holder.mistake("\"wards\" is missing");
    for (const std::string& gss : wards->keys())
        read_ward(*wards, gss, district, profile);
}

void read_district(Table table, Codes& codes, Profile& profile) {
    District district{table.text("gss"), table.text("name")};
    if (!is_gss(district.gss, {"E07"})) {
        table.mistake("gss", Table::quoted(district.gss) + " is not a district's code: E07 and six digits");
    }
    codes.add(table, district.gss);
    read_wards(table, district.gss, profile);
    table.finish();
    profile.districts.push_back(std::move(district));
}

bool has_district(const Profile& profile, const std::string& gss) {
    return std::any_of(profile.districts.begin(), profile.districts.end(),
                       [&](const District& each) { return each.gss == gss; });
}

void read_locality(Table table, const Graded& graded, Codes& codes, Codes& placed, Profile& profile) {
    Locality locality;
    locality.code = table.text("code");
    locality.name = table.text("name");
    locality.districts = table.texts("districts");
    locality.wards = table.texts("wards");
    locality.period = table.period();
    const Graded own = table.graded(graded);
    locality.grade = own.grade;
    locality.source = own.source;
    table.finish();
    codes.add(table, locality.code, locality.period);
    for (const std::string& gss : locality.districts) {
        if (!has_district(profile, gss)) table.mistake("districts", "there is no district " + Table::quoted(gss));
        placed.add(table, gss, locality.period);
    }
    for (const std::string& gss : locality.wards) {
        if (!profile.find_ward(gss)) table.mistake("wards", "there is no ward " + Table::quoted(gss));
        placed.add(table, gss, locality.period);
    }
    profile.localities.push_back(std::move(locality));
}

} // namespace

void read_council(Table file, Profile& profile) {
    Council& council = profile.council;
    council.code = file.text("code");
    council.name = file.text("name");
    council.area = file.text("area");
    council.gss = file.text("gss");
    council.source = file.text("source");
    council.education = file.fact("education");
    council.region = file.fact("region");
    council.combined = file.fact("combined_authority");
    council.health_board = file.fact("health_board");
    council.service = file.fact("service");
    council.lawful_basis = file.fact("lawful_basis");
    council.two_tier = file.flag("two_tier", false);
    if (!is_gss(council.gss, {"E06", "E08", "E09", "E10"})) {
        file.mistake("gss",
                     Table::quoted(council.gss) + " is not a council's code: E06, E08, E09 or E10 and six digits");
    }
    Codes codes;
    for (const Table& line : file.tables("lines"))
        read_line(line, codes, profile);
    if (auto colours = file.table("colours")) read_colours(*colours, council);
    if (!profile.find_line("worried")) file.mistake("the line \"worried\" is missing: whom to ring about a child");
    file.finish();
}

void read_words(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    for (const WordKey& key : word_keys()) {
        auto table = file.table(key.key);
        if (!table) {
            if (!file.has(key.key)) file.mistake(fmt::format("the word \"{}\" is missing", key.key));
            continue;
        }
        Word word{table->text("one"), table->text("many"), graded.grade, graded.source};
        const Graded own = table->graded(graded);
        word.grade = own.grade;
        word.source = own.source;
        table->finish();
        profile.words.emplace(key.key, std::move(word));
    }
    file.finish();
}

void read_places(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    Codes codes, placed;
    for (const Table& district : file.tables("districts"))
        read_district(district, codes, profile);
    if (profile.council.two_tier && profile.districts.empty()) file.mistake("a two-tier council has districts");
    if (!profile.council.two_tier && !profile.districts.empty()) {
        file.mistake("districts", "only a two-tier council has districts");
    }
    if (!profile.council.two_tier || file.has("wards")) read_wards(file, "", profile);
    profile.locality_count = file.whole_fact("locality_count");
    for (const Table& locality : file.tables("localities"))
        read_locality(locality, graded, codes, placed, profile);
    const std::size_t localities = profile.localities.size();
    if (localities != 0 && profile.locality_count.is_set() &&
        static_cast<int>(localities) != *profile.locality_count.value) {
        file.mistake("locality_count",
                     fmt::format("there are {} localities, not {}", localities, *profile.locality_count.value));
    }
    file.finish();
}

} // namespace kith::profiles
