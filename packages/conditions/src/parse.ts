import { durationMs, isObject, type PhoneNormaliser, pointerTo } from '@polyphon/values'
import { z } from 'zod'
import { toCanonical } from './canonical.js'
import { parseReference } from './instant.js'
import { LIMITS } from './limits.js'
import { ACCOUNT_ROOTS, ROOTS, splitPath } from './paths.js'
import {
  type AnswerLeaf,
  type Comparison,
  ConditionShape,
  type Condition as ConditionType,
  MESSAGE_FORMS,
  shapes,
} from './schema.js'

/** What is wrong with a condition, and where. */
export interface ConditionIssue {
  readonly pointer: string
  readonly code: ConditionIssueCode
  readonly detail: string
}

export type ConditionIssueCode =
  | 'not_a_condition'
  | 'ambiguous'
  | 'too_deep'
  | 'too_many_nodes'
  | 'unknown_key'
  | 'wrong_type'
  | 'out_of_range'
  | 'bad_format'
  | 'not_allowed'
  | 'unknown_root'
  | 'value_does_not_fit'
  | 'history_in_where'
  | 'sequence_starts_absent'

export type ParsedCondition =
  | { readonly ok: true; readonly condition: ConditionType }
  | { readonly ok: false; readonly issues: readonly ConditionIssue[] }

interface Walk {
  readonly issues: ConditionIssue[]
  nodes: number
}

interface Position {
  readonly pointer: string
  readonly depth: number
  readonly inWhere: boolean
}

const SHAPES = shapes(z.unknown())
type Kind = keyof typeof SHAPES
const isKind = (key: string): key is Kind => Object.hasOwn(SHAPES, key)

const CODES: Readonly<Record<string, ConditionIssueCode>> = {
  invalid_type: 'wrong_type',
  invalid_union: 'wrong_type',
  too_small: 'out_of_range',
  too_big: 'out_of_range',
  invalid_format: 'bad_format',
  custom: 'bad_format',
}

function report(walk: Walk, pointer: string, code: ConditionIssueCode, detail: string): void {
  walk.issues.push({ pointer, code, detail })
}

function reportShape(walk: Walk, pointer: string, issues: readonly z.core.$ZodIssue[]): void {
  for (const issue of issues) {
    const at = pointerTo(pointer, ...issue.path)
    if (issue.code !== 'unrecognized_keys') report(walk, at, CODES[issue.code] ?? 'not_allowed', issue.message)
    else for (const key of issue.keys) report(walk, pointerTo(at, key), 'unknown_key', 'This key is not known here.')
  }
}

type Compared = Pick<Comparison, 'op' | 'value'>

const TIME_OPS: ReadonlySet<string> = new Set(['before', 'after'])
const ORDER_OPS: ReadonlySet<string> = new Set(['lt', 'lte', 'gt', 'gte'])

function misfit({ op, value }: Compared): string | undefined {
  if (op === 'exists') return value === undefined || typeof value === 'boolean' ? undefined : 'true, false or nothing.'
  if (op === 'in') return Array.isArray(value) ? undefined : 'A list of values.'
  if (value === undefined || Array.isArray(value)) return 'One value.'
  if (ORDER_OPS.has(op)) return value === null ? 'Text, a number or a boolean.' : undefined
  return TIME_OPS.has(op) && !isReference(value)
    ? 'A date and time such as 2026-01-31T09:00:00Z, or now, now-P30D, now+PT4H.'
    : undefined
}

const isReference = (value: unknown): boolean => typeof value === 'string' && parseReference(value) !== undefined

function checkComparison(walk: Walk, pointer: string, node: Comparison, roots: readonly string[]): readonly Child[] {
  const [root] = splitPath(node.path)
  if (!roots.some((name) => name === root)) {
    report(walk, pointerTo(pointer, 'path'), 'unknown_root', `A path starts with one of ${roots.join(', ')}.`)
  }
  return checkCompared(walk, pointer, node)
}

