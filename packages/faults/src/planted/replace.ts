import { writeSync } from 'node:fs'
import { markOf, type PlantedBug, transform, transformationsOf } from './transform.js'

const STDERR = 2

/** The source of a file as the bug wants it; says so on stderr, and leaves every other file as it is. */
export function replaceIn(bug: PlantedBug, path: string, source: string): string {
  const wanted = transformationsOf(bug, path)
  const [first] = wanted
  if (first === undefined) return source
  const changed = transform(source, wanted)
  // Written at once: the hook runs on a thread of its own, whose console comes late or never.
  writeSync(STDERR, `${markOf(bug, first.file)}\n`)
  return changed
}
