interface Closable {
  close(): Promise<void>
}

/**
 * Closes all of them at the same time, so that stopping takes as long as the slowest: each waits for its own grace, its
 * callers and its consumers. One that fails keeps no other from closing; its error is thrown when all have ended.
 */
export async function closeTogether(services: readonly Closable[]): Promise<void> {
  const ends = await Promise.allSettled(services.map((service) => service.close()))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
