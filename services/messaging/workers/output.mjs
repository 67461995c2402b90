// What a template shows: never a gap, never the inside of an object, and in HTML everything escaped exactly once.
import { Drop, evalToken, toValue, Value } from 'liquidjs'

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }
const escapeHtml = (text) => text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char])

/** What is shown as it stands; whatever else looks at it sees its text. */
export class Markup extends Drop {
  #text

  constructor(shown, text = shown) {
    super()
    this.shown = shown
    this.#text = text
  }

  valueOf() {
    return this.#text
  }
}

const LINE_END = /\r?\n/g
const BREAK = '<br />\n'

/** Text whose lines are shown as lines, in HTML too; a filter that splits it finds `<br />` where one ends. */
export const withBreaks = (text, isHtml) =>
  new Markup(isHtml ? escapeHtml(text).replaceAll(LINE_END, BREAK) : text, text.replaceAll(LINE_END, BREAK))

/** Something that is to be shown and is not there. */
class Gap extends Error {
  constructor(name) {
    super(`undefined variable: ${name}`)
    this.name = 'Gap'
  }
}

const AMOUNT = /^-?\d{1,100}(?:\.(\d{1,20}))?$/
const CURRENCY = /^[A-Z]{3}$/
// A message shows the same few currencies again and again; to make one of these costs a hundred times its use.
const formats = new Map()
const MOST_FORMATS = 200

function formatOf(locale, currency, digits) {
  const name = `${locale} ${currency} ${digits}`
  let format = formats.get(name)
  if (format === undefined) {
    const usual = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions()
    const maximumFractionDigits = Math.max(usual.maximumFractionDigits, digits)
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits })
    if (formats.size >= MOST_FORMATS) formats.clear()
    formats.set(name, format)
  }
  return format
}

/** Money as it is written in a language, with every digit that it has; null for what is no money. */
function moneyText(value, locale) {
  const { amount, currency } = value
  if (typeof amount !== 'string' || typeof currency !== 'string' || !CURRENCY.test(currency)) return null
  const found = AMOUNT.exec(amount)
  // A text keeps what a number would round.
  return found === null ? null : formatOf(locale, currency, found[1]?.length ?? 0).format(amount)
}

const isObject = (value) => typeof value === 'object' && value !== null

/** What stands for a value where text is needed; a gap for null, for what is not there, and for the inside of objects. */
function shownText(given, context) {
  const value = toValue(given)
  if (value === null || value === undefined) throw new Gap(nameOf(context))
  if (Array.isArray(value)) return value.map((item) => shownText(item, context)).join('')
  if (!isObject(value)) return String(value)
  const money = value instanceof Drop ? null : moneyText(value, context.speaks.locale)
  if (money === null) throw new Gap(nameOf(context))
  return money
}

/** An argument of a filter that reads text: objects in it become what is shown of them. */
export function readable(given, context) {
  const value = toValue(given)
  if (!isObject(value)) return given
  if (Array.isArray(value)) return value.some(isObject) ? value.map((item) => readable(item, context)) : given
  return shownText(value, context)
}

/** What stands at the end of every output, in HTML and in text. */
export const SHOW = {
  html(value) {
    return value instanceof Markup ? value.shown : escapeHtml(shownText(value, this.context))
  },
  plain(value) {
    return value instanceof Markup ? value.shown : shownText(value, this.context)
  },
}

/** How a template names what it shows: `data.name`. */
function nameOf({ reading }) {
  const token = reading?.initial.postfix.find(({ props }) => props !== undefined) ?? reading?.initial.postfix[0]
  return token?.getText() ?? 'nothing'
}

const isNothing = (value) => value === undefined || value === null

// `default` may be asked for what is missing: that is what it is for.
function* withDefault({ handler, args, token, liquid }, value, context) {
  const argv = []
  for (const arg of args)
    argv.push(
      Array.isArray(arg) ? [arg[0], yield evalToken(arg[1], context, true)] : yield evalToken(arg, context, true),
    )
  return yield handler.apply({ context, token, liquid }, [value, ...argv])
}

/** Wherever `default` stands in a chain, it replaces what is missing; the filters before it have nothing to work on. */
Value.prototype.value = function* (context, isLenient) {
  const fallback = this.filters.findIndex(({ name }) => name === 'default')
  let value = yield this.initial.evaluate(context, isLenient || fallback >= 0)
  for (const [index, filter] of this.filters.entries()) {
    context.reading = this
    if (index < fallback && isNothing(toValue(value))) continue
    value = yield filter.name === 'default' ? withDefault(filter, value, context) : filter.render(value, context)
  }
  context.reading = this
  return value
}
