import {
  type Dashboard,
  DashboardCursorSync,
  type Panel,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/schema'

/** One chart of a dashboard, in the words that differ between them. */
export interface Chart {
  readonly title: string
  /** What it means, and when it is bad. */
  readonly about: string
  /** PromQL → the legend of its series, such as `{{service}}`. */
  readonly lines: Readonly<Record<string, string>>
  /** A unit of Grafana: `s`, `bytes`, `reqps`, `percentunit`, `short`. */
  readonly unit: string
  /** A number beside its course, a table of the latest values, or (where nothing is said) a course. */
  readonly as?: 'stat' | 'table'
}

export interface Board {
  /** Part of its address in Grafana and the name of its file. */
  readonly name: string
  readonly title: string
  readonly about: string
  /** Whether somebody chooses one service. */
  readonly isByService?: boolean
  readonly rows: Readonly<Record<string, readonly Chart[]>>
}

const SOURCE = { type: 'prometheus', uid: '${datasource}' }
const WIDTH = 24
const HEIGHT = 8
/** Of the schema that the types of `@grafana/schema` describe; Grafana brings older ones up to date by itself. */
const SCHEMA_VERSION = 41

/** A dashboard as Grafana imports it: each row a line of charts that share the width. */
export function dashboardOf(board: Board): Dashboard {
  return {
    uid: `polyphon-${board.name}`,
    title: `Polyphon – ${board.title}`,
    description: board.about,
    tags: ['polyphon'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    graphTooltip: DashboardCursorSync.Crosshair,
    refresh: '30s',
    timezone: 'browser',
    time: { from: 'now-6h', to: 'now' },
    links: [
      {
        title: 'Polyphon',
        type: 'dashboards',
        tags: ['polyphon'],
        asDropdown: true,
        includeVars: true,
        keepTime: true,
        icon: '',
        targetBlank: false,
        tooltip: '',
        url: '',
      },
    ],
    templating: { list: [dataSource, ...(board.isByService === true ? [service] : [])] },
    panels: panelsOf(board),
  }
}

const dataSource: VariableModel = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' }
const service: VariableModel = {
  name: 'service',
  label: 'Service',
  type: 'query',
  datasource: SOURCE,
  query: { query: 'label_values(polyphon_build_info, service)', refId: 'services' },
  refresh: VariableRefresh.onTimeRangeChanged,
  sort: VariableSort.alphabeticalAsc,
}

function panelsOf({ rows }: Board): Panel[] {
  const panels: Panel[] = []
  const next = (): number => panels.length + 1
  Object.entries(rows).forEach(([title, charts], row) => {
    const y = row * (HEIGHT + 1)
    panels.push({ id: next(), type: 'row', title, gridPos: { x: 0, y, w: WIDTH, h: 1 } })
    const w = WIDTH / charts.length
    charts.forEach((chart, column) => {
      panels.push({ id: next(), gridPos: { x: column * w, y: y + 1, w, h: HEIGHT }, ...panelOf(chart) })
    })
  })
  return panels
}

function panelOf({ title, about, lines, unit, as }: Chart): Panel {
  const isNow = as === 'table'
  return {
    type: as ?? 'timeseries',
    title,
    description: about,
    datasource: SOURCE,
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: Object.entries(lines).map(([expr, legendFormat], index) => ({
      refId: 'ABCDEFGH'.charAt(index),
      datasource: SOURCE,
      expr,
      legendFormat,
      ...(isNow ? { instant: true, format: 'table' } : { range: true }),
    })),
    ...optionsOf(as),
  }
}

function optionsOf(as: Chart['as']): Pick<Panel, 'options' | 'transformations'> {
  if (as === 'table')
    return { options: {}, transformations: [{ id: 'organize', options: { excludeByName: { Time: true } } }] }
  if (as === 'stat')
    return { options: { colorMode: 'none', graphMode: 'area', reduceOptions: { calcs: ['lastNotNull'] } } }
  return { options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } } }
}
