/**
 * Deliveries in the form that Shopify documents, with people and orders of our own.
 *
 * - headers and signature: https://shopify.dev/docs/apps/build/webhooks/verify-deliveries (read 2026-11-29)
 * - payloads by topic: https://shopify.dev/docs/api/webhooks/2025-04 and later; a customer carries no consent since
 *   2025-01: https://shopify.dev/changelog/new-customer-s-webhook-and-changes-to-existing-customer-s-webhooks-payload
 * - privacy: https://shopify.dev/docs/apps/build/privacy-law-compliance
 */
export const SHOP = 'hofladen-brunn.myshopify.com'

const money = (amount: string) => ({
  shop_money: { amount, currency_code: 'EUR' },
  presentment_money: { amount: `${Number(amount) * 2}`, currency_code: 'PLN' },
})

export const customer = {
  id: 207_119_551,
  admin_graphql_api_id: 'gid://shopify/Customer/207119551',
  created_at: '2026-10-01T08:00:00+02:00',
  updated_at: '2026-10-01T08:00:05+02:00',
  first_name: 'Jörg',
  last_name: 'Weiß',
  email: 'joerg.weiss@example.org',
  phone: '+4915112345678',
  state: 'enabled',
  verified_email: true,
  tax_exempt: false,
  currency: 'EUR',
  note: null,
  default_address: { id: 1, city: 'Köln', zip: '50667', country_code: 'DE', default: true },
}

export const order = {
  id: 5_678_901_234_567,
  admin_graphql_api_id: 'gid://shopify/Order/5678901234567',
  name: '#1042',
  test: false,
  created_at: '2026-10-02T23:30:00+02:00',
  updated_at: '2026-10-02T23:30:02+02:00',
  cancelled_at: null as string | null,
  cancel_reason: null as string | null,
  currency: 'EUR',
  financial_status: 'pending',
  fulfillment_status: null,
  email: 'joerg.weiss@example.org' as string | null,
  phone: null,
  customer: { ...customer } as typeof customer | null,
  customer_locale: 'de-DE',
  total_price: '41.90',
  total_price_set: money('41.90'),
  total_tax_set: money('2.74'),
  total_discounts_set: money('0.00'),
  line_items: [
    {
      id: 11,
      product_id: 71,
      sku: 'HONIG-500',
      title: 'Waldhonig',
      quantity: 2,
      price: '12.95',
      price_set: money('12.95'),
    },
    { id: 12, product_id: null, sku: null, title: 'Trinkgeld', quantity: 1, price: '16.00', price_set: money('16.00') },
  ],
}

export const refund = {
  id: 929_361_464,
  admin_graphql_api_id: 'gid://shopify/Refund/929361464',
  order_id: order.id,
  created_at: '2026-10-05T09:00:00+02:00',
  note: 'Glas zerbrochen',
  restock: false,
  transactions: [
    { id: 1, kind: 'refund', status: 'success', amount: '12.95', currency: 'EUR', test: false, order_id: order.id },
    { id: 2, kind: 'refund', status: 'failure', amount: '1.00', currency: 'EUR', test: false, order_id: order.id },
  ],
  refund_line_items: [],
}

export const consent = (state: string, optInLevel: string | null, at: string | null) => ({
  customer_id: customer.id,
  email_address: customer.email,
  email_marketing_consent: { state, opt_in_level: optInLevel, consent_updated_at: at },
})

export const privacyRequest = {
  shop_id: 954_889,
  shop_domain: SHOP,
  orders_requested: [order.id],
  customer: { id: customer.id, email: customer.email, phone: customer.phone },
  data_request: { id: 9_999 },
}
