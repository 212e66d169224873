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
#include "locate.h"
#undef private
#include "ascii.h"
#include "dead-starts.h"
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
// What RE2 takes to be the memory of an automaton, see `limit`.
constexpr int64_t kNominalBytes = 256 << 20;
constexpr int64_t kStatesMin = 20;
// What is asked of a single pattern, in steps and memory.
constexpr int kProbeSteps = 5;
constexpr int64_t kProbeBytes = 1 << 20;
// Walks that die sooner cost next to nothing; a pattern whose walks take one more step for each so many bytes of text is costly.
constexpr size_t kCheapSteps = 2;
constexpr size_t kRunningShare = 8;
constexpr std::string_view kPlainText = "she denies fever, was added to the bed list and came back with a dry cough; lives near here. History of falls. Pain is better";
constexpr int64_t kProgramBytes = 8 << 20;
constexpr int kGroupsMax = 16;
// A pattern that needs more blanks than these is not made to take any number.
constexpr int kBlanksMin = 2;
// So many bytes at its start tell a pattern well enough from what else is in texts: it is tried where they stand.
constexpr int kTellingBytes = 8;
// Places to walk from are looked for in so many bytes at a time.
constexpr uint32_t kStretchBytes = 1024;
// A pattern with a sign that is so far from where it may start or end is looked for everywhere.
constexpr int64_t kRunBytesMax = 2048;
// Ids of signs in the automaton, above those of patterns: of each pattern the strings that it needs, and those it needs too.
constexpr int kSigns = 1 << 20;

// How far from a sign a match reaches: so many bytes, then a run of any length without a blank in it, then so many bytes, and so on.
using Reach = std::vector<uint32_t>;

struct Pattern {
  std::string source;
  // Compiled when it is first known to match somewhere: most never do.
  std::unique_ptr<RE2> regex;
  // Until the first automaton is made of it.
  Regexp* loosened = nullptr;
  // Number of the group that marks the value, or 0 for all of the match.
  int group = 0;
  bool isBounded = false;
  // It runs on from inside a word: without signs it is searched for in every text.
  bool isLoose = false;
  // It is looked for around its signs alone, and has so many digits.
  bool isSigned = false;
  bool needsOther = false;
  uint32_t digitsMin = 0;
  Reach lead;
  Reach trail;
};

// Where a pattern with signs may match in the text at hand.
struct Window {
  uint32_t from;
  uint32_t to;
  bool isOpen;
  // One of the other strings that it needs was seen in it.
  bool isComplete;
  // Where the last of these ended in the text.
  uint32_t otherEnd;
};

struct Sign {
  int id;
  uint32_t end;
};

struct SignSource {
  int id;
  std::string source;
};

struct Found {
  uint32_t pattern;
  uint32_t start;
  uint32_t end;
};

std::vector<uint8_t> input;
std::vector<Pattern> patterns;
// Patterns that are searched for in every text.
std::vector<uint32_t> everywhere;
std::vector<Found> found;
std::vector<int> named;
// Of the place at hand, like `named`.
std::vector<Sign> signs;
std::vector<SignSource> signSources;
// By pattern, of the text at hand; those of the patterns in `touched` say something.
std::vector<Window> windows;
std::vector<uint32_t> touched;
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
  bool isBuilt = false;
  // It did not fit into its memory, and is not tried again.
  bool isUnfit = false;
  DeadStarts dead;
};

// All patterns, as far as they match ASCII: its states take half of the memory of the others'. See `asciiOf`.
Automaton all;
// Those that match more than ASCII, walked too from where one would. Made when that comes for the first time.
Automaton foreign;
// One of them would go on with a byte beyond ASCII, from the place at hand.
bool isForeign = false;
// Walked where a text goes on for longer than any bound: there the others would be walked as far from every place again.
Automaton bounded;
uint32_t boundedBytes = 0;
uint32_t foreignBytes = 0;

RE2::Options optionsOf() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
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
      if (!isBlanks(regexp->sub()[0]) || regexp->min() > kBlanksMin) return Regexp::Repeat(inner(false), flags, regexp->min(), regexp->max());
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

