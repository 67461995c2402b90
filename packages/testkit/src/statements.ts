/**
 * What a statement must keep to so that it works on a database of several machines (decision 0057, `docs/scale.md`).
 * Each rule was found by running the product on such a cluster; two of the four faults are silent there.
 */

/** Functions of PostgreSQL that are stable and that somebody would use in an update; `pg_proc.provolatile` says so. */
const STABLE = new Set([
  'age',
  'array_to_json',
  'array_to_string',
  'concat',
  'concat_ws',
  'current_setting',
  'date_part',
  'date_trunc',
  'format',
  'json_agg',
  'json_build_array',
  'json_build_object',
  'json_object_agg',
  'jsonb_agg',
  'jsonb_build_array',
  'jsonb_build_object',
  'jsonb_object_agg',
  'row_to_json',
  'to_char',
  'to_date',
  'to_json',
  'to_jsonb',
  'to_timestamp',
])
const LOCK = /\bfor (?:no key update|update|key share|share)\b/
const WRITTEN = /\b(?:insert into|update|delete from)\s+(?:only\s+)?(\w+)/g
const READ = /\b(?:from|join|into|update)\s+(?:only\s+)?(\w+)/g

/** The faults of one statement; `secured` names the tables that row-level security protects. */
export function faultsOfStatement(statement: string, secured: ReadonlySet<string>): readonly string[] {
  const text = withoutTexts(statement.toLowerCase()).replaceAll(/\s+/g, ' ').trim()
  const faults: string[] = []
  if (
    /\bset_config\s*\(/.test(text) ||
    /\bset local app\.(?!workspace_id = ''$)|\bset local\b.*;|;.*\bset local\b/.test(text)
  )
    faults.push('A workspace is entered by `set local` as a statement of its own; anything else reaches no worker.')
  if (isAny(text, READ, secured) && LOCK.test(text) && !/\bworkspace_id = \$\d/.test(text))
    faults.push('A row lock compares workspace_id with a parameter; else it is asked of all workers.')
  if (!isAny(text, WRITTEN, secured)) return faults
  if (/\binsert into\b/.test(text) && insertsSelected(text) && !/\breturning\b/.test(text))
    faults.push('An insert from a select has `returning`; else it is a COPY, which row-level security forbids.')
  const called = stableCall(text)
  if (called !== undefined) faults.push(`An update calls no stable function over columns: ${called}.`)
  return faults
}

/** Columns that whoever reads rows as they change does not see: a claim of somebody who sends, and a version of profile. */
const UNREAD = new Set(['prepared_until', 'identity_version'])

/**
 * The fault of one statement against the rows that are read as they change (decision 0068): whoever changes what such a
 * row says also says when, else nobody who reads updates is told of it. `exported` names their tables.
 */
export function faultsOfUpdates(statement: string, exported: ReadonlySet<string>): readonly string[] {
  const text = withoutTexts(statement.toLowerCase()).replaceAll(/\s+/g, ' ').trim()
  return [...text.matchAll(/\bset (?!local)/g)].flatMap(({ 0: word, index }) => {
    const table = tableSet(text.slice(0, index))
    const columns = columnsSet(text.slice(index + word.length))
    const isDated = columns.includes('written_at') || columns.every((column) => UNREAD.has(column))
    return exported.has(table) && !isDated ? [`An update of ${table} sets written_at.`] : []
  })
}

// The last table in front of a `set`: locks are no updates, and an upsert names its table where it inserts.
function tableSet(text: string): string {
  const named = text.endsWith(' do update ')
    ? /\binsert into (\w+)/g
    : /(?<!\bfor |\bfor no key )\bupdate (?:only )?(\w+)/g
  return [...text.matchAll(named)].at(-1)?.[1] ?? ''
}

// The names at the left of each assignment, as far as the assignments go.
function columnsSet(text: string): string[] {
  const columns: string[] = []
  for (let at = 0; at < text.length; ) {
    const name = /^\s*(\w+) ?=/.exec(text.slice(at))
    if (name === null) break
    columns.push(name[1] ?? '')
    const value = text.slice(at + name[0].length)
    const end = endOfValue(value)
    if (value[end] !== ',') break
    at += name[0].length + end + 1
  }
  return columns
}

function endOfValue(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    if ('(['.includes(text[at] ?? '')) depth += 1
    if (')]'.includes(text[at] ?? '')) depth -= 1
    if (depth < 0 || (depth === 0 && text[at] === ',')) return at
  }
  return text.length
}

// Texts and comments say nothing about the statement; what is left keeps its quotes.
const withoutTexts = (text: string): string =>
  text
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\/\*.*?\*\//gs, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "''")

function isAny(text: string, pattern: RegExp, secured: ReadonlySet<string>): boolean {
  return [...text.matchAll(pattern)].some(([, table = '']) => secured.has(table))
}

const insertsSelected = (text: string): boolean => /\bselect\b/.test(text.slice(text.indexOf('insert into')))

/** The first call of a stable function over a column behind a `set`, if there is one. */
function stableCall(text: string): string | undefined {
  const from = /\bupdate (?:only )?\w+[^;]*?\bset\b|\bdo update set\b/.exec(text)
  if (from === null) return undefined
  const changed = text.slice(from.index + from[0].length)
  for (const call of changed.matchAll(/\b([a-z_]+)\s*\(/g)) {
    const [, name = ''] = call
    if (STABLE.has(name) && namesColumn(argumentsAt(changed, call.index + call[0].length))) return name
  }
  return undefined
}

function argumentsAt(text: string, start: number): string {
  let depth = 1
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return text.slice(start, at)
  }
  return text.slice(start)
}

// Casts, functions and constants are no columns.
const namesColumn = (list: string): boolean =>
  /(?<![:$\w.])(?!(?:null|true|false|interval|timestamptz|as|at|time|zone)\b)[a-z_]\w*\b(?!\s*\()/.test(
    list.replaceAll(/::\s*\w+(?:\[\])?/g, ''),
  )
