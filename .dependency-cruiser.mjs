/** Who may import whom. One rule, one sentence; the comment is what a developer reads when it fails. */
const layer = (...names) => `^services/([^/]+)/src/[a-z-]*/?(${names.join('|')})/`
const inService = (...names) => `^services/$1/src/[a-z-]*/?(${names.join('|')})/`
const tests = '\\.test\\.ts$'
const PROFILE =
  'mydata records exports work directory access splits history restores restrictions tracking profiles accounts consents computed reports segments timeline erasures people'

/** The features of each service, from above to below: one may import only those that stand behind it. */
const FEATURES = {
  profile: PROFILE.split(' '),
  journey: ['runs', 'definitions', 'kinds'],
  messaging: ['receipts', 'messages', 'permissions', 'templates', 'notices', 'channels'],
  feedback: ['invitations', 'answers', 'surveys', 'kinds'],
  analytics: ['reports', 'metrics', 'drawing', 'facts'],
}

/** The folders of the kit, from above to below: one may import only those that stand behind it. */
const KIT_LAYERS = [
  'topics',
  'service',
  'definitions',
  'webhooks',
  'usage',
  'audit',
  'work',
  'jobs',
  'http',
  'copies',
  'rights',
  'deletion',
  'routing',
  'auth',
  'personal',
  'diagnosis',
  'timers',
  'events',
  'log',
  'recent',
  'secrets',
  'lists',
  'db',
  'limits',
  'blobs',
  'outside',
  'telemetry',
  'settings',
  'waiting',
  'codes',
  'values',
]

const kitDownward = KIT_LAYERS.map((folder, index) => ({
  name: 'kit-runs-downward',
  comment: `In the kit, ${folder} knows only ${KIT_LAYERS.slice(index + 1).join(', ') || 'itself'}.`,
  severity: 'error',
  from: { path: `^packages/service-kit/src/${folder}/`, pathNot: tests },
  to: {
    path: '^packages/service-kit/src/',
    pathNot: `^packages/service-kit/src/(${KIT_LAYERS.slice(index).join('|')})/`,
  },
}))

const oneWay = Object.entries(FEATURES).flatMap(([service, features]) =>
  features.slice(1).map((feature, index) => ({
    name: `one-way-in-${service}`,
    comment: `In ${service}, ${feature} stands below ${features.slice(0, index + 1).join(' and ')} and does not know them.`,
    severity: 'error',
    from: { path: `^services/${service}/src/${feature}/`, pathNot: tests },
    to: { path: `^services/${service}/src/(${features.slice(0, index + 1).join('|')})/` },
  })),
)

