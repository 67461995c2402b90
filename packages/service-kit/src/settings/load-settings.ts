import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { settingMarks } from './setting-marks.js'

/** What is wrong with one setting; `detail` goes on after the name and repeats no value. */
export interface SettingFault {
  readonly name: string
  readonly detail: string
}

/** Thrown when settings are missing or wrong; the message names each of them and repeats no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly faults: readonly SettingFault[]

  constructor(faults: readonly SettingFault[], options: { readonly cause?: unknown } = {}) {
    super(
      `The settings are not usable:\n${faults.map(({ name, detail }) => `  ${name}: ${detail}`).join('\n')}`,
      options,
    )
    this.faults = faults
  }
}

export type Env = Readonly<Record<string, string | undefined>>

// Everywhere else, also where it is spelt wrong, secrets of an example are refused.
const AT_HOME: ReadonlySet<string> = new Set(['', 'development', 'test'])
/** Whether secrets of an example are taken. */
export const isAtHome = (given: ReadonlyMap<string, string>): boolean => AT_HOME.has(given.get('NODE_ENV') ?? '')
type FindFaults = (given: ReadonlyMap<string, string>) => readonly SettingFault[]

/**
 * Reads settings once, at start, and names every problem at the same time. `NAME_FILE` gives the value of `NAME` as the
 * trimmed content of a file.
 */
export function loadSettings<Schema extends z.ZodObject>(
  schema: Schema,
  env: Env,
  findMore: FindFaults = () => [],
): z.output<Schema> {
  const { given, unread } = readGiven(Object.keys(schema.shape), env)
  const result = schema.safeParse(Object.fromEntries(given))
  const faults = firstOfEach([
    ...unread,
    ...(result.error?.issues ?? []).map((issue) => faultOf(issue, given)),
    ...faultsOfMarks(schema, given, !isAtHome(given)),
    ...findMore(given),
  ])
  if (result.success && faults.length === 0) return result.data
  throw new SettingsError(faults)
}

/** What the environment gives, by the names of settings. */
interface Given {
  readonly given: ReadonlyMap<string, string>
  readonly unread: readonly SettingFault[]
}

/** Reads what is given, also from files. */
export function readGiven(names: readonly string[], env: Env): Given {
  const given = new Map<string, string>()
  const unread: SettingFault[] = []
  for (const name of names) {
    // An empty variable is what compose files and shells leave behind for "not set".
    const [value, file] = [(env[name] ?? '').trim(), env[`${name}_FILE`] ?? '']
    if (value !== '') given.set(name, value)
    if (file === '') continue
    const read = value === '' ? readSecret(file) : { fault: 'is given twice, in itself and in' }
    if ('fault' in read) unread.push({ name, detail: `${read.fault} ${name}_FILE` })
    else given.set(name, read.text)
  }
  return { given, unread }
}

function readSecret(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    const text = readFileSync(file, 'utf8').trim()
    return text === '' ? { fault: 'is empty in the file of' } : { text }
  } catch {
    return { fault: 'cannot be read from the file of' }
  }
}

function faultOf(issue: z.core.$ZodIssue, given: ReadonlyMap<string, string>): SettingFault {
  const name = issue.path.join('.')
  if (!given.has(name)) return { name, detail: 'is required' }
  const isNumber = issue.code === 'invalid_type' && issue.expected === 'number'
  return { name, detail: isNumber ? 'must be a number' : issue.message }
}

function faultsOfMarks(
  { shape }: z.ZodObject,
  given: ReadonlyMap<string, string>,
  inProduction: boolean,
): readonly SettingFault[] {
  return Object.entries(shape).flatMap(([name, field]) => {
    const { secret, requiredWith = [] } = settingMarks.get(field) ?? {}
    const value = given.get(name)
    if (value === undefined || value === 'false') {
      const other = requiredWith.find((wanted) => isGiven(given, wanted))
      return other === undefined ? [] : [{ name, detail: `is required with ${other}` }]
    }
    const isForbidden = inProduction && secret !== undefined && isOfAnExample(value, secret)
    return isForbidden ? [{ name, detail: 'is a secret of an example, which production must not use' }] : []
  })
}

function isGiven(given: ReadonlyMap<string, string>, wanted: string): boolean {
  const [name = '', value] = wanted.split('=')
  return value === undefined ? given.has(name) : given.get(name) === value
}

const MARK_OF_EXAMPLES = 'dev-only'

/** Every secret of our examples says `dev-only`, in plain text or in base64. */
export function isOfAnExample(value: string, secret: 'value' | 'password'): boolean {
  const texts = secret === 'value' ? [value, percentDecoded(value)] : passwordsOf(value)
  // Behind a prefix such as `whsec_` or `sk-` a secret is often base64.
  const parts = texts.flatMap((text) => [text, ...text.split(/[\s_-]/)])
  const decoded = parts.map((part) => Buffer.from(part, 'base64').toString('latin1'))
  return [...texts, ...decoded].some((text) => text.includes(MARK_OF_EXAMPLES))
}

/** The passwords of an address, as they are written and as they are meant. */
export function passwordsOf(url: string): readonly string[] {
  if (!URL.canParse(url)) return []
  const { password, searchParams } = new URL(url)
  return [password, percentDecoded(password), searchParams.get('password') ?? '']
}

/** What percent signs stand for; the text itself where one stands for itself. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function firstOfEach(faults: readonly SettingFault[]): readonly SettingFault[] {
  const names = new Set<string>()
  return faults.filter(({ name }) => !names.has(name) && names.add(name))
}
