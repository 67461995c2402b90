/** What a record holds under a key that a user chose; never an inherited member such as `constructor`. */
export function valueAt<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
