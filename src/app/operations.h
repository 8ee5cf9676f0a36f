#pragma once
// The commands by what they are for.

#include "app/command_table.h"

namespace kith::app {

std::vector<Command> serving_commands();  // serve, config, migrate, routes, schema, audit
std::vector<Command> data_commands();     // profile, import, user
std::vector<Command> demo_commands();     // demo
std::vector<Command> matching_commands(); // matching
std::vector<Command> linkage_commands();  // link

} // namespace kith::app
