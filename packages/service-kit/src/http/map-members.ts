export type Json = Readonly<Record<string, unknown>>
export type Member = readonly [key: string, value: unknown]

/** A copy of a JSON value in which each member of each object is replaced by what `change` makes of it. */
export function mapMembers<Value>(value: Value, change: (member: Member) => readonly Member[]): Value {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(
      Object.entries(node)
        .flatMap(change)
        .map(([key, member]) => [key, visit(member)]),
    )
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a copy has the form of the original
  return visit(value) as Value
}
