const A_DAY_MS = 86_400_000

export type UnbelievableTime = {
  readonly code: 'occurred_at_too_old' | 'occurred_at_in_future'
  readonly detail: string
}

/**
 * When an answer counts as given that came with a publishable key, which anybody can read: nobody but a backend rewrites
 * the numbers of last month or writes those of next month. A clock that is ahead costs the answer its time only.
 */
export function timeOfAnswer(stated: Date, receivedAt: Date): Date | UnbelievableTime {
  const ageMs = receivedAt.getTime() - stated.getTime()
  if (ageMs > A_DAY_MS)
    return {
      code: 'occurred_at_too_old',
      detail: 'With a publishable key an answer is at most a day old; a secret key may say more.',
    }
  if (ageMs < -A_DAY_MS) return { code: 'occurred_at_in_future', detail: 'An answer cannot come before it is given.' }
  return ageMs < 0 ? receivedAt : stated
}
