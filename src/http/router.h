#pragma once
// The table of routes: the only way to make one. Tests of access, headers, CSRF and audit are made from it.

#include "http/context.h"

namespace kith::http {

using Handler = std::function<Response(Context&)>;

// Who may call a route.
struct Permission {
    enum class Kind { anyone, signed_in, action } kind = Kind::action;
    access::Action action = access::Action::find;

    constexpr Permission(access::Action a) : action(a) {}

    static const Permission anyone;    // public pages, sign-in
    static const Permission signed_in; // any user, also without a posting: choose a posting, sign out
};

// What a GET writes into history before its first byte leaves. Changes write their own line in their transaction.
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

class Router {
public:
    // Throws std::logic_error on a second route of the same method and path.
    void get(std::string path, Permission permission, Audit audit, Handler handler);
    void post(std::string path, Permission permission, Handler handler);
    void put(std::string path, Permission permission, Handler handler);

    const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
};

} // namespace kith::http
