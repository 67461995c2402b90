/** What the processor did, in microseconds a turn, for 100 KB and for 400 KB, both of the best try. */
export interface Growth {
  readonly small: number
  readonly large: number
  readonly factor: number
}

/** Makes a text of about this many bytes that somebody would send to do harm. */
export type Hostile = (bytes: number) => string

const SMALL = 100_000
const LARGE = 400_000
const TRIES = 5
const MOST = 8
// Below this a measurement says more about the clock than about the work.
const LEAST_MICROS = 4_000
// What looks at every pair of 400 KB needs far more; below it caches and the collection of garbage make the factor.
const CHEAP_MICROS = 20_000

const repeated =
  (unit: string, end = ''): Hostile =>
  (bytes) =>
    unit.repeat(Math.max(1, Math.floor(bytes / unit.length))) + end

// A beginning that asks for an end which never comes, and a run that several parts of one pattern could take.
const UNITS = [
  ['<', '>', '</', '<!--', '<!', '<a', '<a href="', "<a href='", '<b ', '<p>', '<script', '<style><', '<svg><text>'],
  ['&', '&#', '&amp', '&#x41', ' ', '\t ', '\n', '\r', '\r\n', '\n ', '\u00a0', '\u2028', '\u200b', '\0'],
  ['a', 'Z', '0', '1.', '-', '_', '--', '-a', '.', '..', 'a.', 'a@', '@', '+', '+4', '#', '=', '=1', '"', "'", '""'],
  [',', ';', ':', '(', ')', '[', ']', '{', '}', '[[', '{"a":', '((a', '\\', '\\"', '/', '//', '/a', '%', '%2', '%f0'],
  ['{{', '}}', '{{ a', '{%', '%}', '{% if a', '{{ a | b: ', 'http://', 'https://a', 'P1', 'T', '2026-01-01', '-P1D'],
  ['ä', 'ß', 'e\u0301', '\u0301', '\ud83d\ude00', '\ud83d', 'İ', 'ﷺ', 'no bad ', 'nicht gut ', 'a b', 'to:', 'x,y\n'],
].flat()

const ENDS = ['', '!', '\0', '"', '>', '@', '1']

/** Runs of what patterns repeat, each with an end that makes a wrong pattern go back to every position in it. */
export const hostileTexts: ReadonlyMap<string, Hostile> = new Map(
  UNITS.map((unit, index) => {
    const end = ENDS[index % ENDS.length] ?? ''
    return [`${JSON.stringify(unit)} … ${JSON.stringify(end)}`, repeated(unit, end)] as const
  }),
)

/** Those that matter to what reads tags, characters by name, and links. */
export const hostilePages: ReadonlyMap<string, Hostile> = new Map(
  [...hostileTexts].filter(([name]) => /^"(?:[<&]|a|https|\s|\\n|\\u00a0)/.test(name)),
)

/**
 * How the work of the processor grows from 100 KB to 400 KB of an input: four for what is linear, sixteen for what looks
 * at every pair. It stops at the first try that is good enough, so only what grows too fast is measured five times. Null
 * for what takes less than 20 ms of the processor for 400 KB, which is good enough however it grows.
 */
export async function growthOf(work: (text: string) => unknown, input: Hostile): Promise<Growth | null> {
  const [small, large] = [input(SMALL), input(LARGE)]
  const once = await micros(work, large, 1)
  if (once < CHEAP_MICROS) return null
  // Many turns of a quick function, so that there is something to measure.
  let turns = 1
  let before = await micros(work, small, turns)
  let after = once
  while (turns < 256 && before < LEAST_MICROS) {
    turns *= 2
    before = await micros(work, small, turns)
  }
  if (turns > 1) after = await micros(work, large, turns)
  let best = growthBetween(before, after, turns)
  for (let attempt = 1; attempt < TRIES && isTooFast(best); attempt += 1) {
    // What disturbs a short measurement, such as a collection of garbage, weighs less in a longer one.
    turns *= 2
    before = await micros(work, small, turns)
    const next = growthBetween(before, await micros(work, large, turns), turns)
    if (next.factor < best.factor) best = next
  }
  return best
}

function growthBetween(before: number, after: number, turns: number): Growth {
  return { small: before / turns, large: after / turns, factor: after / Math.max(before, LEAST_MICROS / 2) }
}

const isTooFast = (growth: Growth): boolean => growth.factor > MOST && growth.large > CHEAP_MICROS

/** Fails for a function whose work grows faster than what it is given; processor time, so a busy machine is no reason. */
export async function expectSlowGrowth(
  work: (text: string) => unknown,
  inputs: ReadonlyMap<string, Hostile> = hostileTexts,
): Promise<void> {
  const wrong: string[] = []
  for (const [name, input] of inputs) {
    const growth = await growthOf(work, input)
    if (growth === null || !isTooFast(growth)) continue
    const { small, large, factor } = growth
    wrong.push(`${name}: ${Math.round(small)} µs for 100 KB, ${Math.round(large)} µs for 400 KB (${factor.toFixed(1)})`)
  }
  if (wrong.length > 0) throw new Error(`Grows faster than its input:\n${wrong.join('\n')}`)
}

async function micros(work: (text: string) => unknown, text: string, turns: number): Promise<number> {
  const before = process.cpuUsage()
  for (let turn = 0; turn < turns; turn += 1) {
    try {
      await work(text)
    } catch {
      // To refuse such a text is a good answer; how long it takes is the question.
    }
  }
  const { user, system } = process.cpuUsage(before)
  return user + system
}
