export { runCli } from './frame/run.js'
export type { Terminal } from './frame/terminal.js'
