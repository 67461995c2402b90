export { type Brand, brandOf } from './http/brand.js'
export { escapeText, HTML, htmlPage, PAGE_HEADERS, type Page, pageHeaders } from './http/page.js'
export { languagesIn, type PageLanguage, pageLanguage } from './http/page-language.js'
export { publicUrlOf } from './service/settings.js'
