#include "base/text.h"

#include <doctest/doctest.h>

namespace kith {

TEST_CASE("names are compared without case, accents and apostrophes") {
    const std::vector<std::pair<std::string, std::string>> names = {
        {"Siân", "sian"},
        {"Zoë", "zoe"},
        {"Łukasz Wójcik", "lukasz wojcik"},
        {"Małgorzata Żółć", "malgorzata zolc"},
        {"O'Brien", "obrien"},
        {"O’Brien", "obrien"},
        {"O`Brien", "obrien"},
        {"D’Ávila", "davila"},
        {"Müller", "muller"},
        {"Björk Guðmundsdóttir", "bjork gudmundsdottir"},
        {"Þórunn", "thorunn"},
        {"Strauß", "strauss"},
        {"Søren Kierkegård", "soren kierkegard"},
        {"Æthelred", "aethelred"},
        {"Nguyễn Thị Phượng", "nguyen thi phuong"},
        {"Đặng", "dang"},
        {"Çağrı Yıldız", "cagri yildiz"},
        {"İsmail", "ismail"},
        {"Ştefan Țurcanu", "stefan turcanu"},
        {"Dvořák", "dvorak"},
        {"Ngũgĩ", "ngugi"},
        {"Ọláyínká", "olayinka"}, // dot below
        {"Ọlá́", "ola"},           // with a combining accent
        {"Zoe\u0308", "zoe"},     // decomposed, as some keyboards send it
        {"Okafor-Reid", "okafor reid"},
        {"Okafor – Reid", "okafor reid"},
        {"St. John", "st john"},
        {"  Anne   Marie ", "anne marie"},
        {"Jean-Luc (known as JL)", "jean luc known as jl"},
        {"Mary\u00a0Ann", "mary ann"},
        {"Al\u200bi", "ali"},
        {"Ивано́в", "Иванов"}, // other scripts stay, less their accents
        {"محمد", "محمد"},
        {"王小明", "王小明"},
        {"", ""},
        {"''-", ""},
    };
    for (const auto& [typed, compared] : names)
        CHECK_MESSAGE(folded(typed) == compared, typed, " became ", folded(typed));
    CHECK(folded_words("Anne-Marie  O'Neill") == std::vector<std::string>{"anne", "marie", "oneill"});
    CHECK(folded_words(" - ").empty());
}

TEST_CASE("folding twice changes nothing more, whatever was typed") {
    std::uint32_t state = 12345;
    const auto random = [&] { return (state = state * 1664525 + 1013904223) >> 8; };
    for (int i = 0; i < 2000; ++i) {
        std::string bytes;
        for (std::uint32_t length = random() % 24; length > 0; --length)
            bytes += static_cast<char>(random() & 0xff);
        const std::string once = folded(bytes);
        CHECK(is_valid_utf8(once));
        CHECK(folded(once) == once);
    }
}

TEST_CASE("text is well-formed UTF-8 or refused") {
    for (const std::string good :
         {"", "plain", "Siân", "\u07ff\u0800\ud7ff\ue000\uffff", "\U00010000\U0010ffff", "👩‍👧"})
        CHECK_MESSAGE(is_valid_utf8(good), good);

    const std::vector<std::string> bad = {
        std::string("a\0b", 3), // NUL
        "\x80",                 // a continuation by itself
        "\xbf",
        "\xc3", // cut short
        "\xe2\x82",
        "\xf0\x9f\x91",
        "\xc3(", // no continuation where one must be
        "\xe2(\xa1",
        "\xe2\x82(",
        "\xc0\x80", // overlong
        "\xc1\xbf",
        "\xe0\x80\x80",
        "\xe0\x9f\xbf",
        "\xf0\x80\x80\x80",
        "\xf0\x8f\xbf\xbf",
        "\xed\xa0\x80", // surrogates
        "\xed\xbf\xbf",
        "\xf4\x90\x80\x80", // beyond U+10FFFF
        "\xf5\x80\x80\x80",
        "\xf8\x88\x80\x80\x80", // five and six bytes
        "\xfe",
        "\xff",
        "good until \xe9 here", // Latin-1
    };
    for (const std::string& bytes : bad)
        CHECK_MESSAGE(!is_valid_utf8(bytes), bytes.size(), " bytes");
    CHECK(character_count("Siân 👩") == 6);
}

TEST_CASE("what is typed loses its surrounding space and its foreign line ends") {
    CHECK(trimmed("  a b \t\r\n") == "a b");
    CHECK(trimmed("one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour");
    CHECK(trimmed("\u00a0\ufeffpasted\u00a0") == "pasted");
    CHECK(trimmed(" \r\n ").empty());
    CHECK(trimmed("à") == "à"); // its last byte is that of a no-break space
}

TEST_CASE("a postcode is read by its shape") {
    for (const auto& [typed, stored] : std::vector<std::pair<std::string, std::string>>{{"bl9 0ej", "BL9 0EJ"},
                                                                                        {"BL90EJ", "BL9 0EJ"},
                                                                                        {" b l 9 0 e j ", "BL9 0EJ"},
                                                                                        {"m1 1ae", "M1 1AE"},
                                                                                        {"B338TH", "B33 8TH"},
                                                                                        {"CR2 6XH", "CR2 6XH"},
                                                                                        {"DN55 1PT", "DN55 1PT"},
                                                                                        {"W1A1HQ", "W1A 1HQ"},
                                                                                        {"EC1A 1BB", "EC1A 1BB"},
                                                                                        {"GIR 0AA", "GIR 0AA"},
                                                                                        {"M60 1QD", "M60 1QD"}})
        CHECK_MESSAGE(postcode(typed) == stored, typed);

    for (const std::string wrong :
         {"",        "BL9",     "BL9 0E",   "BL9 0EJX", "QL9 0EJ",   "VL9 0EJ", "XL9 0EJ",  "BI9 0EJ",
          "BJ9 0EJ", "BZ9 0EJ", "BL9 0CJ",  "BL9 0EI",  "BL9 0KJ",   "BL9 0EM", "BL9 0OJ",  "BL9 0EV",
          "9BL 0EJ", "BL9 OEJ", "BLL9 0EJ", "B 0EJ",    "BL999 0EJ", "BL9-0EJ", "0161 496", "BL9 é0EJ"})
        CHECK_MESSAGE(!postcode(wrong), wrong);
}

TEST_CASE("telephone numbers are compared by their digits") {
    for (const std::string same : {"01632 960123", "(01632) 960-123", "+44 1632 960123", "+44 (0)1632 960123",
                                   "0044 1632 960123", "tel. 01632 960123", "(+44) 1632 960123", "44 1632 960123"})
        CHECK_MESSAGE(telephone_digits(same) == "01632960123", same);
    CHECK(telephone_digits("+353 1 960 0123") == "35319600123");
    CHECK(telephone_digits("none").empty());
    CHECK(telephone_digits("+44") == "0");
    for (const std::string extended : {"01632 960123 ext 204", "01632 960123 Ext. 204", "01632 960123x204",
                                       "01632 960123 (extension 204)", "01632 960123 #204"})
        CHECK_MESSAGE(telephone_digits(extended) == "01632960123", extended);
    CHECK(telephone_digits("07700 900123 Fox 12") == "0770090012312");
    CHECK(telephone_digits("01632 960123 ext 01632960124") == "0163296012301632960124");
}

TEST_CASE("whole telephone numbers are found in what stands around them") {
    const auto found = [](std::string_view text) {
        std::string all;
        for (const auto number : telephone_numbers(text))
            all += "[" + std::string(number) + "]";
        return all;
    };
    CHECK(found("07700 900123, after 6pm") == "[07700 900123]");
    CHECK(found("01632 960123 ext 204") == "[01632 960123]");
    CHECK(found("07700 900123 6pm") == "[07700 900123]");
    CHECK(found("07700 900123 (4 to 6)") == "[07700 900123]");
    CHECK(found("mum (01632) 960123 / 07700 900124") == "[(01632) 960123][07700 900124]");
    CHECK(found("07700 900123 01632 960123") == "[07700 900123][01632 960123]");
    CHECK(found("+44 (0)1632 960123 or 447700900123") == "[+44 (0)1632 960123][447700900123]");
    CHECK(found("0800 1111") == "[0800 1111]");
    CHECK(found("+353 1 960 0123, her aunt") == "[+353 1 960 0123]");
    for (const std::string_view none : {"01632 9601", "01632 9601 ext 204", "960123", "101", "+353 1 960 0123 6pm",
                                        "01632 96012 03", "ask mum", "(", "+", "0800 111", ""})
        CHECK_MESSAGE(found(none) == "", none);
}

TEST_CASE("numbers and lists are said as people say them") {
    CHECK(counted(1, "child", "children") == "1 child");
    CHECK(counted(0, "child", "children") == "0 children");
    CHECK(counted(3, "child", "children") == "3 children");
    CHECK(listed({}).empty());
    CHECK(listed({"Maya"}) == "Maya");
    CHECK(listed({"Maya", "Tobi"}) == "Maya and Tobi");
    CHECK(listed({"Maya", "Tobi", "Ezra"}) == "Maya, Tobi and Ezra");
}

} // namespace kith
