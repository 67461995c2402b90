import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'
import { ScaledObject, TriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import { PrometheusRule, ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { Deployment } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { Job } from 'kubernetes-models/batch/v1'
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, Service, ServiceAccount } from 'kubernetes-models/v1'
import type { Manifest } from './chart.js'

interface Kind {
  readonly from: string
  validate(manifest: Manifest): void
}

/** A kind by its class: made from Kubernetes' OpenAPI documents, or from the definitions of those who extend it. */
// oxlint-disable-next-line typescript/no-explicit-any -- each class takes data of its own kind, which is what is looked at
const kind = (from: string, model: new (data: any) => { validate(): void }): Kind => ({
  from,
  validate: ({ apiVersion: _apiVersion, kind: _kind, ...data }) => new model(data).validate(),
})

const KINDS: Readonly<Record<string, Kind>> = {
  'v1 ServiceAccount': kind('kubernetes-models/v1', ServiceAccount),
  'v1 Service': kind('kubernetes-models/v1', Service),
  'v1 ConfigMap': kind('kubernetes-models/v1', ConfigMap),
  'apps/v1 Deployment': kind('kubernetes-models/apps/v1', Deployment),
  'batch/v1 Job': kind('kubernetes-models/batch/v1', Job),
  'policy/v1 PodDisruptionBudget': kind('kubernetes-models/policy/v1', PodDisruptionBudget),
  'autoscaling/v2 HorizontalPodAutoscaler': kind('kubernetes-models/autoscaling/v2', HorizontalPodAutoscaler),
  'networking.k8s.io/v1 NetworkPolicy': kind('kubernetes-models/networking.k8s.io/v1', NetworkPolicy),
  'networking.k8s.io/v1 Ingress': kind('kubernetes-models/networking.k8s.io/v1', Ingress),
  'gateway.networking.k8s.io/v1 HTTPRoute': kind(
    '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1',
    HTTPRoute,
  ),
  'keda.sh/v1alpha1 ScaledObject': kind('@kubernetes-models/keda/keda.sh/v1alpha1', ScaledObject),
  'keda.sh/v1alpha1 TriggerAuthentication': kind('@kubernetes-models/keda/keda.sh/v1alpha1', TriggerAuthentication),
  'monitoring.coreos.com/v1 ServiceMonitor': kind(
    '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
    ServiceMonitor,
  ),
  'monitoring.coreos.com/v1 PrometheusRule': kind(
    '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
    PrometheusRule,
  ),
}

function kindOf({ apiVersion, kind: name }: Manifest): Kind {
  const found = KINDS[`${apiVersion} ${name}`]
  if (found === undefined) throw new Error(`No schema is known of ${apiVersion} ${name}.`)
  return found
}

/** What the schema of its kind says against a manifest: values of a wrong form, and what is missing. */
export function schemaProblems(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap((manifest) => {
    try {
      kindOf(manifest).validate(manifest)
      return []
    } catch (error) {
      return [`${manifest.kind} ${manifest.metadata.name}: ${String(error)}`]
    }
  })
}

const root = join(import.meta.dirname, '../..')

/**
 * What the types of Kubernetes say against manifests: fields that there are not, too, which a schema passes over and the
 * cluster as well, so that a misspelt probe is none.
 */
export function typeProblems(manifests: readonly Manifest[]): readonly string[] {
  const cache = join(root, 'node_modules/.cache/polyphon')
  mkdirSync(cache, { recursive: true })
  // Inside of the repository, as the types are found from there.
  const folder = mkdtempSync(join(cache, 'manifests-'))
  try {
    const program = manifests.map((manifest, index) => {
      const name = `${manifest.kind} as Kind${index}`
      const literal = JSON.stringify(manifest, null, 1)
      return `import { type I${name} } from '${kindOf(manifest).from}'\nconst m${index}: Kind${index} = ${literal}\n`
    })
    writeFileSync(join(folder, 'manifests.ts'), program.join(''))
    const flags = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      '',
    ]
    const { status, stdout } = spawnSync(
      join(root, 'node_modules/.bin/tsc'),
      [...flags, join(folder, 'manifests.ts')],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    return status === 0 ? [] : stdout.trim().split('\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
