import type { Declarations } from '@polyphon/service-kit/personal'
import { typeOfAddress } from '../channels/store/type-of-address.js'
import { mergePermissions } from './steps/merge-permissions.js'

const withThePerson = { class: 'permissions', erase: 'delete', anonymise: 'delete', exports: 'row' } as const

/** What people allow, with its proof, and the addresses that nothing is sent to. */
export const permissionsPersonal: Declarations = {
  contact: {
    ...withThePerson,
    holds: 'Whom somebody may write to: the row that claims and changes of permissions lock',
    de: 'Wem geschrieben werden darf: die Zeile, die Versand und Änderungen von Erlaubnissen sperren',
    key: { profile_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: [],
    merge: 'stays',
    split: 'stays',
  },
  permission: {
    ...withThePerson,
    holds: 'What holds now, by channel and topic',
    de: 'Was jetzt gilt, je Kanal und Thema',
    key: { profile_id: 'uuid', channel: 'text', topic: 'text' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: ['state', 'occurred_at', 'entry_id'],
    merge: { rule: 'the stricter one', join: mergePermissions },
    split: 'stays',
  },
  permission_entry: {
    ...withThePerson,
    holds: 'Every decision about a permission, with its proof',
    de: 'Jede Entscheidung über eine Erlaubnis, mit ihrem Nachweis',
    key: { profile_id: 'uuid', entry_id: 'uuid' },
    persons: { profile_id: 'given_for' },
    personal: { proof: '{}' },
    plain: ['channel', 'topic', 'state', 'notice_hash', 'source', 'occurred_at', 'recorded_at'],
    merge: 'rekey',
    split: 'follow',
  },
  address: {
    ...withThePerson,
    holds: 'Addresses that were written to or suppressed',
    de: 'Adressen, an die geschrieben wurde oder die gesperrt sind',
    key: { channel: 'text', address: 'text' },
    identifier: { type: typeOfAddress, value: 'address' },
    personal: { address: '' },
    plain: ['suppressed_at', 'reason', 'released_at'],
    merge: 'stays',
    split: 'stays',
  },
}
