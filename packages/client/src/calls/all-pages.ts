/** A page of a list, as all lists answer it. */
export interface ListPage<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

/**
 * Everything on all pages of a list, up to `most`; rejects with what reading a page throws.
 *
 *     const answers = await allPages((cursor) => dataOf(feedback.GET('/v1/answers', { params: { query: { cursor } } })))
 */
export async function allPages<Item>(
  read: (cursor: string | undefined) => Promise<ListPage<Item>>,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && items.length < most)
  return items.slice(0, most)
}
