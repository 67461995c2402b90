// What the filters of the library need so that a template that could be published can be rendered.
import { Tokenizer, TypeGuards, Value } from 'liquidjs'

/** Filters that ask items for something that not each of them has: like `if`, they may ask for what is missing. */
export const SEARCHING = /^(?:where|reject|group_by|has|find|find_index|search)(?:_exp)?$/

const written = (argument) =>
  argument !== undefined && !Array.isArray(argument) && TypeGuards.isQuotedToken(argument) ? argument.content : null

function isZone(name) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format !== undefined
  } catch {
    return false
  }
}

// Throws what is wrong with it, as it is thrown where an expression is not quoted.
const parseExpression = (expression, engine) => new Value(expression, engine)

/** What is wrong with a filter as it is written, whatever the data; null if nothing is. */
function faultOf({ name, args }, engine) {
  if ((name === 'append' || name === 'prepend') && args.length !== 1) return `${name} needs one text to add`
  if (name.endsWith('_exp')) {
    if (args.length < 2) return `${name} needs the name of an item and an expression`
    const expression = written(args[1])
    if (expression !== null) parseExpression(expression, engine)
  }
  const zone = name === 'date' ? written(args[1]) : null
  return zone === null || isZone(zone) ? null : `${zone} is no time zone`
}

let engineOfExpressions = null
const { readFilter } = Tokenizer.prototype
Tokenizer.prototype.readFilter = function () {
  const filter = readFilter.call(this)
  const fault = filter === null || engineOfExpressions === null ? null : faultOf(filter, engineOfExpressions)
  if (fault !== null) throw new Error(fault)
  return filter
}

/** Looks at filters when a template is parsed, so that their faults are reported before it is published. */
export function checkFilters(engine) {
  engineOfExpressions = engine
}

const isNamed = (value) => Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'

/** What a filter of the library is to do. */
export function mended(name, handler) {
  if (name === 'default')
    // It takes everything behind the first value for a name with its value.
    return function (value, fallback, ...options) {
      return handler.call(this, value, fallback, ...options.filter(isNamed))
    }
  if (!SEARCHING.test(name)) return handler
  return function* (...values) {
    const { context } = this
    const { strictVariables } = context
    context.strictVariables = false
    try {
      return yield handler.apply(this, values)
    } finally {
      context.strictVariables = strictVariables
    }
  }
}
