// Remembers from where walks through an automaton die soon, so that they are not walked again: most places of a text are such.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "re2/prog.h"

// What stands before a place, as far as patterns can tell.
enum Before : uint8_t { kLineEnd, kWord, kOther, kBefores };

inline Before beforeOf(uint8_t byte) {
  return byte == '\n' ? kLineEnd : re2::Prog::IsWordChar(byte) ? kWord : kOther;
}

// By a byte, a bit for what it is to a place behind it.
inline const std::array<uint8_t, 256> kBeforeBits = [] {
  std::array<uint8_t, 256> bits{};
  for (int byte = 0; byte < 256; byte++) bits[byte] = 1 << beforeOf(static_cast<uint8_t>(byte));
  return bits;
}();

// What stands before a place and so many bytes from there. The eight bytes from there are read, whatever of them counts.
template <uint32_t bytes>
uint64_t startAt(const uint8_t* text, uint32_t place) {
  uint64_t start = 0;
  std::memcpy(&start, text + place, sizeof start);
  return (start << (8 - bytes) * 8) >> (7 - bytes) * 8 | kBeforeBits[text[place - 1]];
}

// Starts of so many bytes, as many as there is room for: one takes the place of another with the same cell.
template <uint32_t bytes>
class Starts {
 public:
  bool has(const uint8_t* text, uint32_t place) const {
    uint64_t start = startAt<bytes>(text, place);
    return cells_[cellOf(start)] == start;
  }

  void add(const uint8_t* text, uint32_t place) {
    uint64_t start = startAt<bytes>(text, place);
    cells_[cellOf(start)] = start;
  }

 private:
  static constexpr int kCellBits = 13;
  // 2 to the power of 64 by the golden ratio: spreads what is multiplied by it (Knuth, The Art of Computer Programming 3, section 6.4).
  static constexpr uint64_t kGolden = 0x9E3779B97F4A7C15;

  static size_t cellOf(uint64_t start) { return static_cast<size_t>((start * kGolden) >> (64 - kCellBits)); }

  std::array<uint64_t, size_t{1} << kCellBits> cells_{};
};

class DeadStarts {
 public:
  // A walk from a place died at the byte at another, and named nothing.
  void keep(const uint8_t* text, uint32_t size, uint32_t place, uint32_t at) {
    if (place + sizeof(uint64_t) > size) return;
    if (at < place + 2) two_[twoAt(text + place)] |= kBeforeBits[text[place - 1]];
    else if (at < place + 3) three_.add(text, place);
    else if (at < place + 5) five_.add(text, place);
    else if (at < place + 7) seven_.add(text, place);
  }

  bool has(const uint8_t* text, uint32_t size, uint32_t place) const {
    if (place + sizeof(uint64_t) > size) return false;
    bool isDeadAtTwo = (two_[twoAt(text + place)] & kBeforeBits[text[place - 1]]) != 0;
    return isDeadAtTwo || three_.has(text, place) || five_.has(text, place) || seven_.has(text, place);
  }

  // Writes down the places of a stretch of text from where no walk is known to die, and returns how many these are. Without branches on what
  // stands there: which places they are cannot be foretold, and a wrong guess takes as long as ten of them.
  uint32_t leave(const uint8_t* text, uint32_t size, uint32_t from, uint32_t to, uint32_t* places) const {
    uint32_t count = 0;
    uint32_t place = from;
    for (uint8_t before = kBeforeBits[text[from - 1]]; place < std::min(to, size - 1); place++) {
      places[count] = place;
      count += (two_[twoAt(text + place)] & before) == 0;
      before = kBeforeBits[text[place]];
    }
    if (place < to) places[count++] = place;
    uint32_t left = 0;
    for (uint32_t at = 0; at < count; at++) {
      place = places[at];
      places[left] = place;
      left += place + sizeof(uint64_t) > size || !(three_.has(text, place) | five_.has(text, place) | seven_.has(text, place));
    }
    return left;
  }

 private:
  static uint32_t twoAt(const uint8_t* bytes) { return bytes[0] | uint32_t{bytes[1]} << 8; }

  // By two bytes: bits of what stands before where every walk from there dies at the second byte.
  std::array<uint8_t, size_t{1} << 16> two_{};
  Starts<3> three_;
  Starts<5> five_;
  Starts<7> seven_;
};
