import type { Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import type { PageLanguage } from '@polyphon/service-kit/pages'
import { keptDays, type Retention, shorterOf, type TableRecord } from '@polyphon/service-kit/personal'
import { SERVICES, type ServiceName, settingsOf } from '@polyphon/values'
import { readDeclared } from '../store/declared.js'

/** What is recorded of one table, in one language. */
export interface ProcessingRecord {
  readonly table: string
  readonly holds: string
  readonly class: TableRecord['class']
  readonly purpose: string
  readonly recipients: string
  readonly personal: readonly string[]
  readonly isExported: boolean
  readonly erase: TableRecord['erase']
  readonly anonymise: TableRecord['anonymise']
  /** Null for as long as the person, where nobody has decided on a time, and where hours count. */
  readonly keptDays: number | null
  /** The setting of the service that says for how many hours. */
  readonly keptHoursOf: string | null
}

export interface ServiceRecords {
  readonly service: ServiceName
  readonly tables: readonly ProcessingRecord[]
}

/** What is processed of people, by service and table: Art. 30 GDPR. */
export async function getProcessingRecords(
  tx: Tx,
  { language, operator }: { readonly language: PageLanguage; readonly operator: Retention },
): Promise<readonly ServiceRecords[]> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const retention = shorterOf(operator, workspace === null ? {} : settingsOf(workspace).retention)
  const declared = readDeclared()
  return SERVICES.map((service) => ({
    service,
    tables: declared[service].map((record) => inLanguage(record, language, retention)),
  }))
}

function inLanguage(record: TableRecord, language: PageLanguage, retention: Retention): ProcessingRecord {
  const { holds, purpose, recipients, keptBy, ...rest } = record
  return {
    ...rest,
    holds: holds[language],
    purpose: purpose[language],
    recipients: recipients[language],
    keptDays: keptDays(record, retention),
    keptHoursOf: typeof keptBy === 'object' ? keptBy.hoursOf : null,
  }
}
