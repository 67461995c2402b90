import { describe, expect, it } from 'vitest'
import { variableWarnings } from './variable-warnings.js'

const warned = (body: string, names: readonly string[] = ['orderNumber', 'customer.city', 'größe', '["order id"]']) =>
  variableWarnings(
    {
      channels: { email: { locales: { de: { subject: 'x', body } } } },
      variables: names.map((name) => ({ name, required: true })),
    },
    () => '/body/locales',
  )

const meant = (body: string, names?: readonly string[]): readonly (string | null)[] =>
  warned(body, names).map(({ detail }) => /Is `(.+)` meant/.exec(detail)?.[1] ?? null)

describe('a variable that nothing gives a template', () => {
  it('is named with its place and what is like it', () => {
    expect(warned('Hallo,\n{{ data.ordernumber }}')).toEqual([
      {
        pointer: '/body/locales/de/body',
        code: 'variable_unknown',
        detail: expect.stringMatching(/^Line 2: `data\.ordernumber` is not among .* Is `data\.orderNumber` meant\?$/),
      },
    ])
  })

  it.each<[body: string, near: readonly (string | null)[]]>([
    ['{{ data.orderNumber }} {{ data.customer }} {{ data.customer.city.name }} {{ data }}', []],
    ['{{ person.traits["First Name"] }} {{ person.identifiers.email }} {{ person.id }} {{ url }}', []],
    ['{{ data["Order ID"] }} {{ data.grösse }}', ['data["order id"]', 'data.größe']],
    ['{{ orderNumber }}', ['data.orderNumber']],
    ['{{ person.firstName }}', ['person.traits.firstName']],
    ['{{ person.trait.firstName }}', ['person.traits.firstName']],
    ['{{ unsubscribe_url }}', ['unsubscribeUrl']],
    ['{{ data.customer.street }}', [null]],
    ['{{ voucher }} {{ voucher }}', [null]],
  ])('is not what something may give: %s', (body, near) => {
    expect(meant(body)).toEqual(near)
  })

  it('is shown as far as anybody reads', () => {
    const [long] = warned(`{{ data${'.a'.repeat(50_000)} }}`, [])
    expect(long?.detail.length).toBeLessThan(600)
    expect(long?.detail).toMatch(/`data\.a\.a.*…` is not among/)
  })

  it('is told at most twenty times', () => {
    const body = Array.from({ length: 500 }, (_, index) => `{{ data.v${index} }}`).join('')
    expect(warned(body, [])).toHaveLength(20)
  })
})
