import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

/** What a customer wrote about an order. */
export interface Review {
  readonly score: number
  readonly text: string | null
  readonly answeredAt: Date
}

export interface Milestone {
  readonly name: 'Order Completed' | 'Order Approved' | 'Order Shipped' | 'Order Delivered'
  readonly at: Date
}

/** One real order: who ordered, what happened when, and what they said. */
export interface Order {
  readonly id: string
  readonly personId: string
  readonly customerId: string
  readonly milestones: readonly Milestone[]
  /** Null while the order has not been delivered. */
  readonly late: boolean | null
  readonly reviews: readonly Review[]
}

type Row = Readonly<Record<string, string>>

/** Reads a folder in the form of Olist's public tables (CSV, plain or gzipped). */
export async function readOrders(folder: string): Promise<readonly Order[]> {
  const [orders, customers, reviews] = await Promise.all([
    readTable(folder, 'olist_orders_dataset'),
    readTable(folder, 'olist_customers_dataset'),
    readTable(folder, 'olist_order_reviews_dataset'),
  ])
  const persons = new Map(customers.map((row) => [row['customer_id'], row['customer_unique_id']]))
  const reviewsOf = groupByOrder(reviews)
  return orders.map((row) => {
    const customerId = row['customer_id'] ?? ''
    return {
      id: row['order_id'] ?? '',
      personId: persons.get(customerId) ?? customerId,
      customerId,
      milestones: milestonesOf(row),
      late: latenessOf(row),
      reviews: (reviewsOf.get(row['order_id']) ?? []).map(reviewOf).toSorted(byTime),
    }
  })
}

function groupByOrder(rows: readonly Row[]): ReadonlyMap<string | undefined, readonly Row[]> {
  const groups = new Map<string | undefined, Row[]>()
  for (const row of rows) groups.set(row['order_id'], [...(groups.get(row['order_id']) ?? []), row])
  return groups
}

async function readTable(folder: string, name: string): Promise<readonly Row[]> {
  const plain = join(folder, `${name}.csv`)
  const packed = `${plain}.gz`
  if (!existsSync(plain) && !existsSync(packed))
    throw new Error(`${folder} holds neither ${name}.csv nor ${name}.csv.gz.`)
  const bytes = existsSync(plain) ? createReadStream(plain) : createReadStream(packed).pipe(createGunzip())
  const rows: Row[] = []
  for await (const row of bytes.pipe(parse({ columns: true, bom: true }))) rows.push(row)
  return rows
}

// The tables name no zone; all of it is taken as UTC, which keeps order and differences.
const momentOf = (text: string | undefined): Date | null =>
  text === undefined || text === '' ? null : new Date(`${text.replace(' ', 'T')}Z`)

function milestonesOf(row: Row): readonly Milestone[] {
  const found = [
    { name: 'Order Completed', at: momentOf(row['order_purchase_timestamp']) },
    { name: 'Order Approved', at: momentOf(row['order_approved_at']) },
    { name: 'Order Shipped', at: momentOf(row['order_delivered_carrier_date']) },
    { name: 'Order Delivered', at: momentOf(row['order_delivered_customer_date']) },
  ] as const
  return found
    .flatMap(({ name, at }) => (at === null ? [] : [{ name, at }]))
    .toSorted((left, right) => left.at.getTime() - right.at.getTime())
}

function latenessOf(row: Row): boolean | null {
  const delivered = momentOf(row['order_delivered_customer_date'])
  const estimated = momentOf(row['order_estimated_delivery_date'])
  return delivered === null || estimated === null ? null : delivered > estimated
}

function reviewOf(row: Row): Review {
  const text = [row['review_comment_title'], row['review_comment_message']]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join('\n')
  return {
    score: Number(row['review_score']),
    text: text === '' ? null : text,
    answeredAt: momentOf(row['review_answer_timestamp']) ?? new Date(0),
  }
}

const byTime = (left: Review, right: Review): number => left.answeredAt.getTime() - right.answeredAt.getTime()
