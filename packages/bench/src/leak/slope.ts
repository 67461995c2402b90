export interface Sample {
  readonly minute: number
  readonly value: number
}

export interface Slope {
  /** By how much the value grows in a minute, by least squares. */
  readonly perMinute: number
  /** The standard error of that. */
  readonly error: number
}

/** The straight line through samples, at least three of them. */
export function slopeOf(samples: readonly Sample[]): Slope {
  const count = samples.length
  if (count < 3) throw new Error('A slope needs three samples.')
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / count
  const [minute, value] = [mean(samples.map((sample) => sample.minute)), mean(samples.map((sample) => sample.value))]
  const spread = samples.reduce((sum, sample) => sum + (sample.minute - minute) ** 2, 0)
  const perMinute = samples.reduce((sum, sample) => sum + (sample.minute - minute) * (sample.value - value), 0) / spread
  const residues = samples.reduce(
    (sum, sample) => sum + (sample.value - value - perMinute * (sample.minute - minute)) ** 2,
    0,
  )
  return { perMinute, error: Math.sqrt(residues / (count - 2) / spread) }
}

/** The lowest sample of each stretch of so many minutes: what is left once a process has collected its garbage. */
export function lowestOf(samples: readonly Sample[], minutes: number): readonly Sample[] {
  const lowest = new Map<number, Sample>()
  for (const sample of samples) {
    const stretch = Math.floor(sample.minute / minutes)
    const before = lowest.get(stretch)
    if (before === undefined || sample.value < before.value) lowest.set(stretch, sample)
  }
  return [...lowest.values()]
}

/** Whether a slope says no more than the noise around it. */
export const isFlat = ({ perMinute, error }: Slope): boolean => perMinute <= 2 * error
