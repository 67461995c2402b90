#!/usr/bin/env node
// `npx polyphon`. In a clone it installs and builds what has changed, as `npm start` does; from a registry it is built.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../dist/main.js')
const setup = join(import.meta.dirname, '../../toolchain/setup.mjs')

try {
  // A shell that asks what a word may be cannot wait for a compiler.
  if (existsSync(setup) && !(process.argv[2] === 'complete' && existsSync(main))) {
    const { build, checkNode, install } = await import(setup)
    checkNode()
    await install()
    await build(join(import.meta.dirname, '..'))
  }
  process.setSourceMapsEnabled(true)
  await import(main)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
