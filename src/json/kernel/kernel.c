// The loop of read-document.ts and the writing of spans.ts, sixteen bytes at a time. What is rare is asked of the host; what
// it says and when must be what those two say: test/json/read-by-kernel.test.ts compares them.
#include <stdbool.h>
#include <stdint.h>
#include <wasm_simd128.h>

// The compiler thinks of size, and a call costs as much as a short string.
#define INLINE inline __attribute__((always_inline))
#define EXPORT(name) __attribute__((export_name(#name)))
#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))

// Sizes of the memory that is shared with the host, which checks them: see arena.ts, frames.ts, spans.ts, removed.ts.
#define ENTRY_BYTES_MAX (64u * 1024 * 1024)
#define PAD_BYTES 16u
#define KEPT_BYTES (4u * 1024 * 1024)
#define ARENA_BYTES (3u * (ENTRY_BYTES_MAX + PAD_BYTES) + KEPT_BYTES)
#define DEPTH_MAX 1024
#define FRAME_STRIDE 16
#define SEEN_WORDS 32
#define SPANS_MAX (1 << 21)
#define SPAN_CELLS 5
#define REMOVED_CELLS 4
// A double holds 309 digits before the point.
#define DIGITS_SAFE 300
#define TABLE_BYTES (256u * 1024 * 1024)

static uint8_t arena[ARENA_BYTES] __attribute__((aligned(64)));
static int32_t frames[(DEPTH_MAX + 2) * FRAME_STRIDE] __attribute__((aligned(64)));
static uint32_t seen[(DEPTH_MAX + 2) * SEEN_WORDS] __attribute__((aligned(64)));
static int32_t edits[SPANS_MAX * SPAN_CELLS] __attribute__((aligned(64)));
static int32_t ends[SPANS_MAX * 2 + 1] __attribute__((aligned(64)));
static int32_t gone[SPANS_MAX * REMOVED_CELLS] __attribute__((aligned(64)));
static uint8_t tables[TABLE_BYTES] __attribute__((aligned(64)));

// What both sides count. The order is that of REGISTER in memory.ts.
enum { EDITS, GONE, ODD, HIGH, BYTE, YEAR_MIN, LINKS, LINK_MASK, LINK_OWNER, FORMS, REGISTERS };
static int32_t registers[REGISTERS];

enum { REGION_ARENA, REGION_FRAMES, REGION_SEEN, REGION_EDITS, REGION_ENDS, REGION_GONE, REGION_TABLES, REGION_REGISTERS };

EXPORT(address) uint32_t address(uint32_t region) {
  switch (region) {
    case REGION_ARENA: return (uint32_t)arena;
    case REGION_FRAMES: return (uint32_t)frames;
    case REGION_SEEN: return (uint32_t)seen;
    case REGION_EDITS: return (uint32_t)edits;
    case REGION_ENDS: return (uint32_t)ends;
    case REGION_GONE: return (uint32_t)gone;
    case REGION_TABLES: return (uint32_t)tables;
    default: return (uint32_t)registers;
  }
}

EXPORT(bytes) uint32_t bytes(uint32_t region) {
  switch (region) {
    case REGION_ARENA: return sizeof arena;
    case REGION_FRAMES: return sizeof frames;
    case REGION_SEEN: return sizeof seen;
    case REGION_EDITS: return sizeof edits;
    case REGION_ENDS: return sizeof ends;
    case REGION_GONE: return sizeof gone;
    case REGION_TABLES: return sizeof tables;
    default: return sizeof registers;
  }
}

// What the host is told, and asked: see Listener in read-document.ts, and read-by-kernel.ts. Each may throw past this code.
IMPORT(value) void host_value(int32_t frame, int32_t edge, int32_t key, int32_t cut, int32_t start, int32_t end, int32_t ordinal, int32_t info);
IMPORT(open) void host_open(int32_t frame, int32_t edge);
IMPORT(close) void host_close(int32_t frame, int32_t end, int32_t size);
IMPORT(settle) int32_t host_settle(int32_t p, int32_t state);
IMPORT(named) int32_t host_named(int32_t state, int32_t from, int32_t to);
IMPORT(stranger) void host_stranger(int32_t frame, int32_t from, int32_t to);
IMPORT(isFinite) int32_t host_is_finite(int32_t from, int32_t to);

