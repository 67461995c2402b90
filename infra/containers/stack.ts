import { setTimeout as delay } from 'node:timers/promises'
import { run, runDocker } from './commands.js'

export const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const

/** Compose with its project and its file; everything it makes carries the project's name. */
export interface Project {
  readonly compose: readonly string[]
  readonly name: string
  readonly file: string
}

/** Runs a command of Compose on the project. */
export function runCompose({ compose, name, file }: Project, ...words: readonly string[]): Promise<string> {
  const [command = '', ...args] = compose
  const env = { DOCKER_BUILDKIT: '1', COMPOSE_DOCKER_CLI_BUILD: '1' }
  return run(command, [...args, '-p', name, '-f', file, ...words], { env })
}

/** The id of the one container of a service, running or not. */
export async function containerOf(project: Project, service: string): Promise<string> {
  const filters = { 'com.docker.compose.project': project.name, 'com.docker.compose.service': service }
  const labels = Object.entries(filters).flatMap(([name, value]) => ['--filter', `label=${name}=${value}`])
  const [id] = (await runDocker('ps', '-aq', ...labels)).split('\n')
  if (!id) throw new Error(`There is no container of ${service}.`)
  return id
}

/** One field of what the engine knows of a container, by a Go template. */
export function inspect(container: string, template: string): Promise<string> {
  return runDocker('inspect', '--format', template, container)
}

const PATIENCE_MS = 120_000

/** Waits until the engine calls every container healthy; answers after how many seconds each of them was. */
export async function untilHealthy(project: Project): Promise<ReadonlyMap<string, number>> {
  const startedAt = performance.now()
  const healthy = new Map<string, number>()
  while (healthy.size < SERVICES.length) {
    for (const service of SERVICES.filter((name) => !healthy.has(name))) {
      const container = await containerOf(project, service)
      const state = await inspect(container, '{{.State.Status}} {{.State.Health.Status}}')
      if (state === 'running healthy') healthy.set(service, (performance.now() - startedAt) / 1000)
      if (/^(?:exited|dead)/.test(state) || performance.now() - startedAt > PATIENCE_MS)
        throw new Error(`${service} is ${state}:\n${await logsOf(container)}`)
    }
    await delay(200)
  }
  return healthy
}

/** The last lines that a container has written. */
export function logsOf(container: string): Promise<string> {
  return run('sh', ['-c', 'docker logs --tail 40 "$0" 2>&1', container])
}

/** Stops a container as an operator does, and answers what came of it. */
export async function stopContainer(container: string): Promise<{ readonly seconds: number; readonly exit: string }> {
  const startedAt = performance.now()
  await runDocker('stop', '--time', '30', container)
  const exit = await inspect(container, '{{.State.ExitCode}}{{if .State.OOMKilled}} (out of memory){{end}}')
  return { seconds: (performance.now() - startedAt) / 1000, exit }
}
