const CODE = /^[a-z0-9][a-z0-9_.:-]{0,63}$/i

/**
 * Makes values fit for a label: codes only, the first `most` of them; everything else is `other`, so that nobody outside
 * can make the number of time series larger.
 */
export function boundLabel(most: number): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (known.has(value)) return value
    if (!CODE.test(value) || known.size >= most) return 'other'
    known.add(value)
    return value
  }
}
