import type { MessageClass } from '@polyphon/contracts'
import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Fault, pointerTo } from '@polyphon/values'
import { reachedAddress } from '../../channels/domain/channels.js'
import { channelFault } from '../../permissions/steps/read-address.js'
import { builtInTemplate } from '../../templates/domain/built-in-template.js'
import { missingVariables, type Template, variablePath } from '../../templates/domain/template.js'
import { readNewestTemplates, readTemplate } from '../../templates/store/templates.js'
import { chargeOrder, type MessageQuota } from '../steps/charge-messages.js'
import type { DispatchSignal } from '../steps/dispatch-signal.js'
import { planMessages } from '../steps/plan-messages.js'

export interface MessageOrder {
  readonly recipient:
    | { readonly profileId: string; readonly channels: readonly string[] }
    | { readonly channel: string; readonly address: string }
  readonly template: { readonly key: string; readonly version: number | undefined }
  readonly locale: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly class: MessageClass
  readonly topic: string
  readonly priority: number
  readonly sendAt: Date | null
  readonly expiresAt: Date | null
}

/** Takes an order of the API. What this service knows itself is checked at once; who the person is may come later. */
export async function sendMessage(
  tx: Tx,
  order: MessageOrder,
  { dispatch, quota }: { readonly dispatch: DispatchSignal; readonly quota: MessageQuota },
): Promise<string> {
  const template = await findTemplate(tx, order.template)
  const toAddress = await readRecipient(tx, order)
  const faults = [
    ...templateFaults(order, template),
    ...channelFaults(order),
    ...addressFaults(order, toAddress),
    ...timeFaults(order, tx.now),
  ]
  const [first] = faults
  if (first !== undefined || template === null)
    throw new AppError('unprocessable', first?.code ?? 'template_unknown', 'The message cannot be sent as ordered.', {
      faults,
    })
  const messageId = tx.newId()
  const { recipient } = order
  const isPerson = 'profileId' in recipient
  await chargeOrder(tx, { messageId, class: order.class }, quota)
  await planMessages(
    tx,
    [
      {
        messageId,
        naturalKey: null,
        profileId: isPerson ? recipient.profileId : null,
        orderId: null,
        runId: null,
        invitationId: null,
        touchpoint: null,
        profileRevision: 0,
        channels: isPerson ? recipient.channels : [recipient.channel],
        toAddress,
        class: order.class,
        topic: order.topic,
        priority: order.priority,
        templateKey: template.key,
        templateVersion: template.version,
        wantedLocale: order.locale,
        data: order.data,
        url: null,
        sendAt: order.sendAt,
        expiresAt: order.expiresAt,
        isCharged: true,
      },
    ],
    { dispatch },
  )
  return messageId
}

async function findTemplate(tx: Tx, wanted: MessageOrder['template']): Promise<Template | null> {
  const [newest] = await readNewestTemplates(tx, [wanted.key])
  if (wanted.version === undefined) return newest ?? builtInTemplate(wanted.key)
  // No version of what is archived is named any more.
  return newest === undefined ? null : readTemplate(tx, wanted.key, wanted.version)
}

function templateFaults(order: MessageOrder, template: Template | null): readonly Fault[] {
  if (template === null)
    return [{ pointer: '/body/template', code: 'template_unknown', detail: 'There is no such template or version.' }]
  return missingVariables(template.variables, order.data).map((name) => ({
    pointer: pointerTo('/body/data', ...variablePath(name)),
    code: 'variable_missing',
    detail: 'The template needs this variable.',
  }))
}

/** The bare address that an order names, in its one form; null where it names a person, or nothing that is an address. */
async function readRecipient(tx: Tx, { recipient }: MessageOrder): Promise<string | null> {
  if (!('address' in recipient)) return null
  return reachedAddress(recipient.channel, recipient.address, await readPhoneNormaliser(tx))
}

function channelFaults({ recipient }: MessageOrder): readonly Fault[] {
  if ('address' in recipient) {
    const fault = channelFault(recipient.channel, '/body/to/channel')
    return fault === null ? [] : [fault]
  }
  return recipient.channels.flatMap((channel, index) => channelFault(channel, `/body/channels/${index}`) ?? [])
}

function addressFaults({ recipient }: MessageOrder, toAddress: string | null): readonly Fault[] {
  if (!('address' in recipient) || toAddress !== null) return []
  const detail = `Not an address of ${recipient.channel}.`
  return [{ pointer: '/body/to/address', code: 'address_invalid', detail }]
}

function timeFaults({ sendAt, expiresAt }: MessageOrder, now: Date): readonly Fault[] {
  if (expiresAt === null) return []
  const detail = 'The message would expire before it may be sent.'
  return expiresAt <= (sendAt ?? now) ? [{ pointer: '/body/expiresAt', code: 'expires_too_early', detail }] : []
}