// Whether a pattern may begin with any word: a look at its start, to spare the walks of most.
bool mayStartAnyWord(Regexp* regexp) {
  auto inner = [](Regexp* sub) { return mayStartAnyWord(sub); };
  switch (regexp->op()) {
    case re2::kRegexpLiteral: case re2::kRegexpLiteralString: return false;
    case re2::kRegexpCharClass: return regexp->cc()->Contains('q') || regexp->cc()->Contains('Q');
    case re2::kRegexpAlternate: return std::any_of(regexp->sub(), regexp->sub() + regexp->nsub(), inner);
    case re2::kRegexpConcat:
      for (int at = 0; at < regexp->nsub(); at++) {
        if (mayStartAnyWord(regexp->sub()[at])) return true;
        if (!canBeEmpty(regexp->sub()[at])) return false;
      }
      return false;
    case re2::kRegexpStar: case re2::kRegexpPlus: case re2::kRegexpQuest: case re2::kRegexpRepeat: case re2::kRegexpCapture: return inner(regexp->sub()[0]);
    default: return !isAssertion(regexp);
  }
}

// Whether a walk of one pattern runs on through any word, with what stands before it.
bool runsOn(Prog* program, Before before, std::string_view letters) {
  DFA probe(program, Prog::kManyMatch, kProbeBytes);
  if (!probe.ok()) return true;
  for (char letter : letters) {
    State* state = startOf(&probe, program, before);
    for (int step = 0; step < kProbeSteps && state > SpecialStateMax; step++) {
      auto byte = static_cast<uint8_t>(letter);
      // As a capital, and as one before small letters.
      state = probe.RunStateOnByteUnlocked(state, letter == '^' ? (step == 0 ? 'Q' : 'q') : byte);
    }
    if (state != DeadState) return true;
  }
  return false;
}

// Whether walks of one pattern go on for more than a few bytes at many places of plain text.
bool runsThroughText(Prog* program) {
  DFA probe(program, Prog::kManyMatch, kProbeBytes);
  if (!probe.ok()) return true;
  size_t steps = 0;
  for (size_t place = 1; place < kPlainText.size(); place++) {
    State* state = startOf(&probe, program, beforeOf(static_cast<uint8_t>(kPlainText[place - 1])));
    for (size_t at = place; at < kPlainText.size() && state > SpecialStateMax; at++) {
      state = probe.RunStateOnByteUnlocked(state, static_cast<uint8_t>(kPlainText[at]));
      if (at >= place + kCheapSteps) steps++;
    }
  }
  return steps * kRunningShare > kPlainText.size();
}

Regexp* parsedOf(std::string_view source) {
  re2::RegexpStatus status;
  return Regexp::Parse(source, static_cast<Regexp::ParseFlags>(optionsOf().ParseFlags()), &status);
}

// Takes over the reference to `regexp`, which nothing else may hold: RE2 cuts off what members begin with alike.
void addMember(Automaton& automaton, Regexp* regexp, int id) {
  Regexp* bytes = asciiOf(regexp);
  bool isLeftOut = &automaton == &foreign && !hasForeign(bytes);
  if (&automaton == &all) std::swap(regexp, bytes);
  bytes->Decref();
  if (isLeftOut) {
    regexp->Decref();
    return;
  }
  auto flags = static_cast<Regexp::ParseFlags>(optionsOf().ParseFlags());
  // Its characters are bytes, also where it is the only member and nothing is put around it.
  if (&automaton == &all) flags = flags | Regexp::Latin1;
  Regexp* both[2] = {regexp, Regexp::HaveMatch(id, flags)};
  automaton.members.push_back(Regexp::Concat(both, 2, flags));
}

// A pattern without a bound, tried where it does not match in the end, could be walked as far from every place again: `bounded` has none.
void addMembers(Automaton& automaton) {
  for (size_t number = 0; number < patterns.size(); number++) {
    Pattern& pattern = patterns[number];
    Regexp* looser = std::exchange(pattern.loosened, nullptr);
    if (pattern.isSigned || pattern.isLoose || (&automaton == &bounded && !pattern.isBounded)) {
      if (looser != nullptr) looser->Decref();
      continue;
    }
    if (looser == nullptr) {
      Regexp* parsed = parsedOf(pattern.source);
      looser = loosened(parsed, pattern.isBounded, kTellingBytes);
      parsed->Decref();
    }
    addMember(automaton, looser, static_cast<int>(number));
  }
  for (const SignSource& sign : signSources) addMember(automaton, parsedOf(sign.source), kSigns + sign.id);
}

