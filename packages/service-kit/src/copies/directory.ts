import { calendarChanged, type DataOf, identityProviderChanged, staffChanged, unitChanged } from '@polyphon/contracts'
import { removeCalendar, saveCalendar } from '../auth/calendar-store.js'
import type { WorkspaceDirectory } from '../auth/directory.js'
import { saveIdentityProvider } from '../auth/provider-store.js'
import { isStaffRole, type Staff, type Unit } from '../auth/staff.js'
import { removeUnit, saveStaff, saveUnit } from '../auth/staff-store.js'
import { type Handler, on } from '../events/handler.js'

/** Keeps the read copy of units, staff and calendars, so that a role that was given or taken counts here without a call. */
export function keepDirectory(workspaces: Pick<WorkspaceDirectory, 'forget'>): readonly Handler[] {
  return [
    on(unitChanged, { naturalKey: '(workspace, unit), the higher version' }, async (tx, { data }) => {
      if (data.archivedAt === undefined) await saveUnit(tx, unitOf(data))
      else await removeUnit(tx, data.key)
      tx.afterCommit(() => workspaces.forget())
    }),
    on(calendarChanged, { naturalKey: '(workspace, calendar), the higher version' }, async (tx, { data }) => {
      const { key, version, timeZone, hours, holidays, archivedAt } = data
      if (archivedAt === undefined) await saveCalendar(tx, { key, version, calendar: { timeZone, hours, holidays } })
      else await removeCalendar(tx, key)
    }),
    on(identityProviderChanged, { naturalKey: 'workspace, the higher version' }, async (tx, event) => {
      const { changedAt, claims, roleNames = {}, ...data } = event.data
      await saveIdentityProvider(tx, {
        ...data,
        claims,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- profile publishes names of roles and nothing else
        roleNames: roleNames as Readonly<Record<string, string>>,
        workspaceId: event.workspaceId,
        updatedAt: momentOf(changedAt) ?? event.time,
      })
      tx.afterCommit(() => workspaces.forget())
    }),
    on(staffChanged, { naturalKey: '(workspace, staff), the higher version' }, async (tx, { data, time }) => {
      await saveStaff(tx, staffOf(data, time))
      tx.afterCommit(() => workspaces.forget())
    }),
  ]
}

const momentOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text))

function unitOf(data: DataOf<typeof unitChanged>): Unit {
  const { key, version, name, parent, validFrom, validTo, organisation, calendar, responsibleFor } = data
  return {
    key,
    version,
    name,
    parent: parent ?? null,
    validFrom: momentOf(validFrom),
    validTo: momentOf(validTo),
    details: { organisation, calendar, responsibleFor },
  }
}

function staffOf(data: DataOf<typeof staffChanged>, time: Date): Staff {
  const { staffId, version, name, email, unit, roles, validFrom, validTo, createdAt, changedAt, ...details } = data
  return {
    staffId,
    version,
    name,
    email,
    unit,
    // A newer version may know roles that this one does not.
    roles: roles.filter(isStaffRole),
    validFrom: momentOf(validFrom),
    validTo: momentOf(validTo),
    details,
    createdAt: momentOf(createdAt) ?? time,
    updatedAt: momentOf(changedAt) ?? time,
  }
}
