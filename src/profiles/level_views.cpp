#include "profiles/level_views.h"

namespace kith::profiles {

using html::Html;

namespace {

Html level_part(const Profile& profile, const Level& level, html::Size size) {
    const Html prompts =
        level.prompts.empty() ? Html() : html::list(std::vector<Html>(level.prompts.begin(), level.prompts.end()));
    return {html::heading(profile.level_words(level.code), 2, size), html::paragraph(html::secondary(level.response)),
            html::paragraph(level.guidance), prompts};
}

} // namespace

Html levels_in_words(const Profile& profile, const Framework* framework, html::Size size) {
    Html all;
    if (!framework) return all;
    for (const Level& level : framework->levels)
        all += level_part(profile, level, size);
    return all;
}

} // namespace kith::profiles
