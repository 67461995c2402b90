import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Document, isScalar, LineCounter, parseDocument, stringify, visit, type YAMLParseError } from 'yaml'
import type { Json } from '../frame/documents.js'
import { readText } from '../frame/read-text.js'
import { inOrder } from './canonical.js'
import { KEY, type Kind, nameOf } from './kinds.js'

/** Something that is wrong with a file: where, and what. */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly pointer: string
  readonly message: string
}

/** A definition in a folder. */
export interface DefinedFile {
  readonly name: string
  readonly kind: Kind
  readonly key: string
  /** Relative to the folder. */
  readonly file: string
  readonly body: Json
  /** Where a place of the body stands. */
  find(pointer: string, message: string): Finding
}

export interface Folder {
  readonly files: readonly DefinedFile[]
  readonly findings: readonly Finding[]
}

const FORMS = ['.yaml', '.yml', '.json'] as const

/** Reads `FOLDER/<service>/<kind>/<key>.yaml` of these kinds; what cannot be read is a finding. */
export function readFolder(folder: string, kinds: readonly Kind[]): Folder {
  const files: DefinedFile[] = []
  const findings: Finding[] = []
  for (const kind of kinds) {
    const below = join(kind.service, kind.kind)
    const names = namesIn(join(folder, below)) ?? []
    const seen = new Map<string, string>()
    for (const name of names.filter((text) => !text.startsWith('.'))) {
      const file = join(below, name)
      const form = FORMS.find((ending) => name.endsWith(ending))
      const key = name.slice(0, form === undefined ? undefined : -form.length)
      const wrong = (message: string): void => void findings.push({ file, line: 1, column: 1, pointer: '', message })
      if (form === undefined) wrong('is neither .yaml nor .json')
      else if (!KEY.test(key)) wrong('has no key as its name: small letters, digits, `_` and `-`, a letter first')
      else if (seen.has(key)) wrong(`says the same key as ${seen.get(key)}`)
      else {
        seen.set(key, file)
        const read = readFile(folder, { kind, key, file })
        if ('findings' in read) findings.push(...read.findings)
        else files.push(read)
      }
    }
  }
  return { files, findings: [...findings, ...strayFolders(folder, kinds)] }
}

/** A folder that is named as no kind is a slip of the pen, and would never be sent. */
function strayFolders(folder: string, kinds: readonly Kind[]): readonly Finding[] {
  return [...new Set(kinds.map(({ service }) => service))].flatMap((service) => {
    const known = kinds.filter((kind) => kind.service === service).map(({ kind }) => kind)
    const stray = (name: string, message: string): Finding => ({ file: name, line: 1, column: 1, pointer: '', message })
    const there = namesIn(join(folder, service))
    if (there === null) return [stray(service, 'is no folder')]
    return there
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) => {
        const file = join(service, name)
        if (!known.includes(name)) return [stray(file, `is no kind of ${service}; there are ${known.join(', ')}`)]
        return namesIn(join(folder, file)) === null ? [stray(file, 'is no folder')] : []
      })
  })
}

/** What a folder has in it, nothing where there is none; null for what is no folder. */
function namesIn(path: string): readonly string[] | null {
  if (!existsSync(path)) return []
  return statSync(path).isDirectory() ? readdirSync(path).toSorted() : null
}

function readFile(
  folder: string,
  { kind, key, file }: Pick<DefinedFile, 'kind' | 'key' | 'file'>,
): DefinedFile | { readonly findings: readonly Finding[] } {
  const lines = new LineCounter()
  const found = readText(join(folder, file))
  if ('fault' in found) return { findings: [{ file, line: 1, column: 1, pointer: '', message: found.fault }] }
  const document = parseDocument(found.text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number, pointer: string, message: string): Finding => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col), pointer, message }
  }
  const errors = flawsOfForm(document).map(({ pos, message }) => at(pos[0], '', message))
  if (errors.length > 0) return { findings: errors }
  const read = contentOf(document, at)
  if ('findings' in read) return read
  const { $schema: _line, ...body } = read.content
  return {
    name: nameOf(kind.service, kind.kind, key),
    kind,
    key,
    file,
    body,
    find: (pointer, message) => at(offsetOf(document, pointer), pointer, message),
  }
}

