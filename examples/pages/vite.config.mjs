import { join } from 'node:path'

// Without it, only an index.html would be built.
const pages = ['survey.html', 'unsubscribe.html']

// oxlint-disable-next-line import/no-default-export -- where vite looks
export default { build: { rolldownOptions: { input: pages.map((page) => join(import.meta.dirname, page)) } } }
