import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Outcome } from './commands.js'

/** Imports between the files of one service: how many there are, and how many stay within their feature. */
export interface Share {
  readonly within: number
  readonly all: number
}

// A share may fall by this much, in points, before somebody has to look.
const MOST_LOST = 5
const STATEMENT = /^(?:import|export)\b[^'"]*?(?:from )?'(\.[^']+)'/gm

/** Counts the imports of one file that stay in `src`; the feature is the first folder below it. */
export function countImports(path: string, text: string): Share {
  const targets = [...text.matchAll(STATEMENT)].map((match) => join(dirname(path), match[1] ?? ''))
  const feature = featureOf(path)
  const within = targets.filter((target) => feature !== null && featureOf(target) === feature)
  return { within: within.length, all: targets.length }
}

function featureOf(path: string): string | null {
  return /^services\/[^/]+\/src\/([^/]+)\//.exec(path)?.[1] ?? null
}

/** The shares of all services by name, from the files below `root`; tests do not count. */
function featureShares(root: string): Readonly<Record<string, Share>> {
  return Object.fromEntries(
    readdirSync(join(root, 'services')).map((service) => {
      const counts = sourcesOf(root, `services/${service}/src`).map((path) =>
        countImports(path, readFileSync(join(root, path), 'utf8')),
      )
      return [service, sum(counts)]
    }),
  )
}

function sourcesOf(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
}

const sum = (shares: readonly Share[]): Share => ({
  within: shares.reduce((total, share) => total + share.within, 0),
  all: shares.reduce((total, share) => total + share.all, 0),
})

const percent = ({ within, all }: Share): number => (all === 0 ? 0 : Math.round((within / all) * 1000) / 10)

/** Fails when the share of all services together is more than five points below the committed one. */
export function judgeShare(shares: Readonly<Record<string, Share>>, committed: number): Outcome {
  const total = percent(sum(Object.values(shares)))
  const parts = Object.entries(shares).map(([service, share]) => `${service} ${percent(share)} %`)
  const text = `${total} % of the imports within services stay in their feature (committed: ${committed} %): ${parts.join(', ')}`
  return { ok: total >= committed - MOST_LOST, text }
}

/** Compares what is on disk with `docs/feature-share.json`. */
export function checkFeatureShare(root: string): Promise<Outcome> {
  const file = join(root, 'docs/feature-share.json')
  if (!existsSync(file)) return Promise.resolve({ ok: false, text: 'docs/feature-share.json is missing.' })
  const { percent: committed }: { percent: number } = JSON.parse(readFileSync(file, 'utf8'))
  return Promise.resolve(judgeShare(featureShares(root), committed))
}
