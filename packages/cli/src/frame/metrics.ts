import { CliError, unreachable } from './ends.js'
import { sendPatiently } from './patience.js'
import type { ServiceName } from './services.js'
import type { Session } from './session.js'

/** A line of Prometheus' text format. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What `/metrics` of a service says. */
export async function readMetrics({ config, around }: Session, service: ServiceName): Promise<readonly Sample[]> {
  const { ops = {}, services } = config()
  const url = `${ops[service] ?? services[service] ?? ''}/metrics`
  const request = new Request(url, { signal: around.signal, redirect: 'error' })
  const answer = await sendPatiently()(request).catch((error: unknown) => {
    if (error instanceof CliError) throw error
    const { cause } = Object(error)
    throw unreachable(`${service} does not answer at ${url}: ${cause instanceof Error ? cause.message : String(error)}`)
  })
  if (!answer.ok)
    throw unreachable(
      `${url} answers ${answer.status}. A gateway does not lead to metrics, and where OPS_PORT is set, they are there alone: name that address by \`polyphon profiles save NAME --ops ${service}=http://…\`.`,
    )
  return parseMetrics(await answer.text())
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/

export function parseMetrics(text: string): readonly Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = LINE.exec(line) ?? []
    return name === undefined || line.startsWith('#') ? [] : [{ name, labels: labelsOf(labels), value: Number(value) }]
  })
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\\(["\\])/g, '$1').replaceAll(String.raw`\n`, '\n'),
    ]),
  )
