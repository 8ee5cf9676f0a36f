#include "http/log.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

namespace kith::http {

namespace {

// Standard error goes into that file while this lives.
class ErrorsInto {
public:
    explicit ErrorsInto(const char* file) : before_(::dup(STDERR_FILENO)) {
        const int out = ::open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        REQUIRE(out >= 0);
        ::dup2(out, STDERR_FILENO);
        ::close(out);
    }

    ErrorsInto(const ErrorsInto&) = delete;
    ErrorsInto& operator=(const ErrorsInto&) = delete;

    ~ErrorsInto() {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }

private:
    int before_;
};

} // namespace

TEST_CASE("a fault of what goes on beside requests is a line of JSON") {
    std::string line;
    faults_of("mail", [&](const LogLine& told) { line = text(told, Instant{7}); })("the relay said \"no\"");
    CHECK(line == "{\"at\":7,\"request\":\"-\",\"method\":\"-\",\"route\":\"mail\",\"status\":500,\"ms\":0.00,"
                  "\"fault\":\"the relay said \\\"no\\\"\"}\n");
}

TEST_CASE("a line that cannot be written ends nothing") {
    const ErrorsInto full("/dev/full");
    CHECK_NOTHROW(faults_of("mail", log_to_standard_error())("no relay"));
}

} // namespace kith::http
