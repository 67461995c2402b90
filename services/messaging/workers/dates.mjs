// Dates as the person reads them: in their zone, and in the language of the text.

const MERE_DATE = /^\s*\d{4}-\d{2}(?:-\d{2})?\s*$/
// An offset stands behind a time of day; behind a date it would be a part of that.
const WITH_ZONE =
  /(?:\dz|:\d{2}(?:[.,]\d{1,9})? ?[+-]\d{2}(?::?\d{2})?|\b(?:z|gmt|ut|utc|[ecmp][sd]t)(?:[+-]\d{4})?)(?: ?\([^()]{0,60}\))?$/i
// The formats that the library writes in the language of the process.
const OF_LANGUAGE = {
  c: { dateStyle: 'medium', timeStyle: 'medium' },
  x: { dateStyle: 'medium' },
  X: { timeStyle: 'medium' },
}

/** Whether this is the name of a time zone. */
export function isZone(name) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format !== undefined
  } catch {
    return false
  }
}

/** A date that says no zone is that date wherever it is read; read as one of UTC and shown in UTC it stays so. */
function asWritten(text) {
  const local = new Date(text)
  if (Number.isNaN(local.getTime())) return text
  if (MERE_DATE.test(text)) return new Date(text.trim())
  const utc = new Date(`${text.trim()}Z`)
  if (!Number.isNaN(utc.getTime())) return utc
  const [year, month, day, hour] = [local.getFullYear(), local.getMonth(), local.getDate(), local.getHours()]
  const moment = new Date(Date.UTC(2000, month, day, hour, local.getMinutes(), local.getSeconds()))
  moment.setUTCFullYear(year, month, day)
  return moment
}

/** Which moment is shown, and in which zone: the given one, else that of the person. */
function momentOf(value, zone, usual) {
  if (typeof value !== 'string' || /^(?:\d+|now|today)$/.test(value) || WITH_ZONE.test(value.trim()))
    return { value, zone: zone ?? usual }
  // A mere date is no moment that a zone could move.
  return { value: asWritten(value), zone: zone === undefined || MERE_DATE.test(value) ? 'UTC' : zone }
}

const inLanguage = (value, format, { locale, zone }) => {
  const moment =
    value === 'now' || value === 'today' ? new Date() : new Date(/^\d+$/.test(value) ? value * 1000 : value)
  if (Number.isNaN(moment.getTime())) return format
  const timeZone = typeof zone === 'string' ? zone : 'UTC'
  return format.replaceAll(/%([%cxX])/g, (code, name) =>
    name === '%' ? code : new Intl.DateTimeFormat(locale, { ...OF_LANGUAGE[name], timeZone }).format(moment),
  )
}

/** A filter of dates, which speaks for whom the template is rendered. */
export const speaking = (name, handler) =>
  function (given, ...rest) {
    const { context } = this
    const { locale, timeZone } = context.speaks
    const wanted = name === 'date' ? (rest[1] ?? undefined) : undefined
    const { value, zone } = momentOf(given, wanted, timeZone)
    const opts = { ...context.opts, locale, timezoneOffset: zone }
    const self = { ...this, context: { opts, memoryLimit: context.memoryLimit } }
    if (name !== 'date') return handler.call(self, value, ...rest)
    const [format] = rest
    const written =
      typeof format === 'string'
        ? inLanguage(value, format, { locale, zone })
        : (format ?? (locale.startsWith('en') ? undefined : inLanguage(value, '%c', { locale, zone })))
    const shown = handler.call(self, value, written, zone)
    return shown === value ? given : shown
  }
