// Walks through every page as people see it: at a desk, on paper, in high contrast, on a phone, in the largest words,
// without script. ONLY=home,find walks those pages alone.
import { describe, it, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { base, borrowTab, giveBack, looks, once, press, problemsOf, windowOf } from './person.mjs'
import {
  fitsAcross, hasOneMainHeading, high, inDisplay, isAccessible, isAccessibleInTheseColours, isShownAsChosen, isValid,
  largest, onAPhone, prints, weightBesides, weightOf
} from './checks.mjs'
import { pages as all } from './pages.mjs'
import { everyRouteIsAmong, theOthersAreNoPages } from './routes.mjs'
import { answer } from './town.mjs'

const only = process.env.ONLY && process.env.ONLY.split(',')
export const pages = only ? all.filter(one => only.includes(one.name)) : all

const firstVisit = { staff: 60 * 1024, public: 45 * 1024 }
const laterPage = 15 * 1024
const heaviestScript = 8 * 1024
const mostSides = 8

for (const one of pages) one.address = once(() => addressOf(one))

async function addressOf (one) {
  if (typeof one.path !== 'function') return one.path
  const window = await windowOf(one.who, looks.plain)
  try { return await one.path(window.page) } finally { await window.close() }
}

// Opens a page as its entry says: the address alone, or what comes when something is filled in there and buttons are
// pressed.
export async function opened (page, one, address) {
  let said = await page.goto(address, { waitUntil: 'load' })
  if (!one.press) return said
  assert.equal(said.status(), 200)
  await answer(page, one.typed ?? {})
  for (const each of [one.press].flat()) said = await press(page, each)
  return said
}

function isWhereItWasAsked (page, one, address) {
  const { pathname } = new URL(page.url())
  if (one.leads) assert.match(pathname, one.leads)
  else if (!one.press) assert.equal(pathname, new URL(address, page.url()).pathname)
}

// Collects what is wrong, so that one fault does not hide another.
class Faults {
  told = []

  async none (what, check) {
    try {
      return await check()
    } catch (fault) {
      this.told.push(`${what}: ${fault.message}`)
    }
  }

  end () { assert.equal(this.told.length, 0, '\n' + this.told.join('\n')) }
}

// Somebody's look at a page: `checks` are what must hold, by name.
async function look (one, as, faults, checks) {
  const tab = await borrowTab(one.who, as)
  const said = await faults.none(`${as}, opens`, async () => {
    const address = await one.address()
    const said = await opened(tab.page, one, address)
    assert.equal(said.status(), one.status ?? 200)
    isWhereItWasAsked(tab.page, one, address)
    return said
  })
  if (!said) return tab.page.close()
  for (const [what, check] of Object.entries(checks)) await faults.none(`${as}, ${what}`, () => check(tab.page, said))
  // Chromium mentions that a page which is rightly an error is one.
  const complaints = tab.complaints.filter(text => !(one.status && text.includes(String(one.status))))
  await faults.none(`${as}, is quiet`, () => assert.deepEqual(complaints, []))
  await giveBack(tab)
}

async function isLight (one, page, said) {
  const own = weightOf(await said.body())
  const all = own + await weightBesides(page)
  if (!one.press) assert.ok(all <= firstVisit[one.weight ?? 'staff'], `${all} bytes at a first visit`)
  if (!one.large) assert.ok(own <= laterPage, `${own} bytes once style and script are there`)
}

async function walk (one) {
  const faults = new Faults()
  await look(one, 'desktop', faults, {
    'is valid': async (page, said) => isValid(await said.text()),
    'is light': (page, said) => isLight(one, page, said),
    'has one main heading': hasOneMainHeading,
    'is accessible': isAccessible,
    prints: page => prints(page, one.paper ?? mostSides),
    'is accessible in high contrast': page => inDisplay(page, high, isAccessibleInTheseColours),
    'is accessible on a phone, in the largest words and other colours':
      page => onAPhone(page, page => inDisplay(page, largest, isAccessible))
  })
  await look(one, 'phone', faults, {
    fits: page => fitsAcross(page),
    'fits in the largest words': page => inDisplay(page, largest, fitsAcross)
  })
  await look(one, 'plainAsChosen', faults, {
    'is shown as chosen': isShownAsChosen,
    'has one main heading': hasOneMainHeading,
    'says what is wrong': async page => { if (one.status === 422) assert.notDeepEqual(await problemsOf(page), []) }
  })
  faults.end()
}

export function walkThroughPages () {
  describe('every page', { concurrency: 4 }, () => {
    for (const one of pages) it(one.name, () => walk(one))
  })
}

// After the walk.
export function findWhatWasLeftOut () {
  if (only) return
  test('high contrast is answered with its class', async () => {
    const said = await fetch(base, { headers: { cookie: 'kith-display=high.normal' } })
    assert.match(await said.text(), new RegExp(`<html [^>]*class="govuk-template ${high.join(' ')}"`))
  })
  test('the script stays small', () => {
    const bytes = weightOf(readFileSync(new URL('../assets/kith.js', import.meta.url)))
    assert.ok(bytes <= heaviestScript, `${bytes} bytes`)
  })
  test('every address is looked at', async () => {
    const shown = pages.filter(one => !one.press && (one.status ?? 200) === 200)
    everyRouteIsAmong(await Promise.all(shown.map(one => one.address())))
  })
  test('what is no page answers something else', theOthersAreNoPages)
}
