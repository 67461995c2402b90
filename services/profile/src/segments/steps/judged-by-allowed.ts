import { dependencies } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { allowsPurpose } from '@polyphon/values'
import type { HeldConsents } from '../../people/domain/consent.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { readSegments } from '../store/segments.js'

/**
 * Those of somebody's former segments that may be shown now: whoever does not allow a purpose any more is shown in no segment
 * of it, nor in one that looks at such a segment.
 */
export async function judgedByAllowed(
  tx: Tx,
  keys: readonly string[],
  consents: HeldConsents,
): Promise<readonly string[]> {
  if (keys.length === 0) return keys
  const [rules, segments] = await Promise.all([readPurposeRules(tx), readSegments(tx)])
  const isRefused = ({ purpose }: { readonly purpose: string }): boolean =>
    !allowsPurpose(consents, purpose, { rules, now: tx.now })
  const hidden = new Set(segments.filter(isRefused).map(({ key }) => key))
  if (hidden.size === 0) return keys
  const others = segments.map(({ key, condition }) => ({ key, looksAt: [...dependencies(condition).segments] }))
  for (let before = 0; before < hidden.size; ) {
    before = hidden.size
    for (const { key, looksAt } of others) if (looksAt.some((other) => hidden.has(other))) hidden.add(key)
  }
  return keys.filter((key) => !hidden.has(key))
}
