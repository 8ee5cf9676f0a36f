#include "linkage/live.h"

#include "linkage/made_up_test.h"

#include <doctest/doctest.h>

namespace kith::linkage {

namespace {

// Lines by their id, in the order in which a file of all of them would have them.
using Lines = std::vector<std::string>;

std::string id_in(const std::string& line) {
    return line.substr(0, line.find(','));
}

std::string feed_in(const std::string& line) {
    const auto from = line.find(',') + 1;
    return line.substr(from, line.find(',', from) - from);
}

std::unique_ptr<Columns> columns_of(const Lines& lines) {
    const auto csv = csv_of(lines);
    const std::array<Input, 1> files = {Input{"town.csv", csv}};
    return std::move(read_columns(files, made_up_mapping(), 1).value());
}

std::unique_ptr<Records> records_of(const Lines& lines, const Model& model, bool may_grow) {
    return std::move(
        make_records(std::move(*columns_of(lines)), made_up_mapping(), 1, &*model.usual, may_grow).value());
}

// Everything that is found, said so that two runs can be held against each other.
using Found = std::map<std::string, std::string>;

std::string edge_text(const Records& records, const Edge& edge) {
    return fmt::format("{} {} {} {} {:x}\n", records.record_id(edge.a), records.record_id(edge.b), edge.weight,
                       edge.household, edge.pattern);
}

Found found_by_batch(const Lines& lines, const Model& model, const std::vector<Override>& overrides) {
    const auto records = records_of(lines, model, false);
    const auto edges = link(*records, model, {.threads = 2, .lowest_weight = bits(model.join)});
    ClusterOptions how;
    how.constraints = applied(*records, overrides, Day(), "").constraints;
    const auto clusters = cluster(*records, model, edges.kept, how);
    const auto homes = households(*records, {}, edges.kept, clusters.of_record, {});
    Found found;
    for (std::uint32_t i = 0; i < records->count; ++i)
        found[std::string(records->record_id(i))] =
            fmt::format("{} {}", records->record_id(clusters.of_record[i]), records->record_id(homes[i]));
    for (const auto& edge : edges.kept)
        found["edges"] += edge_text(*records, edge);
    return found;
}

Found found_by(Live& live) {
    const auto& records = live.records();
    Found found;
    for (std::uint32_t i = 0; i < records.count; ++i)
        if (live.is_here(i))
            found[std::string(records.record_id(i))] =
                fmt::format("{} {}", records.record_id(live.person()[i]), records.record_id(live.household()[i]));
    for (const auto& edge : live.edges())
        found["edges"] += edge_text(records, edge);
    return found;
}

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed * 2 + 1) {}

    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return (state_ >> 33) % limit;
    }

private:
    std::uint64_t state_;
};

// The value numbered `column` is another one.
std::string with(const std::string& line, std::size_t column, std::string_view value) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < column; ++i)
        from = line.find(',', from) + 1;
    return line.substr(0, from) + std::string(value) + line.substr(line.find_first_of(",\n", from));
}

// As feeds change: a name put right, another address, a birthday that came to be known, a record that is sealed.
std::string changed(const std::string& line, Chance& chance) {
    switch (chance.below(8)) {
    case 0:
        return with(line, 2, "Robin");
    case 1:
        return with(line, 3, "Mac Donald");
    case 2:
        return with(line, 3, "Macdonald");
    case 3:
        return with(line, 4, "2012-07-31");
    case 4:
        return with(with(line, 6, "4"), 7, "ZX9 9ZZ");
    case 5:
        return with(line, 9, "1");
    case 6:
        return with(line, 8, "01632960001");
    default:
        return with(line, 10, fmt::format("U{}", chance.below(9)));
    }
}

struct Step {
    Lines come;
    std::vector<RecordName> go;
};

// Some of the lines here change, some go, some come back or come new.
Step chosen(Lines& here, Lines& away, Chance& chance) {
    Step step;
    std::set<std::string> taken;
    for (std::size_t i = 0, n = 1 + chance.below(6); i < n && !here.empty(); ++i) {
        const auto at = here.begin() + static_cast<std::ptrdiff_t>(chance.below(here.size()));
        if (!taken.insert(id_in(*at)).second) continue;
        const auto line = *at;
        here.erase(at);
        if (chance.below(3) == 0) {
            step.go.push_back({feed_in(line), id_in(line)});
            away.push_back(line);
        } else {
            step.come.push_back(changed(line, chance));
        }
    }
    for (std::size_t i = 0, n = chance.below(6); i < n && !away.empty(); ++i) {
        if (!taken.insert(id_in(away.back())).second) break;
        step.come.push_back(away.back());
        away.pop_back();
    }
    here.insert(here.end(), step.come.begin(), step.come.end());
    return step;
}

