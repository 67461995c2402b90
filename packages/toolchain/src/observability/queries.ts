// The few forms that all queries have. What is the same in every replica is taken once (`max`), what each counts for itself
// is added up.

/** Per second, added up over replicas. */
export const rate = (counter: string, by: string): string => `sum by (${by}) (rate(${counter}[$__rate_interval]))`

/** A part of a histogram of seconds that is not slower than this. */
export const quantile = (share: number, histogram: string, by: string): string => {
  const [name = '', labels = ''] = histogram.split(/(?=\{)/)
  return `histogram_quantile(${share}, sum by (le${by === '' ? '' : `, ${by}`}) (rate(${name}_bucket${labels}[$__rate_interval])))`
}

/** Of what every replica says alike. */
export const largest = (gauge: string, by: string): string => `max by (${by}) (${gauge})`
