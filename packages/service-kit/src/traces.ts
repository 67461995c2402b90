export { recordedTrace, type Span, type Tracing } from './telemetry/tracing.js'
