import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { capture, root, tool } from './commands.js'

const folder = mkdtempSync(join(tmpdir(), 'polyphon-words-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function lint(code: string): Promise<string> {
  const [config, file] = [join(folder, 'oxlint.json'), join(folder, 'a.ts')]
  const jsPlugins = [join(root, 'packages/toolchain/lint/old-words.mjs')]
  writeFileSync(config, JSON.stringify({ jsPlugins, rules: { 'polyphon/old-words': 'error' } }))
  writeFileSync(file, code)
  const { text } = await capture(tool('oxlint'), ['-c', config, '--format', 'unix', file])
  return [...text.matchAll(/"(\w+)": the glossary/g)].map((match) => match[1]).join(' ')
}

describe('the words that the glossary has replaced', () => {
  it('are refused in every name that is declared', async () => {
    expect(
      await lint(`
        export const toldOnce = 1
        export function tellPerson(said: string, { name: heardName, rest: [bell = 2] }: { name: string; rest: number[] }) {
          return [said, heardName, bell]
        }
        export interface Scene { readonly place: string; hear(): void }
        export type Casualty = string
        export class Bell { nudge(): void {} }
        try { JSON.parse('') } catch (trouble) { throw trouble }
        export const ids = [{ id: 1 }].map((one) => one.id)
      `),
    ).toBe('toldOnce tellPerson said heardName bell Scene place hear Casualty Bell nudge trouble one')
  })

  it('are refused however a name is declared', async () => {
    expect(
      await lint(`
        import { signal as bell } from 'elsewhere'
        import news from 'elsewhere'
        import * as cast from 'elsewhere'
        export enum Kind { beat = 1, Told }
        export declare function nudge(bell: number): void
        export type Tell<Trouble> = (heard: Trouble) => void
        export interface Log { take(place: string): void }
        export abstract class Log2 { abstract resort(): void; abstract buried: number; accessor ringing = 1; #swallow = 2 }
        export { signal as toldAgain } from 'elsewhere'
        export namespace scene { export const kept = [bell, news, cast] }
      `),
    ).toBe('bell news cast beat Told nudge bell Tell Trouble heard place resort buried ringing swallow toldAgain scene')
  })

  it('are not looked for in what is only used, nor in longer words', async () => {
    expect(
      await lint(`
        import { told } from 'elsewhere'
        export const heartbeat = told.news({ said: 1, asked: told })
        export const { heard: consumed, replaced, owner, done, forecast } = told
      `),
    ).toBe('')
  })
})
