#include "http/notice.h"

#include "html/components.h"

namespace kith::http {

namespace {

constexpr std::string_view cookie = "notice";
constexpr int one_minute = 60;

std::string context(const Visit& visit) {
    return "notice for " + std::string(visit.viewer.user.text());
}

void add_cookie(Response& response, std::string value) {
    response.headers.emplace_back("set-cookie", std::move(value));
}

} // namespace

std::string notice_in(const Visit& visit) {
    const auto sealed = from_base64url(visit.request.cookie(cookie_name(visit.site, cookie)));
    if (!sealed || sealed->empty()) return {};
    return visit.site.cipher.open(*sealed, context(visit)).value_or("");
}

html::Html drawn_notice(std::string_view notice) {
    const auto first = notice.find('\n');
    const auto second = first == std::string_view::npos ? first : notice.find('\n', first + 1);
    if (second == std::string_view::npos) return html::Html(std::string(notice));
    const auto address = notice.substr(first + 1, second - first - 1);
    return {std::string(notice.substr(0, first)), ". ", html::link(address, std::string(notice.substr(second + 1)))};
}

void set_cookies(Visit& visit, Response& response) {
    const auto& site = visit.site;
    if (!response.notice.empty()) {
        const auto sealed = site.cipher.seal(response.notice, context(visit), site.database.random());
        add_cookie(response, set_cookie(site, cookie, base64url(sealed), one_minute));
    } else if (visit.notice_shown) {
        add_cookie(response, set_cookie(site, cookie, "", 0));
    }
    if (visit.new_visitor) add_cookie(response, set_cookie(site, "visitor", visit.visitor));
}

} // namespace kith::http
