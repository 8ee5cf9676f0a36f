#include "profiles/read_profile.h"

namespace kith::profiles {

void refuse_gaps(std::vector<DatedTable> versions, std::string_view what) {
    if (versions.empty()) return;
    std::sort(versions.begin(), versions.end(),
              [](const DatedTable& one, const DatedTable& other) { return one.period.from < other.period.from; });
    const DatedTable &first = versions.front(), &last = versions.back();
    if (first.period.from) {
        first.table.mistake(
            "from", fmt::format("no {} holds before {}; the first has no \"from\"", what, words(*first.period.from)));
    }
    if (last.period.to) {
        last.table.mistake("to",
                           fmt::format("no {} holds after {}; the last has no \"to\"", what, words(*last.period.to)));
    }
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const auto ends = versions[i - 1].period.to;
        if (ends && versions[i].period.from == *ends + 1) continue;
        versions[i].table.mistake("from",
                                  fmt::format("this {} must begin on the day after the one before it ends", what));
    }
}

void read_agreements(Table file, Profile& profile) {
    const Graded graded = file.graded({});
    Codes codes;
    std::vector<DatedTable> versions;
    for (Table table : file.tables("agreements")) {
        AgreementWording wording;
        wording.version = table.text("version");
        wording.paragraphs = table.paragraphs("paragraphs");
        wording.not_yet = table.paragraphs("not_yet");
        wording.period = table.period();
        const Graded own = table.graded(graded);
        wording.grade = own.grade;
        wording.source = own.source;
        if (wording.paragraphs.empty()) table.mistake("\"paragraphs\" is missing: what a family agrees to");
        table.finish();
        codes.add(table, wording.version);
        versions.push_back({wording.period, table});
        profile.agreements.push_back(std::move(wording));
    }
    if (versions.empty()) file.mistake("\"agreements\" is missing");
    refuse_gaps(std::move(versions), "agreement wording");
    file.finish();
}

void read_list(std::string name, Table file, Profile& profile) {
    CodeList list;
    list.title = file.text("title");
    list.scheme = file.optional_text("scheme");
    const Graded graded = file.graded({});
    list.grade = graded.grade;
    list.source = graded.source;
    Codes codes;
    for (Table table : file.tables("entries")) {
        ListEntry entry{table.text("code"), table.prose("label"), table.optional_text("group"), table.period()};
        table.finish();
        codes.add(table, entry.code, entry.period);
        list.entries.push_back(std::move(entry));
    }
    if (list.entries.empty()) file.mistake("\"entries\" is missing");
    file.finish();
    list.name = name;
    profile.lists.emplace(std::move(name), std::move(list));
}

} // namespace kith::profiles
