// What every page must be, whoever looks and however.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import assert from 'node:assert/strict'
import { HtmlValidate } from 'html-validate'

const require = createRequire(import.meta.url)
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export async function isAccessible (page) {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(tags => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), wcag)
  const told = violations.map(v => `${v.id}: ${v.help}\n` + v.nodes.slice(0, 5).map(n => '    ' + n.html.slice(0, 200) + '\n    ' + n.failureSummary).join('\n'))
  assert.deepEqual(told, [], told.join('\n'))
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'no-inline-style': 'error',
    'require-sri': 'off', // everything comes from this site
    'tel-non-breaking': 'off', // the style sheet keeps numbers on one line
    'long-title': 'off', // title - service - council
    'no-redundant-role': 'error',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
    'heading-level': ['error', { minInitialRank: 'h2' }] // a notice or the problems stand before the h1, as in GOV.UK's
  }
})

export async function isValid (markup, where) {
  const report = await validator.validateString(markup)
  const told = report.results.flatMap(r => r.messages.filter(m => m.severity === 2))
    .map(m => `${where}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`)
  assert.deepEqual(told, [], told.slice(0, 20).join('\n'))
}

export async function fitsAcross (page) {
  const { wide, seen, culprits } = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth
    const culprits = [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > seen + 1 && getComputedStyle(e).position !== 'absolute')
      .slice(0, 5).map(e => e.outerHTML.slice(0, 120))
    return { wide: document.documentElement.scrollWidth, seen, culprits }
  })
  assert.ok(wide <= seen, `scrolls sideways: ${wide} px in ${seen}\n${culprits.join('\n')}`)
}

// Bytes of everything that a visit fetches, compressed as a client would get them.
export function weighed (page) {
  const weights = []
  page.on('response', response => {
    weights.push((async () => {
      if (response.status() >= 300 && response.status() < 400) return 0
      const body = await response.body().catch(() => Buffer.alloc(0))
      return gzipSync(body, { level: 6 }).length
    })())
  })
  return async () => (await Promise.all(weights)).reduce((sum, one) => sum + one, 0)
}

export function pagesOf (pdf) {
  const told = execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' })
  return Number(/Pages:\s+(\d+)/.exec(told)[1])
}
