import type { TimerKind } from '@polyphon/service-kit'
import type { AnalyticsDeps } from '../config.js'

/** Nothing falls due in analytics: every number is made when it is asked for. */
export const analyticsTimers: readonly ((deps: AnalyticsDeps) => TimerKind)[] = []
