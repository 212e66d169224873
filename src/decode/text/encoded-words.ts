/** Runs of the alphabets of base64 (RFC 4648, 4 and 5), in which hex is written too. */
const RUNS = /[A-Za-z0-9+/_-]{8,}/g
/** What is a sign of base64 may also part words of a URL or a code. */
const PARTS = /[/_+-]/
/** Eight signs stand for six letters in base64, and for four in hex. */
const WORD_MIN = 8
/** Longer ones are documents, or keys. */
const WORD_MAX = 512
const NOTHING = -1

const BASE64 = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
BASE64['-'.charCodeAt(0)] = BASE64['+'.charCodeAt(0)] as number
BASE64['_'.charCodeAt(0)] = BASE64['/'.charCodeAt(0)] as number
const HEX = valuesOf('0123456789abcdef')
for (const letter of 'abcdef') HEX[letter.toUpperCase().charCodeAt(0)] = HEX[letter.charCodeAt(0)] as number

const bytes = Buffer.alloc(WORD_MAX)

/** The texts for which words of a code or URL stand in base64 or hex: names and numbers, as links carry them. */
export function encodedWords(text: string): readonly string[] {
  const texts: string[] = []
  for (const run of text.match(RUNS) ?? []) {
    if (!PARTS.test(run)) read(run, texts)
    else {
      decode(run, BASE64, 6, texts)
      for (const part of run.split(PARTS)) if (part.length >= WORD_MIN) read(part, texts)
    }
  }
  return texts
}

function read(word: string, texts: string[]): void {
  decode(word, BASE64, 6, texts)
  if (word.length % 2 === 0) decode(word, HEX, 4, texts)
}

/** Adds what a word stands for; words that are nothing but words end at their first signs, which make no text. */
function decode(word: string, values: Int8Array, bits: number, texts: string[]): void {
  if (word.length > WORD_MAX) return
  let [held, heldBits, length, following] = [0, 0, 0, 0]
  for (let at = 0; at < word.length; at++) {
    const value = values[word.charCodeAt(at)] as number
    if (value === NOTHING) return
    held = (held << bits | value) & 0xFFFF
    heldBits += bits
    if (heldBits < 8) continue
    heldBits -= 8
    const byte = held >> heldBits & 0xFF
    following = following > 0 ? byte >> 6 === 2 ? following - 1 : NOTHING : bytesAfter(byte)
    if (following === NOTHING) return
    bytes[length++] = byte
  }
  if (following === 0) texts.push(bytes.toString('utf8', 0, length))
}

/** How many bytes of a letter follow its first one in UTF-8 (RFC 3629); NOTHING for what starts none, and for control characters. */
function bytesAfter(byte: number): number {
  if (byte < 0x80) return byte < 0x20 || byte === 0x7F ? NOTHING : 0
  if (byte < 0xC2 || byte > 0xF4) return NOTHING
  return byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
}

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(NOTHING)
  for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value
  return values
}
