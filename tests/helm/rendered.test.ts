import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { services } from '@polyphon/local-stack'
import { afterAll, describe, expect, it } from 'vitest'
import { kitSettings, loadSettings } from '../../packages/service-kit/src/runtime.js'
import {
  environmentOf,
  given,
  isHelmHere,
  KUBERNETES,
  type Manifest,
  podOf,
  podsOf,
  render,
  secretsOf,
  type Values,
} from './chart.js'
import { schemaProblems, typeProblems } from './kubernetes.js'

if (!isHelmHere)
  process.stderr.write(
    'No Helm 3 is here: the chart is not rendered, SKIPPED. `npm run check -- --full` makes one where Go is.\n',
  )

const ofKind = (manifests: readonly Manifest[], kind: string): readonly Manifest[] =>
  manifests.filter((manifest) => manifest.kind === kind)
const named = (manifests: readonly Manifest[], kind: string, name: string): Manifest => {
  const found = ofKind(manifests, kind).find((manifest) => manifest.metadata.name === name)
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
  return found
}
const rendered = (values: Values): readonly Manifest[] => {
  const { status, error, manifests } = render(values)
  if (status !== 0) throw new Error(error)
  return manifests
}
const brokers = { KAFKA_BROKERS: 'kafka.data:9092' }

describe.skipIf(!isHelmHere).each(Object.entries(given))('the chart with the values "%s"', (_name, values) => {
  const manifests = isHelmHere ? rendered(values) : []

  it('is what Kubernetes and those who extend it describe', () => {
    expect(manifests.length).toBeGreaterThan(2)
    expect(schemaProblems(manifests)).toEqual([])
    expect(typeProblems(manifests)).toEqual([])
  })
  it('is the same for the oldest Kubernetes that it names', () => {
    expect(render(values, KUBERNETES[0]).manifests).toEqual(manifests)
  })
  it('names each thing once, with the labels of Kubernetes', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(new Set(names).size).toBe(names.length)
    for (const { metadata } of manifests)
      expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'polyphon' })
  })
  it('runs every container with no right that it does not need', () => {
    for (const [name, pod] of podsOf(manifests)) {
      expect(pod, name).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            resources: { requests: { cpu: expect.any(String), memory: expect.any(String) } },
          },
        ],
      })
    }
  })
  it('gives every process settings with which it starts, secrets as files', () => {
    for (const service of services) {
      const name = [...podsOf(manifests).keys()].find((found) => new RegExp(`^[a-z]+-${service.name}$`).test(found))
      if (name === undefined) continue
      const pod = podOf(manifests, name)
      const settings = loadSettings(kitSettings.extend(service.settings.shape), inFiles(environmentOf(pod)))
      expect(settings, name).toMatchObject({ HOST: '0.0.0.0', PORT: 8080, OPS_PORT: 8081, NODE_ENV: 'production' })
      expect(Object.keys(environmentOf(pod)), name).not.toContain('MIGRATION_DATABASE_URL_FILE')
      expect(pod.terminationGracePeriodSeconds, name).toBe(Number(settings['SHUTDOWN_GRACE_MS']) / 1_000 + 30)
      expect(secretsOf(pod).has('DATABASE_URL'), name).toBe(true)
    }
  })
})

const folder = mkdtempSync(join(tmpdir(), 'polyphon-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRETS: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://app:long-and-random@db:5432/polyphon',
  REDIS_URL: 'rediss://:long-and-random@redis:6379',
  POLYPHON_ADMIN_TOKEN: 'long-and-random-token',
  SECRETS_KEYS: `2026:${Buffer.alloc(32, 7).toString('base64')}`,
  CALLBACK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_URL: 'smtp://user:long-and-random@mail:587',
  KAFKA_SASL_PASSWORD: 'long-and-random',
  KAFKA_TLS_CA: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
}

/** The same environment with files that are here. */
function inFiles(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      // The SDK of S3 reads this one itself.
      if (!name.endsWith('_FILE') || name.startsWith('AWS_')) return [name, value]
      const setting = name.replace('_FILE', '')
      expect(value).toBe(`/run/secrets/polyphon/${setting}`)
      const file = join(folder, setting)
      writeFileSync(file, SECRETS[setting] ?? '')
      return [name, file]
    }),
  )
}

