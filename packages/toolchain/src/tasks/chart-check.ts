import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Tried } from './client-generators.js'
import { capture, root, tool } from './commands.js'

const HELM = 'v3.21.4'
const folder = join(root, 'node_modules/.cache/polyphon', `helm-${HELM}`)
const built = join(folder, 'helm')
const GO_ENV = { GOTOOLCHAIN: 'local', GOWORK: 'off', GOBIN: folder }

/** Renders the chart with several sets of values and holds every manifest against Kubernetes' schemas and our own promises. */
export async function checkChart(): Promise<Tried> {
  const helm = await findHelm()
  if ('skipped' in helm) return { ok: true, text: '', skipped: helm.skipped }
  if ('problem' in helm) return { ok: false, text: helm.problem }
  return capture(tool('vitest'), ['run', 'tests/helm'], { env: { POLYPHON_HELM: helm.path } })
}

/** The Helm of this machine, or one that its Go makes; nothing else is fetched or installed. */
async function findHelm(): Promise<
  { readonly path: string } | { readonly skipped: string } | { readonly problem: string }
> {
  if ((await capture('helm', ['version', '--short'])).text.startsWith('v3')) return { path: 'helm' }
  if (existsSync(built)) return { path: built }
  const { ok, text } = await capture('go', ['version'], { env: GO_ENV })
  const [, major = 0, minor = 0] = /go(\d+)\.(\d+)/.exec(text)?.map(Number) ?? []
  if (!ok || major < 1 || (major === 1 && minor < 26)) return { skipped: 'Helm 3, or Go 1.26 to make it, is needed' }
  const made = await capture('go', ['install', `helm.sh/helm/v3/cmd/helm@${HELM}`], { env: GO_ENV })
  return made.ok ? { path: built } : { problem: made.text }
}