// Cells: FRAME, EDGE, STATE of frames.ts and machine.ts.
enum { F_EDGE, F_CUT, F_KEY, F_START, F_ORDINAL, F_INFO, F_STATE, F_WATCHED = 8, F_NODE, F_LOST, F_CUTS, F_DOOMED, F_STRANGERS };
enum { E_NEXT, E_ACCEPTS, E_KEY_BYTES, E_SEEN_WORD, E_SEEN_BIT, E_CHILD, E_TAG, E_KEY_AT, E_HEAD, E_TAIL, E_SECOND = 10, E_LAST = 12, E_MARK = 15, E_WORD_SELECTS = E_CHILD, E_WORD_STATE = E_TAG };
enum { S_NEXT, S_READY, S_OTHERWISE, S_TABLE_AT, S_TABLE_MASK, S_WORDS, S_DISCRIMINATOR, S_FALLBACK, S_GUESS, S_NUMBER, S_GUESSED };
enum { TOKEN_STRING = 1, TOKEN_NUMBER = 2, TOKEN_BOOLEAN = 4, TOKEN_NULL = 8, TOKEN_OBJECT = 16 };
enum { ACCEPTS_RECORD = 1 << 5, ACCEPTS_ARRAY = 1 << 6, ACCEPTS_WHOLE = 1 << 7, ACCEPTS_BARE = 1 << 16, ACCEPTS_PLACES = 1 << 18, ACCEPTS_ASKS = 1 << 19 };
enum { FATE_SHIFT = 20, FATE_MASK = 7, FATE_ASKED = 0, FATE_GOES, FATE_STAYS, FATE_YEAR, FATE_ID, FATE_REFERENCE, FATE_VERSION, FATE_FORM };
enum { KIND_STRING = 1, KIND_NUMBER, KIND_BOOLEAN, KIND_NULL, KIND_OBJECT, KIND_ARRAY };
enum { FLAG_ESCAPED = 8, FLAG_ITEM = 16, FLAG_MISMATCH = 32 };
enum { ITEM_SHIFT = 8, ITEM_FLAG_UP = FLAG_ITEM / ITEM_SHIFT, STATE_SKIP = 1 };
// What `document` returns: the order is that of FAILURES in read-by-kernel.ts.
enum { OK, SYNTAX, DUPLICATE_KEY, ENCODING, NUMBER, DEPTH, SIZE };

// The machine that is followed.
static int32_t *rows;
static const uint8_t *pool;
static const int32_t *table;
static int32_t words;
static v128_t high;

static INLINE uint32_t word_at(uint32_t p) { uint32_t word; __builtin_memcpy(&word, arena + p, 4); return word; }
static INLINE uint64_t long_at(const void *at) { uint64_t word; __builtin_memcpy(&word, at, 8); return word; }

// What a function says beside what it returns. All of it is static, since what the host throws would leave a stack as it is.
static int32_t code;
static bool escaped;
static uint32_t key_end;

static INLINE int32_t failed(int32_t failure, uint32_t p) {
  registers[BYTE] = (int32_t)p;
  code = failure;
  return failure;
}

// The same for a function that returns where it got to.
static INLINE uint32_t nowhere(int32_t failure, uint32_t p) {
  failed(failure, p);
  return 0;
}

static INLINE uint32_t skip(uint32_t p) {
  const v128_t spaces = wasm_i8x16_splat(' ');
  for (;;) {
    const uint8_t c = arena[p];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return p;
    p++;
    for (;;) {
      const uint32_t others = wasm_i8x16_bitmask(wasm_i8x16_ne(wasm_v128_load(arena + p), spaces));
      if (others != 0) {
        p += __builtin_ctz(others);
        break;
      }
      p += 16;
    }
  }
}

static INLINE int32_t forget_behind(int32_t count, int32_t p) {
  while (count > 0 && edits[(count - 1) * SPAN_CELLS] > p) count--;
  return count;
}

