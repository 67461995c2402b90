import { Writable } from 'node:stream'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js'
import { tryCall } from '../frame/call.js'
import { readThrown } from '../frame/ends.js'
import type { ServiceName } from '../frame/services.js'
import type { AnyService, Session } from '../frame/session.js'
import type { Tool } from './tools.js'

interface Serving {
  readonly session: Session
  readonly tools: readonly Tool[]
  readonly clients: ReadonlyMap<ServiceName, AnyService>
  readonly version: string
}

/** Serves the tools over stdin and stdout, until the input ends or the command is stopped. */
export async function serve({ session, tools, clients, version }: Serving): Promise<void> {
  const { around } = session
  const server = new Server({ name: 'polyphon', version }, { capabilities: { tools: {} } })
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, inputSchema, annotations }) => ({
      name,
      description,
      inputSchema,
      annotations,
    })),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (tool === undefined)
      throw new McpError(
        ErrorCode.InvalidParams,
        `There is no tool ${params.name}; what changes something is one with --write, and what the key may call.`,
      )
    return callTool(tool, params.arguments ?? {}, { session, clients })
  })
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      around.out(chunk.toString())
      done()
    },
  })
  const ended = new Promise<void>((resolve) => {
    around.stdin.once('end', resolve)
    around.stdin.once('close', resolve)
    around.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await server.connect(new StdioServerTransport(around.stdin, out))
  await ended
  await server.close()
}

async function callTool(
  tool: Tool,
  given: Readonly<Record<string, unknown>>,
  { session, clients }: Pick<Serving, 'session' | 'clients'>,
): Promise<CallToolResult> {
  // A misspelt filter that nobody missed would answer another question.
  const unknown = Object.keys(given).filter((name) => !tool.arguments.includes(name))
  if (unknown.length > 0)
    return failure({
      code: 'argument_unknown',
      title: `${tool.name} has no ${unknown.map((name) => JSON.stringify(name)).join(', ')}; there are ${tool.arguments.join(', ') || 'no arguments'}.`,
    })
  const service = serviceOf(tool, given['service'])
  const client = service === undefined ? undefined : clients.get(service)
  if (client === undefined)
    return failure({ code: 'service_missing', title: `service is one of ${tool.services.join(', ')}.` })
  try {
    const answer = await tryCall(client, tool.callOf(given, session.around.newId))
    return 'problem' in answer ? failure(answer.problem) : { content: [{ type: 'text', text: textOf(answer.data) }] }
  } catch (error) {
    const ended = readThrown(error)
    // A parameter that is missing is a TypeError of the client, which says so.
    if (ended === null && !(error instanceof TypeError)) throw error
    return failure(ended?.json ?? { code: 'wrong_use', title: String(error) })
  }
}

/** The service that is asked; only where there is a choice has it to be said, and then it has to be one of them. */
const serviceOf = ({ services }: Tool, given: unknown): ServiceName | undefined =>
  services.length > 1 ? services.find((name) => name === given) : services[0]

const failure = (problem: object): CallToolResult => ({
  isError: true,
  content: [{ type: 'text', text: textOf(problem) }],
})

const textOf = (value: unknown): string => (value === undefined ? 'Done.' : JSON.stringify(value))
