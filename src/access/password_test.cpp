#include "access/password.h"

#include <doctest/doctest.h>

namespace kith::access {

TEST_CASE("a password is long, and neither common nor about its user") {
    const PasswordContext priya{
        .name = "Priya Nair", .email = "priya.nair@hub.example", .council = {"Larkford Council"}};
    const auto code = [&](std::string_view password) {
        const Problems problems = password_problems(password, priya);
        return problems.empty() ? std::string("good") : problems.front().code;
    };
    CHECK(code("three random words") == "good");
    CHECK(code("correct horse battery staple") == "good");
    CHECK(code("kettle umbrella Thursday") == "good");
    CHECK(code("żółta łódź podwodna") == "good");
    CHECK(code("K7MX-4PQR-9T3W-HJ6A") == "good");
    CHECK(code(fmt::format("plum tree over {:0108}", 2)) == "good");

    CHECK(code("") == "password.short");
    CHECK(code("eleven char") == "password.short");
    CHECK(code("ééééééééééé") == "password.short"); // characters, not bytes
    CHECK(code(std::string(129, 'a')) == "password.long");
    CHECK(code("my name is Priya ok") == "password.context");
    CHECK(code("n-a-i-r of the mountain") == "password.context");
    CHECK(code("I work at Larkford now") == "password.context");
    CHECK(code("Council house window") == "password.context");
    CHECK(code("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") == "password.short");
    CHECK(code("aaaaaaaaaaaaaaa") == "password.weak");
    CHECK(code("123456789012345") == "password.weak");
    CHECK(code("abcdefghijklmnop") == "password.weak");
    for (const auto* word : {"congratulations", "C0ngr4tul4tions", "snoitalutargnoc", "password1234", "Password123!",
                             "passwordpassword", "Summer2024!!!", "liverpool1234", "2024 Manchester", "letmeinletmein",
                             "qwertyuiop12", "qwerty123456", "1q2w3e4r5t6y"})
        CHECK_MESSAGE(code(word) == "password.weak", word);
}

TEST_CASE("passwords are judged from many threads at once") {
    std::atomic<int> weak = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 5; ++j)
                if (!password_problems("congratulations", {}).empty() &&
                    password_problems("kettle umbrella Thursday", {}).empty())
                    ++weak;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(weak == 40);
}

} // namespace kith::access