static INLINE uint32_t past_comma(uint32_t end) {
  const uint32_t comma = skip(end);
  return arena[comma] == ',' ? skip(comma + 1) : end;
}

// Four hexadecimal digits; -1 where they are none.
static int32_t hex4(uint32_t p) {
  int32_t unit = 0;
  for (uint32_t i = p; i < p + 4; i++) {
    const uint8_t c = arena[i];
    const uint8_t letter = c | 0x20;
    const int32_t digit = c >= '0' && c <= '9' ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    if (digit < 0) {
      failed(SYNTAX, i);
      return -1;
    }
    unit = unit * 16 + digit;
  }
  return unit;
}

// From a backslash to the byte after the escape; 0 where it is none.
static uint32_t escape(uint32_t p) {
  const uint8_t c = arena[p + 1];
  if (c != 'u') {
    if (c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't') return p + 2;
    return nowhere(SYNTAX, p);
  }
  const int32_t unit = hex4(p + 2);
  if (unit < 0) return 0;
  if (unit < 0xd800 || unit > 0xdfff) return p + 6;
  if (unit >= 0xdc00 || arena[p + 6] != '\\' || arena[p + 7] != 'u') return nowhere(ENCODING, p);
  const int32_t low = hex4(p + 8);
  if (low < 0) return 0;
  return low >= 0xdc00 && low <= 0xdfff ? p + 12 : nowhere(ENCODING, p);
}

// From just past the opening quote to the closing one; 0 where the string is none.
static INLINE uint32_t string_end(uint32_t p) {
  const v128_t quotes = wasm_i8x16_splat('"');
  const v128_t backslashes = wasm_i8x16_splat('\\');
  const v128_t controls = wasm_i8x16_splat(0x20);
  escaped = false;
  for (;;) {
    const v128_t chunk = wasm_v128_load(arena + p);
    high = wasm_v128_or(high, chunk);
    const uint32_t stops = wasm_i8x16_bitmask(wasm_v128_or(
      wasm_v128_or(wasm_i8x16_eq(chunk, quotes), wasm_i8x16_eq(chunk, backslashes)), wasm_u8x16_lt(chunk, controls)));
    if (stops == 0) {
      p += 16;
      continue;
    }
    p += __builtin_ctz(stops);
    const uint8_t c = arena[p];
    if (c == '"') return p;
    if (c != '\\') return nowhere(SYNTAX, p);
    escaped = true;
    p = escape(p);
    if (p == 0) return 0;
  }
}

static INLINE bool is_digit(uint8_t c) { return (uint8_t)(c - '0') <= 9; }

// One digit or more; 0 where there is none.
static INLINE uint32_t digits(uint32_t p) {
  if (!is_digit(arena[p])) return nowhere(SYNTAX, p);
  do p++; while (is_digit(arena[p]));
  return p;
}

// From the first byte of a number to the byte after it; 0 where it is none.
static uint32_t number_end(uint32_t from) {
  uint32_t p = from;
  bool large = false;
  if (arena[p] == '-') p++;
  if (arena[p] == '0') p++;
  else {
    p = digits(p);
    if (p == 0) return 0;
    large = p - from > DIGITS_SAFE;
  }
  if (arena[p] == '.') {
    p = digits(p + 1);
    if (p == 0) return 0;
  }
  if ((arena[p] | 0x20) == 'e') {
    large = true;
    p++;
    if (arena[p] == '+' || arena[p] == '-') p++;
    p = digits(p);
    if (p == 0) return 0;
  }
  return large && !host_is_finite((int32_t)from, (int32_t)p) ? nowhere(NUMBER, from) : p;
}

static INLINE bool key_is(int32_t edge, uint32_t p) {
  const uint8_t *key = pool + rows[edge + E_KEY_AT];
  const int32_t length = rows[edge + E_KEY_BYTES];
  for (int32_t i = 0; i < length; i++) if (arena[p + i] != key[i]) return false;
  return true;
}

