import { dependencies } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { allowsPurpose, writePath } from '@polyphon/values'
import { readComputedSet } from '../../computed/store/computed-traits.js'
import type { HeldConsents } from '../../people/domain/consent.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { readSegments } from '../../segments/store/segments.js'

/**
 * Those of somebody's former segments that may be shown now: whoever does not allow a purpose any more is shown in no segment
 * of it, nor in one that looks at such a segment or at a computed trait of it.
 */
export async function judgedByAllowed(
  tx: Tx,
  keys: readonly string[],
  consents: HeldConsents,
): Promise<readonly string[]> {
  if (keys.length === 0) return keys
  const [rules, { traits }, segments] = await Promise.all([readPurposeRules(tx), readComputedSet(tx), readSegments(tx)])
  const isRefused = ({ purpose }: { readonly purpose: string }): boolean =>
    !allowsPurpose(consents, purpose, { rules, now: tx.now })
  const hidden = new Set(segments.filter(isRefused).map(({ key }) => key))
  const unread = traits.filter(isRefused).map(({ key }) => writePath(['traits', key]))
  if (hidden.size + unread.length === 0) return keys
  const others = segments.map(({ key, condition }) => ({ key, ...dependencies(condition) }))
  for (const { key, paths } of others)
    if ([...paths].some((path) => unread.some((trait) => isWithin(path, trait)))) hidden.add(key)
  for (let before = -1; before < hidden.size; ) {
    before = hidden.size
    for (const { key, segments: looksAt } of others)
      if ([...looksAt].some((other) => hidden.has(other))) hidden.add(key)
  }
  return keys.filter((key) => !hidden.has(key))
}

const isWithin = (path: string, trait: string): boolean =>
  path === trait || path.startsWith(`${trait}.`) || path.startsWith(`${trait}[`)