const featuresAreListed = Object.entries(FEATURES).map(([service, features]) => ({
  name: 'features-are-listed',
  comment: `A folder of ${service}/src is a feature with its place in FEATURES.`,
  severity: 'error',
  from: { path: `^services/${service}/src/[^/]+/`, pathNot: `^services/${service}/src/(${features.join('|')})/` },
  to: {},
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'services-do-not-meet',
      comment: 'Services know each other only through events and HTTP.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'only-local-stack-knows-services',
      comment: 'A package or a black-box test never imports a service; local-stack starts them.',
      severity: 'error',
      from: { path: '^(packages|tests)/', pathNot: '^packages/local-stack/' },
      to: { path: '^services/' },
    },
    {
      name: 'services-stand-on-four-packages',
      comment: 'A service uses the kit, the contracts, the conditions and the values; the testkit only in its tests.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(service-kit|contracts|conditions|values)/' },
    },
    {
      name: 'services-use-what-the-kit-offers-them',
      comment:
        'A service is written with the main entry of the kit, /access, /copies and /personal; the rest is for who starts it.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: [tests, '/src/main\\.ts$'] },
      to: { path: '^packages/service-kit/src/(runtime|testing)\\.ts$' },
    },
    {
      name: 'kit-stands-on-three-packages',
      comment: 'The kit is below everything but the contracts, the conditions and the values.',
      severity: 'error',
      from: { path: '^packages/service-kit/src/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(service-kit|contracts|conditions|values)/' },
    },
    {
      name: 'embedded-log-stands-on-the-kit',
      comment: 'The embedded log is one implementation of EventLog: it knows the kit and nothing else of ours.',
      severity: 'error',
      from: { path: '^packages/embedded-log/src/', pathNot: tests },
      to: { path: '^(packages|services)/', pathNot: '^packages/(embedded-log/|service-kit/src/(runtime|index)\\.ts$)' },
    },
    {
      name: 'contracts-stand-alone',
      comment: 'The contracts are given away: zod and the values, nothing else.',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: tests },
      to: { pathNot: ['^packages/(contracts|values)/', 'node_modules/zod/'] },
    },
    {
      name: 'conditions-stand-alone',
      comment: 'The condition language is pure and can be given away: zod and the values, nothing else.',
      severity: 'error',
      from: { path: '^packages/conditions/src/', pathNot: tests },
      to: { pathNot: ['^packages/(conditions|values)/', 'node_modules/zod/'] },
    },
    {
      name: 'values-stand-alone',
      comment:
        'Values are pure and below everything: zod and libraries that read phones, times and exact numbers and compare words.',
      severity: 'error',
      from: { path: '^packages/values/src/', pathNot: tests },
      to: {
        pathNot: ['^packages/values/', 'node_modules/(zod|leven|libphonenumber-js|lossless-json|temporal-polyfill)/'],
      },
    },
    {
      name: 'client-stands-alone',
      comment: 'The client is made from the OpenAPI documents and knows nothing of us.',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: tests },
      to: { path: '^(packages|services)/', pathNot: '^packages/client/' },
    },
    {
      name: 'client-runs-in-a-page',
      comment: 'The client runs in Node, in a browser and in a worker: no module of Node.',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cli-stands-on-the-client',
      comment: 'The command line is installed by others: it knows the client, and the services by HTTP alone.',
      severity: 'error',
      from: { path: '^packages/cli/', pathNot: tests },
      to: { path: '^(packages|services)/', pathNot: '^packages/(cli|client)/' },
    },
    {
      name: 'toolchain-stands-alone',
      comment: 'The toolchain can be built before anything else.',
      severity: 'error',
      from: { path: '^packages/toolchain/' },
      to: { path: '^(packages|services)/', pathNot: '^packages/toolchain/' },
    },
    ...oneWay,
    ...featuresAreListed,
    ...kitDownward,
    {
      name: 'kit-folders-are-listed',
      comment: 'A folder of the kit has its place in KIT_LAYERS; loose files only say what is exported.',
      severity: 'error',
      from: {
        path: '^packages/service-kit/src/',
        pathNot: [
          `^packages/service-kit/src/(${KIT_LAYERS.join('|')})/`,
          '^packages/service-kit/src/[a-z]+\\.ts$',
          tests,
        ],
      },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment: 'Domain code decides: no I/O, no clock, no driver, no Node module.',
      severity: 'error',
      from: { path: layer('domain'), pathNot: tests },
      to: {
        pathNot: [inService('domain'), '^packages/(contracts|conditions|values)/', 'node_modules/zod/'],
      },
    },
    {
      name: 'store-only-stores',
      comment: 'SQL files know rows and domain types, never commands, routes, providers or the bus.',
      severity: 'error',
      from: { path: layer('store'), pathNot: tests },
      to: {
        path: inService('commands', 'queries', 'steps', 'http', 'events', 'timers', 'workers', 'providers'),
      },
    },
    {
      name: 'commands-do-not-answer',
      comment: 'A command, its steps and a worker do not know whether HTTP, an event or a timer called them.',
      severity: 'error',
      from: { path: layer('commands', 'queries', 'steps', 'workers'), pathNot: tests },
      to: { path: inService('http', 'events', 'timers') },
    },
    {
      name: 'commands-have-no-effect-outside',
      comment: 'An effect outside is had by a worker, from what is stored; a command is in a transaction.',
      severity: 'error',
      from: { path: layer('commands', 'queries', 'steps'), pathNot: tests },
      to: {
        path: [
          inService('workers', 'providers'),
          '^(node:)?(child_process|dgram|dns|fs|http|http2|https|net|tls|worker_threads)(/|$)',
        ],
      },
    },
    {
      name: 'inbound-goes-through-commands',
      comment:
        'Routes, consumers and timers call commands, queries and steps; they never touch the store or a provider.',
      severity: 'error',
      from: { path: layer('http', 'events', 'timers'), pathNot: tests },
      to: { path: inService('store', 'providers') },
    },
    {
      name: 'questions-have-no-effect',
      comment: 'A query changes nothing.',
      severity: 'error',
      from: { path: layer('queries'), pathNot: tests },
      to: { path: inService('commands') },
    },
    {
      name: 'providers-only-adapt',
      comment: 'A provider translates between domain types and the outside; it does not decide or store.',
      severity: 'error',
      from: { path: layer('providers'), pathNot: tests },
      to: {
        path: inService('commands', 'queries', 'steps', 'store', 'http', 'events', 'timers', 'workers'),
      },
    },
    {
      name: 'drivers-live-in-the-kit',
      comment:
        'fastify, pg, kafkajs, ioredis and pino are used through @polyphon/service-kit; the embedded log, faults and bench look at the servers past it.',
      severity: 'error',
      from: {
        path: '^(packages|services)/[^/]+/src/',
        pathNot: ['^packages/(service-kit|embedded-log|testkit|faults|bench)/', tests],
      },
      to: { path: 'node_modules/(fastify|pg|kafkajs|ioredis|pino)/' },
    },
    {
      name: 'tests-look-from-outside',
      comment: 'Black-box tests use the services over HTTP and events, with the public packages only.',
      severity: 'error',
      // What is set up around all tests is no test.
      from: { path: '^tests/', pathNot: '^tests/(servers|statements)\\.ts$' },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: ['^packages/[^/]+/src/index\\.ts$', '^packages/service-kit/src/(runtime|testing)\\.ts$'],
      },
    },
    {
      name: 'listed-in-package-json',
      comment: 'What is imported is named in the package.json beside it; tests may use the tools of the root as well.',
      severity: 'error',
      from: { pathNot: [tests, '/test/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'resolvable',
      comment: 'An import must lead somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@polyphon/source', 'import', 'types', 'node', 'default'],
    },
  },
}
