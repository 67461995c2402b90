import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { capture, type Outcome, root } from './commands.js'

/** Whether a Docker engine answers here; says aloud when not, as the containers are then not tried. */
export function hasEngine(): boolean {
  const answers = spawnSync('docker', ['version'], { stdio: 'ignore', timeout: 10_000 }).status === 0
  if (!answers)
    process.stderr.write('No Docker engine answers: the containers are SKIPPED. infra/containers/run.sh starts one.\n')
  return answers
}

/** Builds the images, runs the five containers, plays 400 orders through them and removes everything. */
export function checkContainers(): Promise<Outcome> {
  return capture(join(root, 'infra/containers/run.sh'), [])
}
