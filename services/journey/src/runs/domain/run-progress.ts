import type { PublishedJourney } from '../../definitions/domain/definition.js'
import type { Progress } from '../../kinds/domain/progress.js'

/** An advance of a run, with the whole journey that it belongs to. */
export type RunProgress = Progress<PublishedJourney>
