import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client'

// A look every 10 ms, as is the default, would cost an idle process as much as all else together.
const LOOK_MS = 100
const NANOSECONDS = 1e9
// The monitor that comes with the default metrics and whose numbers are replaced here.
const HARDLY_EVER_MS = 60_000

const beyond = (nanoseconds: number): number => Math.max(0, nanoseconds / NANOSECONDS - LOOK_MS / 1_000)

/** The default metrics whose values contain the pause between two looks, and how each is read instead, in seconds. */
const READINGS: Readonly<Record<string, readonly [string, (histogram: IntervalHistogram) => number]>> = {
  nodejs_eventloop_lag_min_seconds: ['Shortest', ({ min }) => beyond(min)],
  nodejs_eventloop_lag_max_seconds: ['Longest', ({ max }) => beyond(max)],
  nodejs_eventloop_lag_mean_seconds: ['Mean', ({ mean }) => beyond(mean)],
  nodejs_eventloop_lag_stddev_seconds: ['Standard deviation of the', ({ stddev }) => stddev / NANOSECONDS],
  nodejs_eventloop_lag_p50_seconds: ['Median', (histogram) => beyond(histogram.percentile(50))],
  nodejs_eventloop_lag_p90_seconds: ['90th percentile of the', (histogram) => beyond(histogram.percentile(90))],
  nodejs_eventloop_lag_p99_seconds: ['99th percentile of the', (histogram) => beyond(histogram.percentile(99))],
}

/**
 * Adds what is known of the process and of Node.js. The delay of the event loop is taken anew: Node.js measures the time
 * between two looks, the pause of 100 ms included; here that is taken off, so that an idle process shows about nothing.
 */
export function measureProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: HARDLY_EVER_MS })
  const histogram = monitorEventLoopDelay({ resolution: LOOK_MS })
  histogram.enable()
  const names = Object.keys(READINGS)
  for (const [name, [which, read]] of Object.entries(READINGS)) {
    registry.removeSingleMetric(name)
    const gauge: Gauge = new Gauge({
      name,
      help: `${which} delay of the event loop since the last scrape`,
      registers: [registry],
      collect: () => {
        gauge.set(histogram.count === 0 ? 0 : read(histogram))
        // They are read in this order, and the last one begins the next interval.
        if (name === names.at(-1)) histogram.reset()
      },
    })
  }
}
