// Nobody reads a log of this module: what is said is dropped, and what is fatal ends the call.
#pragma once
#include <cstdlib>
namespace absl_shim {
struct Quiet {
  template <typename T> const Quiet& operator<<(const T&) const { return *this; }
};
struct Fatal {
  template <typename T> const Fatal& operator<<(const T&) const { return *this; }
  ~Fatal() { std::abort(); }
};
}
#define ABSL_SHIM_LOG_INFO ::absl_shim::Quiet()
#define ABSL_SHIM_LOG_WARNING ::absl_shim::Quiet()
#define ABSL_SHIM_LOG_ERROR ::absl_shim::Quiet()
#define ABSL_SHIM_LOG_DFATAL ::absl_shim::Quiet()
#define ABSL_SHIM_LOG_FATAL ::absl_shim::Fatal()
#define ABSL_LOG(severity) ABSL_SHIM_LOG_##severity