static int32_t find_key(int32_t state, uint32_t from, uint32_t quote) {
  const uint32_t length = quote - from;
  uint32_t hash = length;
  for (uint32_t i = 0; i < length; i++) hash = (hash ^ arena[from + i]) * 0x01000193u;
  hash ^= hash >> 15;
  const int32_t *slots = table + rows[state + S_TABLE_AT];
  const uint32_t mask = (uint32_t)rows[state + S_TABLE_MASK];
  for (uint32_t slot = hash; ; slot++) {
    const int32_t edge = slots[slot & mask];
    if (edge == 0) return 0;
    if (rows[edge + E_KEY_BYTES] == (int32_t)length + 2 && key_is(edge, from - 1)) return edge;
  }
}

// A key that was not predicted: its edge, which is predicted from now on; -1 where it is no string.
static int32_t read_key(int32_t frame, int32_t previous, uint32_t p) {
  const int32_t state = frames[frame + F_STATE];
  const uint32_t quote = string_end(p + 1);
  if (quote == 0) return -1;
  key_end = quote + 1;
  const bool skips = rows[state + S_NUMBER] == STATE_SKIP;
  const int32_t edge = skips ? 0 : escaped ? host_named(state, (int32_t)p, (int32_t)quote + 1) : find_key(state, p + 1, quote);
  if (edge != 0) {
    rows[previous] = edge;
    return edge;
  }
  if (!skips) registers[ODD]++;
  if (rows[state + S_WORDS] != 0) host_stranger(frame, (int32_t)p, (int32_t)quote + 1);
  return rows[state + S_OTHERWISE];
}

// The state that the discriminator at `p` selects, if it comes first and names what it named before; else 0.
static int32_t selected(uint32_t p, int32_t state) {
  if (rows[state + S_READY] != 1) return 0;
  const int32_t key = rows[state + S_DISCRIMINATOR];
  uint32_t at = skip(p + 1);
  if (!key_is(key, at)) return 0;
  at = skip(at + (uint32_t)rows[key + E_KEY_BYTES]);
  if (arena[at] != ':') return 0;
  at = skip(at + 1);
  if (arena[at] != '"') return 0;
  const int32_t guess = rows[state + S_GUESS];
  if (guess != 0 && key_is(guess, at)) return rows[state + S_GUESSED];
  uint32_t quote = at + 1;
  while (arena[quote] >= ' ' && arena[quote] != '"' && arena[quote] != '\\') quote++;
  if (arena[quote] != '"') return 0;
  const int32_t word = find_key(words, at + 1, quote);
  if (word == 0 || rows[word + E_WORD_STATE] != state) return 0;
  rows[state + S_GUESS] = word;
  return rows[state + S_GUESSED] = rows[word + E_WORD_SELECTS];
}

// The state that an object is read in. What is missing, unknown or met for the first time is the host's to see.
static int32_t settle(uint32_t p, int32_t state) {
  const int32_t known = selected(p, state);
  return known != 0 && known != rows[state + S_FALLBACK] && rows[known + S_READY] == 1 ? known : host_settle((int32_t)p, state);
}

static INLINE bool is_two_digits(uint32_t p) { return is_digit(arena[p]) && is_digit(arena[p + 1]); }
static INLINE int32_t pair(uint32_t p) { return (arena[p] - '0') * 10 + arena[p + 1] - '0'; }
static INLINE bool is_pair_to(uint32_t p, int32_t max) { return is_two_digits(p) && pair(p) <= max; }

// `Thh:mm:ss`, optionally a fraction, then `Z` or an offset.
static bool is_plain_time(uint32_t p, uint32_t end) {
  if (arena[p] != 'T' || !is_pair_to(p + 1, 23) || arena[p + 3] != ':' || !is_pair_to(p + 4, 59) || arena[p + 6] != ':' || !is_pair_to(p + 7, 59)) return false;
  p += 9;
  if (arena[p] == '.') {
    const uint32_t first = ++p;
    while (is_digit(arena[p])) p++;
    if (p == first) return false;
  }
  if (p == end - 1) return arena[p] == 'Z';
  return p == end - 6 && (arena[p] == '-' || arena[p] == '+') && is_pair_to(p + 1, 13) && arena[p + 3] == ':' && is_pair_to(p + 4, 59);
}

