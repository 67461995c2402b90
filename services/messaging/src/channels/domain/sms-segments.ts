// The default alphabet of 3GPP TS 23.038 (6.2.1), and what its extension table adds at the price of two septets.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENDED = new Set('\f^{}\\[~]|€')

// Octets: 140 in one message; of several that are read as one, each gives six to the header that joins them.
const SINGLE = { gsm: 160, ucs2: 70 } as const
const JOINED = { gsm: 153, ucs2: 67 } as const

/** How a text travels: in which alphabet, and as how many messages. */
export interface Segments {
  readonly alphabet: 'gsm' | 'ucs2'
  readonly count: number
}

/**
 * Counts the messages that the network makes of a text: of 160 septets (153 if there are several), or, where a character
 * is in neither table of GSM-7, of 70 UTF-16 units (67). No character is cut in two at the end of one.
 */
export function segmentsOf(text: string): Segments {
  const costs: number[] = []
  for (const char of text) {
    const cost = BASIC.has(char) ? 1 : EXTENDED.has(char) ? 2 : null
    if (cost === null)
      return {
        alphabet: 'ucs2',
        count: countOf(
          Array.from(text, ({ length }) => length),
          SINGLE.ucs2,
          JOINED.ucs2,
        ),
      }
    costs.push(cost)
  }
  return { alphabet: 'gsm', count: countOf(costs, SINGLE.gsm, JOINED.gsm) }
}

function countOf(costs: readonly number[], single: number, joined: number): number {
  if (costs.reduce((sum, cost) => sum + cost, 0) <= single) return 1
  let count = 1
  let room = joined
  for (const cost of costs) {
    if (cost > room) {
      count += 1
      room = joined
    }
    room -= cost
  }
  return count
}
