const LARGEST_PAGE_BYTES = 1_048_576
// So many are read before it is known how large they are.
const FIRST_ROWS = 20

/** An item with its position in the order of its list. */
export interface Positioned<Item, At> {
  readonly item: Item
  readonly position: At
}

/** Items, and the position of the last one where more follow. */
export interface Filled<Item, At> {
  readonly items: Item[]
  readonly last: At | null
}

/**
 * Fills a page: at most `limit` items and about 1 MiB of JSON, but one item at least. It is read in parts, so that no more
 * than that is ever fetched by much.
 */
export async function fillPage<Item, At>(
  { behind, limit }: { readonly behind: At | null; readonly limit: number },
  read: (behind: At | null, most: number) => Promise<readonly Positioned<Item, At>[]>,
): Promise<Filled<Item, At>> {
  const items: Item[] = []
  let bytes = 0
  let last = behind
  for (let most = FIRST_ROWS; ; most = Math.ceil((items.length * (LARGEST_PAGE_BYTES - bytes)) / Math.max(1, bytes))) {
    const wanted = Math.max(1, Math.min(limit - items.length, most))
    const found = await read(last, wanted + 1)
    for (const { item, position } of found.slice(0, wanted)) {
      bytes += Buffer.byteLength(JSON.stringify(item) ?? '')
      if (items.length > 0 && bytes > LARGEST_PAGE_BYTES) return { items, last }
      items.push(item)
      last = position
    }
    if (found.length <= wanted) return { items, last: null }
    if (items.length >= limit) return { items, last }
  }
}
