// From a worry to a decision, with script and without; with the keyboard alone; and what an agency sees of its own.
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { follow, headingOf, looks, noticeOf, press, problemsOf, signInOn, windowOf } from './person.mjs'
import { aChild, anAgreement, answer, aStory, people } from './town.mjs'

const main = page => page.getByRole('main')
const goOn = page => press(page, 'Save and continue')

async function asksForSupport (page, child) {
  await follow(main(page).locator('a[href="/requests/new"]').first())
  for (const [at, answers] of [child, aStory, anAgreement].entries()) {
    await main(page).getByText(`page ${at + 1} of 4`).waitFor()
    await answer(page, answers)
    await goOn(page)
  }
  await main(page).getByText('page 4 of 4').waitFor()
  assert.match(await main(page).innerText(), /late six times since half term/)
  await press(page, 'Send')
  assert.equal(await headingOf(page), 'Your request is sent')
  await follow(main(page).getByRole('link', { name: 'See where it has got to' }))
  return new URL(page.url()).pathname
}

async function decides (page, name) {
  await page.goto('/requests')
  await follow(main(page).getByRole('link', { name }).first())
  await press(page, 'Take it')
  await follow(main(page).locator('a[href$="/decision"]').first())
  await press(page, 'Record the decision')
  assert.notDeepEqual(await problemsOf(page), [], 'nothing is decided beforehand')
  await answer(page, { 'level-1': '2', decision: 'SINGLE_AGENCY', reason: 'The school knows the family well.', feedback: 'Ring us on Monday and we talk it through.' })
  await press(page, 'Record the decision')
  assert.match(await noticeOf(page), /decision is recorded/)
}

async function fromWorryToDecision (look, { asker, decider, child }) {
  const school = await windowOf(undefined, look)
  const frontDoor = await windowOf(decider, look)
  await school.page.goto('/')
  await follow(school.page.getByRole('link', { name: /^Sign in/ }).first())
  await signInOn(school.page, asker)
  const request = await asksForSupport(school.page, { ...aChild, ...child })
  await decides(frontDoor.page, `${child.child_given_names} ${child.child_family_name}`)
  await school.page.goto(request)
  const told = await main(school.page).innerText()
  assert.match(told, /One agency carries on, with advice/)
  assert.match(told, /Ring us on Monday/)
  assert.deepEqual(school.complaints, [])
  assert.deepEqual(frontDoor.complaints.filter(text => !text.includes('422')), [])
  await school.close()
  await frontDoor.close()
}

// With the keyboard alone

// Where the focus is: to be seen, and in sight.
const focused = page => page.evaluate(() => {
  const at = document.activeElement
  const styles = [getComputedStyle(at), ...[...at.labels ?? []].map(label => getComputedStyle(label, '::before'))]
  const { top, bottom, width, height } = at.getBoundingClientRect()
  return {
    name: at.name,
    kind: at.type,
    value: at.value,
    text: at.textContent.trim(),
    marked: styles.some(style => style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')),
    inSight: width > 0 && height > 0 && bottom > 0 && top < innerHeight
  }
})

async function tabTo (page, wanted) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    assert.ok(at.marked, `nobody sees where the focus is: ${JSON.stringify(at)}`)
    assert.ok(at.inSight, `the focus is out of sight: ${JSON.stringify(at)}`)
    if (wanted(at)) return at
  }
  throw new Error(`the keyboard does not come to ${wanted}`)
}

async function choose (page, name, value) {
  await tabTo(page, at => at.name === name)
  await page.keyboard.press('Space')
  for (let presses = 0; presses < 20 && (await focused(page)).value !== value; presses++) await page.keyboard.press('ArrowDown')
  assert.equal((await focused(page)).value, value)
}

async function typeInto (page, name, text) {
  await tabTo(page, at => at.name === name)
  await page.keyboard.type(text)
}

async function asksByKeyboard () {
  const { page, close } = await windowOf(people.nadia, looks.desktop)
  await page.goto('/requests/new')
  await page.keyboard.press('Tab')
  assert.match((await focused(page)).text, /Skip to main content/)
  await page.keyboard.press('Enter')
  for (const name of ['child_given_names', 'child_family_name', 'child_born-day', 'child_born-month', 'child_born-year', 'child_postcode'])
    await typeInto(page, name, aChild[name])
  await typeInto(page, 'child_school', 'riverside')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  assert.equal(await page.locator('[name=child_school]').inputValue(), 'Riverside High School')
  await choose(page, 'child_relationship', 'school')
  await tabTo(page, at => at.text === 'Save and continue')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/2')
  assert.deepEqual(await problemsOf(page), [])
  await close()
}

// An agency's own list

async function seesItsOwn (who, own, others) {
  const { page, close } = await windowOf(who, looks.plain)
  await page.goto('/requests')
  assert.equal(await headingOf(page), 'Our requests')
  const list = await main(page).innerText()
  for (const name of own) assert.ok(list.includes(name), `${name} is missing`)
  for (const name of others) assert.ok(!list.includes(name), `${name} is shown`)
  await follow(main(page).getByRole('link', { name: own[0] }))
  assert.match(await main(page).innerText(), new RegExp(own[0]))
  await close()
}

