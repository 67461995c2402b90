import { events } from './boards/events.js'
import { messages } from './boards/messages.js'
import { overview } from './boards/overview.js'
import { service } from './boards/service.js'
import type { Board } from './panels.js'

/** The dashboards for Grafana, in the order in which somebody looks at them. */
export const boards: readonly Board[] = [overview, service, events, messages]
