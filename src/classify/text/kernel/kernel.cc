// Finds what many patterns match in a text: one anchored automaton over all of them walks from every place and dies within
// a few bytes at most of them; the patterns that it names may match there, and RE2 itself says whether, how far and where their
// group is.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

// The automaton of RE2 can be asked about one text at a time, for more than its steps take here: these are walked directly.
#define private public
#include "re2/dfa.cc"
#undef private
#include "re2/re2.h"
#include "re2/regexp.h"

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

using re2::DFA;
using re2::Prog;
using re2::Regexp;
using State = DFA::State;

namespace {

// A walk that is still alive after so many bytes is of patterns without a bound alone.
constexpr uint32_t kWalkBytesMax = 1024;
// The automaton is made anew this often for a text, and once more for each so many bytes; then it does not pay.
constexpr uint32_t kResetsMax = 3;
constexpr uint32_t kBytesPerReset = 16384;
constexpr int kUnfit = -1;
// What is asked of a single pattern, in steps and memory.
constexpr int kProbeSteps = 5;
constexpr int64_t kProbeBytes = 1 << 20;
constexpr int64_t kProgramBytes = 8 << 20;
constexpr int kGroupsMax = 16;
// So many bytes at its start tell a pattern well enough from what else is in texts: it is tried where they stand.
constexpr int kTellingBytes = 8;

struct Pattern {
  std::string source;
  // Compiled when it is first known to match somewhere: most never do.
  std::unique_ptr<RE2> regex;
  // Number of the group that marks the value, or 0 for all of the match.
  int group = 0;
  // What has no bound, or runs on from inside a word, is searched for in the whole text, where that holds its byte.
  bool isBounded = false;
  bool isLoose = false;
  uint8_t gate = 0;
};

struct Found {
  uint32_t pattern;
  uint32_t start;
  uint32_t end;
};

std::vector<uint8_t> input;
std::vector<Pattern> patterns;
std::vector<Found> found;
std::vector<int> named;
// Places of all texts are counted on from text to text, so that what is kept of one says nothing about the next.
uint32_t base = 1;
// By pattern: behind its last match, as matches of one pattern do not overlap; and where it was named last.
std::vector<uint32_t> ends;
std::vector<uint32_t> namedAt;

// Many patterns as one automaton that names those which match from where it starts.
struct Automaton {
  std::vector<Regexp*> members;
  std::unique_ptr<Prog> program;
  DFA* dfa = nullptr;
  // By what stands before and the classes of two bytes: 1 where every walk from there dies at the second byte.
  std::vector<uint8_t> dead;
  size_t classes = 0;
};

Automaton all;
// Walked where a text goes on for longer than any bound: there the others would be walked as far from every place again.
Automaton bounded;
uint32_t boundedBytes = 0;

RE2::Options optionsOf() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

// What stands before a place, as far as patterns can tell.
enum Before : uint8_t { kLineEnd, kWord, kOther, kBefores };

Before beforeOf(uint8_t byte) {
  return byte == '\n' ? kLineEnd : Prog::IsWordChar(byte) ? kWord : kOther;
}

// The state in which a walk starts; null when the automaton is full.
State* startOf(DFA* dfa, Prog* program, Before before) {
  static const int kinds[kBefores] = {DFA::kStartBeginLine, DFA::kStartAfterWordChar, DFA::kStartAfterNonWordChar};
  static const uint32_t flags[kBefores] = {re2::kEmptyBeginLine, DFA::kFlagLastWord, 0};
  DFA::StartInfo* info = &dfa->start_[kinds[before] | DFA::kStartAnchored];
  State* known = info->start.load(std::memory_order_relaxed);
  if (known != nullptr) return known;
  dfa->q0_->clear();
  dfa->AddToQueue(dfa->q0_, program->start(), flags[before]);
  State* made = dfa->WorkqToCachedState(dfa->q0_, nullptr, flags[before]);
  info->start.store(made, std::memory_order_relaxed);
  return made;
}

bool isBlanks(Regexp* regexp) {
  if (regexp->op() != re2::kRegexpCharClass) return false;
  for (const auto& range : *regexp->cc()) if (range.hi > ' ') return false;
  return true;
}

bool isAssertion(Regexp* regexp) {
  switch (regexp->op()) {
    case re2::kRegexpBeginLine: case re2::kRegexpEndLine: case re2::kRegexpWordBoundary: case re2::kRegexpNoWordBoundary:
    case re2::kRegexpBeginText: case re2::kRegexpEndText: case re2::kRegexpEmptyMatch: return true;
    default: return false;
  }
}

bool canBeEmpty(Regexp* regexp) {
  auto isEmpty = [](Regexp* sub) { return canBeEmpty(sub); };
  switch (regexp->op()) {
    case re2::kRegexpStar: case re2::kRegexpQuest: return true;
    case re2::kRegexpRepeat: return regexp->min() == 0 || isEmpty(regexp->sub()[0]);
    case re2::kRegexpPlus: case re2::kRegexpCapture: return isEmpty(regexp->sub()[0]);
    case re2::kRegexpConcat: return std::all_of(regexp->sub(), regexp->sub() + regexp->nsub(), isEmpty);
    case re2::kRegexpAlternate: return std::any_of(regexp->sub(), regexp->sub() + regexp->nsub(), isEmpty);
    default: return isAssertion(regexp);
  }
}

// How many of a sequence's parts say whether it matches: what may be missing at its end does not, nor what stands around that.
int tellingParts(Regexp* sequence) {
  int count = sequence->nsub();
  bool isShorter = false;
  while (count > 0 && canBeEmpty(sequence->sub()[count - 1])) isShorter |= !isAssertion(sequence->sub()[--count]);
  return isShorter ? count : sequence->nsub();
}

// The fewest bytes that a pattern matches, as far as they are of ASCII.
int leastBytes(Regexp* regexp) {
  switch (regexp->op()) {
    case re2::kRegexpLiteral: case re2::kRegexpCharClass: case re2::kRegexpAnyChar: case re2::kRegexpAnyByte: return 1;
    case re2::kRegexpLiteralString: return regexp->nrunes();
    case re2::kRegexpPlus: case re2::kRegexpCapture: return leastBytes(regexp->sub()[0]);
    case re2::kRegexpRepeat: return regexp->min() * leastBytes(regexp->sub()[0]);
    case re2::kRegexpConcat: {
      int sum = 0;
      for (int at = 0; at < regexp->nsub(); at++) sum += leastBytes(regexp->sub()[at]);
      return sum;
    }
    case re2::kRegexpAlternate: {
      int least = leastBytes(regexp->sub()[0]);
      for (int at = 1; at < regexp->nsub(); at++) least = std::min(least, leastBytes(regexp->sub()[at]));
      return least;
    }
    default: return 0;
  }
}

// A pattern that matches from wherever another does, and makes a smaller automaton: of a few blanks it takes any number, as each
// number would have states of its own, and it ends as soon as the other may, or once so many bytes have told it from the rest.
// Groups do not matter to where it matches.
Regexp* loosened(Regexp* regexp, bool isLast, int telling) {
  Regexp::ParseFlags flags = regexp->parse_flags();
  auto inner = [regexp, telling](bool isLastToo) { return loosened(regexp->sub()[0], isLastToo, telling); };
  switch (regexp->op()) {
    case re2::kRegexpCapture: return inner(isLast);
    case re2::kRegexpStar: return Regexp::Star(inner(false), flags);
    case re2::kRegexpQuest: return Regexp::Quest(inner(false), flags);
    case re2::kRegexpPlus: return isLast ? inner(true) : Regexp::Plus(inner(false), flags);
    case re2::kRegexpRepeat:
      if (isLast && (regexp->min() == 1 || (regexp->min() > 1 && leastBytes(regexp->sub()[0]) >= telling))) return inner(true);
      if (isLast && regexp->min() > 1) return Regexp::Repeat(inner(false), flags, regexp->min(), regexp->min());
      if (!isBlanks(regexp->sub()[0])) return Regexp::Repeat(inner(false), flags, regexp->min(), regexp->max());
      return regexp->min() == 0 ? Regexp::Star(inner(false), flags) : Regexp::Plus(inner(false), flags);
    case re2::kRegexpConcat: {
      int count = isLast ? tellingParts(regexp) : regexp->nsub();
      std::vector<Regexp*> subs;
      int told = 0;
      for (int at = 0; at < count; at++) {
        Regexp* sub = regexp->sub()[at];
        int before = told;
        told += leastBytes(sub);
        if (isLast && told >= telling) count = at + 1;
        subs.push_back(loosened(sub, isLast && at == count - 1, telling - before));
      }
      return Regexp::Concat(subs.data(), count, flags);
    }
    case re2::kRegexpAlternate: {
      std::vector<Regexp*> subs;
      for (int at = 0; at < regexp->nsub(); at++) subs.push_back(loosened(regexp->sub()[at], isLast, telling));
      return Regexp::Alternate(subs.data(), regexp->nsub(), flags);
    }
    default: return regexp->Incref();
  }
}

// Whether a walk of one pattern from inside a word runs on through any word.
bool isLoose(Prog* program) {
  DFA probe(program, Prog::kManyMatch, kProbeBytes);
  if (!probe.ok()) return true;
  for (uint8_t letter : {'q', 'Q', '7'}) {
    State* state = startOf(&probe, program, kWord);
    for (int step = 0; step < kProbeSteps && state > SpecialStateMax; step++) state = probe.RunStateOnByteUnlocked(state, letter);
    if (state != DeadState) return true;
  }
  return false;
}

void reset(Automaton& automaton) {
  DFA::RWLocker lock(&automaton.dfa->cache_mutex_);
  automaton.dfa->ResetCache(&lock);
}

// False where the memory is too little.
bool build(Automaton& automaton, uint32_t memoryBytes) {
  if (automaton.members.empty()) return true;
  auto flags = static_cast<Regexp::ParseFlags>(optionsOf().ParseFlags());
  Regexp* either = Regexp::Alternate(automaton.members.data(), static_cast<int>(automaton.members.size()), flags);
  automaton.members.clear();
  automaton.program.reset(Prog::CompileSet(either, RE2::ANCHOR_START, memoryBytes));
  either->Decref();
  if (automaton.program == nullptr) return false;
  // It starts and ends anywhere in the text, which is its context.
  automaton.program->set_anchor_start(false);
  automaton.program->set_anchor_end(false);
  automaton.dfa = automaton.program->GetDFA(Prog::kManyMatch);
  automaton.classes = static_cast<size_t>(automaton.program->bytemap_range());
  automaton.dead.assign(kBefores * automaton.classes * automaton.classes, 0);
  return automaton.dfa->ok();
}

void nameMatches(State* state, uint32_t place) {
  for (int at = state->ninst_ - 1; at >= 0; at--) {
    int id = state->inst_[at];
    if (id == MatchSep) break;
    if (namedAt[static_cast<size_t>(id)] == base + place) continue;
    namedAt[static_cast<size_t>(id)] = base + place;
    named.push_back(id);
  }
}

enum class Walk { dead, alive, full };

// Names every pattern that matches from a place on.
Walk walk(Automaton& automaton, const uint8_t* text, uint32_t size, uint32_t place) {
  DFA* dfa = automaton.dfa;
  const uint8_t* bytemap = automaton.program->bytemap();
  size_t classes = automaton.classes;
  Before before = beforeOf(text[place - 1]);
  uint8_t* isDead = &automaton.dead[(before * classes + bytemap[text[place]]) * classes + (place + 1 < size ? bytemap[text[place + 1]] : 0)];
  if (*isDead != 0) return Walk::dead;
  State* state = startOf(dfa, automaton.program.get(), before);
  if (state == nullptr) return Walk::full;
  if (state <= SpecialStateMax) return Walk::dead;
  uint32_t last = std::min(size, place + kWalkBytesMax);
  for (uint32_t at = place; at < last; at++) {
    State* next = state->next_[bytemap[text[at]]].load(std::memory_order_relaxed);
    if (next == nullptr) {
      next = dfa->RunStateOnByteUnlocked(state, text[at]);
      if (next == nullptr) return Walk::full;
    }
    if (next <= SpecialStateMax) {
      if (at <= place + 1 && at + 1 < size && !state->IsMatch()) *isDead = 1;
      return Walk::dead;
    }
    state = next;
    if (state->IsMatch()) nameMatches(state, place);
  }
  if (last < size) return Walk::alive;
  State* next = dfa->RunStateOnByteUnlocked(state, DFA::kByteEndText);
  if (next == nullptr) return Walk::full;
  if (next > SpecialStateMax && next->IsMatch()) nameMatches(next, place);
  return Walk::dead;
}

const RE2& compiled(Pattern& pattern) {
  if (pattern.regex != nullptr) return *pattern.regex;
  pattern.regex = std::make_unique<RE2>(pattern.source, optionsOf());
  const std::map<std::string, int>& groups = pattern.regex->NamedCapturingGroups();
  auto marked = groups.find("phi");
  if (marked != groups.end()) pattern.group = marked->second;
  if (!pattern.regex->ok() || pattern.group >= kGroupsMax) std::abort();
  return *pattern.regex;
}

// Runs a pattern from a place on and keeps what it matches; false where it does not.
bool match(uint32_t number, std::string_view text, uint32_t place, RE2::Anchor anchor) {
  Pattern& pattern = patterns[number];
  std::string_view groups[kGroupsMax];
  const RE2& regex = compiled(pattern);
  if (!regex.Match(text, place, text.size(), anchor, groups, pattern.group + 1)) return false;
  if (groups[0].empty()) {
    // Of no length: the place behind is next, as matches are looked for one after the other.
    ends[number] = base + static_cast<uint32_t>(groups[0].data() - text.data()) + 1;
    return ends[number] - base <= text.size();
  }
  std::string_view value = groups[pattern.group].data() == nullptr ? groups[0] : groups[pattern.group];
  uint32_t start = static_cast<uint32_t>(value.data() - text.data());
  found.push_back({number, start, start + static_cast<uint32_t>(value.size())});
  ends[number] = base + static_cast<uint32_t>(groups[0].data() - text.data() + groups[0].size());
  return true;
}

// Finds what a pattern matches from a place on; it is not looked for in this text any more.
void matchAll(uint32_t number, std::string_view text, uint32_t place) {
  uint32_t behind = base + static_cast<uint32_t>(text.size()) + 1;
  if (ends[number] == behind) return;
  ends[number] = std::max(ends[number], base + place);
  while (match(number, text, ends[number] - base, RE2::UNANCHORED)) {}
  ends[number] = behind;
}

// What patterns without a bound match in all that is left of the text; they are not looked for any more.
void matchUnbounded(std::string_view text, uint32_t place) {
  for (uint32_t number = 0; number < patterns.size(); number++) {
    if (!patterns[number].isBounded && !patterns[number].isLoose) matchAll(number, text, place);
  }
}

void matchLoose(std::string_view text) {
  for (uint32_t number = 0; number < patterns.size(); number++) {
    const Pattern& pattern = patterns[number];
    if (pattern.isLoose && (pattern.gate == 0 || std::memchr(text.data(), pattern.gate, text.size()) != nullptr)) matchAll(number, text, 0);
  }
}

// Finds all matches in a text; false where the automaton is full too often.
bool look(const uint8_t* bytes, uint32_t size) {
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  matchLoose(text);
  uint32_t resets = 0;
  Automaton* automaton = &all;
  for (uint32_t place = 1; automaton->dfa != nullptr && place < size;) {
    named.clear();
    Walk outcome = walk(*automaton, bytes, size, place);
    if (outcome == Walk::full) {
      if (++resets > kResetsMax + size / kBytesPerReset) return false;
      reset(*automaton);
      for (int id : named) namedAt[static_cast<size_t>(id)] = 0;
      continue;
    }
    if (outcome == Walk::alive && automaton == &all) {
      matchUnbounded(text, place);
      if (!build(bounded, boundedBytes)) return false;
      automaton = &bounded;
    }
    for (int id : named) {
      auto number = static_cast<uint32_t>(id);
      if (ends[number] <= base + place) match(number, text, place, RE2::ANCHOR_START);
    }
    place++;
  }
  return true;
}

}  // namespace

