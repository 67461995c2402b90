import { AppError } from '../errors.js'

/** Lets only so many do something at once, the others one after the other. */
export interface Turns {
  /** Waits for a place; what it answers gives the place back. Refused as `questions_busy` when the wait is too long. */
  take(workspaceId: string): Promise<() => void>
}

interface Waiting {
  readonly workspaceId: string
  readonly enter: () => void
}

/** One workspace has at most half of the places, so that it alone never keeps all others waiting. */
export function openTurns({ places, waitMs }: { readonly places: number; readonly waitMs: number }): Turns {
  const own = Math.ceil(places / 2)
  const running = new Map<string, number>()
  const waiting: Waiting[] = []
  let taken = 0

  const isFree = (workspaceId: string): boolean => taken < places && (running.get(workspaceId) ?? 0) < own
  const leave = (workspaceId: string): void => {
    taken -= 1
    const left = (running.get(workspaceId) ?? 0) - 1
    if (left > 0) running.set(workspaceId, left)
    else running.delete(workspaceId)
    const index = waiting.findIndex((one) => isFree(one.workspaceId))
    for (const next of index < 0 ? [] : waiting.splice(index, 1)) next.enter()
  }
  const enter = (workspaceId: string): (() => void) => {
    taken += 1
    running.set(workspaceId, (running.get(workspaceId) ?? 0) + 1)
    return () => leave(workspaceId)
  }
  const wait = (workspaceId: string): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const one: Waiting = {
        workspaceId,
        enter: () => {
          clearTimeout(timer)
          resolve(enter(workspaceId))
        },
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(one), 1)
        reject(
          new AppError('unavailable', 'questions_busy', 'Other questions that read much are being answered.', {
            retryAfterSeconds: 2,
          }),
        )
      }, waitMs)
      waiting.push(one)
    })
  return { take: async (workspaceId) => (isFree(workspaceId) ? enter(workspaceId) : wait(workspaceId)) }
}
