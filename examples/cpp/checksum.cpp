/*
 * Prints the SHA-256 of each file that it is given, as sha256sum does.
 *
 *   $ mkdir -p tmp
 *   $ c++ -std=c++17 -Wall -Wextra -Werror -Ilib/swiftsum -o tmp/checksum-cpp examples/cpp/checksum.cpp \
 *       -Llib/swiftsum -lswiftsum -Wl,-rpath,lib/swiftsum
 *   $ tmp/checksum-cpp README.md
 */
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <system_error>

#include "swiftsum.h"

namespace {

struct Release {
    void operator()(char *checksum) const { release_checksum(checksum); }
};

using Checksum = std::unique_ptr<char, Release>;

Checksum checksum_of(const char *path) {
    Checksum checksum(make_checksum(path));
    if (!checksum) throw std::system_error(errno, std::generic_category(), path);
    return checksum;
}

}  // namespace

int main(int count, char **arguments) {
    int status = EXIT_SUCCESS;
    for (int index = 1; index < count; index++) {
        try {
            std::cout << checksum_of(arguments[index]).get() << "  " << arguments[index] << '\n';
        } catch (const std::system_error &error) {
            std::cerr << error.what() << '\n';
            status = EXIT_FAILURE;
        }
    }
    return status;
}
