import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastOf, textOn } from './brand.js'
import { htmlPage, pageHeaders } from './page.js'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`)

describe('a page with a brand', () => {
  it('knows contrast as WCAG does', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrastOf('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
  })
  it('can be read on whichever colour', () => {
    fc.assert(fc.property(colour, (given) => contrastOf(given, textOn(given)) >= 4.5))
  })
  it('lets in the logo and nothing else', () => {
    const brand = { name: 'Hofladen', logoUrl: null, primaryColour: null, secondaryColour: null }
    const policyOf = (logoUrl: string | null): string => pageHeaders({ ...brand, logoUrl })['content-security-policy']
    expect(policyOf(null)).not.toContain('img-src')
    expect(policyOf('https://cdn.example/a;b,c/logo.png?v=1#x')).toContain(
      '; img-src https://cdn.example/a%3Bb%2Cc/logo.png;',
    )
    expect(policyOf("https://cdn.example/x' ; script-src *")).not.toMatch(/script-src \*|'x/)
  })
  it('shows what others have written as text', () => {
    const brand = {
      name: '<b>"A" & B</b>',
      logoUrl: 'https://a.example/"><i>',
      primaryColour: '#123456',
      secondaryColour: null,
    }
    const page = htmlPage({ language: 'de', title: '<i>', content: '', brand })
    expect(page).not.toMatch(/<[bi]>/)
    expect(page).toContain('alt="&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;"')
  })
})
