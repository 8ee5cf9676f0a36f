#include "profiles/profile_store.h"

#include "db/database.h"

namespace kith::profiles {

namespace {

constexpr db::Sql profile_in_force = R"sql(
    select id, checksum
    from profiles
    where ends_at is null
)sql";

constexpr db::Sql files_of_profile = R"sql(
    select name, text
    from profile_files
    where profile_id = :profile
    order by name
)sql";

constexpr db::Sql every_version = R"sql(
    select id, checksum, council, starts_at, ends_at
    from profiles
    order by starts_at desc, id desc
)sql";

constexpr db::Sql end_profile_in_force = R"sql(
    update profiles
    set ends_at = :now
    where ends_at is null
)sql";

constexpr db::Sql add_profile = R"sql(
    insert into profiles (id, checksum, council, starts_at, ends_at)
    values (:id, :checksum, :council, :now, null)
)sql";

constexpr db::Sql add_file = R"sql(
    insert into profile_files (profile_id, name, text)
    values (:profile, :name, :text)
)sql";

struct InForce {
    Id<Profile> id;
    std::string checksum;
};

std::optional<InForce> find_in_force(db::Reader& reader) {
    return reader.one(profile_in_force, {}, [](const db::Row& row) {
        return InForce{row.id<Profile>("id"), row.text("checksum")};
    });
}

std::shared_ptr<const Profile> read_stored(db::Reader& reader, const Id<Profile>& id) {
    const Files files = reader.all(files_of_profile, {{"profile", id}}, [](const db::Row& row) {
        return File{row.text("name"), row.text("text")};
    });
    auto profile = to_profile(files);
    if (const auto* mistakes = std::get_if<Mistakes>(&profile)) {
        throw db::Fault(db::Fault::Kind::other,
                        "the profile in the database is not understood by this version of Kith; "
                        "load it again with kith profile load: " +
                            words(mistakes->front()));
    }
    return std::make_shared<const Profile>(std::get<Profile>(std::move(profile)));
}

// Profiles this process has read, by checksum. A few at most: the one in force and those of other databases in tests.
class Kept {
public:
    std::shared_ptr<const Profile> find(const std::string& checksum) {
        const std::lock_guard lock(mutex_);
        const auto found = profiles_.find(checksum);
        return found == profiles_.end() ? nullptr : found->second;
    }

    void keep(const std::string& checksum, std::shared_ptr<const Profile> profile) {
        constexpr std::size_t most = 8;
        const std::lock_guard lock(mutex_);
        if (profiles_.size() >= most) profiles_.clear();
        profiles_.emplace(checksum, std::move(profile));
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const Profile>> profiles_;
};

Kept& kept() {
    static Kept profiles;
    return profiles;
}

Id<Profile> add(db::Writer& writer, const Files& files, const Profile& profile) {
    const auto id = Id<Profile>::make(writer.now(), writer.random());
    writer.run(end_profile_in_force, {{"now", writer.now()}});
    writer.run(add_profile,
               {{"id", id}, {"checksum", profile.checksum}, {"council", profile.council.code}, {"now", writer.now()}});
    for (const File& file : files) {
        writer.run(add_file, {{"profile", id}, {"name", file.name}, {"text", file.text}});
    }
    return id;
}

} // namespace

std::shared_ptr<const Profile> current(db::Reader& reader) {
    const auto in_force = find_in_force(reader);
    if (!in_force) {
        throw db::Fault(db::Fault::Kind::other, "no council's profile is loaded: run kith profile load DIR");
    }
    if (auto profile = kept().find(in_force->checksum)) return profile;
    auto profile = read_stored(reader, in_force->id);
    kept().keep(in_force->checksum, profile);
    return profile;
}

std::vector<Version> versions(db::Reader& reader) {
    return reader.all(every_version, {}, [](const db::Row& row) {
        return Version{row.id<Profile>("id"), row.text("checksum"), row.text("council"), row.instant("starts_at"),
                       row.optional_instant("ends_at")};
    });
}

bool put_in_force(db::Writer& writer, const Files& files, const Profile& profile, const history::Actor& actor) {
    const auto in_force = find_in_force(writer);
    if (in_force && in_force->checksum == profile.checksum) return false;
    const auto id = add(writer, files, profile);
    history::record(writer, actor,
                    {.action = "profile.loaded",
                     .subjects = {{"profile", std::string(id.text())}},
                     .particulars = fmt::format("{} {}", profile.council.code, profile.checksum)});
    return true;
}

} // namespace kith::profiles