void check_same(Live& live, const Lines& here, const Model& model, const std::vector<Override>& overrides) {
    const auto batch = found_by_batch(here, model, overrides), now = found_by(live);
    REQUIRE(now.size() == batch.size());
    for (const auto& [id, text] : batch) {
        INFO(id);
        REQUIRE(now.at(id) == text);
    }
}

Model model_of(const Lines& lines) {
    return linked(csv_of(lines)).model;
}

} // namespace

TEST_CASE("one change after another gives what a run over all gives") {
    auto lines = made_up_lines(150);
    const auto model = model_of(lines);
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Chance chance(seed);
        Lines here, away;
        for (const auto& line : lines)
            (chance.below(4) == 0 ? away : here).push_back(line);
        Live live(records_of(here, model, true), made_up_mapping(), model, {});
        for (int step = 0; step < 15; ++step) {
            const auto next = chosen(here, away, chance);
            const auto done = live.apply(std::move(*columns_of(next.come)), next.go);
            REQUIRE(done);
            CHECK(done->gone == next.go.size());
            CHECK(live.count() == here.size());
            check_same(live, here, model, {});
        }
    }
}

TEST_CASE("decisions hold while records come and go") {
    auto lines = made_up_lines(60);
    const auto model = model_of(lines);
    Chance chance(7);
    std::vector<Override> decisions;
    for (int i = 0; i < 12; ++i) {
        const auto &a = lines[chance.below(lines.size())], &b = lines[chance.below(lines.size())];
        if (id_in(a) != id_in(b))
            decisions.push_back(
                {{feed_in(a), id_in(a)}, {feed_in(b), id_in(b)}, i % 2 == 0, "Priya", "looked", "", {}});
    }
    Lines here, away;
    for (const auto& line : lines)
        (chance.below(3) == 0 ? away : here).push_back(line);
    LiveOptions options;
    options.overrides = decisions;
    Live live(records_of(here, model, true), made_up_mapping(), model, options);
    check_same(live, here, model, decisions);
    for (int step = 0; step < 25; ++step) {
        const auto next = chosen(here, away, chance);
        REQUIRE(live.apply(std::move(*columns_of(next.come)), next.go));
        check_same(live, here, model, decisions);
    }
}

TEST_CASE("a decision that others contradict holds again when those have gone") {
    const auto lines = made_up_lines(60);
    const auto model = model_of(lines);
    const auto name = [&](std::size_t i) { return RecordName{feed_in(lines[i]), id_in(lines[i])}; };
    LiveOptions options;
    options.overrides = {{name(0), name(50), true, "Priya", "seen together", "", {}},
                         {name(50), name(90), true, "Priya", "one book", "", {}},
                         {name(0), name(90), false, "Sam", "two people", "", {}}};
    Live live(records_of(lines, model, true), made_up_mapping(), model, options);
    CHECK(live.review().size() == 2);
    Lines here = lines;
    here.erase(here.begin() + 90);
    REQUIRE(live.apply(std::move(*columns_of({})), {name(90)}));
    check_same(live, here, model, options.overrides);
    here.push_back(lines[90]);
    REQUIRE(live.apply(std::move(*columns_of({lines[90]})), {}));
    check_same(live, here, model, options.overrides);
}

TEST_CASE("a surname that turns out to be two words is read anew wherever it stands") {
    auto lines = made_up_lines(60);
    lines.push_back("a1,school,Orla,Smithjones,2013-09-09,F,8,ZX8 1AF,,,,800\n");
    lines.push_back("a2,health,Orla,Jones,2013-09-09,F,8,ZX8 1AF,,,,800\n");
    const auto model = model_of(lines);
    Live live(records_of(lines, model, true), made_up_mapping(), model, {});
    const auto before = found_by(live);
    lines.push_back("a3,health,Peter,Smith Jones,1970-01-08,M,2,ZX2 2AF,,,,801\n");
    REQUIRE(live.apply(std::move(*columns_of({lines.back()})), {}));
    CHECK(found_by(live).at("edges") != before.at("edges"));
    check_same(live, lines, model, {});
}