// The year of a date written in the plainest way, or -1: as `plainYear` of plain-year.ts, which the host asks.
static int32_t plain_year(uint32_t start, uint32_t end) {
  const uint32_t length = end - start;
  if (length != 10 && length < 20) return -1;
  if (!is_two_digits(start) || !is_two_digits(start + 2) || arena[start + 4] != '-' || !is_two_digits(start + 5) || arena[start + 7] != '-' || !is_two_digits(start + 8)) return -1;
  const int32_t year = pair(start) * 100 + pair(start + 2);
  const int32_t month = pair(start + 5);
  const int32_t day = pair(start + 8);
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 28) return -1;
  return length == 10 || is_plain_time(start + 10, end) ? year : -1;
}

// Of link-cache.ts: an entry is the hash, a tag, the bytes of what the value becomes, the value, what it becomes.
#define LINK_BYTES_MAX 128u
#define LINK_HEAD_BYTES 12u
#define LINK_PROBES_MAX 16
static INLINE uint32_t first_word(uint32_t p, uint32_t length) { return length >= 8 ? word_at(p + length - 8) : length >= 4 ? word_at(p) : 0; }
static INLINE uint32_t last_word(uint32_t p, uint32_t length) { return length >= 4 ? word_at(p + length - 4) : word_at(p) & ((1u << (length << 3)) - 1); }

// The entry of a link that was met before, or 0.
static uint32_t known_link(uint32_t start, uint32_t length, uint32_t kind) {
  if (registers[LINKS] == 0 || length == 0 || length > LINK_BYTES_MAX) return 0;
  const int32_t *const slots = (const int32_t *)registers[LINKS];
  const uint32_t mask = (uint32_t)registers[LINK_MASK];
  const uint32_t tag = (uint32_t)registers[LINK_OWNER] | kind << 8 | length;
  const uint32_t first = first_word(start, length);
  const uint32_t last = last_word(start, length);
  uint32_t hash = (first ^ tag) * 0x9e3779b1u;
  hash = (hash ^ (hash >> 15) ^ last) * 0x85ebca6bu;
  hash ^= hash >> 13;
  for (uint32_t probe = 0; probe < LINK_PROBES_MAX; probe++) {
    const uint32_t entry = (uint32_t)slots[(hash + probe) & mask];
    if (entry == 0) return 0;
    const uint32_t at = entry + LINK_HEAD_BYTES;
    if (word_at(entry + 4) != tag || first_word(at, length) != first || last_word(at, length) != last) continue;
    uint32_t i = 0;
    while (i + 8 < length && long_at(arena + at + i) == long_at(arena + start + i)) i += 8;
    if (i + 8 >= length) return entry;
  }
  return 0;
}

// Of form-memory.ts: for each form so many values, each its length and its words, the last one cut to it.
#define FORM_WAYS 8
#define FORM_WORDS 32
static bool has_form(int32_t form, uint32_t start, uint32_t length) {
  if (registers[FORMS] == 0 || length == 0 || length > (FORM_WORDS - 2) * 4) return false;
  const uint32_t whole = length >> 2;
  const uint32_t last = word_at(start + (whole << 2)) & ((1u << ((length & 3) << 3)) - 1);
  const uint32_t *way = (const uint32_t *)registers[FORMS] + form * FORM_WAYS * FORM_WORDS;
  for (int32_t i = 0; i < FORM_WAYS; i++, way += FORM_WORDS) {
    if (way[0] != length || way[1 + whole] != last) continue;
    uint32_t at = 0;
    while (at < whole && way[1 + at] == word_at(start + (at << 2))) at++;
    if (at == whole) return true;
  }
  return false;
}

static INLINE bool has_room(void) { return registers[GONE] != SPANS_MAX * REMOVED_CELLS && registers[EDITS] != SPANS_MAX; }

static INLINE void remember(int32_t edge, uint32_t start, uint32_t end) {
  int32_t *const to = gone + registers[GONE];
  to[0] = edge;
  to[1] = (int32_t)start;
  to[2] = (int32_t)end;
  to[3] = 0;
  registers[GONE] += REMOVED_CELLS;
}