function checkCompared(walk: Walk, pointer: string, node: Compared): readonly Child[] {
  const expected = misfit(node)
  if (expected !== undefined) {
    report(walk, pointerTo(pointer, 'value'), 'value_does_not_fit', `${node.op} needs: ${expected}`)
  }
  return []
}

function checkHistory(walk: Walk, position: Position, kind: string, within: string | undefined): void {
  if (position.inWhere) {
    report(
      walk,
      pointerTo(position.pointer, kind),
      'history_in_where',
      'A where looks at one occurrence, not at history.',
    )
  }
  checkWithin(walk, position, within)
}

function checkWithin(walk: Walk, { pointer }: Position, within: string | undefined): void {
  if (within !== undefined && durationMs(within) === 0)
    report(walk, pointerTo(pointer, 'within'), 'out_of_range', 'Longer than nothing.')
}

function checkAnswer(walk: Walk, position: Position, node: AnswerLeaf): readonly Child[] {
  const { answer, op, value, within } = node
  checkWithin(walk, position, within)
  const wrong = (key: 'op' | 'value', code: ConditionIssueCode, detail: string): void =>
    report(walk, pointerTo(position.pointer, key), code, detail)
  if (op === undefined) {
    if (value !== undefined) wrong('value', 'not_allowed', 'Only together with `op`.')
    return []
  }
  const expected = misfit({ op, value })
  if (expected !== undefined) wrong('value', 'value_does_not_fit', `${op} needs: ${expected}`)
  else if (answer.question === undefined && op === 'contains')
    wrong('op', 'not_allowed', 'Without `question` the scores are compared, which contain nothing.')
  else if (answer.question === undefined && ![value].flat().every((each) => typeof each === 'number'))
    wrong('value', 'value_does_not_fit', 'Without `question` the scores are compared, which are numbers.')
  return []
}

type Child = readonly [value: unknown, inWhere: boolean, ...path: readonly PropertyKey[]]
type Rule = (walk: Walk, position: Position, value: unknown) => readonly Child[]

/** Checks one kind of node: first its shape, then what the shape cannot say; answers the conditions below it. */
function rule<Shape extends z.ZodType>(
  shape: Shape,
  examine: (node: z.infer<Shape>, walk: Walk, position: Position) => readonly Child[],
): Rule {
  return (walk, position, value) => {
    const parsed = shape.safeParse(value)
    if (parsed.success) return examine(parsed.data, walk, position)
    reportShape(walk, position.pointer, parsed.error.issues)
    return []
  }
}

const leaf = (): readonly Child[] => []

const MESSAGE_RULES = {
  ofStep: rule(MESSAGE_FORMS.ofStep, leaf),
  last: rule(MESSAGE_FORMS.last, ({ message, within }, walk, position) => {
    checkWithin(walk, position, within)
    const given = Object.keys(message).length
    const at = pointerTo(position.pointer, 'message')
    if (given === 0) report(walk, at, 'wrong_type', 'An object with `template` or `topic`.')
    if (given > 1) report(walk, at, 'ambiguous', 'One of template, topic, not both.')
    return []
  }),
}

