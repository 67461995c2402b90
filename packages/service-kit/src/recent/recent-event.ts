import { serviceOf } from '@polyphon/contracts'
import type { Position } from './position.js'

/** An event that this service has published, as the log has it. */
export interface RecentEvent {
  readonly position: Position
  readonly workspaceId: string
  readonly id: string
  readonly type: string
  /** Whom it is about, by the id at writing; null if that is nobody. */
  readonly profileId: string | null
  /** What its key says behind the workspace. */
  readonly about: string
  readonly time: Date
  /** The attributes of its cause, as members of a JSON object. */
  readonly cause: string | null
  /** Its data as JSON, without what is for the services alone. */
  readonly data: string
}

/** The event as CloudEvents' structured mode writes it, in JSON without line breaks. */
export function structured({ id, type, time, workspaceId, about, cause, data }: RecentEvent): string {
  const key = about === '' ? workspaceId : `${workspaceId}:${about}`
  const attributes = JSON.stringify({
    specversion: '1.0',
    id,
    source: `/polyphon/${serviceOf(type)}`,
    type,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    partitionkey: key,
    workspace: workspaceId,
  })
  return `${attributes.slice(0, -1)}${cause === null ? '' : `,${cause}`},"data":${data}}`
}
