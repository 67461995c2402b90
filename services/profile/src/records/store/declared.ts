import { readFileSync } from 'node:fs'
import type { TableRecord } from '@polyphon/service-kit/personal'
import type { ServiceName } from '@polyphon/values'

/** Made from the declarations of all services by `npm run generate`, as profile knows no other service. */
const DECLARED = new URL('../../../records.json', import.meta.url)

/** What each service says of its tables with people. */
export const readDeclared = (): Readonly<Record<ServiceName, readonly TableRecord[]>> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from these very types
  JSON.parse(readFileSync(DECLARED, 'utf8')) as Readonly<Record<ServiceName, readonly TableRecord[]>>
