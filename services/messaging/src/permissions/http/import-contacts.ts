import { importKind } from '@polyphon/service-kit/jobs'
import { putPermission } from '../commands/put-permission.js'
import { putSuppression } from '../commands/put-suppression.js'
import { requireChannel } from '../steps/read-address.js'
import { PermissionBody } from './permissions.js'
import { SuppressionBody } from './suppressions.js'

/** What people have allowed and refused elsewhere, each recorded with its proof as `putPermission` does it. */
export const importPermissions = importKind({
  kind: 'permissions',
  description:
    'a row is the body of `putPermission`; as CSV `profileId`, `channel`, `topic`, `state`, `proof.noticeKey`, … . `unchanged` is what holds already; its proof is kept all the same.',
  row: PermissionBody,
  apply: async (tx, row) => {
    const channel = requireChannel(row.channel, '/body/channel')
    const { before, current } = await putPermission(tx, { ...row, channel }, null)
    return current.state === before?.state ? 'unchanged' : 'applied'
  },
})

/** Addresses that nothing is sent to, as `putSuppression` takes them. */
export const importSuppressions = importKind({
  kind: 'suppressions',
  description: 'a row is the body of `putSuppression`; as CSV `channel`, `address`, `reason`.',
  row: SuppressionBody,
  apply: async (tx, row) => ((await putSuppression(tx, row)).isNew ? 'applied' : 'unchanged'),
})
