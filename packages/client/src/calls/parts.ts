/**
 * JSON of an object; text, bytes, files and streams go as they are, under the content type that the caller has set. Throws
 * a TypeError for a number or date that JSON has no word for: it would become null, which takes a trait back.
 */
export function bodyOf(body: unknown): unknown {
  const isRaw = typeof body === 'string' || ArrayBuffer.isView(body) || RAW.some((name) => isA(name, body))
  return isRaw ? body : JSON.stringify(body, refuseInexpressible)
}

const RAW = ['Blob', 'ArrayBuffer', 'ReadableStream', 'FormData', 'URLSearchParams'] as const

/** Whether it is one of these, also where the environment has no such thing: not every one has streams. */
export function isA(name: (typeof RAW)[number], value: unknown): boolean {
  const type: unknown = Reflect.get(globalThis, name)
  return typeof type === 'function' && value instanceof type
}

/** A date that is none; JSON calls it null before anybody is asked. */
export const isInvalidDate = (value: unknown): boolean => value instanceof Date && Number.isNaN(value.getTime())

function refuseInexpressible(this: unknown, name: string, value: unknown): unknown {
  if (value === null && isInvalidDate(Reflect.get(Object(this), name)))
    throw new TypeError(`${name} is a date that is none, which JSON cannot say.`)
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError(`${name} is ${value}, which JSON cannot say.`)
  if (typeof value === 'bigint') throw new TypeError(`${name} is a BigInt; send it as text.`)
  return value
}

/**
 * A path with its parameters. Throws a TypeError for one that is missing, empty, `.` or `..`: each of them would make it
 * another path, and with it another operation.
 */
export function pathOf(path: string, parameters: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = parameters[name]
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    if (text === '' || text === '.' || text === '..')
      throw new TypeError(`${path} needs ${name}: it is ${text === '' ? 'missing or empty' : `"${text}"`}.`)
    return encodeURIComponent(text)
  })
}

/** A query: lists repeat their name, dates are as the services write them, what is undefined or null is left out. */
export function queryOf(parameters: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, values] of Object.entries(parameters))
    for (const value of Array.isArray(values) ? values : [values])
      if (value !== undefined && value !== null) query.append(name, textOf(name, value))
  return query.toString()
}

function textOf(name: string, value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  throw new TypeError(`${name} is no text, number, date or list of these.`)
}
