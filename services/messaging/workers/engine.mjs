// Liquid, locked down: no files, nothing unescaped in HTML, and every step counted.
import { Context, defaultOperators, Liquid, Parser, toValue, toValueSync } from 'liquidjs'
import { checkFilters, mended, SEARCHING } from './filters.mjs'
import { Markup, SHOW } from './output.mjs'
import { CaptureOfMarkup, CountedCase, CountedCycle, CountedFor, CountedTablerow } from './tags.mjs'
import { openWork, sizeOf } from './work.mjs'

// As many characters as a body may have.
const LONGEST_SOURCE = 200_000
// A date is written by Intl, piece by piece.
const DATE_STEPS = 40
// What is missing is an error inside the engine, whatever becomes of it.
const MISSING_STEPS = 8

// An `if` about something missing is an error inside the engine; its stack would cost more than all the rest.
Error.stackTraceLimit = 0

/** What is left to be parsed: an array moves all that follows each time the first one is taken. */
class Tokens {
  #tokens
  #next = 0

  constructor(tokens) {
    this.#tokens = tokens
  }

  get length() {
    return this.#tokens.length - this.#next
  }

  shift() {
    const token = this.#tokens[this.#next]
    this.#next += 1
    return token
  }
}

const { parseTokens } = Parser.prototype
Parser.prototype.parseTokens = function (tokens) {
  return parseTokens.call(this, Array.isArray(tokens) ? new Tokens(tokens) : tokens)
}

const missing = (path) =>
  // By this name the library knows what `if` and `default` may ask for.
  Object.assign(new Error(`undefined variable: ${path.join('.')}`), { name: 'InternalUndefinedVariableError' })

/** A scope that knows what its reading costs; what is counted belongs to this one rendering. */
class CountedContext extends Context {
  /** What a template names is a list; filters that look into items name a text. Null is as if it were missing. */
  *_getFromScope(scope, path, isStrict = this.strictVariables) {
    // oxlint-disable-next-line no-underscore-dangle -- the library calls it so
    const value = yield super._getFromScope(scope, path, isStrict)
    if (value !== null || !isStrict || !Array.isArray(path)) return value
    this.work.step(MISSING_STEPS)
    throw missing(path)
  }

  readProperty(given, key) {
    const object = given instanceof Markup ? given.valueOf() : given
    this.work.step()
    if (key === 'size') this.memoryLimit.use(sizeOf(toValue(object)))
    const value = super.readProperty(object, key)
    if (value === undefined) this.work.step(MISSING_STEPS)
    return value
  }

  spawn(scope = {}) {
    const { sync, globals, strictVariables, ownPropertyOnly } = this
    const limits = { renderLimit: this.renderLimit, memoryLimit: this.memoryLimit, liquid: this.liquid }
    const child = new CountedContext(scope, this.opts, { sync, globals, strictVariables, ownPropertyOnly }, limits)
    child.work = this.work
    child.speaks = this.speaks
    return child
  }
}

const asText = (given) => {
  const value = toValue(given)
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.map(asText).join('') : String(value)
}

/** Collects one part, or what a capture holds: neither grows without end. */
const openEmitter = (work) => ({
  buffer: '',
  write(value) {
    const text = asText(value)
    work.material(text.length)
    work.output(this.buffer.length + text.length)
    this.buffer += text
  },
})

const dateSteps = (format) => DATE_STEPS * (typeof format === 'string' ? 1 + format.split('%').length : 4)

function countFilters(engine, isHtml) {
  for (const [name, given] of Object.entries(engine.filters)) {
    const handler = mended(name, typeof given === 'function' ? given : given.handler, isHtml)
    // Lists are gone through item by item; some filters open a scope for each of them.
    const stepsOfItem = SEARCHING.test(name) ? 8 : 1
    const counting = function (...values) {
      const { work } = this.context
      work.step(1 + values.length + (name.startsWith('date') ? dateSteps(name === 'date' ? values[1] : '%A %B %d') : 0))
      for (const value of values) {
        const plain = toValue(value)
        work.material(sizeOf(plain))
        if (Array.isArray(plain)) work.step(plain.length * stepsOfItem)
      }
      return handler.apply(this, values)
    }
    engine.registerFilter(name, typeof given === 'function' ? counting : { ...given, handler: counting })
  }
}

const operators = Object.fromEntries(
  Object.entries(defaultOperators).map(([name, operator]) => [
    name,
    operator.length === 1 || name === 'not'
      ? operator
      : (left, right, ctx) => {
          ctx.work.step()
          ctx.work.material(sizeOf(toValue(left)) + sizeOf(toValue(right)))
          return operator(left, right, ctx)
        },
  ]),
)

function countRendering({ renderer }) {
  const { renderTemplates } = renderer
  renderer.renderTemplates = function* (templates, ctx, emitter) {
    ctx.work.enter()
    const result = yield* renderTemplates.call(renderer, templates, ctx, emitter ?? openEmitter(ctx.work))
    ctx.work.leave()
    return result
  }
}

/** Whether something is nested deeper than this thread can follow. @param {unknown} error */
export const isTooDeep = (error) =>
  error instanceof RangeError || (error instanceof Error && error.originalError instanceof RangeError)

/** @param {'html' | 'plain'} form What it writes: in HTML everything that is shown is escaped. */
export function createEngine(form) {
  const engine = new Liquid({
    // No files: an empty set of templates takes the place of the file system.
    templates: {},
    strictFilters: true,
    strictVariables: true,
    // What is missing may be asked for by `if` and replaced by `default`, and is a fault everywhere else.
    lenientIf: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    parseLimit: LONGEST_SOURCE,
    operators,
    outputEscape: SHOW[form],
  })
  for (const tag of ['include', 'layout', 'block', 'render']) delete engine.tags[tag]
  // `raw` would get around the escaping.
  delete engine.filters['raw']
  engine.registerTag('for', CountedFor)
  engine.registerTag('tablerow', CountedTablerow)
  engine.registerTag('case', CountedCase)
  engine.registerTag('cycle', CountedCycle)
  if (form === 'html') engine.registerTag('capture', CaptureOfMarkup)
  countFilters(engine, form === 'html')
  checkFilters(engine)
  countRendering(engine)
  return {
    parse: (source) => engine.parse(source),
    /** Renders one part for whoever `speaks` a language in a zone; `isExceeded` separates a template that costs too much from one that is wrong. */
    render(template, scope, speaks) {
      const { work, ...limits } = openWork()
      const ctx = new CountedContext(scope, engine.options, { sync: true }, { ...limits, liquid: engine })
      ctx.work = work
      ctx.speaks = speaks
      try {
        const text = String(toValueSync(engine.renderer.renderTemplates(template, ctx)))
        return { text }
      } catch (error) {
        return { error, isExceeded: work.isExceeded || isTooDeep(error) }
      }
    },
  }
}
