// The part of absl/hash that RE2 uses: the hash of one flag and a span of numbers. FNV-1a, by words.
#pragma once
#include <cstddef>
#include <cstdint>
#include "absl/types/span.h"
namespace absl {
struct HashState {
  uint32_t value = 2166136261u;
  void mix(uint32_t word) { value = (value ^ word) * 16777619u; value ^= value >> 15; }
  static HashState combine(HashState state, uint32_t flag, Span<const int> numbers) {
    state.mix(flag);
    for (int number : numbers) state.mix(static_cast<uint32_t>(number));
    return state;
  }
};
template <typename T> struct Hash {
  size_t operator()(const T& value) const { return AbslHashValue(HashState{}, value).value; }
};
}