// Whoever is watched leaves

const threeTimes = async page => { for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Shift') }
const pathOf = page => new URL(page.url()).pathname

// Somebody who reads /worried, after another page. What /leave answers stands for the weather; what could be read of the
// page that was left is kept for seenAtLast.
async function reader (look) {
  const window = await windowOf(undefined, look)
  const { page } = window
  await page.addInitScript(() => addEventListener('pagehide', () => {
    localStorage.setItem('seen', `${document.title}: ${document.body.innerText.trim()}`)
  }))
  await page.route('**/leave', route => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title><h1>Weather</h1>' }))
  await page.goto('/privacy')
  await page.goto('/worried')
  return window
}

const seenAtLast = page => page.evaluate(() => localStorage.getItem('seen'))

async function leavesByShift () {
  const { page, complaints, close } = await reader(looks.desktop)
  const heard = page.locator('.kith-exit [role=status]')
  for (let letters = 0; letters < 3; letters++) await page.keyboard.press('Shift+KeyA')
  await page.keyboard.press('Shift')
  assert.equal(await heard.innerText(), 'Shift, press 2 more times to exit.')
  await page.keyboard.press('Shift')
  assert.equal(await heard.innerText(), 'Shift, press 1 more time to exit.')
  await page.keyboard.press('x')
  assert.equal(await heard.innerText(), 'Exit this page expired.')
  assert.equal(pathOf(page), '/worried')
  await threeTimes(page)
  await page.waitForURL('**/leave')
  assert.equal(await seenAtLast(page), 'Loading: Loading')
  await page.goBack()
  assert.equal(pathOf(page), '/privacy', 'the page that was left is not come back to')
  assert.deepEqual(complaints, [])
  await close()
}

async function leavesByButton (look, cameBackTo) {
  const { page, close } = await reader(look)
  await follow(main(page).getByRole('link', { name: /^Emergency/ }))
  assert.equal(pathOf(page), '/leave')
  await page.goBack()
  assert.equal(pathOf(page), cameBackTo)
  await close()
}

async function leavesByKeyboard () {
  const { page, close } = await reader(looks.desktop)
  await page.keyboard.press('Tab')
  await tabTo(page, at => at.text === 'Exit this page')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/leave')
  await close()
}

// What is kept in somebody's browser after it asked for /leave; redirects are not followed, so that no test goes out.
async function keptAfterLeaving (who) {
  const { context, page, close } = await windowOf(who, looks.desktop)
  await page.goto('/privacy')
  await page.evaluate(() => localStorage.setItem('kith:/draft', 'words'))
  await page.evaluate(async () => { await fetch('/leave', { redirect: 'manual' }) })
  const again = await context.newPage()
  await again.goto('/privacy')
  const kept = await again.evaluate(() => localStorage.getItem('kith:/draft'))
  await close()
  return kept
}

async function staysWhereNoButtonIs () {
  const { page, close } = await windowOf(undefined, looks.desktop)
  await page.goto('/sign-in')
  await threeTimes(page)
  await page.waitForTimeout(300)
  assert.equal(await headingOf(page), 'Sign in')
  await close()
}

export function makeJourneys () {
  describe('journeys', { concurrency: 3 }, () => {
    it('from a worry to a decision without script', () => fromWorryToDecision(looks.plain, {
      asker: people.helen, decider: people.omar, child: { child_given_names: 'Noor', child_family_name: 'Rahimi', 'child_born-day': '21' }
    }))
    it('from a worry to a decision with script', () => fromWorryToDecision(looks.desktop, {
      asker: people.shazia, decider: people.priya, child: { child_given_names: 'Idris', child_family_name: 'Lowther', 'child_born-day': '22' }
    }))
    it('asking for support with the keyboard alone', asksByKeyboard)
    it('Shift three times leaves, and Back does not return', leavesByShift)
    it('the button leaves with script and without', async () => {
      await leavesByButton(looks.desktop, '/privacy')
      await leavesByButton(looks.plain, '/worried')
    })
    it("leaving clears a family's browser, and never one that somebody works with", async () => {
      assert.equal(await keptAfterLeaving(undefined), null)
      assert.equal(await keptAfterLeaving(people.priya), 'words')
    })
    it('the keyboard comes to the way out before all else', leavesByKeyboard)
    it('Shift three times does nothing where no button is', staysWhereNoButtonIs)
    it('an agency sees what it asked for, and nothing of others', async () => {
      await seesItsOwn(people.tom, ['Yusuf', 'Maya'], ['Eliška', 'Poppy', 'Arjun', 'Ezra'])
      await seesItsOwn(people.nadia, ['Eliška'], ['Yusuf', 'Maya', 'Poppy'])
    })
  })
}
