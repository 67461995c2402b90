/** Bounds of one condition. They keep a hostile definition from costing more than a small one. */
export const LIMITS = {
  nodes: 200,
  depth: 10,
  sequenceSteps: 10,
  listItems: 1000,
  textLength: 1000,
  pathLength: 500,
  atLeast: 1000,
} as const
