// RE2 formats text for its debug dumps and its logs alone, which this module has not got.
#pragma once
#include <cstdio>
#include <string>
namespace absl {
template <typename... A> std::string StrFormat(const char*, const A&...) { return std::string(); }
template <typename... A> int FPrintF(std::FILE*, const char*, const A&...) { return 0; }
}
