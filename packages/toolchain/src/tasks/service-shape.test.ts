import { describe, expect, it } from 'vitest'
import {
  findConsumerProblems,
  findFeatureProblems,
  findHarnessProblems,
  findListProblems,
  findOperationProblems,
  findReadmeProblems,
  findRootProblems,
  findShapeProblems,
  findTimerProblems,
  type ServiceSources,
} from './service-shape.js'

const HEADINGS = [
  'What it owns',
  'What it does not own',
  'What it answers',
  'What it consumes',
  'What it publishes',
  'What changes together',
  'Personal data',
  'Settings',
]

const FILES = {
  'README.md': HEADINGS.map((heading) => `## ${heading}\n\nOrders.\n`).join('\n'),
  'src/config.ts': '',
  'src/main.ts': '',
  'src/codes.ts': '',
  'src/service.ts': 'export const shopService = defineService({\n  features: [openOrders, goods],\n})\n',
  'src/open-orders/feature.ts': '',
  'src/open-orders/domain/order.ts': '',
  'src/open-orders/commands/place-order.ts': 'export async function placeOrder() {}\n',
  'src/open-orders/commands/keep-article.ts': 'export const keepArticle = () => {}\n',
  'src/open-orders/queries/find-late-orders.ts': 'export function findLateOrders() {}\n',
  'src/open-orders/events/on-article-changed.ts':
    "import { keepArticle } from '../commands/keep-article.js'\nexport const onArticleChanged = keepArticle\n",
  'src/open-orders/workers/reminder.ts':
    "import {\n  type LateOrder,\n  findLateOrders,\n} from '../queries/find-late-orders.js'\n",
  'src/goods/feature.ts': '',
  'src/goods/store/goods.ts': '',
  'test/harness.ts': '',
}

