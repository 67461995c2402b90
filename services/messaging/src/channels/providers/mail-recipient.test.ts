import { normaliseEmail } from '@polyphon/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headOf } from '../../../test/composed.js'

// Whoever is named in a header: a mailbox alone or in angle brackets, its local part quoted where it has to be.
const RECIPIENT = /^To: (?:[^,;<>]* )?(?:<([^<>\s,;"]+|"(?:[^"\\]|\\.)*"@[^<>\s,;"]+)>|([^<>\s,;"]+))$/u

/** The mailbox to which a mail goes; null where it is none, or more than one. */
async function recipientOf(address: string, name: string | null): Promise<string | null> {
  const lines = (await headOf({ to: { address, name } }))
    .join('\n')
    .replaceAll(/\n(?=[ \t])/g, '')
    .split('\n')
  const to = lines.filter((line) => /^(?:to|cc|bcc):/i.test(line))
  const [, bracketed, bare] = RECIPIENT.exec(to.length === 1 ? (to[0] ?? '') : '') ?? []
  return normaliseEmail(bracketed ?? bare ?? '')
}

describe('the recipient of a mail', () => {
  it('is exactly one mailbox, the one that was taken, whatever its characters', async () => {
    const sign = fc.constantFrom(...'.!#$%&\'*+/=?^_`{|}~-" (),:;<>@[\\]'.split(''))
    const letter = fc.constantFrom('a', 'ü', 'デ', '0', '’', '，', '\u037E', '\u00A0', '…')
    const local = fc.string({ unit: fc.oneof(sign, letter), minLength: 1, maxLength: 10 })
    const host = fc.oneof(
      fc.constantFrom('example.org', 'müller.de', 'foo_bar.example', 'localhost'),
      fc.string({ unit: fc.oneof(sign, letter), minLength: 1, maxLength: 6 }),
    )
    const addresses = fc.tuple(local, host).map(([left, right]) => normaliseEmail(`${left}@${right}`))
    const names = fc.constantFrom(null, 'Jo')
    await fc.assert(
      fc.asyncProperty(
        addresses.filter((address) => address !== null),
        names,
        async (address, name) => {
          expect(await recipientOf(address, name)).toBe(address)
        },
      ),
      { numRuns: 300 },
    )
  }, 60_000)
})
