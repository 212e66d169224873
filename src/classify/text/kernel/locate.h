// Where a compiled pattern matches and where its groups are: what `RE2::Match` finds, by faster ways to it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

// To be included where the private parts of RE2 are public.
#include "re2/pod_array.h"
#include "re2/prog.h"
#include "re2/re2.h"

// What is remembered while groups are looked for: a bit for each place and each list of the program. Beyond it RE2's NFA finds them.
constexpr size_t kVisitedBits = 1 << 20;

// BitState is ten times as fast as the NFA, and RE2 has it for programs of up to 512 instructions only, to save memory: this makes what it
// needs for a larger one. See `Prog::Flatten`.
inline void offerBitState(re2::Prog* program) {
  if (program->CanBitState() || program->size() > UINT16_MAX) return;
  re2::PODArray<uint16_t> heads(program->size());
  int lists = 0;
  bool isHead = true;
  for (int id = 0; id < program->size(); id++) {
    heads[id] = isHead ? static_cast<uint16_t>(lists++) : UINT16_MAX;
    isHead = program->inst(id)->last() != 0;
  }
  if (lists == program->list_count()) program->list_heads_ = std::move(heads);
}

// The groups of a match, by the engine that is fastest for its size.
inline bool locateGroups(const re2::RE2& regex, std::string_view match, std::string_view text, std::string_view* groups, int count) {
  re2::Prog* program = regex.prog_;
  constexpr auto anchor = re2::Prog::kAnchored;
  constexpr auto kind = re2::Prog::kFullMatch;
  if (regex.is_one_pass_ && count <= re2::Prog::kMaxOnePassCapture) return program->SearchOnePass(match, text, anchor, kind, groups, count);
  bool isSmall = (match.size() + 1) * static_cast<size_t>(program->list_count()) <= kVisitedBits;
  if (program->CanBitState() && isSmall) return program->SearchBitState(match, text, anchor, kind, groups, count);
  return program->SearchNFA(match, text, anchor, kind, groups, count);
}

// Like `RE2::Match`, which looks for groups at once in all that is left of a short text: here automata say first whether there is a match and
// where, as most places where a pattern is tried have none.
inline bool locate(const re2::RE2& regex, std::string_view text, size_t place, size_t last, re2::RE2::Anchor anchor, std::string_view* groups, int count) {
  re2::Prog* program = regex.prog_;
  bool isAnchored = anchor == re2::RE2::ANCHOR_START;
  auto slowly = [&] { return regex.Match(text, place, last, anchor, groups, count); };
  bool isTiedToText = program->anchor_start() || program->anchor_end() || !regex.prefix_.empty();
  if (isTiedToText || (isAnchored && count > 1 && regex.is_one_pass_)) return slowly();
  bool isFailed = false;
  std::string_view match = text.substr(place, last - place);
  auto from = isAnchored ? re2::Prog::kAnchored : re2::Prog::kUnanchored;
  if (!program->SearchDFA(match, text, from, re2::Prog::kFirstMatch, &match, &isFailed, nullptr)) return isFailed && slowly();
  if (!isAnchored) {
    // The end is known: its reverse finds where the match begins.
    re2::Prog* reverse = regex.ReverseProg();
    if (reverse == nullptr || !reverse->SearchDFA(match, text, re2::Prog::kAnchored, re2::Prog::kLongestMatch, &match, &isFailed, nullptr)) return slowly();
  }
  if (count > 1) return locateGroups(regex, match, text, groups, count);
  groups[0] = match;
  return true;
}
