#pragma once
// A client that sends bytes to a server exactly as told.

#include <string>
#include <string_view>

namespace kith {

struct Answer {
    int status = 0; // 0: the connection ended without one
    std::string head;
    std::string body;

    bool says(std::string_view words) const { return body.find(words) != std::string::npos; }

    std::string header(std::string_view name) const;
};

class WireClient {
public:
    explicit WireClient(unsigned short port);
    ~WireClient();
    WireClient(WireClient&& other) noexcept;
    WireClient(const WireClient&) = delete;
    WireClient& operator=(const WireClient&) = delete;

    // False when the other end has gone.
    bool send(std::string_view bytes);
    // The next whole answer. `without_body` for HEAD.
    Answer read(bool without_body = false);
    // Whether the other end closes, without another byte.
    bool ends();
    void done_sending();

private:
    bool read_more();

    int socket_ = -1;
    std::string read_;
};

// One request on a connection of its own.
Answer exchange(unsigned short port, std::string_view bytes);

} // namespace kith
