/** A step of a scenario with the table or the text below it. */
export interface Step {
  readonly text: string
  readonly rows: readonly (readonly string[])[]
  readonly doc: string
}

export interface Scenario {
  readonly name: string
  readonly steps: readonly Step[]
}

const isRow = (line: string): boolean => line.startsWith('|')
const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

function stepsOf(lines: readonly string[]): readonly Step[] {
  const steps: { text: string; rows: (readonly string[])[]; doc: string }[] = []
  let inDoc = false
  for (const line of lines) {
    const step = steps.at(-1)
    if (line === '"""') inDoc = !inDoc
    else if (inDoc && step) step.doc += `${line}\n`
    else if (isRow(line) && step) step.rows.push(cellsOf(line))
    else if (/^(Given|And|When|Then) /.test(line)) steps.push({ text: line.replace(/^\w+ /, ''), rows: [], doc: '' })
  }
  return steps
}

function fill(text: string, names: readonly string[], values: readonly string[]): string {
  return names.reduce((filled, name, index) => filled.replaceAll(`<${name}>`, values[index] ?? ''), text)
}

/** Reads the scenarios of a Gherkin file as the conformance files write it; an outline gives one for each example. */
export function parseFeature(text: string): readonly Scenario[] {
  const blocks = text.split(/^\s*Scenario(?: Outline)?: /m).slice(1)
  return blocks.flatMap((block) => {
    const [name = '', ...lines] = block.split('\n').map((line) => line.trim())
    const examples = lines.indexOf('Examples:')
    if (examples === -1) return [{ name, steps: stepsOf(lines) }]
    const [names = [], ...rows] = lines.slice(examples).filter(isRow).map(cellsOf)
    return rows.map((values) => ({
      name: fill(name, names, values),
      steps: stepsOf(lines.slice(0, examples).map((line) => fill(line, names, values))),
    }))
  })
}
