import { z } from 'zod'

/**
 * The answer of every list: a page and where the next one begins; `null` at the end. It is named after its items, as
 * `ProfileList`; what is made of it needs a name of its own.
 */
export function listOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  const list = z.object({ items: z.array(item), nextCursor: z.string().nullable() })
  const { id } = z.globalRegistry.get(item) ?? {}
  return id === undefined ? list : list.meta({ id: `${id}List` })
}

/**
 * The answer of a list whose items leave fields out with `fields=summary`: these are optional in it. Named after its items,
 * as `AnswerList`; the item as a whole keeps its name.
 */
export function briefListOf<Shape extends z.ZodRawShape, Name extends keyof Shape & string>(
  item: z.ZodObject<Shape>,
  bulk: readonly Name[],
): z.ZodObject<{
  items: z.ZodArray<z.ZodObject<Omit<Shape, Name> & { [K in Name]: z.ZodOptional<Shape[K]> }>>
  nextCursor: z.ZodNullable<z.ZodString>
}> {
  const { id } = z.globalRegistry.get(item) ?? {}
  const optional = Object.fromEntries(bulk.map((name) => [name, optionalOf(item.shape[name])]))
  const brief = item.extend(optional).meta({ id: `${id ?? ''}Item` })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same fields, some of them optional
  return listOf(brief).meta({ id: `${id ?? ''}List` }) as never
}

const optionalOf = (field: unknown): z.ZodOptional => {
  if (!(field instanceof z.ZodType)) throw new Error('Only a field of the item can be left out.')
  return field.optional()
}
