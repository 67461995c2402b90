import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import type { Measured } from './scenario.js'

/** Draws what an event costs by how much there is around it, one curve for each kind of growth, as SVG. */
export async function drawGrowth(measured: readonly Measured[]): Promise<string> {
  const values = measured.flatMap(({ name, curve = [] }) => curve.map((point) => ({ name, ...point })))
  const spec: TopLevelSpec = {
    title: 'Processor time of an event (Node and PostgreSQL)',
    width: 520,
    height: 260,
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'size', type: 'quantitative', scale: { type: 'log' }, title: 'how many of them there are' },
      y: { field: 'micros', type: 'quantitative', scale: { zero: true }, title: 'µs an event' },
      color: { field: 'name', type: 'nominal', title: null },
    },
  }
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()
}