describe.skipIf(!isHelmHere)('the chart', () => {
  it('lets a service win over what is set for all, with no and 0 too, and writes large numbers out', () => {
    const settings = { ...brokers, TRUST_PROXY: true, RATE_LIMIT_PER_MINUTE: 100_000_000, SHUTDOWN_GRACE_MS: 9_000 }
    const ofJourney = { TRUST_PROXY: false, SHUTDOWN_GRACE_MS: 0 }
    const manifests = rendered({ settings, services: { journey: { settings: ofJourney } } })
    expect(environmentOf(podOf(manifests, 'shop-journey'))).toMatchObject({
      TRUST_PROXY: 'false',
      SHUTDOWN_GRACE_MS: '0',
      RATE_LIMIT_PER_MINUTE: '100000000',
    })
    expect(podOf(manifests, 'shop-journey').terminationGracePeriodSeconds).toBe(30)
    expect(environmentOf(podOf(manifests, 'shop-profile'))).toMatchObject({ TRUST_PROXY: 'true' })
  })
  it('gives the owner’s address to the job that migrates, and that job nothing else', () => {
    const pod = podOf(rendered(given['small'] ?? {}), 'shop-migrate-profile')
    expect(Object.keys(environmentOf(pod)).toSorted()).toEqual(
      ['DATABASE_URL_FILE', 'MIGRATION_DATABASE_URL_FILE', 'NODE_ENV'].toSorted(),
    )
    expect([...secretsOf(pod)].toSorted()).toEqual([
      ['DATABASE_URL', 'polyphon-profile'],
      ['MIGRATION_DATABASE_URL', 'polyphon-profile-owner'],
    ])
    expect(pod).toMatchObject({
      containers: [{ command: ['node', '--enable-source-maps', 'dist/main.js', 'migrate'] }],
    })
  })
  it('runs the jobs before anything else, the topics first', () => {
    const weights = ofKind(rendered(given['small'] ?? {}), 'Job').map(({ metadata }) => {
      const { annotations } = metadata as { annotations?: Record<string, string> } // Loosely read.
      expect(annotations?.['helm.sh/hook']).toBe('pre-install,pre-upgrade')
      return [metadata.name, Number(annotations?.['helm.sh/hook-weight'])]
    })
    expect(weights).toHaveLength(6)
    expect(weights.toSorted((a, b) => Number(a[1]) - Number(b[1]))[0]).toEqual(['shop-topics', -10])
  })
  it('makes the topics as somebody else, where Kafka wants that', () => {
    const pod = podOf(rendered(given['lag'] ?? {}), 'shop-topics')
    expect(environmentOf(pod)).toMatchObject({
      KAFKA_SASL_USERNAME: 'admin',
      KAFKA_TLS: 'true',
      KAFKA_PARTITIONS: '12',
    })
    expect([...secretsOf(pod)].toSorted()).toEqual([
      ['KAFKA_SASL_PASSWORD', 'kafka-admin'],
      ['KAFKA_TLS_CA', 'polyphon'],
    ])
    for (const name of Object.keys(environmentOf(pod))) expect(name).toMatch(/^(?:KAFKA_|NODE_ENV|LOG_LEVEL)/)
  })
  it('gives Kafka the rules of its users, and lets each service log in as its own', () => {
    const manifests = rendered(given['lag'] ?? {})
    const { KAFKA_RULES = '', KAFKA_RULES_PREFIX } = environmentOf(podOf(manifests, 'shop-topics'))
    expect(KAFKA_RULES_PREFIX).toBe('cx-')
    expect(KAFKA_RULES.trim()).toBe(readFileSync('infra/kafka-acls/rules.tsv', 'utf8').trim())
    for (const [service, user] of Object.entries({
      profile: 'cx-profile',
      messaging: 'cx-messaging',
      journey: 'runs',
    })) {
      const pod = podOf(manifests, `shop-${service}`)
      expect(environmentOf(pod)['KAFKA_SASL_USERNAME']).toBe(user)
      expect(secretsOf(pod).get('KAFKA_SASL_PASSWORD')).toBe(`polyphon-${service}`)
    }
    expect(environmentOf(podOf(rendered(given['small'] ?? {}), 'shop-topics'))).not.toHaveProperty('KAFKA_RULES')
  })
  it('refuses rules where a service has no password of its own', () => {
    const { status, error } = render({ settings: brokers, topics: { rules: { enabled: true } } })
    expect([status, error]).toEqual([1, expect.stringContaining('secrets.keys needs KAFKA_SASL_PASSWORD')])
  })
  it('lets in whom it names, and out to servers and public addresses', () => {
    const spec = named(rendered(given['full'] ?? {}), 'NetworkPolicy', 'cx')['spec']
    expect(spec).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ port: 'http' }], from: [{}, {}] }, { ports: [{ port: 'ops' }] }],
    })
    expect(JSON.stringify(spec)).toContain('169.254.0.0/16')
    expect(ofKind(rendered(given['alone'] ?? {}), 'NetworkPolicy')).toEqual([])
  })
  it('scales by the processor or by lag, never by both, and leaves the number of processes to that', () => {
    const byCpu = rendered(given['full'] ?? {})
    expect(named(byCpu, 'HorizontalPodAutoscaler', 'cx-profile')['spec']).toMatchObject({
      minReplicas: 2,
      maxReplicas: 12,
    })
    expect(named(byCpu, 'Deployment', 'cx-profile')['spec']).not.toHaveProperty('replicas')
    expect(named(byCpu, 'Deployment', 'cx-journey')['spec']).toMatchObject({ replicas: 2 })
    const byLag = rendered(given['lag'] ?? {})
    expect(ofKind(byLag, 'HorizontalPodAutoscaler')).toEqual([])
    expect(named(byLag, 'ScaledObject', 'shop-profile')['spec']).toMatchObject({
      maxReplicaCount: 12,
      triggers: expect.arrayContaining([
        expect.objectContaining({
          type: 'kafka',
          metadata: expect.objectContaining({ lagThreshold: '20000000', sasl: 'scram_sha512', tls: 'enable' }),
        }),
      ]),
    })
    expect(named(byLag, 'TriggerAuthentication', 'shop-profile')['spec']).toMatchObject({
      env: [{ parameter: 'username', name: 'KAFKA_SASL_USERNAME' }],
      secretTargetRef: [
        { parameter: 'ca', name: 'polyphon' },
        { parameter: 'password', name: 'polyphon-profile' },
      ],
    })
  })
  const origin = {
    host: 'cx.example.org',
    ingress: { enabled: true, className: 'nginx', tlsSecret: 'cx-tls' },
    httpRoute: { enabled: true, parentRefs: [{ name: 'public', namespace: 'gateway' }] },
  }
  it('shows all services at one host, each at a path that it knows', () => {
    const manifests = rendered({ settings: brokers, origin })
    expect([...schemaProblems(manifests), ...typeProblems(manifests)]).toEqual([])
    expect(environmentOf(podOf(manifests, 'shop-feedback'))).toMatchObject({
      BASE_PATH: '/feedback',
      PUBLIC_URL: 'https://cx.example.org/feedback',
    })
    const paths = ['analytics', 'feedback', 'journey', 'messaging', 'profile'].map((name) => `/${name}`)
    const { rules } = named(manifests, 'Ingress', 'shop')['spec'] as {
      rules: { http: { paths: { path: string }[] } }[]
    } // Loosely read.
    expect(rules.flatMap(({ http }) => http.paths.map(({ path }) => path))).toEqual(paths)
    expect(JSON.stringify(named(manifests, 'HTTPRoute', 'shop')['spec'])).toContain('"value":"/profile"')
  })
  it('keeps one process of several while a node is emptied', () => {
    const manifests = rendered(given['full'] ?? {})
    const names = ofKind(manifests, 'PodDisruptionBudget').map(({ metadata }) => metadata.name)
    expect(names.toSorted()).toEqual(['cx-analytics', 'cx-feedback', 'cx-journey', 'cx-profile'])
  })
  it('brings the alerts with a place where their runbooks are read, and lets each series say its service', () => {
    const manifests = rendered(given['full'] ?? {})
    const text = JSON.stringify(named(manifests, 'PrometheusRule', 'cx'))
    expect(text).toContain('"runbook_url":"https://wiki.example/polyphon/docs/runbooks/dead-letters.md"')
    expect(named(manifests, 'ServiceMonitor', 'cx')['spec']).toMatchObject({
      endpoints: [{ port: 'ops', honorLabels: true }],
    })
    const dashboards = ofKind(manifests, 'ConfigMap')
    expect(dashboards).toHaveLength(4)
    for (const { data } of dashboards as readonly (Manifest & { data?: Record<string, string> })[])
      for (const dashboard of Object.values(data ?? {})) expect(JSON.parse(dashboard).uid).toMatch(/^polyphon-/)
  })
  it('names its services as Kubernetes does, whatever the release is called', () => {
    const made = ofKind(rendered({ nameOverride: 'shop-1.2', settings: brokers }), 'Service')
    expect(made.map(({ metadata }) => metadata.name)).toContain('shop-1-2-profile')
    for (const nameOverride of ['1shop', 'Shop', 'a b', '-x']) {
      const { status, error } = render({ nameOverride, settings: brokers })
      expect([status, error], nameOverride).toEqual([1, expect.stringContaining('is no name of a Kubernetes service')])
    }
  })

  it('hands over dollar signs as they stand: Kubernetes reads $$ as one, and $(NAME) as another setting', () => {
    const manifests = rendered({ settings: { ...brokers, OTEL_RESOURCE_ATTRIBUTES: 'key=a$$b$(HOST)$' } })
    const environment = environmentOf(podOf(manifests, 'shop-profile'))
    expect(environment['OTEL_RESOURCE_ATTRIBUTES']).toBe('key=a$$$$b$$(HOST)$$')
  })

  it('finds a field that Kubernetes would pass over', () => {
    const [deployment] = ofKind(rendered(given['small'] ?? {}), 'Deployment')
    const wrong = JSON.parse(JSON.stringify(deployment).replace('readinessProbe', 'readynessProbe'))
    expect(typeProblems([wrong]).join()).toContain('readynessProbe')
    const text = JSON.parse(JSON.stringify(deployment).replace('"replicas":2', '"replicas":"two"'))
    expect(schemaProblems([text])).toHaveLength(1)
  })
  it.each([
    ['no brokers', {}, 'settings.KAFKA_BROKERS is required'],
    ['a setting that there is not', { settings: { ...brokers, KAFKA_BROKER: 'x' } }, 'KAFKA_BROKER'],
    ['a secret among the settings', { settings: { ...brokers, KAFKA_SASL_PASSWORD: 'x' } }, 'KAFKA_SASL_PASSWORD'],
    [
      'more processes than partitions',
      { settings: brokers, services: { journey: { autoscaling: { by: 'lag', max: 7 } } } },
      'more processes than KAFKA_PARTITIONS (6)',
    ],
    [
      'fewer processes at most than at least',
      { settings: brokers, services: { journey: { autoscaling: { by: 'cpu', min: 4, max: 3 } } } },
      'max is below min',
    ],
    [
      'an Ingress without a host',
      { settings: brokers, origin: { ingress: { enabled: true } } },
      'origin.host is required',
    ],
    [
      'keys of no Secret',
      { settings: brokers, services: { journey: { secrets: { name: '' } } } },
      'the keys DATABASE_URL need the name of a Secret',
    ],
  ])('is refused with %s', (_what, values, words) => {
    const { status, error } = render(values)
    expect(status).toBe(1)
    expect(error).toContain(words)
  })
})
