/** One text of one compiled file that is replaced while a process loads it. */
export interface Transformation {
  /** The end of the file's path, such as `packages/service-kit/dist/events/fence.js`. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly from: string
  readonly to: string
}

/** Something that keeps a promise, taken out of the code of a process under test. */
export interface PlantedBug {
  readonly name: string
  /** One sentence for the table. */
  readonly takenOut: string
  /** The name of the fault that brings it to light. */
  readonly fault: string
  /** Those of which at least one must turn red. */
  readonly invariants: readonly string[]
  readonly transformations: readonly Transformation[]
}

/** Which of a bug's transformations a file needs; `path` is a path or a URL. */
export function transformationsOf(bug: PlantedBug, path: string): readonly Transformation[] {
  const normalPath = path.replaceAll('\\', '/')
  return bug.transformations.filter(({ file }) => normalPath.endsWith(`/${file}`))
}

/** The source with every replacement made; throws when a text is not there exactly once, so that no bug rots. */
export function transform(source: string, transformations: readonly Transformation[]): string {
  return transformations.reduce((text, { file, from, to }) => {
    const parts = text.split(from)
    if (parts.length !== 2) throw new Error(`${file} has this text ${parts.length - 1} times instead of once: ${from}`)
    return parts.join(to)
  }, source)
}

/** What a process writes when it has loaded a changed file; the name of the bug and the file. */
export const markOf = (bug: PlantedBug, file: string): string => `planted ${bug.name}: ${file}`
