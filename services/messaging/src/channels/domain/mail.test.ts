import { describe, expect, it } from 'vitest'
import { isHtml } from './html-body.js'
import { sourcesOf } from './mail.js'

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

  it.each([
    'Hello,\nSupport <help@shop.example>',
    'More: <https://shop.example/offers?a=1&b=2>',
    'if a <b then c>d',
    'Placeholder <your name here>',
    'I <3 you and 5 < 6 > 4',
    '{% if data.n <data.m and data.m> 0 %}yes{% endif %}',
    '{{ data.a | replace: "<b>", "" }}',
    'Größe <Maß>',
    'x </ b',
    '< p>',
    '<br',
  ])('is text: %s', (body) => expect(isHtml(body)).toBe(false))

  it.each([
    '<P>One',
    'Hello<br>',
    'Hello<br/>you',
    'a</b>',
    '<td nowrap>x',
    '<hr noshade />',
    '<p {{ data.attributes }}>x',
    '<a href={{ url }}>x</a>',
    '<a title="1 > 2" href="x">y',
    "<p class='a b' hidden>x",
    '<!-- only this -->',
    '<!DOCTYPE html>',
    '<p\nclass = "x"\n>',
  ])('is HTML: %s', (body) => expect(isHtml(body)).toBe(true))
})