const RULES: Readonly<Record<Kind, Rule>> = {
  all: rule(SHAPES.all, ({ all }, _walk, { inWhere }) => all.map((child, index) => [child, inWhere, 'all', index])),
  any: rule(SHAPES.any, ({ any }, _walk, { inWhere }) => any.map((child, index) => [child, inWhere, 'any', index])),
  not: rule(SHAPES.not, ({ not }, _walk, { inWhere }) => [[not, inWhere, 'not']]),
  path: rule(SHAPES.path, (node, walk, { pointer }) => checkComparison(walk, pointer, node, ROOTS)),
  computed: rule(SHAPES.computed, (node, walk, { pointer }) => checkCompared(walk, pointer, node)),
  listed: rule(SHAPES.listed, leaf),
  segment: rule(SHAPES.segment, leaf),
  did: rule(SHAPES.did, ({ where, within }, walk, position) => {
    checkHistory(walk, position, 'did', within)
    return where === undefined ? [] : [[where, true, 'where']]
  }),
  message: (walk, position, value) => {
    const isOfStep = !isObject(value) || !isObject(value['message'])
    return (isOfStep ? MESSAGE_RULES.ofStep : MESSAGE_RULES.last)(walk, position, value)
  },
  answer: rule(SHAPES.answer, (node, walk, position) => checkAnswer(walk, position, node)),
  consent: rule(SHAPES.consent, leaf),
  permission: rule(SHAPES.permission, leaf),
  sequence: rule(SHAPES.sequence, ({ sequence, within }, walk, position) => {
    checkHistory(walk, position, 'sequence', within)
    if (sequence[0]?.absent === true) {
      const at = pointerTo(position.pointer, 'sequence', 0, 'absent')
      report(walk, at, 'sequence_starts_absent', 'A sequence starts with something that happened.')
    }
    walk.nodes += sequence.length
    return sequence.flatMap(({ where }, index): readonly Child[] =>
      where === undefined ? [] : [[where, true, 'sequence', index, 'where']],
    )
  }),
  account: rule(SHAPES.account, ({ account }, walk, { pointer }) =>
    checkComparison(walk, pointerTo(pointer, 'account'), account, ACCOUNT_ROOTS),
  ),
}

function walkNode(walk: Walk, position: Position, value: unknown): void {
  walk.nodes += 1
  if (walk.nodes > LIMITS.nodes) return
  if (position.depth > LIMITS.depth) {
    return report(walk, position.pointer, 'too_deep', `At most ${LIMITS.depth} levels.`)
  }
  const kinds = isObject(value) ? Object.keys(value).filter(isKind) : []
  const [kind] = kinds
  if (kind === undefined) {
    return report(walk, position.pointer, 'not_a_condition', `An object with one of ${Object.keys(SHAPES).join(', ')}.`)
  }
  if (kinds.length > 1) return report(walk, position.pointer, 'ambiguous', `One of ${kinds.join(', ')}, not several.`)
  for (const [child, inWhere, ...path] of RULES[kind](walk, position, value)) {
    walkNode(walk, { pointer: pointerTo(position.pointer, ...path), depth: position.depth + 1, inWhere }, child)
    if (walk.nodes > LIMITS.nodes) return
  }
}

function issuesOf(value: unknown): readonly ConditionIssue[] {
  const walk: Walk = { issues: [], nodes: 0 }
  walkNode(walk, { pointer: '', depth: 1, inWhere: false }, value)
  if (walk.nodes > LIMITS.nodes) report(walk, '', 'too_many_nodes', `At most ${LIMITS.nodes} nodes.`)
  return walk.issues
}

/** Reads a condition from JSON, naming every fault with its pointer; what it compares with people is put in their form. */
export function parseCondition(value: unknown, normalisePhone?: PhoneNormaliser): ParsedCondition {
  const issues = issuesOf(value)
  if (issues.length > 0) return { ok: false, issues }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every node of it has just been checked by its own shape
  return { ok: true, condition: toCanonical(value as ConditionType, normalisePhone) }
}

/** A condition as part of a larger schema. It reports the same faults as `parseCondition`, and is described as the shape is. */
export const Condition: z.ZodType<ConditionType> = checkedNodeByNode()

// The union of all shapes would try each of them on every node, which costs some fifty times as much as looking at the kind.
function checkedNodeByNode(): z.ZodType<ConditionType> {
  const schema = z.lazy(() => ConditionShape)
  /* oxlint-disable no-underscore-dangle -- zod offers its hooks under this name */
  schema._zod.run = (payload) => {
    const parsed = parseCondition(payload.value)
    if (parsed.ok) return { value: parsed.condition, issues: payload.issues }
    for (const { pointer, code, detail } of parsed.issues) {
      payload.issues.push({
        code: 'custom',
        input: undefined,
        message: detail,
        path: pathOf(pointer),
        params: { code },
      })
    }
    return payload
  }
  /* oxlint-enable no-underscore-dangle */
  return schema
}
export type Condition = ConditionType

function pathOf(pointer: string): (string | number)[] {
  const keys = pointer.split('/').slice(1)
  return keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll('~1', '/').replaceAll('~0', '~')))
}