/** What the parser says; of what is nested too deeply each level says it again. */
function flawsOfForm({ errors, warnings }: Document): readonly Pick<YAMLParseError, 'pos' | 'message'>[] {
  const deep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  return deep === undefined ? [...errors, ...warnings] : [{ pos: deep.pos, message: 'is nested too deeply' }]
}

type At = (offset: number, pointer: string, message: string) => Finding

/** The object that a document is, or what about it has no word in JSON. */
function contentOf(document: Document, at: At): { readonly content: Json } | { readonly findings: readonly Finding[] } {
  try {
    const findings = flawsIn(document, at)
    if (findings.length > 0) return { findings }
    const content: unknown = document.toJS({ maxAliasCount: 1000 })
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      return { findings: [at(0, '', 'is no object')] }
    // Throws for what leads back to itself by an alias.
    JSON.stringify(content)
    return { content: { ...content } }
  } catch (error) {
    const isDeep = error instanceof RangeError
    return { findings: [at(0, '', isDeep ? 'is nested too deeply' : 'has aliases without number, or one of itself')] }
  }
}

/** Numbers that JavaScript does not keep, and aliases of what stands nowhere before them. */
function flawsIn(document: Document, at: At): readonly Finding[] {
  const found: Finding[] = []
  const anchors = new Set<string>()
  const note = ({ anchor }: { anchor?: string | undefined }): void => {
    if (anchor !== undefined) anchors.add(anchor)
  }
  visit(document, {
    Collection: (_key, node) => note(node),
    Alias: (_key, { source, range }) => {
      if (!anchors.has(source))
        found.push(at(range?.[0] ?? 0, '', `is an alias of ${source}, which stands nowhere before`))
    },
    Scalar: (_key, node) => {
      note(node)
      const { value, range } = node
      if (typeof value === 'number' && (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER))
        found.push(at(range?.[0] ?? 0, '', 'is a number that is not kept exactly; write it as text'))
    },
  })
  return found
}

/** Where a pointer leads, or the nearest place above that is there. */
function offsetOf(document: Document, pointer: string): number {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  for (let length = path.length; length >= 0; length -= 1) {
    const found: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length).map(asIndex), true)
    const { range } = Object(found)
    if (Array.isArray(range)) return Number(range[0])
    if (isScalar(found)) return 0
  }
  return 0
}

const asIndex = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part)

/** The text of a definition's file in its one form, with the line that tells editors its schema. */
export function textOf({
  kind,
  body,
  form,
}: {
  readonly kind: Kind
  readonly body: Json
  readonly form: string
}): string {
  const schema = `../../.schemas/${kind.service}/${kind.kind}.json`
  const ordered = inOrder(body, kind.schema, kind.schema)
  if (form === '.json') return `${JSON.stringify({ $schema: schema, ...Object(ordered) }, null, 2)}\n`
  return `# yaml-language-server: $schema=${schema}\n${yamlOf(ordered)}`
}

/** One form for all: no folded lines, no anchors. */
export const yamlOf = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })

export function writeText(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** The schemas, as this installation has them, to which the files point. */
export function writeSchemas(folder: string, kinds: readonly Kind[]): void {
  for (const { service, kind, schema } of kinds)
    writeText(folder, join('.schemas', service, `${kind}.json`), `${JSON.stringify(schema, null, 2)}\n`)
}

export const show = ({ file, line, column, pointer, message }: Finding): string =>
  `${file}:${line}:${column}: ${pointer === '' ? '' : `${pointer} `}${message}`
