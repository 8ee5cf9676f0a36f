#include "mail/letter.h"

#include <fmt/format.h>

namespace kith::mail {

namespace {

// RFC 5322 wants English names whatever the machine's language is.
std::string header_date(Instant at) {
    static constexpr std::array<std::string_view, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at.milliseconds)));
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(seconds - day);
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).iso_encoding() - 1],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

// A header's value: never a line end, whatever the configuration holds.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::erase_if(line, [](unsigned char letter) { return letter < 0x20 || letter == 0x7f; });
    return line;
}

std::string_view domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view("localhost") : address.substr(at + 1);
}

} // namespace

std::string message(const Letter& letter, const Letterhead& head) {
    const auto service = one_line(head.service_name);
    const auto where =
        letter.about ? fmt::format("{}/requests/{}", head.public_address, letter.about->text()) : head.public_address;
    return fmt::format("Date: {}\r\n"
                       "From: <{}>\r\n"
                       "To: <{}>\r\n"
                       "Subject: You have a message about a request\r\n"
                       "Message-ID: <{}@{}>\r\n"
                       "Auto-Submitted: auto-generated\r\n"
                       "MIME-Version: 1.0\r\n"
                       "Content-Type: text/plain; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: 8bit\r\n"
                       "\r\n"
                       "You have a message about a request. Sign in to read it.\r\n"
                       "\r\n"
                       "{}\r\n"
                       "\r\n"
                       "{}\r\n"
                       "Please do not answer this email: nobody reads the answers.\r\n",
                       header_date(letter.made_at), one_line(head.from), one_line(letter.to), letter.id.text(),
                       one_line(domain_of(head.from)), one_line(where), service);
}

} // namespace kith::mail
