/** Reads headers that were written as JSON by ourselves. */
export function parseHeaders(text: string): Readonly<Record<string, string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only ever written from an object of strings
  return JSON.parse(text) as Record<string, string>
}
