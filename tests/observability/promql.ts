import type { SyntaxNode } from '@lezer/common'
import { parser } from '@prometheus-io/lezer-promql'

/** A metric that an expression reads, and every label of it that the expression names. */
export interface Use {
  readonly metric: string
  readonly labels: ReadonlySet<string>
}

// What Grafana fills in; inside of quotes it is a text like any other.
const filledIn = (expr: string): string => expr.replaceAll('$__rate_interval', '5m')

/** What an expression of PromQL reads; throws where it cannot be parsed. */
export function usesOf(written: string): readonly Use[] {
  const expr = filledIn(written)
  const tree = parser.parse(expr)
  const textOf = ({ from, to }: SyntaxNode): string => expr.slice(from, to)
  const uses: Use[] = []
  tree.iterate({
    enter: (ref) => {
      if (ref.type.isError) throw new Error(`No PromQL at ${ref.from}: ${expr}`)
      if (ref.name !== 'VectorSelector') return
      const selector = ref.node
      const [metric] = below(selector, 'Identifier')
      if (metric === undefined) throw new Error(`A selector without a metric: ${expr}`)
      const matched = below(selector, 'LabelName')
      uses.push({ metric: textOf(metric), labels: new Set([...matched, ...groupedBy(selector)].map(textOf)) })
    },
  })
  return uses
}

/** The labels by which what stands around a selector is put together. */
function groupedBy(selector: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let node = selector.parent; node !== null; node = node.parent) {
    if (node.name !== 'AggregateExpr') continue
    const modifier = node.getChild('AggregateModifier')
    if (modifier !== null) found.push(...below(modifier, 'LabelName'))
  }
  return found
}

function below(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  node.cursor().iterate((ref) => {
    if (ref.name === name && ref.from >= node.from && ref.to <= node.to) found.push(ref.node)
  })
  return found
}
