import { setImmediate } from 'node:timers/promises'

/** As long as one piece of work, or several of them in a row, may keep everybody else from having their turn. */
const MOST_MS = 20

/** Called between two pieces of long work: gives everybody else their turn where some time has passed without one. */
export type TakeTurns = () => Promise<void>

/** Begins work that is done in pieces. Time only says when to rest, never what is done. */
export function openTurns(clock: () => number = () => performance.now()): TakeTurns {
  let since = clock()
  return async () => {
    if (clock() - since < MOST_MS) return
    await setImmediate()
    since = clock()
  }
}

/** Does all pieces of a work, giving everybody else their turn in between, and answers what it comes to. */
export async function inTurns<Result>(
  pieces: Iterator<unknown, Result>,
  takeTurns: TakeTurns = openTurns(),
): Promise<Result> {
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
    await takeTurns()
  }
}
