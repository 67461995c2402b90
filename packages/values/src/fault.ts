/** One thing that is wrong with what was given, and where: `pointer` is a JSON pointer (RFC 6901) such as `/body/locales/de`. */
export interface Fault {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** Extends a JSON pointer; the names may hold any character. */
export function pointerTo(base: string, ...names: readonly PropertyKey[]): string {
  return base + names.map((name) => `/${escaped(String(name))}`).join('')
}

// By split and join: for a name of many slashes replaceAll takes ten times as long, and grows faster than the name.
const escaped = (name: string): string => name.split('~').join('~0').split('/').join('~1')
