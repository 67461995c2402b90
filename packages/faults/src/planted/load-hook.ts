import type { InitializeHook, LoadHook } from 'node:module'
import { plantedBug } from './bugs.js'
import { replaceIn } from './replace.js'
import { type PlantedBug, transformationsOf } from './transform.js'

let bug: PlantedBug | undefined

/** Learns from `register` which bug to plant. */
export const initialize: InitializeHook<string> = (name) => {
  bug = plantedBug(name)
}

/** Passes the source of every module on, changed where the bug wants it. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context)
  if (bug === undefined || transformationsOf(bug, url).length === 0) return loaded
  // What has no source here is CommonJS, which is changed where that is read.
  if (loaded.source === undefined || loaded.source === null) return loaded
  const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
  return { ...loaded, source: replaceIn(bug, url, source) }
}
