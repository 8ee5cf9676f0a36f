#include "mail/relay.h"

#include <cstring>
#include <curl/curl.h>

namespace kith::mail {

namespace {

struct Upload {
    const std::string& text;
    std::size_t sent = 0;
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* source) {
    auto& upload = *static_cast<Upload*>(source);
    const auto length = std::min(size * count, upload.text.size() - upload.sent);
    std::memcpy(buffer, upload.text.data() + upload.sent, length);
    upload.sent += length;
    return length;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Names = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void ready_library() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    (void)ready;
}

// Whether the relay has come to hear of the letter: what it refuses before is Kith itself, its password or its address.
int hear_commands(CURL*, curl_infotype kind, char* text, std::size_t size, void* names_recipient) {
    if (kind == CURLINFO_HEADER_OUT && std::string_view(text, size).starts_with("RCPT "))
        *static_cast<bool*>(names_recipient) = true;
    return 0;
}

Delivered outcome(CURL* handle, CURLcode answer, bool names_recipient) {
    if (answer == CURLE_OK) return {.accepted = true};

    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    const bool refused = names_recipient && status >= 500 && status < 600;
    const auto said = fmt::format("{}{}{}", status > 0 ? fmt::format("{} ", status) : "", curl_easy_strerror(answer),
                                  refused ? " (refused for good)" : "");
    return {.for_good = refused, .error = said};
}

} // namespace

SmtpRelay::SmtpRelay(SmtpSettings settings) : settings_(std::move(settings)) {
    ready_library();
}

Delivered SmtpRelay::deliver(const std::string& from, const std::string& to, const std::string& message) {
    const Handle handle(curl_easy_init(), curl_easy_cleanup);
    if (!handle) return {.error = "out of memory"};

    CURL* curl = handle.get();
    const auto sender = "<" + from + ">";
    const auto recipient = "<" + to + ">";
    const Names recipients(curl_slist_append(nullptr, recipient.c_str()), curl_slist_free_all);
    Upload upload{message};
    bool names_recipient = false;

    curl_easy_setopt(curl, CURLOPT_URL, settings_.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); // timeouts by signals would hit other threads
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, settings_.connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, settings_.total_ms);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, settings_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
    if (!settings_.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_upload);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, hear_commands);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &names_recipient);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); // or nothing is heard
    const auto answer = curl_easy_perform(curl);
    return outcome(curl, answer, names_recipient);
}

} // namespace kith::mail
