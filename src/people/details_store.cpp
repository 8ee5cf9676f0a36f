#include "people/fact_row.h"
#include "people/facts.h"

namespace kith::people {

namespace {

constexpr db::Sql latest_details = R"sql(
    select number, sex, gender, gender_words, ethnicity, language, interpreter, interpreter_language,
           interpreter_note, sen, source, recorded_at, recorded_by
    from person_details
    where person_id = :person
    order by number desc
    limit 1
)sql";

Recorded<Details> to_details(const db::Row& row) {
    Details details;
    details.sex = to_sex(row.text("sex")).value();
    details.gender = row.text("gender");
    details.gender_words = row.text("gender_words");
    details.ethnicity = row.text("ethnicity");
    details.language = row.text("language");
    details.interpreter = row.flag("interpreter");
    details.interpreter_language = row.text("interpreter_language");
    details.interpreter_note = row.text("interpreter_note");
    details.sen = row.text("sen");
    return recorded(row, std::move(details));
}

constexpr db::Sql sen_types_of_details = R"sql(
    select sen_type as code
    from person_sen_types
    where person_id = :person
    and number = :number
    order by sen_type
)sql";

constexpr db::Sql disabilities_of_details = R"sql(
    select disability as code
    from person_disabilities
    where person_id = :person
    and number = :number
    order by disability
)sql";

constexpr db::Sql new_details = R"sql(
    insert into person_details (person_id, number, sex, gender, gender_words, ethnicity, language, interpreter,
                                interpreter_language, interpreter_note, sen, source, recorded_at, recorded_by)
    values (:person, :number, :sex, :gender, :gender_words, :ethnicity, :language, :interpreter,
            :interpreter_language, :interpreter_note, :sen, :source, :now, :by)
    on conflict do nothing
)sql";

constexpr db::Sql new_sen_type = R"sql(
    insert into person_sen_types (person_id, number, sen_type)
    values (:person, :number, :code)
    on conflict do nothing
)sql";

constexpr db::Sql new_disability = R"sql(
    insert into person_disabilities (person_id, number, disability)
    values (:person, :number, :code)
    on conflict do nothing
)sql";

std::vector<std::string> codes(db::Reader& reader, db::Sql sql, Id<Person> person, int number) {
    return reader.all(sql, {{"person", person}, {"number", number}},
                      [](const db::Row& row) { return row.text("code"); });
}

void keep_codes(db::Writer& writer, db::Sql sql, Id<Person> person, int number, const std::vector<std::string>& codes) {
    for (const auto& code : codes)
        writer.run(sql, {{"person", person}, {"number", number}, {"code", code}});
}

} // namespace

Recorded<Details> details_of(db::Reader& reader, Id<Person> person) {
    auto found = reader.one(latest_details, {{"person", person}}, to_details).value_or(Recorded<Details>());
    if (found.number == 0) return found;
    found.value.sen_types = codes(reader, sen_types_of_details, person, found.number);
    found.value.disabilities = codes(reader, disabilities_of_details, person, found.number);
    return found;
}

Result<Done> keep_details(db::Writer& writer, const access::Viewer& viewer, Id<Person> person, const Entry& entry,
                          const Details& details) {
    return keep_fact(writer, person, entry, latest_details, [&](int number) {
        const auto rows = writer.run(new_details, {{"person", person},
                                                   {"number", number},
                                                   {"sex", code(details.sex)},
                                                   {"gender", details.gender},
                                                   {"gender_words", details.gender_words},
                                                   {"ethnicity", details.ethnicity},
                                                   {"language", details.language},
                                                   {"interpreter", details.interpreter},
                                                   {"interpreter_language", details.interpreter_language},
                                                   {"interpreter_note", details.interpreter_note},
                                                   {"sen", details.sen},
                                                   {"source", entry.source},
                                                   {"now", writer.now()},
                                                   {"by", viewer.posting}});
        if (rows == 0) return rows;
        keep_codes(writer, new_sen_type, person, number, details.sen_types);
        keep_codes(writer, new_disability, person, number, details.disabilities);
        return rows;
    });
}

} // namespace kith::people
