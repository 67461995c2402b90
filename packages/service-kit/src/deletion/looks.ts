/**
 * When it is looked once more whether anything has come of what was removed, counted from the look before: who was at it when
 * all was gone may have left something all the same, and nobody waits for that.
 */
export const LOOKS_MS: readonly number[] = [60_000, 3_600_000, 86_400_000]
