import { type Fault, faultOfText, parseJson, pointerTo } from '@polyphon/values'
import { readJsonBody } from '../../http/json-body.js'
import { invalidInput } from '../../http/problem.js'
import { AppError } from '../../values/errors.js'
import { faultsOfRefusal } from './file-row.js'

const TYPES = ['text', 'number', 'boolean', 'json'] as const
type CellType = (typeof TYPES)[number]

/** A column of a CSV: where in the row its cells belong, and how they are read. */
export interface Column {
  readonly path: readonly string[]
  readonly type: CellType
}

const MOST_COLUMNS = 1_000
const isType = (text: string): text is CellType => (TYPES as readonly string[]).includes(text)

/**
 * Reads the header of a CSV: the place of each column within a row, as names joined by dots, and its type behind a colon
 * where its cells are no texts (`traits.plan`, `traits.age:number`). Refused as a whole, as every row would be.
 */
export function readHeader(names: readonly string[], known: readonly string[]): readonly Column[] {
  if (names.length > MOST_COLUMNS)
    throw invalidInput([
      { pointer: '/body', code: 'too_many_columns', detail: `A file has at most ${MOST_COLUMNS} columns.` },
    ])
  refuseOtherDelimiter(names)
  const columns = names.map(columnOf)
  const faults = columns.flatMap((column, index) => {
    const fault = faultOf(column, { known, before: columns.slice(0, index) })
    return fault === null ? [] : [{ pointer: pointerTo('/body', names[index] ?? ''), ...fault }]
  })
  if (faults.length > 0) throw invalidInput(faults)
  return columns
}

/** What may stand between the cells of a CSV. */
export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const

// Read as one column, each of its rows would be refused for a reason that does not say so.
function refuseOtherDelimiter([only = '', ...others]: readonly string[]): void {
  if (others.length > 0 || !Object.values(DELIMITERS).some((delimiter) => only.includes(delimiter))) return
  const detail = 'The header has one column only: say what stands between them, `comma`, `semicolon` or `tab`.'
  throw invalidInput([{ pointer: '/query/delimiter', code: 'delimiter_wrong', detail }])
}

function columnOf(name: string): Column {
  const colon = name.lastIndexOf(':')
  const type = colon < 0 ? 'text' : name.slice(colon + 1)
  return isType(type)
    ? { path: (colon < 0 ? name : name.slice(0, colon)).split('.'), type }
    : { path: name.split('.'), type: 'text' }
}

interface Beside {
  readonly known: readonly string[]
  readonly before: readonly Column[]
}

function faultOf({ path }: Column, { known, before }: Beside): Omit<Fault, 'pointer'> | null {
  const [first = ''] = path
  const bad = faultOfText(path.join('.'))
  if (bad !== null) return bad
  if (path.some((name) => name === '' || name === '__proto__'))
    return { code: 'column_invalid', detail: 'A column is named by fields joined by dots.' }
  if (!known.includes(first))
    return { code: 'column_unknown', detail: `A row has no such field; there are: ${known.join(', ')}.` }
  const other = before.find((column) => isWithin(column.path, path) || isWithin(path, column.path))
  if (other === undefined) return null
  const isSame = other.path.length === path.length
  return {
    code: isSame ? 'column_duplicate' : 'column_conflict',
    detail: isSame ? 'The file has this column twice.' : 'One column holds what another one is part of.',
  }
}

const isWithin = (outer: readonly string[], inner: readonly string[]): boolean =>
  outer.every((name, index) => inner[index] === name)

type Tree = Record<string, unknown>

/** Makes a row of cells. An empty cell says nothing: its field is not in the row. */
export function rowOf(
  columns: readonly Column[],
  cells: readonly string[],
): { readonly value: Readonly<Tree> } | { readonly faults: readonly Fault[] } {
  const value: Tree = {}
  const faults: Fault[] = []
  for (const [index, column] of columns.entries()) {
    const text = cells[index] ?? ''
    if (text === '') continue
    const cell = readCell(text, column.type)
    if ('faults' in cell) {
      const pointer = pointerTo('', ...column.path)
      faults.push(...cell.faults.map((fault) => ({ ...fault, pointer: `${pointer}${fault.pointer}` })))
    } else setIn(value, column.path, cell.value)
  }
  return faults.length === 0 ? { value } : { faults }
}

function setIn(row: Tree, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    row[name] = value
    return
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no column is part of another one: this is of a path like it
  const inner = Object.hasOwn(row, name) ? (row[name] as Tree) : {}
  row[name] = inner
  setIn(inner, rest, value)
}

type Cell = { readonly value: unknown } | { readonly faults: readonly Fault[] }

const refused = (code: string, detail: string): Cell => ({ faults: [{ pointer: '', code, detail }] })

function readCell(text: string, type: CellType): Cell {
  const bad = faultOfText(text)
  if (bad !== null) return { faults: [{ pointer: '', ...bad }] }
  switch (type) {
    case 'text':
      return { value: text }
    case 'boolean':
      if (text === 'true' || text === 'false') return { value: text === 'true' }
      return refused('cell_invalid', 'A cell of this column is true or false.')
    case 'number': {
      const parsed = parseJson(text)
      if (!parsed.ok || typeof parsed.value !== 'number')
        return refused('cell_invalid', 'A cell of this column is a number as JSON writes it: 12.5')
      return parsed.isExact
        ? { value: parsed.value }
        : refused('number_not_exact', 'This number is too long to be kept.')
    }
    case 'json':
      return readJsonCell(text)
  }
}

function readJsonCell(text: string): Cell {
  try {
    return { value: readJsonBody(Buffer.from(text), undefined) }
  } catch (error) {
    if (error instanceof AppError) return { faults: faultsOfRefusal(error) }
    throw error
  }
}
