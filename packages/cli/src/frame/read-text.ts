import { readFileSync, statSync } from 'node:fs'

const MIB = 1_048_576
// Ten times what a service takes; a link to a device has no end.
const LARGEST = 10 * MIB

export type ReadText = { readonly text: string } | { readonly fault: string }

/**
 * The text of a file without its byte order mark, or what is wrong with it. Never with other characters in the place of
 * those that could not be read: they would be published.
 */
export function readText(path: string): ReadText {
  try {
    const found = statSync(path)
    if (!found.isFile()) return { fault: 'is no file' }
    if (found.size > LARGEST) return { fault: `is larger than ${LARGEST / MIB} MiB` }
    return decode(readFileSync(path))
  } catch (error) {
    const { code }: { code?: unknown } = Object(error)
    return { fault: code === 'ENOENT' ? 'leads to nothing' : `cannot be read (${String(code ?? error)})` }
  }
}

function decode(bytes: Buffer): ReadText {
  const [first = 0, second = 0] = bytes
  // Windows PowerShell writes this, and a text of ASCII in it is UTF-8 besides, with zeros in between.
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0)
  if (isUtf16) return { fault: 'is UTF-16, or no text; save it as UTF-8' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { fault: 'is not UTF-8; save it as that' }
  }
}
