import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './blocks.js'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** What others install: the client, the events, and what these are made of. */
export const packed = ['client', 'contracts', 'values'] as const

/** The compilers that a user may have: the last one of the old line, and the one that we build with. */
export const compilers = {
  'TypeScript 5.9': join(root, 'node_modules/typescript59/lib/tsc.js'),
  'TypeScript 7': join(root, 'node_modules/typescript/bin/tsc'),
} as const
export type Compiler = keyof typeof compilers

/** A project of somebody else, in a folder of its own, that has installed what `npm pack` makes of our packages. */
export interface OutsideProject {
  readonly folder: string
  readonly manifests: readonly Manifest[]
  write(file: string, text: string): void
  /** Compiles with these options; answers what the compiler says, empty when it finds nothing. */
  compile(compiler: Compiler, options: CompilerOptions): string
  remove(): void
}

export interface CompilerOptions {
  readonly files: readonly string[]
  readonly [option: string]: unknown
}

export function makeOutsideProject(): OutsideProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'polyphon-outside-')))
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@polyphon'), { recursive: true })
  const manifests = packed.map((name) => installPacked(name, modules))
  // The rest comes from where our own install has put it: a test needs no network.
  for (const name of ['@types/node', 'kafkajs']) link(modules, name, join(root, 'node_modules'))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  write('package.json', '{ "name": "somebody-else", "private": true, "type": "module" }\n')
  return {
    folder,
    manifests,
    write,
    compile(compiler, { files, ...options }) {
      const config = { compilerOptions: { strict: true, skipLibCheck: false, target: 'ES2022', ...options }, files }
      write('tsconfig.json', JSON.stringify(config))
      const { stdout, stderr } = spawnSync(process.execPath, [compilers[compiler], '-p', 'tsconfig.json'], {
        cwd: folder,
        encoding: 'utf8',
      })
      return `${stdout}${stderr}`.trim()
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Packs a package as npm does it, and puts the content where an install puts it. */
function installPacked(name: string, modules: string): Manifest {
  const home = join(root, 'packages', name)
  const target = join(modules, '@polyphon', name)
  const tarballs = join(modules, '.packed')
  mkdirSync(tarballs, { recursive: true })
  mkdirSync(target)
  run('npm', ['pack', '--silent', '--pack-destination', tarballs], home)
  const manifest: Manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  run('tar', ['-xzf', join(tarballs, `polyphon-${name}-${manifest.version}.tgz`), '--strip-components=1'], target)
  const installed: Manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  for (const dependency of Object.keys(installed.dependencies ?? {}))
    if (!dependency.startsWith('@polyphon/')) link(modules, dependency, join(home, 'node_modules'))
  return installed
}

function link(modules: string, name: string, from: string): void {
  const target = join(modules, name)
  mkdirSync(dirname(target), { recursive: true })
  rmSync(target, { force: true })
  symlinkSync(realpathSync(join(from, name)), target)
}

function run(command: string, words: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, [...words], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} in ${cwd} ended with ${status}:\n${stdout}${stderr}`)
}