bool addSign(std::string_view source, int id) {
  Regexp* parsed = parsedOf(source);
  if (parsed == nullptr) return false;
  parsed->Decref();
  signSources.push_back({id, std::string(source)});
  return true;
}

void reset(Automaton& automaton) {
  DFA::RWLocker lock(&automaton.dfa->cache_mutex_);
  automaton.dfa->ResetCache(&lock);
}

// All that tell that a pattern would go on beyond ASCII become one, or states would name it for each pattern.
void tellForeignOnce(Prog* program) {
  auto tells = [program](int id) {
    Prog::Inst* one = program->inst(id);
    return one->opcode() == re2::kInstMatch && one->match_id() == kForeign && one->last();
  };
  int only = 0;
  for (int id = 0; id < program->size(); id++) {
    Prog::Inst* one = program->inst(id);
    if (one->opcode() != re2::kInstByteRange || !tells(one->out())) continue;
    if (only == 0) only = one->out();
    one->set_out(only);
  }
}

// RE2 wants room for states of all instructions, which none has. False where there is no room for a few of their size.
bool limit(Automaton& automaton, uint32_t memoryBytes) {
  auto instructions = static_cast<int64_t>(automaton.program->size());
  int64_t row = static_cast<int64_t>(automaton.program->bytemap_range() + 1) * static_cast<int64_t>(sizeof(State*));
  // Two queues with two numbers each.
  int64_t left = memoryBytes - instructions * static_cast<int64_t>(sizeof(Prog::Inst) + 4 * sizeof(int));
  if (left < kStatesMin * row) return false;
  automaton.dfa->state_budget_ = left;
  reset(automaton);
  return true;
}

// False where the memory is too little.
bool build(Automaton& automaton, uint32_t memoryBytes) {
  if (automaton.isBuilt) return !automaton.isUnfit;
  automaton.isBuilt = true;
  addMembers(automaton);
  if (automaton.members.empty()) return true;
  automaton.isUnfit = true;
  auto flags = static_cast<Regexp::ParseFlags>(optionsOf().ParseFlags());
  // Its characters are bytes.
  if (&automaton == &all) flags = flags | Regexp::Latin1;
  Regexp* either = Regexp::Alternate(automaton.members.data(), static_cast<int>(automaton.members.size()), flags);
  automaton.members.clear();
  automaton.program.reset(Prog::CompileSet(either, RE2::ANCHOR_START, kNominalBytes));
  either->Decref();
  if (automaton.program == nullptr) return false;
  tellForeignOnce(automaton.program.get());
  // It starts and ends anywhere in the text, which is its context.
  automaton.program->set_anchor_start(false);
  automaton.program->set_anchor_end(false);
  automaton.dfa = automaton.program->GetDFA(Prog::kManyMatch);
  automaton.isUnfit = !automaton.dfa->ok() || !limit(automaton, memoryBytes);
  return !automaton.isUnfit;
}

void nameMatches(State* state, uint32_t place, uint32_t end) {
  for (int at = state->ninst_ - 1; at >= 0; at--) {
    int id = state->inst_[at];
    if (id == MatchSep) break;
    if (id == kForeign) {
      isForeign = true;
      continue;
    }
    if (id >= kSigns) {
      signs.push_back({id - kSigns, end});
      continue;
    }
    if (namedAt[static_cast<size_t>(id)] == base + place) continue;
    namedAt[static_cast<size_t>(id)] = base + place;
    named.push_back(id);
  }
}

constexpr uintptr_t kTellsMatch = 1;

enum class Walk { dead, alive, full };

// What a byte leads to: null where the automaton is full, or a state, whose lowest bit is set where it tells a match. So it is kept in the
// state before: to look at every state for its flag would wait for memory at each step.
State* stepOf(DFA* dfa, State* state, uint8_t byte, const uint8_t* bytemap) {
  std::atomic<State*>& kept = state->next_[bytemap[byte]];
  State* next = kept.load(std::memory_order_relaxed);
  if (next != nullptr) return next;
  next = dfa->RunStateOnByteUnlocked(state, byte);
  if (next <= SpecialStateMax || !next->IsMatch()) return next;
  next = reinterpret_cast<State*>(reinterpret_cast<uintptr_t>(next) | kTellsMatch);
  kept.store(next, std::memory_order_relaxed);
  return next;
}

