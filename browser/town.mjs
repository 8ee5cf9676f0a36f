// What happened in the made-up town before somebody looks: made once a run, by the people themselves, through the pages.
import { looks, windowOf } from './person.mjs'
import { people } from './pages.mjs'

const once = make => {
  let made
  return () => (made ??= make())
}

// Fills the answers of the page by their names; a list ticks or chooses by value.
export async function answer (page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`)
    const kind = await field.first().getAttribute('type')
    if (kind !== 'radio' && kind !== 'checkbox') await field.fill(value)
    else for (const one of [value].flat()) await page.locator(`main [name="${name}"][value="${one}"]`).check()
  }
}

const goOn = (page, name = 'Save and continue') => page.getByRole('button', { name }).click()

export const aChild = {
  child_given_names: 'Leo',
  child_family_name: 'Shah',
  'child_born-day': '3',
  'child_born-month': '4',
  'child_born-year': '2017',
  child_postcode: 'BL9 0EJ',
  child_school: "St Aidan's Primary School",
  child_relationship: 'school'
}

export const aStory = {
  going_well: 'Leo laughs with his sister. His grandma collects them on Tuesdays.',
  worries: 'He has been late six times since half term.\n\nHe says: "I can\'t sleep when they shout."',
  would_help: 'Mum would like somebody to talk to about mornings and money.',
  needs: ['attendance', 'money'],
  urgency: 'this_week'
}

export const anAgreement = {
  agreement: 'parent_agrees',
  agreed_by: 'Meera Shah, mum',
  agreement_covers: 'everyone_named',
  safe_contact: 'Ring mum only, before 3pm. Do not leave messages. No letters.'
}

const aChildOfLongNames = {
  ...aChild,
  child_given_names: 'Maximilian-Alexander Oluwaseun-Chukwuemeka Bartholomew',
  child_family_name: 'Featherstonehaugh-Cholmondeley-Wolstenholme'
}

// Writes a request up to the page that sends it, and gives the address of its first page.
export async function writeRequest (page, child = aChild) {
  await page.goto('/requests/new')
  const first = page.url()
  await answer(page, child)
  await goOn(page)
  await answer(page, aStory)
  await goOn(page)
  await answer(page, anAgreement)
  await goOn(page)
  return first
}

const asTom = async walk => {
  const window = await windowOf(people.tom, looks.plain)
  try { return await walk(window.page) } finally { await window.close() }
}

const written = child => () => asTom(async page => {
  const first = await writeRequest(page, child)
  return new URL(first).pathname.replace(/\/1$/, '')
})

// "/requests/drafts/7KQ29XMA": everything answered, not sent.
export const draft = once(written(aChild))
export const longDraft = once(written(aChildOfLongNames))

// The same with its first page alone answered.
export const startedDraft = once(() => asTom(async page => {
  await page.goto('/requests/new')
  const first = page.url()
  await answer(page, aChild)
  await goOn(page)
  return new URL(first).pathname.replace(/\/1$/, '')
}))

const sent = child => () => asTom(async page => {
  await writeRequest(page, child)
  await goOn(page, 'Send')
  return new URL(page.url()).pathname.replace(/\/sent$/, '')
})

// "/requests/7KQ29XMA": sent by the school, waiting at the front door.
export const request = once(sent(aChild))
export const longRequest = once(sent(aChildOfLongNames))
// About any child: made anew each time.
export const requestAbout = child => sent({ ...aChild, ...child })()
