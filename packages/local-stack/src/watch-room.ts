import { isFull } from './keep-running.js'

const EVERY_MS = 2_000

/** Says in one line when the disk has no room left, and in one when it has again. */
export function watchRoom(folder: string, say: (text: string) => void): { stop(): void } {
  let wasFull = false
  const look = (): void => {
    const isNowFull = isFull(folder)
    if (isNowFull === wasFull) return
    wasFull = isNowFull
    say(
      isNowFull
        ? `there is no room left on the disk of ${folder}: what has to be stored is refused until there is`
        : 'there is room on the disk again',
    )
  }
  const timer = setInterval(look, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
