import { kitCodes, standsInWords } from '@polyphon/service-kit/runtime'
import type { Codes, CodeText } from '@polyphon/values'

interface Answered {
  readonly text: CodeText
  readonly services: readonly string[]
}

/** The pages of all error codes, one each, and their index: path → text. A code has one meaning wherever it is answered. */
export function errorPages(
  services: readonly { readonly name: string; readonly codes: Codes }[],
): Readonly<Record<string, string>> {
  const codes = [...answeredBy(services)].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return {
    'docs/errors/README.md': indexOf(codes),
    ...Object.fromEntries(codes.map(([code, answered]) => [`docs/errors/${code}.md`, pageOf(code, answered)])),
  }
}

function answeredBy(
  services: readonly { readonly name: string; readonly codes: Codes }[],
): ReadonlyMap<string, Answered> {
  const found = new Map<string, Answered>()
  for (const { name, codes } of services)
    for (const [code, text] of Object.entries(codes)) {
      const before = found.get(code)
      if (before !== undefined && before.text.means !== text.means)
        throw new Error(`The code ${code} means one thing in ${before.services.join(', ')} and another in ${name}.`)
      found.set(code, { text, services: [...(before?.services ?? []), name] })
    }
  return found
}

const servicesOf = (code: string, { services }: Answered): string =>
  Object.hasOwn(kitCodes, code) ? 'every service' : services.join(', ')

const pageOf = (code: string, answered: Answered): string => `# \`${code}\`

${answered.text.means}

What to do: ${answered.text.remedy}

| | |
| --- | --- |
| Where it stands | ${standsInWords(answered.text)} |
| Answered by | ${servicesOf(code, answered)} |

[All codes](README.md)
`

function indexOf(codes: readonly (readonly [string, Answered])[]): string {
  const rows = codes.map(
    ([code, answered]) =>
      `| [\`${code}\`](${code}.md) | ${answered.text.statuses.join(', ')} | ${answered.text.means} | ${servicesOf(code, answered)} |`,
  )
  return `# Error codes

Made by \`npm run generate\` from \`src/codes.ts\` of the services and \`packages/service-kit/src/codes\`. Every error is a problem (RFC 9457): \`code\` never changes its meaning, \`type\` is the path of its page at the service that answered (\`/docs/errors/<code>\`, the same text as here), \`errors\` names each field that is wrong, and \`requestId\` finds the request in the log.

| code | status | what it means | answered by |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}
