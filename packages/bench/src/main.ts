import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installationOf, orRefuse } from '@polyphon/toolchain'
import { drawGrowth } from './draw-growth.js'
import { writePage } from './page.js'
import { tableOf, toJson } from './report.js'
import type { BenchOptions, Measured } from './scenario.js'
import { scenarios } from './scenarios/all.js'

const say = (text: string): void => void process.stderr.write(`${text}\n`)
const USAGE =
  'npm run bench -- [--only NAME,…] [--rounds N] [--seconds S] [--profile FOLDER] [--write] [--json]; names are ' +
  scenarios.map(({ name }) => name).join(', ')
const { values: given } = orRefuse(USAGE, () =>
  parseArgs({
    options: {
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '6' },
      profile: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  }),
)
const options: BenchOptions = {
  rounds: Number(given.rounds),
  seconds: Number(given.seconds),
  profiles: given.profile === undefined ? null : resolve(given.profile),
  say,
}
const names = given.only?.split(',')
const unknown = names?.filter((name) => !scenarios.some((scenario) => scenario.name === name)) ?? []
const amiss = [
  ...unknown.map((name) => `There is no ${name}.\nUsage: ${USAGE}`),
  ...(options.rounds >= 1 && Number.isInteger(options.rounds) ? [] : ['--rounds is a whole number from 1 on']),
  ...(options.seconds >= 1 ? [] : ['--seconds is a number from 1 on']),
  ...(['Kafka', 'Redis'] as const).flatMap((name) => {
    const installation = installationOf(name)
    return installation === undefined ? [] : [`${name} is missing: ${installation}`]
  }),
]
if (amiss.length > 0) {
  say(amiss.join('\n'))
  process.exit(2)
}
const measured: Measured[] = []
for (const scenario of scenarios) {
  if (names !== undefined && !names.includes(scenario.name)) continue
  say(`${scenario.name} …`)
  measured.push(...(await scenario.measure(options)))
}
process.stdout.write(`${tableOf(measured)}\n`)
const curves = measured.filter(({ curve }) => curve !== undefined)
if (curves.length > 0) process.stdout.write(`${await drawGrowth(curves)}\n`)
if (given.write) await writePage(measured)
if (given.json) process.stdout.write(`${JSON.stringify(toJson(measured))}\n`)
// Kept-alive connections of a closed stack hold nobody up.
process.exit(0)