// To be called once, before all else: runs the constructors of what is global.
extern "C" void __wasm_call_ctors();
EXPORT(initialize) void initialize() { __wasm_call_ctors(); }

// A place for so many bytes, which the next call reads; it holds until the next one is asked for.
EXPORT(place) uint8_t* place(uint32_t size) {
  if (input.size() < size) input.resize(std::max<size_t>(size, input.size() * 2));
  return input.data();
}

// Adds the pattern that stands in the place; 0 where RE2 does not take it. `gate` is a byte that all its matches have, or 0.
EXPORT(add) int add(uint32_t size, int isBounded, uint8_t gate) {
  Pattern pattern;
  pattern.source.assign(reinterpret_cast<const char*>(input.data()), size);
  pattern.isBounded = isBounded != 0;
  pattern.gate = gate;
  auto flags = static_cast<Regexp::ParseFlags>(optionsOf().ParseFlags());
  re2::RegexpStatus status;
  Regexp* parsed = Regexp::Parse(pattern.source, flags, &status);
  if (parsed == nullptr) return 0;
  bool isAtBoundary = parsed->op() == re2::kRegexpConcat && parsed->sub()[0]->op() == re2::kRegexpWordBoundary;
  if (!isAtBoundary) {
    std::unique_ptr<Prog> program(parsed->CompileToProg(kProgramBytes));
    pattern.isLoose = program == nullptr || isLoose(program.get());
  }
  if (!pattern.isLoose) {
    // One without a bound, tried where it does not match in the end, could be walked as far from every place again.
    Regexp* both[2] = {loosened(parsed, pattern.isBounded, kTellingBytes), Regexp::HaveMatch(static_cast<int>(patterns.size()), flags)};
    Regexp* member = Regexp::Concat(both, 2, flags);
    all.members.push_back(member);
    if (pattern.isBounded) bounded.members.push_back(member->Incref());
  }
  parsed->Decref();
  patterns.push_back(std::move(pattern));
  ends.push_back(0);
  namedAt.push_back(0);
  return 1;
}

// Makes the automaton, which takes so much memory at most; 0 where that is too little.
EXPORT(build) int build(uint32_t memoryBytes) {
  boundedBytes = memoryBytes / 4;
  return build(all, memoryBytes - boundedBytes) ? 1 : 0;
}

// Looks through the text that stands in the place. Returns how many matches there are, or -1 where the text is unfit.
EXPORT(scan) int scan(uint32_t size) {
  if (base > UINT32_MAX / 2) {
    base = 1;
    std::fill(ends.begin(), ends.end(), 0);
    std::fill(namedAt.begin(), namedAt.end(), 0);
  }
  found.clear();
  bool isFit = look(input.data(), size);
  base += size + 2;
  return isFit ? static_cast<int>(found.size()) : kUnfit;
}

// Pattern, start and end of each match, in the order of the text.
EXPORT(matches) Found* matches() { return found.data(); }
