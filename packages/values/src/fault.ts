/** One thing that is wrong with what was given, and where: `pointer` is a JSON pointer (RFC 6901) such as `/body/locales/de`. */
export interface Fault {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** Extends a JSON pointer; the names may hold any character. */
export function pointerTo(base: string, ...names: readonly PropertyKey[]): string {
  return base + names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