// Names every pattern that matches from a place on.
Walk walk(Automaton& automaton, const uint8_t* text, uint32_t size, uint32_t place) {
  DFA* dfa = automaton.dfa;
  const uint8_t* bytemap = automaton.program->bytemap();
  State* state = startOf(dfa, automaton.program.get(), beforeOf(text[place - 1]));
  if (state == nullptr) return Walk::full;
  if (state <= SpecialStateMax) return Walk::dead;
  uint32_t last = std::min(size, place + kWalkBytesMax);
  bool isNameless = true;
  for (uint32_t at = place; at < last; at++) {
    State* next = stepOf(dfa, state, text[at], bytemap);
    if (next <= SpecialStateMax) {
      if (next == nullptr) return Walk::full;
      if (isNameless) automaton.dead.keep(text, size, place, at);
      return Walk::dead;
    }
    auto told = reinterpret_cast<uintptr_t>(next);
    state = reinterpret_cast<State*>(told & ~kTellsMatch);
    // The automaton tells a match one byte behind it.
    if ((told & kTellsMatch) == 0) continue;
    isNameless = false;
    nameMatches(state, place, at);
  }
  if (last < size) return Walk::alive;
  State* next = dfa->RunStateOnByteUnlocked(state, DFA::kByteEndText);
  if (next == nullptr) return Walk::full;
  if (next > SpecialStateMax && next->IsMatch()) nameMatches(next, place, last);
  return Walk::dead;
}

const RE2& compiled(Pattern& pattern) {
  if (pattern.regex != nullptr) return *pattern.regex;
  pattern.regex = std::make_unique<RE2>(pattern.source, optionsOf());
  const std::map<std::string, int>& groups = pattern.regex->NamedCapturingGroups();
  auto marked = groups.find("phi");
  if (marked != groups.end()) pattern.group = marked->second;
  if (!pattern.regex->ok() || pattern.group >= kGroupsMax) std::abort();
  if (pattern.group > 0) offerBitState(pattern.regex->prog_);
  return *pattern.regex;
}

