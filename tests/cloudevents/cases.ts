/** One event of the conformance files `v1*.yaml`. */
export interface ConformanceCase {
  readonly mode: string
  readonly attributes: Readonly<Record<string, string>>
  readonly extensions: Readonly<Record<string, string>>
  readonly data: string
}

interface Entry {
  readonly key: string
  readonly value: string
  /** The lines below, one level out. */
  readonly block: string
}

function dedented(block: string): string {
  const indent = /^ */.exec(block)?.[0].length ?? 0
  return block.replaceAll(new RegExp(`^ {${indent}}`, 'gm'), '')
}

/** Reads the few forms of YAML that the files use: nested keys, plain and quoted values, and `|` blocks. */
function entriesOf(text: string): readonly Entry[] {
  const found = `${text}\n`.matchAll(/^([\w-]+) *: *(.*)\n((?: +.*\n)*)/gm)
  return [...found].map(([, key = '', inline = '', lines = '']) => {
    const block = dedented(lines)
    return { key, block, value: inline === '|' ? block : inline.replace(/^"(.*)"$/, '$1') }
  })
}

/** The entries that have a value of their own, by key. */
function valuesOf(entries: readonly Entry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.filter(({ value }) => value !== '').map(({ key, value }) => [key, value]))
}

function below(entries: readonly Entry[], key: string): readonly Entry[] {
  return entriesOf(entries.find((entry) => entry.key === key)?.block ?? '')
}

export function parseCases(text: string): readonly ConformanceCase[] {
  return text.split(/^---$/m).map((part) => {
    const top = entriesOf(part)
    const { Mode: mode = 'binary', Data: data = '' } = valuesOf(top)
    const context = below(top, 'ContextAttributes')
    return {
      mode,
      data: data.trim(),
      attributes: valuesOf(context),
      extensions: valuesOf(below(context, 'Extensions')),
    }
  })
}
