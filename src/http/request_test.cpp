#include "http/request.h"

#include <doctest/doctest.h>

using namespace kith::http;

TEST_CASE("a form is read as it was typed") {
    const auto form = Answers::read("name=Maya+O%27Brien&note=+two%0D%0Alines+&help=family&help=school&empty=");

    REQUIRE(form);
    CHECK(form->text("name") == "Maya O'Brien");
    CHECK(form->text("note") == "two\nlines");
    CHECK(form->raw("note") == " two\r\nlines ");
    CHECK(form->all("help") == std::vector<std::string>{"family", "school"});
    CHECK(form->ticked("help", "school"));
    CHECK_FALSE(form->ticked("help", "health"));
    CHECK(form->has("empty"));
    CHECK_FALSE(form->has("absent"));
    CHECK(form->text("absent") == "");
}

TEST_CASE("a form that is cut off or not text is not read at all") {
    for (const auto* broken : {"name=%", "name=%4", "name=%GG", "name=%C3", "name=%C3%28", "%FF=1", "name=%00",
                               "name=%ED%A0%80", "name=%C0%AF"}) {
        CAPTURE(broken);
        CHECK_FALSE(Answers::read(broken));
    }
    CHECK_FALSE(Answers::read("name=" + std::string("\xE2\x82")));
}

TEST_CASE("a form of very many fields is refused") {
    std::string many;
    for (int i = 0; i < 2'001; ++i)
        many += "a=1&";
    CHECK_FALSE(Answers::read(many));
}

TEST_CASE("a form written out reads the same again") {
    Answers form({{"a b", "1&2=3"}, {"c", "žluť +"}});
    form.set("c", "ž");
    form.set("d", "");

    CHECK(Answers::read(form.encoded())->fields() == form.fields());
}

TEST_CASE("a cookie is found among others") {
    Request request;
    request.headers = {{"cookie", "a=1; kith=token; kith-notice=x=y"}, {"cookie", "last=z"}};

    CHECK(request.cookie("kith") == "token");
    CHECK(request.cookie("kith-notice") == "x=y");
    CHECK(request.cookie("last") == "z");
    CHECK(request.cookie("kit") == "");
}
