import type { Declarations } from '@polyphon/service-kit/personal'

export const accountsPersonal: Declarations = {
  // An account is nobody, but its traits may name somebody, such as who its invoices go to.
  account: {
    holds: 'Companies, households and other groups of people',
    de: 'Firmen, Haushalte und andere Gruppen von Personen',
    class: 'people',
    key: { account_key: 'text' },
    named: ['traits', 'trait_times'],
    personal: { traits: '{}', trait_times: '{}' },
    plain: ['version', 'parent', 'created_at', 'updated_at'],
    merge: 'stays',
    split: 'stays',
    erase: 'empty',
    anonymise: 'empty',
    exports: 'row',
  },
}
