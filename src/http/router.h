#pragma once
// The table of routes: the only way to make one. Tests of access, headers, CSRF and audit are made from it.

#include "http/context.h"

#include <source_location>

namespace kith::http {

using Handler = std::function<Response(Context&)>;

// Who may call a route.
struct Permission {
    enum class Kind { anyone, signed_in, action } kind = Kind::action;
    access::Action action = access::Action::find;

    constexpr Permission(access::Action a) : action(a) {}

    static const Permission anyone;    // public pages, sign-in
    static const Permission signed_in; // any user, also without a posting: choose a posting, sign out

private:
    constexpr Permission(Kind k) : kind(k) {}
};

inline constexpr Permission Permission::anyone{Kind::anyone};
inline constexpr Permission Permission::signed_in{Kind::signed_in};

// What a page that shows somebody's data writes into history before its first byte leaves. Changes write their own
// line in their transaction.
struct Audit {
    std::string_view action; // "request.viewed"; empty: the page shows nobody's data
};

inline constexpr Audit no_personal_data{""};

struct Route {
    Method method;
    std::string path; // "/requests/{ref}/decision"
    Permission permission;
    Audit audit;
    Handler handler;
    std::string file; // source file, for `kith routes`
};

using PathNames = std::vector<std::pair<std::string, std::string>>;

// What the table says about one address.
struct Match {
    const Route* route = nullptr;     // null: no such address, or none for this method
    PathNames names = {};             // what stands for each {name}
    std::vector<Method> methods = {}; // what the address does answer, when not this method
};

class Router {
public:
    using Where = std::source_location;

    // Throws std::logic_error on a second route of the same method and path, whatever its names are called.
    void get(std::string path, Permission permission, Audit audit, Handler handler, Where where = Where::current());
    void post(std::string path, Permission permission, Handler handler, Where where = Where::current());
    // A POST whose answer shows somebody's data, such as what was found.
    void post(std::string path, Permission permission, Audit audit, Handler handler, Where where = Where::current());
    void put(std::string path, Permission permission, Handler handler, Where where = Where::current());

    // A written part of a path goes before a {name}: "/requests/new" is not a reference.
    Match match(Method method, std::string_view path) const;

    const std::vector<Route>& routes() const { return routes_; }

private:
    struct Node {
        std::map<std::string, Node, std::less<>> written;
        std::unique_ptr<Node> named;
        std::vector<std::pair<Method, std::size_t>> here; // which of routes_
    };

    void add(Route route);
    const Node* find(const Node& node, std::span<const std::string_view> parts, Method method,
                     std::vector<Method>& others) const;

    std::vector<Route> routes_;
    Node root_;
};

} // namespace kith::http