// Runs a pattern from a place on, up to another, and keeps what it matches; false where it does not.
bool match(uint32_t number, std::string_view text, uint32_t place, uint32_t last, RE2::Anchor anchor) {
  Pattern& pattern = patterns[number];
  std::string_view groups[kGroupsMax];
  const RE2& regex = compiled(pattern);
  if (!locate(regex, text, place, last, anchor, groups, pattern.group + 1)) return false;
  if (groups[0].empty()) {
    // Of no length: the place behind is next, as matches are looked for one after the other.
    ends[number] = base + static_cast<uint32_t>(groups[0].data() - text.data()) + 1;
    return ends[number] - base <= last;
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
  auto size = static_cast<uint32_t>(text.size());
  while (match(number, text, ends[number] - base, size, RE2::UNANCHORED)) {}
  ends[number] = behind;
}

// What patterns without a bound match in all that is left of the text; they are not looked for any more.
void matchUnbounded(std::string_view text, uint32_t place) {
  for (uint32_t number = 0; number < patterns.size(); number++) {
    const Pattern& pattern = patterns[number];
    if (!pattern.isBounded && !pattern.isLoose && !pattern.isSigned) matchAll(number, text, place);
  }
}

void matchLoose(std::string_view text) {
  for (uint32_t number : everywhere) matchAll(number, text, 0);
}

// `symbolOf` of pattern-tree.ts.
bool isBlank(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r' && byte != '\v'); }

// As far before a place as a match may start; one byte more. Everything where that is far.
uint32_t back(uint32_t place, const Reach& reach, std::string_view text) {
  int64_t at = static_cast<int64_t>(place) - reach.back();
  int64_t least = at - kRunBytesMax;
  for (size_t part = reach.size() - 1; part > 0 && at > 0; part--) {
    bool isBehindRun = true;
    for (; at > 0 && at >= least && (isBehindRun || isBlank(static_cast<uint8_t>(text[at - 1]))); at--) isBehindRun &= !isBlank(static_cast<uint8_t>(text[at - 1]));
    if (at < least) return 0;
    at -= reach[part - 1];
  }
  return at > 1 ? static_cast<uint32_t>(at - 1) : 0;
}

// As far behind it as one may end.
uint32_t forth(uint32_t place, const Reach& reach, std::string_view text) {
  auto size = static_cast<int64_t>(text.size());
  int64_t at = static_cast<int64_t>(place) + reach[0];
  int64_t most = at + kRunBytesMax;
  for (size_t part = 1; part < reach.size() && at < size; part++) {
    bool isBeforeRun = true;
    for (; at < size && at <= most && (isBeforeRun || isBlank(static_cast<uint8_t>(text[at]))); at++) isBeforeRun &= !isBlank(static_cast<uint8_t>(text[at]));
    if (at > most) return static_cast<uint32_t>(size);
    at += reach[part];
  }
  return static_cast<uint32_t>(std::min(at + 1, size));
}

bool hasDigits(std::string_view part, uint32_t min) {
  for (size_t at = 0; min > 0 && at < part.size(); at++) if (part[at] >= '0' && part[at] <= '9') min--;
  return min == 0;
}

// Finds what a pattern matches in its window, as long as what is left of it has enough digits. What ends with the window may have been cut
// by it: then the whole text is searched.
void matchWindow(uint32_t number, std::string_view text) {
  Window& window = windows[number];
  window.isOpen = false;
  if (!window.isComplete) return;
  ends[number] = std::max(ends[number], base + window.from);
  for (;;) {
    uint32_t place = ends[number] - base;
    if (place > window.to || !hasDigits(text.substr(place, window.to - place), patterns[number].digitsMin)) return;
    if (!match(number, text, place, window.to, RE2::UNANCHORED)) return;
    if (ends[number] - base != window.to || window.to == text.size()) continue;
    found.erase(std::remove_if(found.begin(), found.end(), [number](const Found& one) { return one.pattern == number; }), found.end());
    ends[number] = base;
    matchAll(number, text, 0);
    return;
  }
}

// A sign of a pattern ends at a place: its window opens or grows, and what lies before it is searched.
void showWindow(const Sign& sign, std::string_view text) {
  auto number = static_cast<uint32_t>(sign.id >> 1);
  Window& window = windows[number];
  if (ends[number] == base + static_cast<uint32_t>(text.size()) + 1) return;
  if (std::find(touched.begin(), touched.end(), number) == touched.end()) {
    touched.push_back(number);
    window = {0, 0, false, false, 0};
  }
  if ((sign.id & 1) == 1) {
    window.otherEnd = std::max(window.otherEnd, sign.end);
    window.isComplete |= window.isOpen && sign.end <= window.to;
    return;
  }
  if (window.isOpen && window.from == 0 && window.to == text.size()) return;
  const Pattern& pattern = patterns[number];
  uint32_t from = back(sign.end, pattern.lead, text);
  uint32_t to = forth(sign.end, pattern.trail, text);
  if (window.isOpen && from > window.to) matchWindow(number, text);
  bool isComplete = !pattern.needsOther || window.otherEnd > from;
  if (window.isOpen) window = {std::min(window.from, from), std::max(window.to, to), true, window.isComplete || isComplete, window.otherEnd};
  else window = {from, to, true, isComplete, window.otherEnd};
}

// Walks from a place, and finds what is named there.
Walk lookFrom(Automaton& automaton, std::string_view text, uint32_t place) {
  auto size = static_cast<uint32_t>(text.size());
  named.clear();
  signs.clear();
  Walk outcome = walk(automaton, reinterpret_cast<const uint8_t*>(text.data()), size, place);
  if (outcome == Walk::full) {
    for (int id : named) namedAt[static_cast<size_t>(id)] = 0;
    return outcome;
  }
  if (outcome == Walk::alive && &automaton != &bounded) matchUnbounded(text, place);
  for (int id : named) {
    auto number = static_cast<uint32_t>(id);
    if (ends[number] <= base + place) match(number, text, place, size, RE2::ANCHOR_START);
  }
  for (const Sign& sign : signs) showWindow(sign, text);
  return outcome;
}

// Finds all matches in a text; false where the automaton is full too often.
bool look(const uint8_t* bytes, uint32_t size) {
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  touched.clear();
  matchLoose(text);
  uint32_t resets = 0;
  uint32_t places[kStretchBytes];
  Automaton* automaton = &all;
  for (uint32_t from = 1; automaton->dfa != nullptr && from < size;) {
    uint32_t to = std::min(from + kStretchBytes, size);
    uint32_t count = automaton->dead.leave(bytes, size, from, to, places);
    from = to;
    for (uint32_t at = 0; at < count && from == to; at++) {
      Automaton* walked = automaton;
      uint32_t place = places[at];
      isForeign = automaton == &all && isForeignByte(bytes[place]);
      Walk outcome = isForeign ? Walk::dead : lookFrom(*walked, text, place);
      if (isForeign && outcome != Walk::full) {
        if (!build(foreign, foreignBytes)) return false;
        walked = &foreign;
        bool isDead = foreign.dfa == nullptr || foreign.dead.has(bytes, size, place);
        Walk other = isDead ? Walk::dead : lookFrom(foreign, text, place);
        if (other != Walk::dead) outcome = other;
      }
      if (outcome == Walk::full) {
        if (++resets > kResetsMax + size / kBytesPerReset) return false;
        reset(*walked);
        at--;
      } else if (outcome == Walk::alive && automaton != &bounded) {
        if (!build(bounded, boundedBytes)) return false;
        automaton = &bounded;
        from = place + 1;
      }
    }
  }
  for (uint32_t number : touched) if (windows[number].isOpen) matchWindow(number, text);
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

// Adds the pattern that stands in the place. 0 where RE2 does not take it; 2 where its walks run on through any word, so that it is
// better looked for around what it needs: see `sign`.
EXPORT(add) int add(uint32_t size, int isBounded) {
  Pattern pattern;
  pattern.source.assign(reinterpret_cast<const char*>(input.data()), size);
  pattern.isBounded = isBounded != 0;
  Regexp* parsed = parsedOf(pattern.source);
  if (parsed == nullptr) return 0;
  pattern.loosened = loosened(parsed, pattern.isBounded, kTellingBytes);
  bool isAtBoundary = parsed->op() == re2::kRegexpConcat && parsed->sub()[0]->op() == re2::kRegexpWordBoundary;
  bool isRunning = false;
  if (!isAtBoundary || mayStartAnyWord(pattern.loosened)) {
    std::unique_ptr<Prog> program(pattern.loosened->CompileToProg(kProgramBytes));
    pattern.isLoose = !isAtBoundary && (program == nullptr || runsOn(program.get(), kWord, "qQ7"));
    isRunning = pattern.isLoose || program == nullptr || runsOn(program.get(), kOther, "qQ^") || runsThroughText(program.get());
  }
  parsed->Decref();
  patterns.push_back(std::move(pattern));
  ends.push_back(0);
  namedAt.push_back(0);
  windows.push_back({});
  return isRunning ? 2 : 1;
}

// The pattern that was added last is looked for only around what the one in the place matches, and where it has so many digits.
// `lead` and `trail` say how many numbers stand behind that: how far a match reaches before and behind the end of it.
EXPORT(sign) int sign(uint32_t size, uint32_t lead, uint32_t trail, uint32_t digitsMin) {
  Pattern& pattern = patterns.back();
  auto number = static_cast<int>(patterns.size() - 1);
  if (!addSign({reinterpret_cast<const char*>(input.data()), size}, number * 2)) return 0;
  const uint8_t* numbers = input.data() + size;
  pattern.lead.resize(lead);
  pattern.trail.resize(trail);
  std::memcpy(pattern.lead.data(), numbers, lead * sizeof(uint32_t));
  std::memcpy(pattern.trail.data(), numbers + lead * sizeof(uint32_t), trail * sizeof(uint32_t));
  pattern.digitsMin = digitsMin;
  pattern.isSigned = true;
  return 1;
}

// Around its signs the pattern that was added last needs what the one in the place matches, too.
EXPORT(other) int other(uint32_t size) {
  patterns.back().needsOther = addSign({reinterpret_cast<const char*>(input.data()), size}, static_cast<int>(patterns.size() - 1) * 2 + 1);
  return patterns.back().needsOther ? 1 : 0;
}

// Makes the automaton, which takes so much memory at most; 0 where that is too little.
EXPORT(build) int build(uint32_t memoryBytes) {
  for (uint32_t number = 0; number < patterns.size(); number++) {
    if (patterns[number].isLoose && !patterns[number].isSigned) everywhere.push_back(number);
  }
  boundedBytes = memoryBytes / 4;
  foreignBytes = memoryBytes / 4;
  return build(all, memoryBytes - boundedBytes - foreignBytes) ? 1 : 0;
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
