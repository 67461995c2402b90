import { z } from 'zod'
import * as all from './kinds.js'
import type { StepKind } from './step-kind.js'

type Kind = (typeof all)[keyof typeof all]

/** A step of any kind, every default filled in. */
export type Step = z.output<Kind['schema']>

const list: readonly Kind[] = Object.values(all)
const byType = new Map<string, StepKind<Step>>(list.map((kind) => [kind.type, kind]))

// `WaitForStep`: generators of clients tell named schemas apart by their type.
const nameOf = (type: string): string =>
  `${type.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase())}Step`

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a list of modules is never empty, which zod asks for
const schemas = list.map(({ type, schema }) => schema.meta({ id: nameOf(type) })) as [
  Kind['schema'],
  ...Kind['schema'][],
]

export const Step: z.ZodType<Step> = z.discriminatedUnion('type', schemas)

export const stepTypes: readonly string[] = [...byType.keys()]

/** The kind of a step. */
export function kindOf({ type }: Step): StepKind<Step> {
  const kind = byType.get(type)
  if (kind === undefined) throw new Error(`No kind of step is called ${type}.`)
  return kind
}
