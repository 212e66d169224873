interface Signature {
  readonly name: string
  readonly at: number
  readonly bytes: string
}

/** First bytes of what is not text, as latin1. Sources: the formats' own standards; DICOM PS3.10, 7.1. */
const SIGNATURES: readonly Signature[] = [
  { name: 'pdf', at: 0, bytes: '%PDF-' },
  { name: 'postscript', at: 0, bytes: '%!PS' },
  { name: 'png', at: 0, bytes: '\x89PNG' },
  { name: 'jpeg', at: 0, bytes: '\xFF\xD8\xFF' },
  { name: 'gif', at: 0, bytes: 'GIF87a' },
  { name: 'gif', at: 0, bytes: 'GIF89a' },
  { name: 'tiff', at: 0, bytes: 'II*\0' },
  { name: 'tiff', at: 0, bytes: 'MM\0*' },
  { name: 'bmp', at: 6, bytes: '\0\0\0\0' },
  { name: 'jpeg-2000', at: 4, bytes: 'jP  ' },
  { name: 'riff', at: 0, bytes: 'RIFF' },
  { name: 'dicom', at: 128, bytes: 'DICM' },
  { name: 'zip', at: 0, bytes: 'PK\x03\x04' },
  { name: 'zip', at: 0, bytes: 'PK\x05\x06' },
  { name: 'gzip', at: 0, bytes: '\x1F\x8B' },
  { name: 'bzip2', at: 0, bytes: 'BZh' },
  { name: 'xz', at: 0, bytes: '\xFD7zXZ' },
  { name: 'zstd', at: 0, bytes: '\x28\xB5\x2F\xFD' },
  { name: '7z', at: 0, bytes: '7z\xBC\xAF\x27\x1C' },
  { name: 'rar', at: 0, bytes: 'Rar!' },
  { name: 'tar', at: 257, bytes: 'ustar' },
  { name: 'elf', at: 0, bytes: '\x7FELF' },
  { name: 'windows-program', at: 0, bytes: 'MZ\x90' },
  { name: 'mp4', at: 4, bytes: 'ftyp' },
  { name: 'mp3', at: 0, bytes: 'ID3' },
  { name: 'ogg', at: 0, bytes: 'OggS' },
  { name: 'matroska', at: 0, bytes: '\x1A\x45\xDF\xA3' },
  { name: 'flac', at: 0, bytes: 'fLaC' },
  { name: 'ole', at: 0, bytes: '\xD0\xCF\x11\xE0' },
  { name: 'sqlite', at: 0, bytes: 'SQLite format 3' },
  { name: 'pem', at: 0, bytes: '-----BEGIN ' },
  { name: 'parquet', at: 0, bytes: 'PAR1' },
]

/** Text that stands for bytes: MIME parts, uuencode, yEnc. What is in them nobody would have read. */
const ENCODED = /^(?:content-transfer-encoding|mime-version) *:|^begin [0-7]{3} \S|^=ybegin /im

/** How many bytes of a text may stand before what tells that it is encoded. */
const HEAD_BYTES = 16 * 1024

/** The name of the format that the bytes are in, where it is one whose content cannot be read as text. */
export function binaryFormatOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString('latin1')
  const start = /^(?:\xEF\xBB\xBF)?\s*/.exec(head)?.[0].length ?? 0
  for (const { name, at, bytes: expected } of SIGNATURES) {
    if (name === 'bmp' && !head.startsWith('BM')) continue
    if (head.startsWith(expected, at) || at === 0 && start > 0 && head.startsWith(expected, start)) return name
  }
  return ENCODED.test(head) ? 'encoded' : undefined
}
