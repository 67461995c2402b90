/**
 * A sum of decimals that loses nothing, in whatever order they come: each number counts as the shortest decimal that is
 * read as this double, which is what JSON has written.
 */
export interface DecimalSum {
  readonly digits: bigint
  /** The power of ten by which the digits are multiplied. */
  readonly exponent: number
}

export const NO_SUM: DecimalSum = { digits: 0n, exponent: 0 }

/** A finite number as a decimal. */
function decimalOf(value: number): DecimalSum {
  const [mantissa = '0', power = '0'] = value.toString().split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}

/** Adds a finite number. */
export function addDecimal(sum: DecimalSum, value: number): DecimalSum {
  const added = decimalOf(value)
  const exponent = Math.min(sum.exponent, added.exponent)
  return { digits: scaled(sum, exponent) + scaled(added, exponent), exponent }
}

const scaled = ({ digits, exponent }: DecimalSum, to: number): bigint => digits * 10n ** BigInt(exponent - to)

/** The double next to the sum: it is rounded once, here. Infinity beyond what a double holds. */
export const roundedSum = ({ digits, exponent }: DecimalSum): number => Number(`${digits}e${exponent}`)
