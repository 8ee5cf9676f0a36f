#include "http/held_post_store.h"

#include "db/unused_reference.h"

namespace kith::http {

namespace {

std::string context(const Reference& reference) {
    return "held post " + reference.text();
}

constexpr db::Sql reference_is_taken = R"sql(
    select 1 as taken
      from held_posts
     where reference = :reference
)sql";

constexpr db::Sql add_held_post = R"sql(
    insert into held_posts (reference, user_id, path, sealed, held_at)
    values (:reference, :user, :path, :sealed, :now)
)sql";

constexpr db::Sql bytes_held_for_user = R"sql(
    select coalesce(sum(length(sealed)), 0) as bytes
      from held_posts
     where user_id = :user
       and held_at > :since
)sql";

constexpr db::Sql held_post_of_user = R"sql(
    select path, sealed, held_at
      from held_posts
     where reference = :reference
       and user_id = :user
       and held_at > :since
)sql";

constexpr db::Sql held_post_of_anybody = R"sql(
    select 1 as held
      from held_posts
     where reference = :reference
       and held_at > :since
)sql";

constexpr db::Sql held_for_user = R"sql(
    select reference
      from held_posts
     where user_id = :user
       and held_at > :since
     order by held_at desc, reference
)sql";

constexpr db::Sql drop_of_user = R"sql(
    delete from held_posts
     where reference = :reference
       and user_id = :user
)sql";

constexpr db::Sql drop_held_before = R"sql(
    delete from held_posts
     where held_at <= :before
)sql";

} // namespace

std::optional<Reference> hold(db::Writer& writer, const Cipher& cipher, std::string_view user, std::string_view path,
                              const Answers& form) {
    const auto reference = db::unused_reference(writer, reference_is_taken);
    const auto sealed = cipher.seal(form.encoded(), context(reference), writer.random());
    const auto held = writer.one(bytes_held_for_user, {{"user", user}, {"since", writer.now() - held_for}},
                                 [](const db::Row& row) { return row.integer("bytes"); });
    if (held.value() + static_cast<std::int64_t>(sealed.size()) > room_for_held) return std::nullopt;
    writer.run(add_held_post, {{"reference", reference},
                               {"user", user},
                               {"path", path},
                               {"sealed", db::Blob{sealed}},
                               {"now", writer.now()}});
    return reference;
}

std::optional<HeldPost> find_held_post(db::Reader& reader, const Cipher& cipher, Id<access::User> user,
                                       const Reference& reference, Instant now) {
    auto held =
        reader.one(held_post_of_user, {{"reference", reference}, {"user", user}, {"since", now - held_for}},
                   [&](const db::Row& row) {
                       const auto opened = cipher.open(row.blob("sealed"), context(reference));
                       const auto form = opened ? Answers::read(*opened) : std::nullopt;
                       return form ? std::optional(HeldPost{reference, row.text("path"), *form, row.instant("held_at")})
                                   : std::nullopt;
                   });
    return held ? std::move(*held) : std::nullopt;
}

bool is_held(db::Reader& reader, const Reference& reference, Instant now) {
    return reader.exists(held_post_of_anybody, {{"reference", reference}, {"since", now - held_for}});
}

std::vector<Reference> held_posts_of(db::Reader& reader, Id<access::User> user, Instant now) {
    return reader.all(held_for_user, {{"user", user}, {"since", now - held_for}},
                      [](const db::Row& row) { return row.reference("reference"); });
}

void drop_held_post(db::Writer& writer, std::string_view user, const Reference& reference) {
    writer.run(drop_of_user, {{"reference", reference}, {"user", user}});
}

std::int64_t drop_old_held_posts(db::Writer& writer) {
    return writer.run(drop_held_before, {{"before", writer.now() - held_for}});
}

} // namespace kith::http
