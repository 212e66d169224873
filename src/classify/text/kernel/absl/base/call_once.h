// Once, for a module that has one thread.
#pragma once
#include <utility>
namespace absl {
struct once_flag { bool done = false; };
template <typename F, typename... A> void call_once(once_flag& flag, F&& function, A&&... arguments) {
  if (flag.done) return;
  flag.done = true;
  std::forward<F>(function)(std::forward<A>(arguments)...);
}
}
