import { z } from 'zod'
import { inWords } from '../codes/words.js'
import { type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import { archive, dropDraft, restore, rollBack } from './change.js'
import type { AnyKind } from './definition-kind.js'
import { type Names, tagged } from './request.js'
import { showOne, showPublication, type Views } from './view.js'

const params = z.object({ key: Key })

/** Out of use and back, and back to an old version. */
export function stateRoutes(
  kind: AnyKind,
  { title, path, views }: Names & { readonly views: Views },
): readonly Route[] {
  const { name, tag } = kind
  const common = {
    method: 'post',
    etag: true,
    tag,
    access: { who: 'key', scope: kind.write, staff: 'administration' },
    ifMatch: 'optional',
    params,
  } as const
  return [
    route({
      ...common,
      operationId: `archive${title}`,
      path: `${path}/archive`,
      summary: `Take a ${inWords(name)} out of use`,
      description: `It can be read and restored, and nobody can name it any more. 409 \`${name}_in_use\` while others name it; \`list${title}Uses\` says who. ${kind.whenArchived}`,
      responses: { 200: views.version },
      handle: async (tx, { params: { key }, ifMatch }) => {
        const definition = await archive(tx, kind, key, ifMatch)
        return { status: 200, body: await showOne(tx, kind, definition), headers: tagged(definition) }
      },
    }),
    ...(kind.deletes === true ? [deleteRoute(kind, title, path)] : []),
    route({
      ...common,
      operationId: `restore${title}`,
      path: `${path}/restore`,
      summary: `Bring an archived ${inWords(name)} back as it was`,
      responses: { 200: views.version },
      handle: async (tx, { params: { key }, ifMatch }) => {
        const definition = await restore(tx, kind, key, ifMatch)
        return { status: 200, body: await showOne(tx, kind, definition), headers: tagged(definition) }
      },
    }),
    route({
      ...common,
      operationId: `rollback${title}`,
      path: `${path}/rollback`,
      summary: `Publish an old version of a ${inWords(name)} again`,
      description: 'It becomes the next version; nothing of the history is lost.',
      body: z.strictObject({ version: z.int().min(1).max(2_000_000_000) }),
      responses: { 200: views.publication },
      example: { version: 1 },
      handle: async (tx, { params: { key }, body: { version }, ifMatch }) => {
        const { definition } = await rollBack(tx, kind, { key, version, ifMatch })
        const body = await showPublication(tx, kind, definition, null)
        return { status: 200, body, headers: tagged(definition) }
      },
    }),
  ]
}

/** The same as to archive it, for whoever looks for an end: versions are kept, as numbers only grow. */
const deleteRoute = (kind: AnyKind, title: string, path: string): Route =>
  route({
    operationId: `delete${title}`,
    method: 'delete',
    path,
    summary: `Take a ${inWords(kind.name)} out of use, with its draft`,
    description: `As \`archive${title}\` does, and its draft is thrown away; \`restore${title}\` brings it back. Again changes nothing. 409 \`${kind.name}_in_use\` while others name it; \`list${title}Uses\` says who. ${kind.whenArchived}`,
    tag: kind.tag,
    access: { who: 'key', scope: kind.write, staff: 'administration' },
    ifMatch: 'optional',
    params,
    responses: { 204: z.null() },
    handle: async (tx, { params: { key }, ifMatch }) => {
      await archive(tx, kind, key, ifMatch)
      await dropDraft(tx, kind, key)
      return { status: 204, body: null }
    },
  })
