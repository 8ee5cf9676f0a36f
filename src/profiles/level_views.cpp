#include "profiles/level_views.h"

#include "html/components/text.h"

namespace kith::profiles {

using html::Html;

namespace {

Html level_part(const Profile& profile, const Level& level, int heading_level) {
    const Html prompts =
        level.prompts.empty() ? Html() : html::list(std::vector<Html>(level.prompts.begin(), level.prompts.end()));
    return {html::heading(profile.level_words(level.code), heading_level), html::paragraph(html::strong(level.response)),
            html::paragraph(level.guidance), prompts};
}

} // namespace

Html levels_in_words(const Profile& profile, const Framework* framework, int heading_level) {
    Html all;
    if (!framework) return all;
    for (const Level& level : framework->levels)
        all += level_part(profile, level, heading_level);
    return all;
}

} // namespace kith::profiles
