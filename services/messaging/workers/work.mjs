// What a template may cost, counted in work and not in time: the same content comes to the same end on every machine.

/** Thrown where a template would do more than it may. */
class TooMuchWork extends Error {}

/** Steps of the engine: a text, a tag, a turn of a loop, a filter, a variable. About a second on a slow processor. */
const MOST_STEPS = 300_000
/** Characters and list items that filters, comparisons, captures and loops read or make. */
const MOST_MATERIAL = 6_000_000
/** UTF-16 units of one rendered part; its bytes are looked at when it is done. */
export const MOST_OUTPUT = 1_048_576
const DEEPEST = 100

// To list the members of a large object costs some thirty times as much as to read as many characters.
const MEMBER = 32
/** @type {WeakMap<object, number>} */
const sizes = new WeakMap()

/** How much there is in a value to be read at all. Data do not change while they are rendered. */
export function sizeOf(value) {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return 1
  let size = sizes.get(value)
  if (size === undefined) {
    size = 1 + MEMBER * Object.keys(value).length
    sizes.set(value, size)
  }
  return size
}

/** Counts for one rendered part. `use` and `check` are what the engine calls on its own limits. */
export function openWork() {
  let steps = 0
  let material = 0
  let depth = 0
  const exceed = (what) => {
    work.isExceeded = true
    throw new TooMuchWork(`${what} limit exceeded`)
  }
  const work = {
    isExceeded: false,
    step(count = 1) {
      steps += count
      if (steps > MOST_STEPS) exceed('steps')
    },
    material(count) {
      if (!(count > 0)) return
      material += count
      if (material > MOST_MATERIAL) exceed('memory')
    },
    output(length) {
      if (length > MOST_OUTPUT) exceed('output')
    },
    enter() {
      depth += 1
      if (depth > DEEPEST) exceed('depth')
    },
    leave() {
      depth -= 1
    },
  }
  return {
    work,
    memoryLimit: { use: (count) => work.material(+count), check: () => {} },
    renderLimit: { use: () => {}, check: () => work.step() },
  }
}
