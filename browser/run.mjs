// Walks through every page as people see it: at a desk, on paper, in forced colours, on a phone, in the largest words,
// without script, in high contrast. Starts nothing: see person.mjs for what it must be given. ONLY=home,find walks
// those pages alone.
import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { base, closeBrowser, displayed, looks, problemsOf, windowOf } from './person.mjs'
import { fitsAcross, isAccessible, isValid, pagesOf, weighed } from './checks.mjs'
import { pages } from './pages.mjs'
import { answer } from './town.mjs'

if (!base) throw new Error('BASE_URL says where Kith answers')
const pictures = process.env.SCREENSHOTS
if (pictures) mkdirSync(pictures, { recursive: true })
const only = process.env.ONLY?.split(',')
const firstVisit = { staff: 60 * 1024, public: 45 * 1024 }
const laterPage = 15 * 1024

after(closeBrowser)

// Found once, in a window of its own, so that nothing of it is weighed.
const addresses = new Map()
async function addressOf (one) {
  if (typeof one.path !== 'function') return one.path
  if (!addresses.has(one)) {
    const window = await windowOf(one.who, looks.plain)
    try { addresses.set(one, await one.path(window.page)) } finally { await window.close() }
  }
  return addresses.get(one)
}

// Opens a page as its entry says: the address alone, or what comes when something is filled in there and a button pressed.
async function opened (page, one, address) {
  const first = await page.goto(address, { waitUntil: 'load' })
  if (!one.press) return first
  assert.equal(first.status(), 200)
  await answer(page, one.typed ?? {})
  const [said] = await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }),
    page.getByRole('main').getByRole('button', { name: one.press, exact: true }).first().click()
  ])
  return said
}

// One window of somebody, and in it one test for each way of looking.
async function through (one, look, tests) {
  const address = await addressOf(one)
  const window = await windowOf(one.who, looks[look])
  try {
    const weight = weighed(window.page)
    const said = await opened(window.page, one, address)
    assert.equal(said.status(), one.status ?? 200)
    await tests({ page: window.page, said, weight, context: window.context, address })
    // Chromium mentions that a page which is rightly an error is one.
    assert.deepEqual(window.complaints.filter(text => !(one.status && text.includes(String(one.status)))), [])
  } finally {
    await window.close()
  }
}

async function picture (page, one, name) {
  if (pictures) await page.screenshot({ path: `${pictures}/${one.name}-${name}.png`, fullPage: true })
}

for (const one of pages) {
  if (only && !only.includes(one.name)) continue

  test(`${one.name} at a desk`, t => through(one, 'desktop', async ({ page, said, weight }) => {
    const markup = await said.text()
    await t.test('is valid', () => isValid(markup, one.name))
    await t.test('is light', async () => {
      const all = await weight()
      const own = gzipSync(markup).length
      if (!one.press) assert.ok(all <= firstVisit[one.weight], `${all} bytes at a first visit`)
      if (!one.large) assert.ok(own <= laterPage, `${own} bytes once style and script are there`)
    })
    await t.test('has one main heading', async () => {
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
    })
    await t.test('is accessible', () => isAccessible(page))
    await picture(page, one, 'desktop')
    await t.test('prints', async () => {
      const pdf = await page.pdf({ preferCSSPageSize: true })
      if (pictures) writeFileSync(`${pictures}/${one.name}.pdf`, pdf)
      if (one.paper) assert.ok(pagesOf(pdf) <= one.paper, `${pagesOf(pdf)} sides of A4, at most ${one.paper}`)
    })
    await page.emulateMedia({ forcedColors: 'active' })
    await picture(page, one, 'forced')
  }))

  test(`${one.name} on a phone`, t => through(one, 'phone', async ({ page, context, address }) => {
    await t.test('fits', () => fitsAcross(page))
    await t.test('is accessible', () => isAccessible(page))
    await picture(page, one, 'phone')
    await displayed(context, 'cream.largest.underline.still')
    await opened(page, one, address)
    await t.test('fits in the largest words', () => fitsAcross(page))
    await t.test('is accessible on cream', () => isAccessible(page))
    await picture(page, one, 'largest')
  }))

  test(`${one.name} without script`, () => through(one, 'plain', async ({ page }) => {
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    if (one.status === 422) assert.notDeepEqual(await problemsOf(page), [])
  }))

  test(`${one.name} in high contrast`, t => through(one, 'contrast', async ({ page }) => {
    await t.test('is accessible', () => isAccessible(page))
    await picture(page, one, 'contrast')
  }))
}
