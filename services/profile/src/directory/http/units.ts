import { unitChanged } from '@polyphon/contracts'
import { Key, type Route, type Tx } from '@polyphon/service-kit'
import { type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { where } from '@polyphon/service-kit/lists'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import {
  applyUnit,
  eventOfUnit,
  lockDirectory,
  refuseUnfitUnit,
  type UnitContent,
  usersOfUnit,
} from '../steps/apply-unit.js'
import { Responsibilities, Responsibility } from './responsibility.js'
import { refuseEmptyValidity, validityFields, validityView } from './validity.js'

const UnitBody = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    parent: Key.optional().describe('The unit that it belongs to; none at the top'),
    organisation: z.string().trim().min(1).max(200).optional().describe('Of a partner: which firm it is of'),
    calendar: Key.optional().describe('When it works; may be put later'),
    ...validityFields,
    responsibleFor: Responsibilities.describe('What falls to it; the most specific one wins'),
  })
  .superRefine(refuseEmptyValidity)

const UnitView = z.object({
  key: z.string(),
  version: z.int(),
  name: z.string(),
  parent: z.string().nullable(),
  organisation: z.string().nullable(),
  calendar: z.string().nullable(),
  ...validityView,
  responsibleFor: z.array(Responsibility),
  createdAt: Moment,
  publishedAt: Moment,
})

const contentOf = ({ validFrom, validTo, ...body }: z.output<typeof UnitBody>): UnitContent => ({
  ...body,
  ...(validFrom == null ? {} : { validFrom: validFrom.toISOString() }),
  ...(validTo == null ? {} : { validTo: validTo.toISOString() }),
})

const unit = definitionKind({
  name: 'unit',
  plural: 'units',
  tag: 'directory',
  description:
    'All services follow within seconds. A unit belongs to one that there is, and never to itself over others.',
  whenArchived: 'Nobody can be put into it any more; 409 while staff or other units are in it.',
  read: 'profile:read',
  readBy: 'organisation',
  write: 'workspace:manage',
  body: UnitBody,
  example: { name: 'Kundendienst', responsibleFor: [{ touchpoint: 'delivery', language: 'de' }] },
  view: UnitView,
  bulk: ['responsibleFor'],
  filters: {
    at: where(
      Timestamp.describe('Only units that count at this moment, by `validFrom` and `validTo` as they say now'),
      (at) =>
        `coalesce((v.definition->>'validFrom')::timestamptz <= ${at}, true) and
         coalesce((v.definition->>'validTo')::timestamptz > ${at}, true)`,
    ),
  },
  check: contentOf,
  lock: lockDirectory,
  fit: refuseUnfitUnit,
  apply: applyUnit,
  usedBy: usersOfUnit,
  show: showUnits,
  published: unitChanged,
  event: (_tx, definition) => eventOfUnit(definition),
})

async function showUnits(
  _tx: Tx,
  definitions: readonly Definition<UnitContent>[],
): Promise<readonly z.input<typeof UnitView>[]> {
  return definitions.map(({ key, version, content, createdAt, publishedAt }) => ({
    key,
    version,
    name: content.name,
    parent: content.parent ?? null,
    organisation: content.organisation ?? null,
    calendar: content.calendar ?? null,
    validFrom: content.validFrom ?? null,
    validTo: content.validTo ?? null,
    responsibleFor: content.responsibleFor.map((each) => ({ ...each })),
    createdAt: createdAt?.toISOString() ?? '',
    publishedAt: publishedAt?.toISOString() ?? '',
  }))
}

export const unitRoutes = (deps: ProfileDeps): readonly Route[] => definitionRoutes(unit, deps)
