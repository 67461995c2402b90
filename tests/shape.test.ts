import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findShapeProblems, readService } from '@polyphon/toolchain'
import { describe, expect, it } from 'vitest'

const services = ['analytics', 'feedback', 'journey', 'messaging', 'profile']
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.sim)?(\.test)?\.ts$/

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

describe('the services', () => {
  it('are the five that the design names', () => {
    expect(readdirSync('services').toSorted()).toEqual(services)
  })
})

describe.each(services)('the %s service', (name) => {
  const source = `services/${name}/src`

  it('has the shape that every service has', () => {
    expect(findShapeProblems(readService('.', name))).toEqual([])
  })
  it('starts in five lines and shows its contents in one file', () => {
    const main = readFileSync(`${source}/main.ts`, 'utf8')
    expect(main.trim().split('\n').length).toBeLessThanOrEqual(5)
    expect(main).toContain(`runService(${name}Service)`)
    expect(readFileSync(`${source}/service.ts`, 'utf8')).toMatch(
      new RegExp(`^export const ${name}Service = defineService\\b`, 'm'),
    )
  })
  it('numbers its migrations and never leaves out row-level security', () => {
    const migrations = readdirSync(`services/${name}/migrations`).toSorted()
    expect(migrations.length).toBeGreaterThan(0)
    for (const [index, file] of migrations.entries())
      expect(file).toMatch(new RegExp(`^${String(index + 1).padStart(4, '0')}_[a-z0-9_]+\\.sql$`))
    const sql = migrations.map((file) => readFileSync(`services/${name}/migrations/${file}`, 'utf8')).join('\n')
    const tables = [...sql.matchAll(/^create table (\w+) \(\n(.*?)\n\)([^;]*);/gms)]
    expect(tables.length).toBe(sql.match(/^create table/gm)?.length)
    for (const [, table, columns, rest = ''] of tables) {
      if (!sql.includes(`select protect_table('${table}')`)) {
        expect(sql).toContain(`alter table ${table} enable row level security`)
        expect(sql).toContain(`alter table ${table} force row level security`)
      }
      // What is partitioned by a moment can have no key without it: a table beside it keeps each row once.
      if (!rest.includes('partition by range'))
        expect(columns, table).toMatch(/primary key \(workspace_id\b|workspace_id uuid primary key/)
    }
  })
  it('names its files as the convention says', () => {
    for (const path of filesBelow(source)) expect(path.split('/').at(-1), path).toMatch(kebabCase)
  })
  it('has integration tests', () => {
    expect(readdirSync(`services/${name}/test`).filter((file) => file.endsWith('.int.test.ts'))).not.toEqual([])
  })
})
