import { chooseLocale } from '@polyphon/values'

/** The texts of one language. The body of an e-mail is HTML if it holds a tag, else plain text. */
export interface TemplateTexts {
  readonly subject: string
  readonly body: string
  readonly text?: string | undefined
}

/** A name below `data` that a template counts on. */
export interface TemplateVariable {
  readonly name: string
  readonly required: boolean
}

/** One immutable version of a template. Version 0 is built in. */
export interface Template {
  readonly key: string
  readonly version: number
  readonly channel: string
  readonly locales: Readonly<Record<string, TemplateTexts>>
  readonly fallbackLocale: string
  readonly variables: readonly TemplateVariable[]
  readonly publishedAt: Date | null
}

export type TemplateContent = Pick<Template, 'channel' | 'locales' | 'fallbackLocale' | 'variables'>

/** The language of the template that somebody gets who wants this one: the nearest there is, else the fallback. */
export function localeFor(template: Pick<Template, 'locales' | 'fallbackLocale'>, wanted: string | null): string {
  return chooseLocale(Object.keys(template.locales), [wanted]) ?? template.fallbackLocale
}

/** The required variables that `data` does not hold, or holds as null. */
export function missingVariables(
  variables: readonly TemplateVariable[],
  data: Readonly<Record<string, unknown>>,
): readonly string[] {
  return variables.filter(({ name, required }) => required && !holds(data, name.split('.'))).map(({ name }) => name)
}

function holds(data: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path
  if (name === undefined) return data !== undefined && data !== null
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return false
  return holds(Reflect.get(data, name), rest)
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  )
}

/** Tells whether two versions say the same, whatever the order of their fields. */
export function isSameContent(left: TemplateContent, right: TemplateContent): boolean {
  const content = ({ channel, locales, fallbackLocale, variables }: TemplateContent): string =>
    JSON.stringify(sorted({ channel, locales, fallbackLocale, variables }))
  return content(left) === content(right)
}
