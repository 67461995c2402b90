import type { Voucher } from '../../people/domain/addresses.js'

/** A workspace as far as trust in its publishable keys goes. */
interface TrustingWorkspace {
  readonly mode: 'live' | 'test'
  readonly settings: Readonly<Record<string, unknown>>
}

/**
 * Whether a publishable key is believed like a secret one: the setting `trustPublishable`; where nobody has set it, a test
 * workspace does and a live one does not.
 */
function trustsPublishable({ mode, settings }: TrustingWorkspace): boolean {
  const { trustPublishable } = settings
  return typeof trustPublishable === 'boolean' ? trustPublishable : mode === 'test'
}

/** Who vouches for what a publishable key sends, with the token of a person or without. */
export function voucherOf(
  workspace: TrustingWorkspace | null,
  person: Exclude<Voucher, 'key' | 'nobody'> | null,
): Voucher {
  if (workspace !== null && trustsPublishable(workspace)) return 'key'
  return person ?? 'nobody'
}
