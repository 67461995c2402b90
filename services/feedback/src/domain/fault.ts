/** One thing that is wrong with what was given, and where: `pointer` is a JSON pointer such as `/body/answers/why`. */
export interface Fault {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** Extends a JSON pointer; the names may hold any character. */
export function pointerTo(base: string, ...names: readonly (string | number)[]): string {
  return base + names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
