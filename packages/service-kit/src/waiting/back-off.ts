/** Milliseconds to wait before try number `attempt + 1`: doubled each time, and spread so that not all try at once. */
export function backoffMs(attempt: number, firstMs: number, mostMs: number): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30))
  return full / 2 + (Math.random() * full) / 2
}
