import { readFileSync } from 'node:fs'
import { Gauge, type Registry } from 'prom-client'

// The same depth in `src` and `dist`; images have it as well.
const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)

export const { version } = manifest

/** Says what runs here, as a metric that is always 1, after the custom of Prometheus. */
export function showBuild(registry: Registry): void {
  new Gauge({
    name: 'polyphon_build_info',
    help: 'Always 1; its labels say which version of Polyphon and of Node.js this is',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.versions.node }, 1)
}
