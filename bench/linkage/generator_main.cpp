// linkage_generator --records N --seed S --out FILE.csv

#include "bench/linkage/generator.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>

int main(int count, char** words) {
    std::map<std::string, std::string> options = {{"--records", "100000"}, {"--seed", "1"}, {"--out", ""}};
    for (int at = 1; at + 1 < count; at += 2) {
        if (!options.contains(words[at])) {
            options["--out"] = "";
            break;
        }
        options[words[at]] = words[at + 1];
    }
    if (options["--out"].empty() || count % 2 == 0) {
        std::cerr << "usage: linkage_generator [--records N] [--seed S] --out FILE.csv\n";
        return 2;
    }
    const std::string file =
        kith::bench::made_up_file(std::stoull(options["--records"]), std::stoull(options["--seed"]));
    std::ofstream out(options["--out"], std::ios::binary);
    out << file;
    out.flush();
    if (!out) {
        std::cerr << "linkage_generator: " << options["--out"] << " cannot be written\n";
        return 1;
    }
    return 0;
}
