import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { carryExport } from '../commands/carry-export.js'
import { PERSON_EXPORT } from '../steps/set-turn.js'

const Progress = z.object({ looks: z.int().default(0) })

/** Brings exports to their end, bit by bit. */
export const exportTimer = ({ blobs }: Pick<ProfileDeps, 'blobs'>): TimerKind => ({
  kind: PERSON_EXPORT,
  data: z.unknown(),
  isLong: true,
  time: 'server',
  handle: (tx, { key: exportId, data }) => carryExport(tx, exportId, { blobs, looks: Progress.parse(data).looks }),
})
