// What every page must be, whoever looks and however.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import assert from 'node:assert/strict'
import { HtmlValidate } from 'html-validate'
import { base, looks } from './person.mjs'

const require = createRequire(import.meta.url)
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const wcag = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
// What colours alone can break, on a page that was checked for everything else.
const byColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

export const isAccessible = page => hasNoViolations(page, wcag)
export const isAccessibleInTheseColours = page => hasNoViolations(page, byColour)

async function hasNoViolations (page, runOnly) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axeSource)
  const told = await page.evaluate(async runOnly => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] })
    return violations.map(v => `${v.id}: ${v.help}\n` +
      v.nodes.slice(0, 5).map(n => '    ' + n.html.slice(0, 200) + '\n    ' + n.failureSummary).join('\n'))
  }, runOnly)
  assert.deepEqual(told, [], told.join('\n'))
}

// A desk's page at another size for a while: what is in the browser for it stays, and need not be put there again.
async function atSize (page, size, check) {
  await page.setViewportSize(size)
  try {
    await check(page)
  } finally {
    await page.setViewportSize(looks.desktop.viewport)
  }
}

export const onAPhone = (page, check) => atSize(page, looks.phone.viewport, check)

// The page as it looks with display options, which are classes of its root; until it is left.
export async function inDisplay (page, classes, check) {
  await page.evaluate(classes => { document.documentElement.className = ['govuk-template', ...classes].join(' ') }, classes)
  await check(page)
}

export const high = ['kith-contrast']
export const largest = ['kith-cream', 'kith-largest', 'kith-underline', 'kith-still']

// That Kith answers with the classes of what was chosen (looks.plainAsChosen).
export async function isShownAsChosen (page) {
  assert.equal(await page.locator('html').getAttribute('class'), ['govuk-template', ...largest].join(' '))
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

export async function isValid (markup) {
  const report = await validator.validateString(markup)
  const told = report.results.flatMap(r => r.messages.filter(m => m.severity === 2))
    .map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)
  assert.deepEqual(told, [], told.slice(0, 20).join('\n'))
}

export async function hasOneMainHeading (page) {
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
}

export async function fitsAcross (page, rounding = 0) {
  const { wide, seen, culprits } = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth
    const culprits = [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > seen + 1 && getComputedStyle(e).position !== 'absolute')
      .slice(0, 5).map(e => e.outerHTML.slice(0, 120))
    return { wide: document.documentElement.scrollWidth, seen, culprits }
  })
  assert.ok(wide <= seen + rounding, `scrolls sideways: ${wide} px in ${seen}\n${culprits.join('\n')}`)
}

// On A4 nothing is cut off at the side, and it takes no more sides than it may.
const insideTheMargins = { width: Math.ceil(180 / 25.4 * 96), height: 900 }
export async function prints (page, mostSides) {
  await page.emulateMedia({ media: 'print' })
  try {
    await atSize(page, insideTheMargins, page => fitsAcross(page, 1))
  } finally {
    await page.emulateMedia({ media: null })
  }
  const sides = await sidesOf(await page.pdf({ preferCSSPageSize: true }))
  assert.ok(sides <= mostSides, `${sides} sides of A4, at most ${mostSides}`)
}

function sidesOf (pdf) {
  return new Promise((resolve, reject) => {
    const told = execFile('pdfinfo', ['-'], (error, text) => error ? reject(error) : resolve(Number(/Pages:\s+(\d+)/.exec(text)[1])))
    told.stdin.end(pdf)
  })
}

// Bytes, compressed as a client would get them

export const weightOf = body => gzipSync(body, { level: 6 }).length

const weights = new Map()
function weightAt (address) {
  if (!weights.has(address)) weights.set(address, fetched(address))
  return weights.get(address)
}

async function fetched (address) {
  const response = await fetch(address)
  assert.ok(response.ok, `${address} answers ${response.status}`)
  return weightOf(Buffer.from(await response.arrayBuffer()))
}

// Of all that a first visit fetches besides the page itself.
export async function weightBesides (page) {
  const addresses = await page.evaluate(() => [...new Set([
    ...performance.getEntriesByType('resource').map(each => each.name),
    ...[...document.querySelectorAll('link[rel~=icon]')].map(each => each.href)])])
  assert.ok(addresses.some(each => each.includes('.css')) && addresses.some(each => each.includes('.js')), 'style and script are weighed')
  assert.ok(addresses.every(each => each.startsWith(base + '/')), `something comes from elsewhere: ${addresses}`)
  return (await Promise.all(addresses.map(weightAt))).reduce((sum, one) => sum + one, 0)
}
