import { Z } from './interval.js'

/** From here on the series in 1/ν is as exact as floating-point numbers are. */
const MANY = 1_000

/**
 * The 0.975 quantile of Student's t distribution. Few degrees of freedom: the incomplete beta function (Abramowitz and
 * Stegun 26.7.1, continued fraction 26.5.8 by Lentz's method) is inverted by bisection. Many: the Cornish–Fisher
 * series, Abramowitz and Stegun 26.7.5.
 */
export function studentT(degrees: number): number {
  if (degrees >= MANY) return byCornishFisher(degrees)
  const outside = (t: number): number => incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t))
  let low = Z
  let high = 2 * Z
  while (outside(high) > 0.05) high *= 2
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2
    // Two neighbouring numbers have none between them.
    if (middle === low || middle === high) break
    if (outside(middle) > 0.05) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function byCornishFisher(degrees: number): number {
  const z = Z
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3 + fourth / degrees ** 4
}

/** The regularised incomplete beta function. */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b))
  // The fraction converges quickly below the mean only; above it the mirror image does.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a
  return 1 - (front * betaFraction(b, a, 1 - x)) / b
}

const TINY = 1e-300
const STEPS = 500

function betaFraction(a: number, b: number, x: number): number {
  const safe = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
  let c = 1
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / safe(1 + even * d)
    c = safe(1 + even / c)
    result *= d * c
    d = 1 / safe(1 + odd * d)
    c = safe(1 + odd / c)
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return result
}

// Lanczos 1964 with g = 7, in the coefficients of Godfrey.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

function logGamma(x: number): number {
  const base = x - 1 + 7.5
  const sum = LANCZOS.reduce((total, factor, index) => total + (index === 0 ? factor : factor / (x - 1 + index)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum)
}
