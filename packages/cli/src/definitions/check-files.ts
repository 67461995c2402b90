import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Json } from '../frame/documents.js'
import type { DefinedFile, Finding } from './files.js'

/** Everything that is wrong with the form of the files, by the schemas of the services, before anything is sent. */
export function checkFiles(files: readonly DefinedFile[]): readonly Finding[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types are of CommonJS, which Node answers as default
  const add = (addFormats.default ?? addFormats) as unknown as (to: Ajv2020) => void
  add(ajv)
  return files.flatMap((file) => {
    const { schema } = file.kind
    return faultsOf(ajv, { schema, root: schema, value: file.body, at: '' }).map(({ pointer, message }) =>
      file.find(pointer, message),
    )
  })
}

interface Fault {
  readonly pointer: string
  readonly message: string
  /** What a constant wants is another choice. */
  readonly isChoice: boolean
}

interface Checked {
  readonly schema: Json
  /** Whose `$defs` the schema refers to. */
  readonly root: Json
  readonly value: unknown
  readonly at: string
}

/** What is wrong with a value. Where it may be one of several things, only what is wrong with the one that it most resembles. */
function faultsOf(ajv: Ajv2020, { schema, root, value, at }: Checked): readonly Fault[] {
  const validate = ajv.compile({ ...schema, $defs: root['$defs'] })
  if (validate(value)) return []
  const errors = validate.errors ?? []
  const choices = outermostChoices(errors)
  const isInside = ({ instancePath }: ErrorObject): boolean =>
    choices.some((choice) => instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`))
  const plain = errors
    .filter((error) => !isInside(error))
    .map((error) => ({
      pointer: `${at}${error.instancePath}`,
      message: `${error.message ?? 'is wrong'}${detailOf(error.params)}`,
      isChoice: error.keyword === 'const' && error.instancePath.split('/').length === 2,
    }))
  return [...plain, ...choices.flatMap((choice) => faultsOfChoice(ajv, choice, { root, at }))]
}

/** The last error of a path is that of the choice around the others. */
function outermostChoices(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const byPath = new Map<string, ErrorObject>()
  for (const error of errors)
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf') byPath.set(error.instancePath, error)
  return [...byPath.values()].filter(
    ({ instancePath }) => ![...byPath.keys()].some((other) => instancePath.startsWith(`${other}/`)),
  )
}

function faultsOfChoice(
  ajv: Ajv2020,
  { schema, data, instancePath, message }: ErrorObject,
  { root, at }: Pick<Checked, 'root' | 'at'>,
): readonly Fault[] {
  const pointer = `${at}${instancePath}`
  const branches: readonly Json[] = Array.isArray(schema) ? schema : []
  const found = branches.map((branch) => faultsOf(ajv, { schema: branch, root, value: data, at: pointer }))
  const weight = (faults: readonly Fault[]): number =>
    faults.length + (faults.some(({ isChoice }) => isChoice) ? 1_000 : 0)
  const [best] = found.toSorted((left, right) => weight(left) - weight(right))
  if (best === undefined || best.length === 0) return [{ pointer, message: message ?? 'is wrong', isChoice: false }]
  // None of the constants fits: what there is to choose from says more than what one of them lacks.
  const constants = found.flatMap((faults) => faults.filter(({ isChoice }) => isChoice))
  if (best.some(({ isChoice }) => isChoice) && constants.length > 1)
    return [
      {
        ...constants[0],
        message: `is none of ${constants.map((fault) => fault.message.replace(/^.*: /, '')).join(', ')}`,
      },
    ].map((fault) => ({ pointer, isChoice: false, ...fault }))
  return best
}

function detailOf(params: Readonly<Record<string, unknown>>): string {
  const { additionalProperty, allowedValues, allowedValue } = params
  if (typeof additionalProperty === 'string') return `: ${additionalProperty}`
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`
  return allowedValue === undefined ? '' : `: ${JSON.stringify(allowedValue)}`
}
