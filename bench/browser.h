#pragma once
// A browser that keeps one connection and waits for each answer.

#include <string>
#include <string_view>

namespace kith::bench {

class Browser {
public:
    // Throws when nobody listens.
    Browser(unsigned short port, std::string cookie);
    ~Browser();
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    struct Answer {
        int status = 0;
        std::string body;
        std::string location;
    };

    Answer get(std::string_view path);
    Answer post(std::string_view path, std::string_view form);

    // The value of the first field of that name in the page; throws when there is none.
    static std::string field(const std::string& page, std::string_view name);

private:
    Answer send(const std::string& request);
    void receive();

    int socket_ = -1;
    unsigned short port_ = 0;
    std::string cookie_;
    std::string received_;
};

} // namespace kith::bench