static INLINE void edit(int32_t edge, uint32_t from, uint32_t to, uint32_t text, uint32_t text_bytes) {
  int32_t *const span = edits + registers[EDITS]++ * SPAN_CELLS;
  span[0] = (int32_t)from;
  span[1] = (int32_t)to;
  span[2] = (int32_t)text;
  span[3] = (int32_t)text_bytes;
  span[4] = edge;
}

// Cuts a member or item out of what holds it, with the comma that it leaves over.
static INLINE void cut_out(int32_t *holder, int32_t edge, uint32_t key, uint32_t cut, uint32_t end, int32_t ordinal) {
  holder[F_LOST]++;
  const int32_t cuts = holder[F_CUTS]++;
  edit(edge, ordinal == cuts ? key : cut, ordinal == cuts ? past_comma(end) : end, 0, 0);
}

// Does by itself what is to become of a string between `start` and `end`, its quotes left out; false where the host must.
static bool settle_string(int32_t fate, int32_t edge, uint32_t start, uint32_t end) {
  if (fate == FATE_YEAR) {
    if (plain_year(start, end) <= registers[YEAR_MIN]) return false;
    edit(edge, start + 4, end, 0, 0);
    remember(edge, start, end);
    return true;
  }
  if (fate == FATE_FORM) return rows[edge + E_MARK] != 0 && has_form(rows[edge + E_MARK] - 1, start, end - start);
  const uint32_t entry = known_link(start, end - start, (uint32_t)(fate - FATE_ID));
  if (entry == 0) return false;
  const int32_t text_bytes = (int32_t)word_at(entry + 8);
  if (text_bytes >= 0) {
    edit(edge, start, end, entry + LINK_HEAD_BYTES + (end - start), (uint32_t)text_bytes);
    remember(edge, start, end);
  }
  return true;
}

static INLINE bool key_matches(int32_t edge, uint32_t p, int32_t length) {
  const int32_t *row = rows + edge;
  if (length < 8) return word_at(p) == (uint32_t)row[E_HEAD] && word_at(p + (uint32_t)length - 4) == (uint32_t)row[E_TAIL];
  if (long_at(arena + p) != long_at(row + E_HEAD) || long_at(arena + p + length - 8) != long_at(row + E_LAST)) return false;
  return length <= 16 || (long_at(arena + p + 8) == long_at(row + E_SECOND) && (length <= 24 || key_is(edge, p)));
}