TEST_CASE("blocks that grow past a size, and shrink again, are judged anew") {
    // Of one name and little else: 12 may be compared with each other, more must share something besides.
    Lines lines = made_up_lines(40);
    for (unsigned i = 0; i < 20; ++i)
        lines.push_back(fmt::format("n{},{},Marisol,Quennell,{},F,,,{},,,{}\n", i, i % 2 == 0 ? "school" : "health",
                                    i % 3 == 0 ? "2011" : "", i % 5 == 0 ? "01632960777" : "", 5000 + i / 2));
    const auto model = model_of(lines);
    Lines here(lines.begin(), lines.end() - 12);
    Live live(records_of(here, model, true), made_up_mapping(), model, {});
    for (auto i = lines.end() - 12; i != lines.end(); ++i) {
        here.push_back(*i);
        REQUIRE(live.apply(std::move(*columns_of({*i})), {}));
        check_same(live, here, model, {});
    }
    for (int i = 0; i < 12; ++i) {
        const auto line = here[40];
        here.erase(here.begin() + 40);
        REQUIRE(live.apply(std::move(*columns_of({})), {{feed_in(line), id_in(line)}}));
        check_same(live, here, model, {});
    }
    while (here.size() > 60) {
        const auto line = here.back();
        here.pop_back();
        REQUIRE(live.apply(std::move(*columns_of({})), {{feed_in(line), id_in(line)}}));
    }
    check_same(live, here, model, {});
}

TEST_CASE("a block too large to walk is taken apart anew with each that comes or goes") {
    Lines lines;
    for (unsigned i = 0; i < 1560; ++i)
        lines.push_back(fmt::format("j{},{},John,Smith,{}-{:02}-{:02},M,{},ZX{} {}AF,,,,{}\n", i,
                                    i % 2 == 0 ? "school" : "health", 1950 + i / 2 % 60, i / 2 % 12 + 1, i / 2 % 28 + 1,
                                    i / 2 % 97 + 1, i / 2 % 9 + 1, i / 2 % 7 + 1, i / 2));
    for (const auto& line : made_up_lines(900))
        lines.push_back(line);
    const auto model = model_of(lines);
    Lines here = lines;
    here.erase(here.begin(), here.begin() + 62);
    Live live(records_of(here, model, true), made_up_mapping(), model, {});
    for (int i = 61; i >= 0; i -= 31) {
        Lines come;
        for (int each = i; each > i - 31; --each)
            come.push_back(lines[static_cast<std::size_t>(each)]);
        here.insert(here.end(), come.begin(), come.end());
        REQUIRE(live.apply(std::move(*columns_of(come)), {}));
        check_same(live, here, model, {});
    }
    const auto line = here.back();
    here.pop_back();
    REQUIRE(live.apply(std::move(*columns_of({})), {{feed_in(line), id_in(line)}}));
    check_same(live, here, model, {});
}

TEST_CASE("when blocking goes by other rules, all is compared anew") {
    auto lines = made_up_lines(520);
    REQUIRE(lines.size() > 3010);
    lines.resize(3010);
    const auto model = model_of(lines);
    Lines here(lines.begin(), lines.begin() + 2995);
    Live live(records_of(here, model, true), made_up_mapping(), model, {});
    check_same(live, here, model, {});
    const Lines come(lines.begin() + 2995, lines.end());
    here.insert(here.end(), come.begin(), come.end());
    REQUIRE(live.apply(std::move(*columns_of(come)), {}));
    check_same(live, here, model, {});
}

TEST_CASE("what is refused changes nothing, and who is not here is said") {
    const auto lines = made_up_lines(30);
    const auto model = model_of(lines);
    Live live(records_of(lines, model, true), made_up_mapping(), model, {});
    const auto before = found_by(live);
    CHECK_FALSE(live.apply(std::move(*columns_of({lines[3], lines[3]})), {}));
    CHECK(found_by(live) == before);
    const auto done = live.apply(std::move(*columns_of({})), {{"school", "nobody"}});
    REQUIRE(done);
    CHECK(done->unknown == 1);
    CHECK(done->people.empty());
    // The same again is the same.
    const auto again = live.apply(std::move(*columns_of({lines[3]})), {});
    REQUIRE(again);
    CHECK(again->replaced == 1);
    CHECK(found_by(live) == before);
}

} // namespace kith::linkage
