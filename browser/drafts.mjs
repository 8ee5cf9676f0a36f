// No word is lost, against Kith itself: saving while one types, a draft that is gone, a form sent after signing out.
// What the browser's half does alone is in autosave.mjs.
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { fitsAcross, isAccessible, isValid } from './checks.mjs'
import { button, headingOf, looks, noticeOf, press, type, windowOf } from './person.mjs'
import { aChild, anAgreement, answer, aStory, newColleague, signOutInAnotherTab } from './town.mjs'
import { signInAgain, startWork } from './newcomer.mjs'

const words = 'Maya says “I can’t sleep”. 👧 Zoë'
const worries = page => page.locator('main [name=worries]')
const saysThat = (page, pattern) => page.locator('.kith-saved').filter({ hasText: pattern }).waitFor()
const goOn = page => press(page, 'Save and continue')

// A colleague at a window of their own, on page 2 of a draft.
async function writing (name, look) {
  const newcomer = await newColleague(name)
  const window = await windowOf(undefined, look)
  await startWork(window.page, newcomer)
  await window.page.goto('/requests/new')
  await answer(window.page, aChild)
  await goOn(window.page)
  const again = async () => {
    const page = await window.context.newPage()
    await page.goto(window.page.url())
    return page
  }
  return { ...window, newcomer, again }
}

const holds = (page, text) => page.waitForFunction(text => document.querySelector('[name=worries]').value === text, text)

async function savesAndSignsOut () {
  const { page, newcomer, again, close } = await writing('Efua Mensah', looks.desktop)
  await type(worries(page), words)
  await saysThat(page, /Saved at/)
  const other = await again()
  assert.equal(await worries(other).inputValue(), words)

  await signOutInAnotherTab(page)
  await type(worries(page), ' And more.')
  await saysThat(page, /signed out. Keep typing/)
  await other.goto('/sign-in')
  await signInAgain(other, newcomer)
  await other.goto(page.url())
  await holds(other, words + ' And more.')
  await saysThat(other, /Saved at/)
  await close()
}

async function meetsAnotherWindow () {
  const { page, again, close } = await writing('Farid Nasser', looks.desktop)
  const other = await again()
  await type(worries(page), 'First words.')
  await saysThat(page, /Saved at/)
  await type(worries(other), 'Second words.')
  await saysThat(other, /changed in another window/)
  await goOn(other)
  const shown = await other.getByRole('main').innerText()
  assert.match(shown, /What was saved meanwhile[^]*First words\./)
  assert.equal(await worries(other).inputValue(), 'Second words.')
  await close()
}

async function findsTheDraftGone (look) {
  const { page, again, close } = await writing(look === looks.plain ? 'Gwen Price' : 'Hassan Iqbal', look)
  const other = await again()
  await answer(other, aStory)
  await goOn(other)
  await answer(other, anAgreement)
  await goOn(other)
  await press(other, 'Send')

  await answer(page, { worries: words })
  const said = await goOn(page)
  assert.equal(await headingOf(page), 'This draft is not here any more')
  assert.ok((await page.getByRole('main').innerText()).includes(words))
  assert.ok(await button(page, 'Add this to the request').isVisible())
  await isValid(await said.text())
  if (look !== looks.plain) await isAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await fitsAcross(page)

  await press(page, 'Start a new draft with it')
  assert.match(await noticeOf(page), /in this new draft/)
  assert.equal(await worries(page).inputValue(), words)
  await close()
}

async function sendsSignedOut (look) {
  const { page, newcomer, close } = await writing(look === looks.plain ? 'Ines Duarte' : 'Jonas Berg', look)
  const draftPage = page.url()
  await answer(page, { ...aStory, worries: words })
  await signOutInAnotherTab(page)
  await goOn(page)
  await signInAgain(page, newcomer)
  assert.match(new URL(page.url()).pathname, /^\/held\//)
  assert.ok((await page.getByRole('main').innerText()).includes(words))
  await press(page, 'Save it now')
  assert.equal(page.url(), draftPage.replace(/2$/, '3'))
  await page.goto(draftPage)
  assert.equal(await worries(page).inputValue(), words)
  await page.goto('/held')
  assert.match(await page.getByRole('main').innerText(), /Nothing waits/)
  await close()
}

const copies = page => page.evaluate(() => Object.keys(localStorage).filter(place => place.startsWith('kith:/requests/drafts/')).length)

async function throwsAway () {
  const { page, again, close } = await writing('Karin Holm', looks.desktop)
  const other = await again()
  await page.route('**/requests/drafts/*/2', route => route.request().method() === 'PUT' ? route.abort() : route.continue())
  await type(worries(page), words)
  await saysThat(page, /Not saved yet/)
  assert.ok(await copies(page) > 0) // of page 1 too, where its form was quicker than its saving
  await other.getByRole('link', { name: 'Throw this draft away' }).click()
  assert.equal(await headingOf(other), 'Throw this draft away?')
  await isAccessible(other)
  await press(other, 'Throw it away')
  assert.match(await noticeOf(other), /thrown away/)
  assert.equal(await copies(other), 0)
  await close()
}

export function loseNoWord () {
  describe('no word is lost', { concurrency: 3 }, () => {
    it('typing is saved, and goes on after signing out and in again', savesAndSignsOut)
    it('two windows on one page of a draft: both texts are shown', meetsAnotherWindow)
    it('a draft that is gone gives its words back', () => findsTheDraftGone(looks.desktop))
    it('a draft that is gone gives its words back, without script', () => findsTheDraftGone(looks.plain))
    it('a draft that is thrown away leaves nothing in the browser', throwsAway)
    it('a form sent after signing out is held, and saved', () => sendsSignedOut(looks.desktop))
    it('a form sent after signing out is held, and saved, without script', () => sendsSignedOut(looks.plain))
  })
}
