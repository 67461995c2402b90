export { type Fault, pointerTo } from './fault.js'
