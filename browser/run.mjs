// Walks through every page as people see it: at a desk, on a phone, without script, in high contrast, in the largest
// words, in forced colours, on paper. Starts nothing: see person.mjs for what it must be given. ONLY=home walks one page.
import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { base, closeBrowser, looks, windowOf } from './person.mjs'
import { fitsAcross, isAccessible, isValid, pagesOf, weighed } from './checks.mjs'
import { pages } from './pages.mjs'

if (!base) throw new Error('BASE_URL says where Kith answers')
const pictures = process.env.SCREENSHOTS
if (pictures) mkdirSync(pictures, { recursive: true })
const only = process.env.ONLY?.split(',')
const first = { staff: 60 * 1024, public: 45 * 1024 }
const later = 15 * 1024

after(closeBrowser)

async function addressOf (one, page) {
  return typeof one.path === 'function' ? one.path(page) : one.path
}

async function visit (one, look, then) {
  const window = await windowOf(one.who, looks[look])
  try {
    const answer = await window.page.goto(await addressOf(one, window.page))
    assert.equal(answer.status(), one.status ?? 200)
    await then(window.page, answer)
    // The page itself may rightly be an error, which Chromium mentions.
    assert.deepEqual(window.complaints.filter(text => !(one.status && text.includes(String(one.status)))), [])
  } finally {
    await window.close()
  }
}

for (const one of pages) {
  if (only && !only.includes(one.name)) continue
  test(`${one.name} at a desk`, () => visit(one, 'desktop', async (page, answer) => {
    await isValid(await answer.text(), one.name)
    await isAccessible(page)
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
    if (pictures) await page.screenshot({ path: `${pictures}/${one.name}-desktop.png`, fullPage: true })
  }))

  test(`${one.name} on a phone`, () => visit(one, 'phone', async page => {
    await fitsAcross(page)
    await isAccessible(page)
    if (pictures) await page.screenshot({ path: `${pictures}/${one.name}-phone.png`, fullPage: true })
  }))

  test(`${one.name} without script`, () => visit(one, 'plain', async page => {
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }))

  test(`${one.name} in high contrast`, () => visit(one, 'contrast', async page => {
    await isAccessible(page)
    if (pictures) await page.screenshot({ path: `${pictures}/${one.name}-contrast.png`, fullPage: true })
  }))

  test(`${one.name} in the largest words on a phone`, () => visit(one, 'largest', async page => {
    await fitsAcross(page)
    await isAccessible(page)
  }))

  test(`${one.name} in forced colours`, () => visit(one, 'forced', async page => {
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    if (pictures) await page.screenshot({ path: `${pictures}/${one.name}-forced.png`, fullPage: true })
  }))

  test(`${one.name} on paper`, () => visit(one, 'desktop', async page => {
    const pdf = await page.pdf({ preferCSSPageSize: true })
    if (pictures) (await import('node:fs')).writeFileSync(`${pictures}/${one.name}.pdf`, pdf)
    if (one.paper) assert.ok(pagesOf(pdf) <= one.paper, `${pagesOf(pdf)} sides of A4, at most ${one.paper}`)
  }))

  test(`${one.name} is light`, async () => {
    const window = await windowOf(one.who)
    try {
      const bytes = weighed(window.page)
      await window.page.goto(await addressOf(one, window.page), { waitUntil: 'networkidle' })
      const all = await bytes()
      assert.ok(all <= first[one.weight], `first visit ${all} bytes`)
      if (one.large) return
      const own = weighed(window.page)
      await window.page.reload()
      const markup = await own()
      // Style, script and icon are kept by the browser for ever: only the page itself comes again.
      const page = (await import('node:zlib')).gzipSync(await window.page.content()).length
      assert.ok(page <= later, `a later page ${page} bytes`)
      assert.ok(markup <= first[one.weight])
    } finally {
      await window.close()
    }
  })
}
