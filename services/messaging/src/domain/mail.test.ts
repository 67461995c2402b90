import { describe, expect, it } from 'vitest'
import { textOfHtml } from './html-text.js'
import { contentOf, htmlOfText, sourcesOf } from './mail.js'

describe('the body of a template', () => {
  it('is HTML if it holds a tag, else text', () => {
    expect(sourcesOf({ subject: 's', body: '<p>Hallo</p>' })).toEqual({
      subject: 's',
      html: '<p>Hallo</p>',
      text: null,
    })
    expect(sourcesOf({ subject: 's', body: 'Hallo, 3 < 5' })).toEqual({
      subject: 's',
      html: null,
      text: 'Hallo, 3 < 5',
    })
    expect(sourcesOf({ subject: 's', body: '<p>a</p>', text: 'b' })).toEqual({
      subject: 's',
      html: '<p>a</p>',
      text: 'b',
    })
  })
})

describe('a mail', () => {
  it('always has both parts and one line of subject', () => {
    const content = contentOf({
      subject: ' Ihre\r\nBestellung ',
      html: null,
      text: 'Grüße\n\nhttps://example.test/?a=1&b=2.',
    })
    expect(content.subject).toBe('Ihre Bestellung')
    expect(content.html).toBe(
      '<p>Grüße</p>\n<p><a href="https://example.test/?a=1&amp;b=2">https://example.test/?a=1&amp;b=2</a>.</p>',
    )
    expect(contentOf({ subject: 's', html: '<p>Hallo</p>', text: null }).text).toBe('Hallo')
  })

  it('has a text that can be read', () => {
    const html = `<html><head><title>weg</title><style>p{color:red}</style></head><body><!-- weg -->
      <h1>Gr&ouml;&szlig;e &amp; Ma&#223;</h1><p>Guten   Tag,<br>hier <a class="b" href='https://example.test/?a=1&amp;b=2'>Ihre Rechnung</a>.</p>
      <ul><li>eins</li><li>zwei</li></ul><a href="https://example.test">https://example.test</a></body></html>`
    expect(textOfHtml(html)).toBe(
      'Größe & Maß\n\nGuten Tag,\nhier Ihre Rechnung (https://example.test/?a=1&b=2).\n\n- eins\n- zwei\n\nhttps://example.test',
    )
  })

  it('costs no more than its length, however it is written', () => {
    const started = performance.now()
    for (const hostile of ['<a href="', '<style>', '<!--', '<', '<a href=x>', '&amp', '<li'])
      textOfHtml(hostile.repeat(20_000))
    htmlOfText('http://'.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
