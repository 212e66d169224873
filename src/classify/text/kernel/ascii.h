// Patterns as far as they match ASCII, and a match of its own where one would go on with what is beyond: so bytes beyond ASCII, which are half
// of those to tell apart and stand in few texts, take no room in every state.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "re2/regexp.h"

constexpr int kAsciiMax = 0x7F;
// Bytes of UTF-8 beyond ASCII, and some that it does not have; not the one that stands around texts.
constexpr int kForeignMax = 0xFE;
// What is told where a pattern would go on with one of them, in place of what is behind it.
constexpr int kForeign = 1 << 21;

inline bool isForeignByte(uint8_t byte) { return byte > kAsciiMax && byte <= kForeignMax; }

inline re2::Regexp* byteRange(int low, int high, re2::Regexp::ParseFlags flags) {
  re2::CharClassBuilder builder;
  builder.AddRange(low, high);
  return re2::Regexp::NewCharClass(builder.GetCharClass(), flags);
}

inline re2::Regexp* foreignOf(re2::Regexp::ParseFlags flags) {
  re2::Regexp* both[2] = {byteRange(kAsciiMax + 1, kForeignMax, flags), re2::Regexp::HaveMatch(kForeign, flags)};
  return re2::Regexp::Concat(both, 2, flags);
}

inline re2::Regexp* asciiOfClass(re2::CharClass* members, re2::Regexp::ParseFlags flags) {
  re2::CharClassBuilder builder;
  bool isForeign = false;
  for (const auto& range : *members) {
    if (range.lo <= kAsciiMax) builder.AddRange(range.lo, std::min(range.hi, kAsciiMax));
    isForeign |= range.hi > kAsciiMax;
  }
  if (builder.empty()) return foreignOf(flags);
  re2::Regexp* ascii = re2::Regexp::NewCharClass(builder.GetCharClass(), flags);
  if (!isForeign) return ascii;
  re2::Regexp* both[2] = {ascii, foreignOf(flags)};
  return re2::Regexp::AlternateNoFactor(both, 2, flags);
}

// A pattern of bytes, with a reference of its own and no part that another one has.
inline re2::Regexp* asciiOf(re2::Regexp* regexp) {
  using re2::Regexp;
  Regexp::ParseFlags flags = regexp->parse_flags();
  auto inner = [regexp] { return asciiOf(regexp->sub()[0]); };
  switch (regexp->op()) {
    case re2::kRegexpLiteral: return regexp->rune() <= kAsciiMax ? regexp->Incref() : foreignOf(flags);
    case re2::kRegexpLiteralString: {
      re2::Rune* end = std::find_if(regexp->runes(), regexp->runes() + regexp->nrunes(), [](re2::Rune rune) { return rune > kAsciiMax; });
      auto count = static_cast<int>(end - regexp->runes());
      if (count == regexp->nrunes()) return regexp->Incref();
      Regexp* both[2] = {Regexp::LiteralString(regexp->runes(), count, flags), foreignOf(flags)};
      return Regexp::Concat(both, 2, flags);
    }
    case re2::kRegexpAnyChar: {
      Regexp* both[2] = {byteRange(0, kAsciiMax, flags), foreignOf(flags)};
      return Regexp::AlternateNoFactor(both, 2, flags);
    }
    case re2::kRegexpCharClass: return asciiOfClass(regexp->cc(), flags);
    case re2::kRegexpCapture: return inner();
    case re2::kRegexpPlus: return Regexp::Plus(inner(), flags);
    case re2::kRegexpStar: return Regexp::Star(inner(), flags);
    case re2::kRegexpQuest: return Regexp::Quest(inner(), flags);
    case re2::kRegexpRepeat: return Regexp::Repeat(inner(), flags, regexp->min(), regexp->max());
    case re2::kRegexpConcat: case re2::kRegexpAlternate: {
      std::vector<Regexp*> subs;
      for (int at = 0; at < regexp->nsub(); at++) subs.push_back(asciiOf(regexp->sub()[at]));
      auto count = static_cast<int>(subs.size());
      return regexp->op() == re2::kRegexpConcat ? Regexp::Concat(subs.data(), count, flags) : Regexp::AlternateNoFactor(subs.data(), count, flags);
    }
    default: return regexp->Incref();
  }
}

// Whether a pattern of bytes would go on with bytes beyond ASCII anywhere.
inline bool hasForeign(re2::Regexp* regexp) {
  if (regexp->op() == re2::kRegexpHaveMatch) return regexp->match_id() == kForeign;
  return std::any_of(regexp->sub(), regexp->sub() + regexp->nsub(), hasForeign);
}
