import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Exposed, exposedMetrics, seriesOf } from './exposed.js'
import { usesOf } from './promql.js'
import { dashboards, folder, rules, runbookOf, type ShownPanel } from './shown.js'

const prometheus = join(folder, 'prometheus')
const root = join(folder, '../..')

const panels = dashboards.flatMap((dashboard) => dashboard.panels.map((panel) => ({ in: dashboard.name, ...panel })))
const expressions = [
  ...panels.flatMap(({ in: name, title, targets }) =>
    targets.map(({ expr }) => ({ at: `${name}: ${title}`, expr, isShown: true })),
  ),
  ...rules.map(({ alert, expr }) => ({ at: alert, expr, isShown: false })),
]

/** What no panel and no rule reads. A metric that is new stands in a panel (`packages/toolchain/src/observability`), or here with why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  nodejs_active_handles: 'for whoever looks for a leak',
  nodejs_active_handles_total: 'for whoever looks for a leak',
  nodejs_active_requests: 'for whoever looks for a leak',
  nodejs_active_requests_total: 'for whoever looks for a leak',
  nodejs_active_resources: 'for whoever looks for a leak',
  nodejs_active_resources_total: 'for whoever looks for a leak',
  nodejs_eventloop_lag_max_seconds: 'the 99th percentile says it',
  nodejs_eventloop_lag_mean_seconds: 'the 99th percentile says it',
  nodejs_eventloop_lag_min_seconds: 'the 99th percentile says it',
  nodejs_eventloop_lag_p50_seconds: 'the 99th percentile says it',
  nodejs_eventloop_lag_p90_seconds: 'the 99th percentile says it',
  nodejs_eventloop_lag_seconds: 'the 99th percentile says it',
  nodejs_eventloop_lag_stddev_seconds: 'the 99th percentile says it',
  nodejs_external_memory_bytes: 'part of the memory of the process',
  nodejs_heap_size_total_bytes: 'part of the memory of the process',
  nodejs_heap_space_size_available_bytes: 'part of the memory of the process',
  nodejs_heap_space_size_total_bytes: 'part of the memory of the process',
  nodejs_heap_space_size_used_bytes: 'part of the memory of the process',
  nodejs_version_info: 'a label of polyphon_build_info',
  process_cpu_system_seconds_total: 'in the sum of both',
  process_cpu_user_seconds_total: 'in the sum of both',
  process_heap_bytes: 'part of the memory of the process',
  process_start_time_seconds: 'the orchestrator knows it',
  process_virtual_memory_bytes: 'says nothing of Node.js',
}

describe('expressions', () => {
  it('are read with the labels by which they choose and put together', () => {
    const uses = usesOf('sum by (le, a) (rate(x_bucket{b="1", c=~"2.."}[$__rate_interval])) / max(y) or vector(0)')
    expect(uses.map(({ metric, labels }) => [metric, [...labels].toSorted()])).toEqual([
      ['x_bucket', ['a', 'b', 'c', 'le']],
      ['y', []],
    ])
    expect(() => usesOf('sum by (a (x)')).toThrow('No PromQL')
  })
})

describe('metrics', () => {
  let exposed: ReadonlyMap<string, Exposed>
  beforeAll(async () => {
    exposed = await exposedMetrics()
  })

  it('that a panel or a rule reads are shown by a service, with the labels that are used', () => {
    const wrong = expressions.flatMap(({ at, expr }) =>
      usesOf(expr).flatMap(({ metric, labels }) => {
        const series = seriesOf(exposed, metric)
        if (series === null) return [`${at}: there is no ${metric}`]
        return [...labels]
          .filter((label) => !series.labels.has(label))
          .map((label) => `${at}: ${metric} has no ${label}`)
      }),
    )
    expect(wrong).toEqual([])
  })
  it('are each in a panel, or left out for a reason', () => {
    const shown = expressions.filter(({ isShown }) => isShown).flatMap(({ expr }) => usesOf(expr))
    const inPanels = new Set(shown.map(({ metric }) => seriesOf(exposed, metric)?.metric))
    const forgotten = [...exposed.keys()].filter((name) => !inPanels.has(name) && !(name in LEFT_OUT))
    expect(forgotten, 'in no panel of packages/toolchain/src/observability/boards and not left out here').toEqual([])
    expect(Object.keys(LEFT_OUT).filter((name) => !exposed.has(name) || inPanels.has(name))).toEqual([])
  })
})

describe.each(dashboards)('the dashboard $name', ({ name, uid, panels: shown }) => {
  const charts = shown.filter(({ type }) => type !== 'row')

  it('has an address of its own and panels that do not cover each other', () => {
    expect(`${uid}.json`).toBe(`polyphon-${name}`)
    expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length)
    const cells = shown.flatMap((panel) => cellsOf(panel))
    expect(new Set(cells).size).toBe(cells.length)
    for (const { gridPos } of shown) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
  })
  it('says of each panel what it means', () => {
    for (const { title, description } of charts) expect(description?.length, title).toBeGreaterThan(15)
  })
  it('names in a legend only what the series has', () => {
    for (const { title, targets } of charts) {
      for (const { expr, legendFormat } of targets) {
        const labels = new Set(usesOf(expr).flatMap((use) => [...use.labels]))
        for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
          expect([...labels], title).toContain(label)
      }
    }
  })
})

const cellsOf = ({ gridPos: { x, y, w, h } }: ShownPanel): readonly string[] =>
  Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`)

describe.each(rules)('the alert $alert', (rule) => {
  const page = join(root, rule.annotations.runbook_url)

  it('has a runbook that says what to do, and is listed', () => {
    expect(existsSync(page), rule.annotations.runbook_url).toBe(true)
    const text = readFileSync(page, 'utf8')
    expect(text).toMatch(new RegExp(`^# ${rule.alert}\n`))
    for (const part of ['What it means', 'What customers notice', 'First look', 'What to do', 'It is over'])
      expect(text).toContain(part)
    expect(text.split('\n').length).toBeLessThan(40)
    expect(readFileSync(join(root, 'docs/runbooks/README.md'), 'utf8')).toContain(
      `| [${rule.alert}](${runbookOf(rule)}.md) | ${rule.labels.severity} |`,
    )
  })
  it('has a test in which it fires and one in which it does not', () => {
    const { tests } = parse(readFileSync(join(prometheus, 'tests', `${runbookOf(rule)}.yaml`), 'utf8'))
    const of = (name: string) => tests.find((test: { name: string }) => test.name === name).alert_rule_test
    expect(of('fires')).toMatchObject([{ alertname: rule.alert, exp_alerts: [{ exp_annotations: {} }] }])
    expect(of('does not fire')).toMatchObject([{ alertname: rule.alert, exp_alerts: [] }])
  })
})

describe('runbooks and tests', () => {
  it('are of alerts that there are', () => {
    const names = rules.map(runbookOf).toSorted()
    expect(new Set(names).size).toBe(names.length)
    const pagesIn = readdirSync(join(root, 'docs/runbooks')).filter((name) => name !== 'README.md')
    expect(pagesIn.map((name) => name.replace('.md', '')).toSorted()).toEqual(names)
    expect(
      readdirSync(join(prometheus, 'tests'))
        .map((name) => name.replace('.yaml', ''))
        .toSorted(),
    ).toEqual(names)
  })
})

const isPromtoolHere = spawnSync('promtool', ['--version']).status === 0
if (!isPromtoolHere && process.env['CI'] === 'true') throw new Error('promtool is not here: .ci/run installs it.')
if (!isPromtoolHere)
  process.stderr.write('SKIPPED the tests of the alerts, need promtool: apt-get install -y prometheus\n')

describe('promtool', () => {
  const promtool = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('promtool', words, { cwd: prometheus, encoding: 'utf8' })
    return { status, output: `${stdout}${stderr}` }
  }
  it.skipIf(!isPromtoolHere)('takes the rules, and every test of them passes: apt-get install prometheus', () => {
    const checked = promtool('check', 'rules', 'rules.yaml')
    expect(checked.status, checked.output).toBe(0)
    expect(checked.output).toContain(`${rules.length} rules found`)
    const tested = promtool('test', 'rules', ...readdirSync(join(prometheus, 'tests')).map((name) => `tests/${name}`))
    expect(tested.status, tested.output).toBe(0)
  })
})
