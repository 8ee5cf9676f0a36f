#include "http/error_pages.h"

#include "html/components/text.h"

namespace kith::http {

namespace {

struct ErrorWords {
    int status;
    std::string_view title;
    std::string_view text;
    bool with_id;
};

constexpr ErrorWords error_words[] = {
    {400, "This could not be read",
     "What your browser sent was not complete. Go back, load the page again and try once more.", true},
    {403, "You cannot do this",
     "Your role does not include this page. If you think it should, ask your agency's administrator.", true},
    {404, "Page not found",
     "If you typed the address, check it is right. The page may not be there, or not for you to see.", false},
    {405, "This address does not work like that", "Go back and use the links and buttons of the page.", false},
    {413, "What you sent is too large",
     "Make it shorter, or send it in parts. Go back: your browser may still have what you typed.", true},
    {421, "This is not an address of this service",
     "The service does not answer to the address you used. If it is the one you were given, tell whoever runs the "
     "service.",
     true},
    {422, "This could not be saved", "Go back, check what you typed and try again.", true},
    {429, "Too many tries", "Wait a few minutes and try again.", true},
    {503, "Not available just now", "Wait a minute and try again. What you had saved before is safe.", true},
};

constexpr ErrorWords something_broke = {
    500, "Something went wrong", "It is our mistake, not yours. Go back and try again; if it happens again, tell us.",
    true};

constexpr ErrorWords not_our_form = {
    403, "This form could not be taken",
    "Kith cannot tell that it comes from a page of its own. Perhaps your browser keeps no cookies for this site, or "
    "the "
    "page had been open for days. Allow cookies, load the page again and send it once more.",
    true};

constexpr ErrorWords not_secure = {
    403, "This page needs a secure address",
    "What you read and write here must not be read on the way. Open the page again with https:// at the beginning of "
    "its address.",
    true};

constexpr ErrorWords other_role = {
    403, "You work in another role now",
    "This page was opened in another of your roles, so nothing was changed. Choose that role again, or open the page "
    "again in the one you have now.",
    false};

const ErrorWords& words_for(NotTaken why) {
    switch (why) {
    case NotTaken::not_our_form:
        return not_our_form;
    case NotTaken::not_secure:
        return not_secure;
    case NotTaken::other_role:
        return other_role;
    }
    return not_our_form;
}

const ErrorWords& words_for(int status) {
    for (const auto& each : error_words)
        if (each.status == status) return each;
    return status < 500 ? error_words[0] : something_broke;
}

// Where not even the council's name can be asked for.
html::Frame plain_frame() {
    html::Frame frame;
    frame.service_name = "Kith";
    return frame;
}

html::Html to_tell_us(std::string_view request_id) {
    return html::paragraph("If you tell somebody about this, give this number: " + std::string(request_id));
}

Response with_status(Response response, int status) {
    response.status = status;
    if (status == 503) response.headers.emplace_back("retry-after", "30");
    return response;
}

Response page_of(const ErrorWords& said, int status, std::string_view request_id, Context* cx,
                 const html::Html& beneath = {}) {
    const html::Page page{.title = std::string(said.title)};
    html::Html content = html::paragraph(said.text);
    if (said.with_id && !request_id.empty()) content += to_tell_us(request_id);
    content += beneath;
    return with_status(cx ? cx->page(page, content) : Response{.body = html::page(plain_frame(), page, content)},
                       status);
}

} // namespace

Response error_page(int status, std::string_view request_id, Context* cx, const html::Html& beneath) {
    return page_of(words_for(status), status, request_id, cx, beneath);
}

Response not_taken_page(NotTaken why, std::string_view request_id, Context* cx) {
    return page_of(words_for(why), 403, request_id, cx);
}

Response error_page(int status, std::string title, const html::Html& content, std::string_view request_id) {
    const html::Page page{.title = std::move(title)};
    return with_status({.body = html::page(plain_frame(), page, html::Html{content, to_tell_us(request_id)})}, status);
}

} // namespace kith::http