/** A made-up shop that is as it should be, but for the changes; undefined takes a file away. */
function shop(changes: Readonly<Record<string, string | undefined>> = {}): ServiceSources {
  const files = Object.entries({ ...FILES, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  )
  const folders = files.flatMap(([path]) => {
    const parts = path.split('/').slice(0, -1)
    return parts.map((_, index) => parts.slice(0, index + 1).join('/')).filter((folder) => folder.startsWith('src/'))
  })
  return {
    name: 'shop',
    files: new Map(files),
    folders: [...new Set(folders)],
    operations: new Set(['placeOrder']),
  }
}

describe('the shape of a service', () => {
  it('is not found fault with where everything is as it should be', () => {
    expect(findShapeProblems(shop())).toEqual([])
  })

  it('allows four files in src/ beside features, and wants them', () => {
    expect(findRootProblems(shop({ 'src/tools.ts': '', 'src/main.ts': undefined }))).toEqual([
      'shop: src/main.ts is missing',
      'shop: src/tools.ts belongs to a feature; src/ holds codes.ts, config.ts, main.ts, service.ts only',
    ])
  })

  it('wants the table of contents of each feature', () => {
    expect(findFeatureProblems(shop({ 'src/goods/feature.ts': undefined }))).toEqual([
      'shop: src/goods/feature.ts is missing',
    ])
  })

  it('allows in a feature known layers only, and files only in them', () => {
    const [file, layer] = findFeatureProblems(shop({ 'src/goods/price.ts': '', 'src/goods/helpers/sum.ts': '' }))
    expect(file).toBe('shop: src/goods/price.ts belongs to a layer of its feature')
    expect(layer).toMatch(/^shop: src\/goods\/helpers is none of the layers domain, /)
  })

  it('allows no empty layer', () => {
    const service = shop()
    const folders = [...service.folders, 'src/goods/timers']
    expect(findFeatureProblems({ ...service, folders })).toEqual(['shop: src/goods/timers is empty'])
  })

  it('has the features in its list that it has in its folder', () => {
    const files = { 'src/service.ts': 'features: [\n    goods,\n    parcels,\n  ],' }
    expect(findListProblems(shop(files))).toEqual([
      'shop: src/service.ts does not list the feature openOrders',
      'shop: src/service.ts lists parcels, which is no folder of src/',
    ])
  })

  it('allows no folder within a layer', () => {
    expect(findFeatureProblems(shop({ 'src/goods/domain/prices/net.ts': '' }))).toEqual([
      'shop: src/goods/domain/prices is a folder within a layer: a layer holds files',
    ])
  })

  it('has every timer in the list of its feature', () => {
    const timer = { 'src/goods/timers/expiry.ts': '' }
    expect(findTimerProblems(shop(timer))).toEqual([
      'shop: src/goods/feature.ts does not list src/goods/timers/expiry.ts',
    ])
    const listed = "import { expiry } from './timers/expiry.js'\n"
    expect(findTimerProblems(shop({ ...timer, 'src/goods/feature.ts': listed }))).toEqual([])
  })

  it('has a README with the headings that all have, and something under each', () => {
    expect(findReadmeProblems(shop({ 'README.md': '## What it owns\n\nOrders.\n' }))).toEqual([
      `shop: README.md has the headings What it owns instead of ${HEADINGS.join(' · ')}`,
    ])
    const text = FILES['README.md'].replace('## Settings\n\nOrders.\n', '## Settings\n')
    expect(findReadmeProblems(shop({ 'README.md': text }))).toEqual(['shop: README.md says nothing under Settings'])
  })

  it('has a harness for its tests', () => {
    expect(findHarnessProblems(shop({ 'test/harness.ts': undefined, 'test/set-up.ts': '' }))).toEqual([
      'shop: test/harness.ts is missing',
    ])
  })
})

describe('a command or query', () => {
  it('is named after what it exports', () => {
    const text = 'export async function placeOrders() {}\n'
    expect(findOperationProblems(shop({ 'src/open-orders/commands/place-order.ts': text }))).toEqual([
      'shop: src/open-orders/commands/place-order.ts does not export the function placeOrder',
    ])
  })

  it('is an operation, or is called by a consumer or a timer', () => {
    expect(findOperationProblems({ ...shop(), operations: new Set() })).toEqual([
      'shop: src/open-orders/commands/place-order.ts is no operation and called by no file in events/, timers/: it belongs to steps/',
    ])
    const timer = "import { placeOrder } from '../../open-orders/commands/place-order.js'\n"
    expect(findOperationProblems({ ...shop({ 'src/goods/timers/again.ts': timer }), operations: new Set() })).toEqual(
      [],
    )
  })

  it('is not called by an import of its types, of another name, or by a test', () => {
    const path = 'src/open-orders/events/on-article-changed.ts'
    const problems = [
      'shop: src/open-orders/commands/keep-article.ts is no operation and called by no file in events/, timers/: it belongs to steps/',
    ]
    const from = "from '../commands/keep-article.js'\n"
    for (const text of [`import type { keepArticle } ${from}`, `import { ARTICLE } ${from}`])
      expect(findOperationProblems(shop({ [path]: text }))).toEqual(problems)
    const test = { [path]: '', [path.replace('.ts', '.test.ts')]: `import { keepArticle } ${from}` }
    expect(findOperationProblems(shop(test))).toEqual(problems)
  })

  it('is called by a worker only if it is a query', () => {
    const call = "import { keepArticle } from '../commands/keep-article.js'\n"
    const moved = {
      'src/open-orders/events/on-article-changed.ts': undefined,
      'src/open-orders/workers/keeper.ts': call,
    }
    expect(findOperationProblems(shop(moved))).toHaveLength(1)
    expect(findOperationProblems(shop({ 'src/open-orders/workers/reminder.ts': undefined }))).toEqual([
      'shop: src/open-orders/queries/find-late-orders.ts is no operation and called by no file in events/, timers/, workers/: it belongs to steps/',
    ])
  })
})

describe('a consumer', () => {
  it('is named after its event, and exports that name', () => {
    const files = {
      'src/goods/events/news.ts': 'export const onNews = 1\n',
      'src/goods/events/on-price-changed.ts': 'export function priceChangedHandler() {}\n',
    }
    expect(findConsumerProblems(shop(files))).toEqual([
      'shop: src/goods/events/news.ts is not named on-<event>.ts',
      'shop: src/goods/events/on-price-changed.ts does not export onPriceChanged',
    ])
  })
})
