// Runs in a thread of its own, so that a template can never hold up the process: whoever waits for it ends the thread.
import { parentPort } from 'node:worker_threads'
import { Liquid } from 'liquidjs'

/** @param {'escape' | undefined} outputEscape */
function createEngine(outputEscape) {
  const engine = new Liquid({
    // No files: an empty set of templates takes the place of the file system.
    templates: {},
    strictFilters: true,
    strictVariables: true,
    // What is missing may be asked for by `if` and replaced by `default`, and is a fault everywhere else.
    lenientIf: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    parseLimit: 100_000,
    renderLimit: 200,
    memoryLimit: 1_000_000,
    ...(outputEscape === undefined ? {} : { outputEscape }),
  })
  for (const tag of ['include', 'layout', 'block', 'render']) delete engine.tags[tag]
  // `raw` would get around the escaping.
  delete engine.filters['raw']
  return engine
}

const html = createEngine('escape')
const plain = createEngine(undefined)
/** @type {Map<string, ReturnType<Liquid['parse']>>} */
const parsed = new Map()

/** @param {'html' | 'text' | 'subject'} part @param {string} source */
function parse(part, source) {
  const key = `${part === 'html' ? 'html' : 'plain'}:${source}`
  let template = parsed.get(key)
  if (template === undefined) {
    template = (part === 'html' ? html : plain).parse(source)
    if (parsed.size >= 500) parsed.clear()
    parsed.set(key, template)
  }
  return template
}

/** @param {string} name @param {string} detail */
function codeOf(name, detail) {
  if (name === 'UndefinedVariableError' || detail.includes('undefined variable')) return 'variable_missing'
  return detail.includes('limit exceeded') ? 'template_too_costly' : 'template_invalid'
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return { code: 'template_invalid', detail: String(error).slice(0, 300) }
  // The message of liquidjs names the place as well: `undefined variable: data.x, line:1, col:4`.
  const detail = error.message.slice(0, 300)
  const code = codeOf(error.name, detail)
  const variable = code === 'variable_missing' ? /undefined variable: ([^\s,]+)/.exec(detail)?.[1] : undefined
  return { code, detail, ...(variable === undefined ? {} : { variable }) }
}

/** @param {{ sources: Record<'subject' | 'html' | 'text', string | null>, scope: object | null }} job */
function run({ sources, scope }) {
  /** @type {Record<string, string | null>} */
  const texts = {}
  for (const part of /** @type {const} */ (['subject', 'html', 'text'])) {
    const source = sources[part]
    texts[part] = null
    if (source === null) continue
    try {
      const template = parse(part, source)
      if (scope !== null) texts[part] = String((part === 'html' ? html : plain).renderSync(template, scope))
    } catch (error) {
      return { ok: false, fault: { part, ...describe(error) } }
    }
  }
  return { ok: true, texts }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on('message', (job) => parentPort?.postMessage(run(job)))
