#include "base/email.h"
#include "db/database.h"
#include "db/unused_reference.h"
#include "mail/outbox.h"

namespace kith::mail {

namespace {

Delivery to_delivery(std::string_view word) {
    if (word == "sent") return Delivery::sent;
    return word == "failed" ? Delivery::failed : Delivery::waiting;
}

Letter to_letter(const db::Row& row) {
    return {.id = row.id<Letter>("id"),
            .reference = row.optional_reference("reference"),
            .to = row.text("recipient"),
            .about = row.optional_reference("request_reference"),
            .delivery = to_delivery(row.text("delivery")),
            .made_at = row.instant("made_at"),
            .next_try_at = row.instant("next_try_at"),
            .tries = static_cast<int>(row.integer("tries")),
            .sent_at = row.optional_instant("sent_at"),
            .last_error = row.text("last_error")};
}

constexpr db::Sql reference_is_taken = R"sql(
    select 1 as taken
      from mail_outbox
     where reference = :reference
)sql";

constexpr db::Sql add_letter = R"sql(
    insert into mail_outbox (id, reference, recipient, template, request_reference, made_at, next_try_at)
    values (:id, :reference, :recipient, :template, :about, :now, :now)
)sql";

constexpr db::Sql take_the_letter_due_longest = R"sql(
    update mail_outbox
       set next_try_at = :until
     where delivery = 'waiting'
       and next_try_at <= :now
       and id in (select id
                    from mail_outbox
                   where delivery = 'waiting'
                     and next_try_at <= :now
                   order by next_try_at, id
                   limit 1)
    returning id, reference, recipient, template, request_reference, delivery, made_at, next_try_at, tries, sent_at, last_error
)sql";

constexpr db::Sql letters_are_due = R"sql(
    select id
      from mail_outbox
     where delivery = 'waiting'
       and next_try_at <= :now
     limit 1
)sql";

constexpr db::Sql set_sent = R"sql(
    update mail_outbox
       set delivery = 'sent',
           sent_at = :now,
           tries = tries + 1,
           last_error = ''
     where id = :id
       and delivery <> 'sent'
)sql";

constexpr db::Sql set_failed = R"sql(
    update mail_outbox
       set delivery = :delivery,
           next_try_at = :next,
           tries = :tries,
           last_error = :error
     where id = :id
       and delivery = 'waiting'
)sql";

constexpr db::Sql letters_in_trouble = R"sql(
    select id, reference, recipient, template, request_reference, delivery, made_at, next_try_at, tries, sent_at, last_error
      from mail_outbox
     where delivery = 'failed'
        or (delivery = 'waiting' and tries > 0)
     order by made_at desc, id desc
     limit :most
)sql";

constexpr db::Sql how_many_failed = R"sql(
    select count(*) as letters
      from mail_outbox
     where delivery = 'failed'
)sql";

constexpr db::Sql letters_not_tried_yet = R"sql(
    select count(*) as letters, min(made_at) as oldest
      from mail_outbox
     where delivery = 'waiting'
       and tries = 0
)sql";

constexpr db::Sql start_again = R"sql(
    update mail_outbox
       set delivery = 'waiting',
           next_try_at = :now,
           tries = 0
     where reference = :letter
       and delivery = 'failed'
)sql";

} // namespace

void post(db::Writer& writer, std::string_view to, Template which, const Reference& about) {
    if (!is_email_address(to)) return;

    writer.run(add_letter, {{"id", Id<Letter>::make(writer.now(), writer.random())},
                            {"reference", db::unused_reference(writer, reference_is_taken)},
                            {"recipient", to},
                            {"template", code(which)},
                            {"about", about},
                            {"now", writer.now()}});
}

std::optional<Letter> take_due(db::Writer& writer, std::int64_t claim_ms) {
    return writer.one(take_the_letter_due_longest, {{"now", writer.now()}, {"until", writer.now() + claim_ms}},
                      to_letter);
}

bool is_anything_due(db::Reader& reader, Instant now) {
    return reader.exists(letters_are_due, {{"now", now}});
}

void mark_sent(db::Writer& writer, const Letter& letter) {
    writer.run(set_sent, {{"id", letter.id}, {"now", writer.now()}});
}

void mark_failed(db::Writer& writer, const Letter& letter, std::string_view error, bool for_good) {
    const int tries = letter.tries + 1;
    const bool given_up = for_good || tries >= most_tries;
    writer.run(set_failed, {{"id", letter.id},
                            {"delivery", given_up ? "failed" : "waiting"},
                            {"next", writer.now() + wait_after(tries)},
                            {"tries", tries},
                            {"error", error}});
}

std::vector<Letter> troubled_letters(db::Reader& reader, int limit) {
    return reader.all(letters_in_trouble, {{"most", limit}}, to_letter);
}

std::int64_t failed_letters(db::Reader& reader) {
    return reader.one(how_many_failed, {}, [](const db::Row& row) { return row.integer("letters"); }).value_or(0);
}

Unsent unsent_letters(db::Reader& reader) {
    return reader
        .one(letters_not_tried_yet, {},
             [](const db::Row& row) {
                 return Unsent{row.integer("letters"), row.optional_instant("oldest")};
             })
        .value_or(Unsent{});
}

bool try_again(db::Writer& writer, const Reference& letter) {
    return writer.run(start_again, {{"letter", letter}, {"now", writer.now()}}) == 1;
}

} // namespace kith::mail
