// What the filters of the library need so that a template that could be published can be rendered.
import { decodeHTMLStrict } from 'entities'
import { Tokenizer, TypeGuards, toValue, Value } from 'liquidjs'
import { isZone, speaking } from './dates.mjs'
import { Markup, readable, withBreaks } from './output.mjs'

/** Filters that ask items for something that not each of them has: like `if`, they may ask for what is missing. */
export const SEARCHING = /^(?:where|reject|group_by|has|find|find_index|search)(?:_exp)?$/

const written = (argument) =>
  argument !== undefined && !Array.isArray(argument) && TypeGuards.isQuotedToken(argument) ? argument.content : null

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

// Filters that read text: of an object they would see `[object Object]`.
const TEXTUAL = new Set(
  `append array_to_sentence_string base64_decode base64_encode capitalize cgi_escape downcase escape escape_once
   hmac_sha256 join lstrip newline_to_br normalize_whitespace number_of_words prepend remove remove_first remove_last
   replace replace_first replace_last rstrip sha256 slugify split squish strip strip_html strip_newlines truncate
   truncatewords upcase uri_escape url_decode url_encode xml_escape`.split(/\s+/),
)

const textOf = (value) => {
  const plain = toValue(value)
  return plain === null || plain === undefined ? '' : Array.isArray(plain) ? plain.map(textOf).join('') : String(plain)
}

// Everything is escaped where it is shown, so these only say that it is text.
const ESCAPING = {
  escape: textOf,
  xml_escape: textOf,
  escape_once: (value) => decodeHTMLStrict(textOf(value)),
}

/** What a filter of the library is to do. @param {boolean} isHtml Whether it works for HTML or for text. */
export function mended(name, given, isHtml) {
  const handler = mendedOf(name, given, isHtml)
  if (name === 'default') return handler
  return function (...values) {
    const { context } = this
    const read = TEXTUAL.has(name) ? (value) => readable(value, context) : (value) => value
    return handler.apply(
      this,
      values.map((value) => read(value instanceof Markup ? value.valueOf() : value)),
    )
  }
}

function mendedOf(name, handler, isHtml) {
  if (Object.hasOwn(ESCAPING, name)) return ESCAPING[name]
  if (name === 'newline_to_br') return (value) => withBreaks(textOf(value), isHtml)
  if (name === 'date' || name.startsWith('date_to_')) return speaking(name, handler)
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
