// Where somebody is has one way out. What must not compile is asked of the compiler here; the way out itself is tested
// with the register.

#include "access/guarded.h"

#include <doctest/doctest.h>

#include <ostream>

namespace kith::access {

namespace {

using Address = Guarded<std::string>;

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
template <typename T>
concept Comparable = requires(const T& value) { value == value; };
template <typename T>
concept Formattable = fmt::is_formattable<T>::value;
template <typename T>
concept RevealsWithoutLeave = requires(const T& value) { value.reveal(); };
template <typename T>
concept RevealsForTrue = requires(const T& value) { value.reveal(true); };

// The concepts notice what they are looking for.
static_assert(Printable<std::string> && Comparable<std::string> && Formattable<std::string>);

static_assert(!Printable<Address> && !Comparable<Address> && !Formattable<Address>);
static_assert(!std::is_convertible_v<Address, std::string> && !std::is_convertible_v<Address, std::string_view>);
static_assert(!RevealsWithoutLeave<Address> && !RevealsForTrue<Address>);
static_assert(!std::is_constructible_v<Permit, bool>, "only decide() gives leave");
static_assert(!std::is_convertible_v<bool, Permit>);
static_assert(!std::is_aggregate_v<Permit>);

} // namespace

TEST_CASE("without leave an address is not shown") {
    const Address address{"1 Safe Street"};
    CHECK(address.reveal(Permit()) == nullptr);
    CHECK(address.reveal(Decision{.effect = Effect::content}) == nullptr);
}

} // namespace kith::access
