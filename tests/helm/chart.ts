import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, parseAllDocuments, stringify } from 'yaml'
import { z } from 'zod'

export const chart = join(import.meta.dirname, '../../infra/helm/polyphon')
/** The oldest Kubernetes that the chart names, and a current one. */
export const KUBERNETES = ['1.27.0', '1.34.0'] as const

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
})
export type Manifest = z.output<typeof manifest>

export type Values = Readonly<Record<string, unknown>>

export const read = (path: string): string => readFileSync(join(chart, path), 'utf8')
export const schema: Readonly<Record<string, unknown>> = JSON.parse(read('values.schema.json'))
/** The values with which the chart is tried, by name. */
export const given: Readonly<Record<string, Values>> = Object.fromEntries(
  readdirSync(join(chart, 'ci')).map((name) => [name.replace('-values.yaml', ''), parse(read(`ci/${name}`))]),
)

const helm = process.env['POLYPHON_HELM'] ?? 'helm'
const version = spawnSync(helm, ['version', '--short'], { encoding: 'utf8' })
/** Whether there is a Helm: `npm run check -- --full` makes one, where Go is. */
export const isHelmHere = version.status === 0 && version.stdout.startsWith('v3')

interface Rendered {
  readonly status: number | null
  readonly error: string
  readonly manifests: readonly Manifest[]
}

/** What Helm makes of the chart with these values beside its own. */
export function render(values: Values, kubernetes: string = KUBERNETES[1]): Rendered {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-helm-'))
  try {
    writeFileSync(join(folder, 'values.yaml'), stringify(values))
    const words = ['template', 'shop', chart, '--namespace', 'cx', '--kube-version', kubernetes]
    const { status, stdout, stderr } = spawnSync(helm, [...words, '--values', join(folder, 'values.yaml')], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      // What somebody has set up for Helm is not ours.
      env: { PATH: process.env['PATH'] ?? '', HOME: folder },
    })
    const documents = parseAllDocuments(stdout).map((document) => {
      const [problem] = document.errors
      if (problem !== undefined) throw problem
      return document.toJS()
    })
    return {
      status,
      error: stderr,
      manifests: documents.filter((found) => found !== null).map((found) => manifest.parse(found)),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const container = z.looseObject({
  name: z.string(),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
})
const projected = z.object({
  sources: z.array(
    z.object({
      secret: z.object({ name: z.string(), items: z.array(z.object({ key: z.string(), path: z.string() })) }),
    }),
  ),
})
const pod = z.looseObject({
  containers: z.array(container).length(1),
  volumes: z.array(z.looseObject({ name: z.string(), projected: projected.optional() })),
  terminationGracePeriodSeconds: z.int().optional(),
})
const workload = z.looseObject({ spec: z.looseObject({ template: z.looseObject({ spec: pod }) }) })
export type Pod = z.output<typeof pod>

/** The pods of deployments and jobs, by the name of the deployment or job. */
export const podsOf = (manifests: readonly Manifest[]): ReadonlyMap<string, Pod> =>
  new Map(
    manifests
      .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
      .map((found) => [found.metadata.name, workload.parse(found).spec.template.spec]),
  )

export function podOf(manifests: readonly Manifest[], name: string): Pod {
  const found = podsOf(manifests).get(name)
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}

/** What a process in the pod finds in its environment. */
export const environmentOf = ({ containers: [first] }: Pod): Readonly<Record<string, string>> =>
  Object.fromEntries((first?.env ?? []).map(({ name, value }) => [name, value]))

/** The Secret that each file of a pod comes from, by the name of the file. */
export const secretsOf = ({ volumes }: Pod): ReadonlyMap<string, string> =>
  new Map(
    volumes.flatMap((volume) =>
      (volume.projected?.sources ?? []).flatMap(({ secret }) =>
        secret.items.map(({ path }) => [path, secret.name] as const),
      ),
    ),
  )
