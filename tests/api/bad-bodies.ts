import { expect, it } from 'vitest'
import type { TestStack } from '../stack.js'
import { type Everything, leadsTo } from './everything.js'
import { nameOf, type Operation, operations } from './operations.js'
import { type Attempt, expectFaultAt, expectProblem, send } from './requests.js'

/** A wrong body, what is wrong with it, and the pointer that the answer must name. */
interface WrongBody extends Pick<Attempt, 'raw' | 'body'> {
  readonly what: string
  readonly pointer: string | null
}

type Json = Readonly<Record<string, unknown>>

/** The operations whose described form is the form that they take. */
const strict = operations.filter(
  // The tracking API takes more than it describes, and a provider's callback is answered 200 once it is genuine.
  ({ fields, who }) => fields.length > 0 && who !== 'anyone',
)

const WRONG_VALUES: readonly unknown[] = [17, -0.5, 'falsch', '', true, null, [17], { falsch: [17] }]
const ofExample = ({ example }: Operation): Json => example as Json // Every body of ours is an object.

function wrongForms(operation: Operation): readonly WrongBody[] {
  const [field = ''] = operation.fields
  const notObjects = ['[]', '[{}]', '"text"', '17', 'true', 'null'].filter((raw) => !operation.accepts(JSON.parse(raw)))
  return [
    { what: 'JSON that ends too early', raw: '{"a":', pointer: '/body' },
    { what: 'no JSON at all', raw: 'Größe=38&farbe=grün', pointer: '/body' },
    ...(operation.accepts(null) ? [] : [{ what: 'nothing', raw: '', pointer: '/body' }]),
    ...notObjects.map((raw) => ({ what: `the body ${raw}`, raw, pointer: '/body' })),
    { what: 'a field that is not known', body: { ...ofExample(operation), größe: 1 }, pointer: '/body/größe' },
    { what: 'a prototype', raw: '{"__proto__":{"admin":true}}', pointer: '/body' },
    { what: 'deep nesting', raw: `{"${field}":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, pointer: '/body' },
    { what: '2 MiB', raw: JSON.stringify({ [field]: 'ß'.repeat(1024 * 1024) }), pointer: null },
    {
      what: 'bytes that are no UTF-8',
      raw: Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      pointer: null,
    },
  ]
}

function wrongFields(operation: Operation): readonly WrongBody[] {
  const example = ofExample(operation)
  return operation.fields.flatMap((field) => {
    const { [field]: _left, ...without } = example
    const changed = WRONG_VALUES.map((value) => ({
      what: `${field}: ${JSON.stringify(value)}`,
      body: { ...example, [field]: value },
    }))
    return [...changed, { what: `no ${field}`, body: without }]
      .filter(({ body }) => !operation.accepts(body))
      .map((wrong) => ({ ...wrong, pointer: `/body/${field}` }))
  })
}

/** The example with one of its texts replaced, once for each text in it. */
function withText(
  value: unknown,
  text: string,
  pointer = '/body',
): readonly { readonly pointer: string; readonly value: unknown }[] {
  if (typeof value === 'string') return [{ pointer, value: text }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    withText(member, text, `${pointer}/${name}`).map((inner) => ({
      pointer: inner.pointer,
      value: Array.isArray(value) ? value.with(Number(name), inner.value) : { ...value, [name]: inner.value },
    })),
  )
}

const unstorable = ({ example }: Operation): readonly WrongBody[] =>
  [
    { name: 'NUL', text: 'vor\u0000nach' },
    { name: 'half of an emoji', text: 'vor\ud83dnach' },
  ].flatMap(({ name, text }) =>
    withText(example, text).map(({ pointer, value }) => ({ what: `${name} in ${pointer}`, body: value, pointer })),
  )

// More connections at once may wait for seconds until the system takes them, where both cores are busy with other tests.
const AT_ONCE = 40

/** Registers a test for each operation that takes a body: whatever is wrong with it is answered with its pointer. */
export function refusesBadBodies(stack: () => TestStack, known: () => Everything): void {
  const keyOf = ({ who }: Operation): string => (who === 'admin' ? stack().adminToken : stack().workspace.secretKey)
  const expectRefused = async (operation: Operation, wrong: readonly WrongBody[]): Promise<void> => {
    expect(wrong.length).toBeGreaterThan(0)
    const path = leadsTo(known(), operation)
    const ask = async (request: WrongBody) => ({
      ...request,
      answer: await send(stack(), operation, { ...request, path, key: keyOf(operation) }),
    })
    for (let from = 0; from < wrong.length; from += AT_ONCE)
      for (const { answer, what, pointer } of await Promise.all(wrong.slice(from, from + AT_ONCE).map(ask))) {
        const title = `${nameOf(operation)} with ${what}`
        if (pointer === null) expectProblem(answer, title)
        else expectFaultAt(answer, pointer, title)
        expect(answer.status, title).toBe(what === '2 MiB' ? 413 : 400)
      }
  }
  const named = strict.map((operation) => ({ name: nameOf(operation), operation }))
  it.each(named)('$name refuses what is no object of known fields', ({ operation }) =>
    expectRefused(operation, wrongForms(operation)),
  )
  it.each(named)('$name names each field of a wrong type, and each that is missing', ({ operation }) =>
    expectRefused(operation, wrongFields(operation)),
  )
  it.each(named.filter(({ operation }) => unstorable(operation).length > 0))(
    '$name names each text that cannot be stored',
    ({ operation }) => expectRefused(operation, unstorable(operation)),
  )
}
