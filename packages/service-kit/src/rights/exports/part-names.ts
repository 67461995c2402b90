import { z } from 'zod'

/** What a part says beside its rows: for the index that people read. Other releases may have written it. */
export const PartAbout = z.object({
  service: z.string(),
  preparedAt: z.string(),
  isBehind: z.boolean(),
  tables: z.array(
    z.object({
      table: z.string(),
      rows: z.int(),
      holds: z.object({ en: z.string(), de: z.string() }),
      class: z.string(),
      purpose: z.object({ en: z.string(), de: z.string() }),
      recipients: z.object({ en: z.string(), de: z.string() }),
      /** Null for as long as the person, or where nobody has decided on a time. */
      keptDays: z.number().nullable(),
    }),
  ),
})
export type PartAbout = z.output<typeof PartAbout>

/** The folder of what a service writes for a request, in the blobs that all services share. */
export const partFolder = (requestId: string, service: string): string => `${requestId}/${service}`

export const aboutName = (folder: string): string => `${folder}/about.json`

/** The rows, in the order of these names: joined they are the inside of a JSON object. */
export const pieceName = (folder: string, piece: number): string => `${folder}/rows-${String(piece).padStart(6, '0')}`