// Reads the document, an object or array that starts at `p`. Returns OK, or a failure with its byte in the registers.
EXPORT(document) int32_t document(
  int32_t *rows_at, const uint8_t *pool_at, const int32_t *table_at, int32_t words_at, int32_t root, int32_t stray, int32_t frame_max, int32_t cuts, uint32_t p, uint32_t length
) {
  rows = rows_at;
  pool = pool_at;
  table = table_at;
  words = words_at;
  high = wasm_i8x16_splat(0);
  registers[ODD] = 0;
  const int32_t fates = cuts ? FATE_MASK : 0;
  int32_t frame = 0;
  int32_t shift = 0;
  int32_t edge = root;
  uint32_t key = p;
  uint32_t cut = p;
  int32_t ordinal = 0;
  bool at_key = false;
  for (;;) {
    if (at_key) {
      key = p;
      const int32_t previous = edge;
      edge = rows[previous];
      const int32_t key_bytes = rows[edge + E_KEY_BYTES];
      if (key_matches(edge, p, key_bytes)) p += (uint32_t)key_bytes;
      else {
        if (arena[p] != '"') return failed(SYNTAX, p);
        edge = read_key(frame, previous, p);
        if (edge < 0) return code;
        p = key_end;
      }
      const uint32_t bit = (uint32_t)rows[edge + E_SEEN_BIT];
      uint32_t *word = seen + frame * (SEEN_WORDS / FRAME_STRIDE) + rows[edge + E_SEEN_WORD];
      if ((*word & bit) != 0) return failed(DUPLICATE_KEY, key);
      *word |= bit;
      if (arena[p] != ':') {
        p = skip(p);
        if (arena[p] != ':') return failed(SYNTAX, p);
      }
      p++;
      if (arena[p] == ' ') p++;
      if (arena[p] <= ' ') p = skip(p);
    }
    // One value; another for each item of an array.
    const int32_t accepts = rows[edge + E_ACCEPTS] >> shift;
    const uint8_t c = arena[p];
    const uint32_t start = p;
    bool closing = false;
    if (c == '{' || c == '[') {
      if (frame >= frame_max) return failed(DEPTH, p);
      frame += FRAME_STRIDE;
      int32_t *const cells = frames + frame;
      const bool is_object = c == '{';
      const bool fits = (accepts & (is_object ? TOKEN_OBJECT : ACCEPTS_ARRAY)) != 0;
      cells[F_EDGE] = edge;
      cells[F_CUT] = (int32_t)cut;
      cells[F_KEY] = (int32_t)key;
      cells[F_START] = (int32_t)p;
      cells[F_ORDINAL] = ordinal;
      cells[F_INFO] = (is_object ? KIND_OBJECT : KIND_ARRAY) | (shift * ITEM_FLAG_UP) | (fits ? 0 : FLAG_MISMATCH);
      wasm_v128_store(cells + F_WATCHED, wasm_i32x4_splat(0));
      cells[F_DOOMED] = 0;
      cells[F_STRANGERS] = 0;
      const int32_t led = edge;
      if (is_object) {
        int32_t state = fits ? rows[edge + E_CHILD] : stray;
        if (rows[state + S_READY] != 1 || rows[state + S_DISCRIMINATOR] != 0) state = settle(p, state);
        cells[F_STATE] = state;
        uint32_t *const from = seen + frame * (SEEN_WORDS / FRAME_STRIDE);
        for (int32_t i = rows[state + S_WORDS] - 1; i >= 0; i--) from[i] = 0;
        edge = state;
        shift = 0;
      } else {
        if (!fits || (accepts & ACCEPTS_WHOLE) != 0) edge = rows[(fits ? rows[edge + E_CHILD] : stray) + S_OTHERWISE];
        shift = ITEM_SHIFT;
      }
      if (!fits) registers[ODD]++;
      // Of an array whose items this loop settles nobody is told: it goes with the last of them.
      const bool settles = !is_object && (accepts >> (FATE_SHIFT + ITEM_SHIFT) & fates) != FATE_ASKED;
      if (!fits || ((accepts & ACCEPTS_RECORD) != 0 && !settles)) host_open(frame, led);
      p++;
      cut = p;
      if (arena[p] <= ' ') p = skip(p);
      ordinal = 0;
      if (is_object) {
        if (arena[p] != '}') {
          at_key = true;
          continue;
        }
      } else if (arena[p] != ']') {
        key = p;
        at_key = false;
        continue;
      }
      closing = true;
    } else {
      int32_t info;
      int32_t token;
      if (c == '"') {
        p = string_end(p + 1);
        if (p == 0) return code;
        p++;
        token = TOKEN_STRING;
        info = escaped ? KIND_STRING | FLAG_ESCAPED : KIND_STRING;
      } else if (c == 't' && word_at(p) == 0x65757274) {
        p += 4;
        token = TOKEN_BOOLEAN;
        info = KIND_BOOLEAN;
      } else if (c == 'f' && word_at(p + 1) == 0x65736c61) {
        p += 5;
        token = TOKEN_BOOLEAN;
        info = KIND_BOOLEAN;
      } else if (c == 'n' && word_at(p) == 0x6c6c756e) {
        p += 4;
        token = TOKEN_NULL;
        info = KIND_NULL;
      } else {
        p = number_end(p);
        if (p == 0) return code;
        token = TOKEN_NUMBER;
        info = KIND_NUMBER;
      }
      if ((accepts & (token | ACCEPTS_RECORD)) != token) {
        const bool fits = (accepts & token) != 0;
        const int32_t fate = fits && token != TOKEN_NULL ? accepts >> FATE_SHIFT & fates : FATE_ASKED;
        bool settled = fate == FATE_STAYS || (fate == FATE_FORM && token != TOKEN_STRING);
        if (fate != FATE_ASKED && !settled) {
          if (!has_room()) return failed(SIZE, p);
          if (fate == FATE_GOES) {
            remember(edge, start + 1, token == TOKEN_STRING ? p - 1 : start + 1);
            cut_out(frames + frame, edge, key, cut, p, ordinal);
            settled = true;
          } else settled = info == KIND_STRING && settle_string(fate, edge, start + 1, p - 1);
        }
        if (!settled) {
          if (!fits) registers[ODD]++;
          host_value(frame, edge, (int32_t)key, (int32_t)cut, (int32_t)start, (int32_t)p, ordinal, info | (shift * ITEM_FLAG_UP) | (fits ? 0 : FLAG_MISMATCH));
        }
      }
    }
    // A value is behind, or its container ends.
    for (;;) {
      if (closing) {
        p++;
        const int32_t *const cells = frames + frame;
        const int32_t lost = cells[F_LOST];
        if (cells[F_WATCHED] != 0) host_close(frame, (int32_t)p, ordinal);
        else if (lost != 0 && lost >= ordinal - 1) {
          // What lost all that it held goes too, unless the host has more to say: something stands in for it, or its last member says nothing.
          const int32_t led = cells[F_EDGE];
          const int32_t asks = ACCEPTS_BARE | (lost >= ordinal ? ACCEPTS_ASKS | ACCEPTS_PLACES : 0);
          if (!cuts || (rows[led + E_ACCEPTS] & asks) != 0) host_close(frame, (int32_t)p, ordinal);
          else if (lost >= ordinal && frame != FRAME_STRIDE) {
            registers[EDITS] = forget_behind(registers[EDITS], cells[F_START]);
            if (!has_room()) return failed(SIZE, p);
            cut_out(frames + frame - FRAME_STRIDE, led, (uint32_t)cells[F_KEY], (uint32_t)cells[F_CUT], p, cells[F_ORDINAL]);
          }
        }
        edge = cells[F_EDGE];
        ordinal = cells[F_ORDINAL];
        shift = (cells[F_INFO] & FLAG_ITEM) >> 1;
        frame -= FRAME_STRIDE;
        if (frame == 0) {
          p = skip(p);
          if (p != length) return failed(SYNTAX, p);
          registers[HIGH] = (int32_t)wasm_i8x16_bitmask(high);
          return OK;
        }
      }
      cut = p;
      ordinal++;
      uint8_t d = arena[p];
      if (d <= ' ') {
        p = skip(p);
        d = arena[p];
      }
      if (d == ',') {
        p++;
        if (arena[p] <= ' ') p = skip(p);
        at_key = shift == 0;
        break;
      }
      if (d != (shift == 0 ? '}' : ']')) return failed(SYNTAX, p);
      closing = true;
    }
    if (!at_key) key = p;
  }
}

static INLINE uint32_t copy(uint32_t from, uint32_t length, uint32_t to) {
  if (length > 512) __builtin_memmove(arena + to, arena + from, length);
  else {
    // Up to fifteen bytes too many are written: what follows goes over them, or they are left out of the output.
    for (uint32_t i = 0; i < length; i += 16) wasm_v128_store(arena + to + i, wasm_v128_load(arena + from + i));
  }
  return to + length;
}

// Writes the message with its edits from `output` on; returns its end.
EXPORT(assemble) uint32_t assemble(uint32_t length, uint32_t output) {
  const int32_t count = registers[EDITS];
  uint32_t read = 0;
  uint32_t write = output;
  for (int32_t i = 0; i < count; i++) {
    const int32_t *const span = edits + i * SPAN_CELLS;
    write = copy(read, (uint32_t)span[0] - read, write);
    ends[2 * i] = (int32_t)(write - output);
    if (span[3] > 0) write = copy((uint32_t)span[2], (uint32_t)span[3], write);
    ends[2 * i + 1] = (int32_t)(write - output);
    read = (uint32_t)span[1];
  }
  write = copy(read, length - read, write);
  ends[2 * count] = (int32_t)(write - output);
  return write;
}
