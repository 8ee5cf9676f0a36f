// The made-up town: who works there, and what they do before somebody looks, through the pages, once a run.
import { addNewcomer, reachPassword, reachSetUp, signInAgain, startWork } from './newcomer.mjs'
import { follow, giveAddressAndPassword, looks, once, press, sessionAfter, windowOf } from './person.mjs'
import { letTimePass } from './clock.mjs'

export const people = {
  priya: 'priya.nair@demo.example',
  omar: 'omar.haddad@demo.example',
  sam: 'sam.okoro@demo.example',
  grace: 'grace.adeyemi@demo.example',
  tom: 'tom.bell@demo.example',
  helen: 'helen.marsh@demo.example',
  nadia: 'nadia.rahman@demo.example',
  shazia: 'shazia.malik@demo.example',
  joan: 'joan.price@demo.example',
  alan: 'alan.reid@demo.example',
  ruth: 'ruth.ellis@demo.example',
  peter: 'peter.lowe@demo.example'
}

// One walk of somebody after the other: they have one blank draft, and one pair of hands.
const busy = new Map()
export function as (who, walk) {
  const done = (busy.get(who) ?? Promise.resolve()).catch(() => {}).then(async () => {
    const window = await windowOf(who, looks.plain)
    try { return await walk(window.page) } finally { await window.close() }
  })
  busy.set(who, done)
  return done
}

// Where a link on another page leads.
export async function linked (page, path, words) {
  await page.goto(path)
  return page.getByRole('main').getByRole('link', { name: words }).first().getAttribute('href')
}

export async function find (page, typed) {
  await page.goto('/find')
  await page.locator('main input[name=q]').fill(typed)
  await press(page, 'Find')
}

// Where a link of what Find finds leads.
export async function found (page, typed, words) {
  await find(page, typed)
  return page.getByRole('main').getByRole('link', { name: words }).first().getAttribute('href')
}

// Fills the answers of the page by their names; radios, boxes and lists by value.
export async function answer (page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`)
    const kind = await field.first().evaluate(field => field.type)
    if (kind === 'select-one') await field.selectOption(value)
    else if (kind !== 'radio' && kind !== 'checkbox') await field.fill(value)
    else for (const one of [value].flat()) await page.locator(`main [name="${name}"][value="${one}"]`).check()
  }
}

// Asking for support

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

export const longNames = {
  given: 'Maximilian-Alexander Oluwaseun-Chukwuemeka Bartholomew',
  family: 'Featherstonehaugh-Cholmondeley-Wolstenholme',
  agency: 'The Worshipful Company of Neighbourhood Befriending, Breakfast-and-Homework Clubs of Greater Northbridge'
}

const aChildOfLongNames = { ...aChild, child_given_names: longNames.given, child_family_name: longNames.family }

const goOn = page => press(page, 'Save and continue')

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

export const draftOf = address => new URL(address).pathname.replace(/\/\d$/, '')

const written = child => () => as(people.tom, async page => draftOf(await writeRequest(page, child)))

// "/requests/drafts/7KQ29XMA": everything answered, not sent.
export const draft = once(written(aChild))
export const longDraft = once(written(aChildOfLongNames))

// The same with its first page alone answered.
export const begunDraft = who => as(who, async page => {
  await page.goto('/requests/new')
  const first = page.url()
  await answer(page, aChild)
  await goOn(page)
  return draftOf(first)
})
export const startedDraft = once(() => begunDraft(people.tom))

const sent = child => () => as(people.tom, async page => {
  await writeRequest(page, child)
  await press(page, 'Send')
  return new URL(page.url()).pathname.replace(/\/sent$/, '')
})

// "/requests/7KQ29XMA": sent by the school, waiting at the front door.
export const request = once(sent(aChild))
export const longRequest = once(sent(aChildOfLongNames))
// The second about a child whom nobody has a record for.
export const secondRequest = once(async () => {
  const stranger = { child_given_names: 'Wilhelmina', child_family_name: 'Quartermain' }
  await requestAbout(stranger)
  return requestAbout(stranger)
})
// About any child: made anew each time.
export const requestAbout = child => sent({ ...aChild, ...child })()

// Stepped up, and sent back by social care.
export const sentBackRequest = once(async () => {
  const request = await requestAbout({ child_given_names: 'Ottilie', child_family_name: 'Brightwater' })
  await as(people.priya, async page => {
    await page.goto(request + '/decision')
    await answer(page, { decision: 'STEP_UP', reason: 'A bruise that nobody explains.' })
    await press(page, 'Record the decision')
    await page.goto(request + '/step-up')
    await answer(page, { outcome: 'returned', returned_reason: 'The school nurse saw the fall. Early help first.' })
    await press(page, 'Record the answer')
  })
  return request
})

// People, families and agencies

// Names longer than anybody designs for, in a family of one.
export const longPerson = once(() => as(people.sam, async page => {
  await find(page, longNames.family)
  await press(page, 'Add somebody who is not here')
  await answer(page, { given: longNames.given, family: longNames.family, 'born-day': '3', 'born-month': '4', 'born-year': '1988', lines: 'Flat 1204, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch House\n12 Mill Lane', postcode: 'NB4 1AA', telephone: '01632 960199' })
  await press(page, 'Add this person')
  const person = new URL(page.url()).pathname
  await page.goto(person + '/identifiers')
  await answer(page, { scheme: 'nhs_number', value: '943 476 5919' })
  await press(page, 'Save')
  await page.goto(person + '/schools')
  await answer(page, { school: 'Riverside High School' })
  await press(page, 'Save')
  return person
}))

export const longFamily = once(async () => {
  const person = await longPerson()
  return as(people.sam, async page => {
    await page.goto(person)
    await follow(page.getByRole('link', { name: 'Start a family' }))
    await press(page, 'Start the family')
    return new URL(page.url()).pathname
  })
})

// Where the Shahs live together, and who holds parental responsibility.
export const home = once(() => as(people.sam, async page => {
  const family = await found(page, 'meera shah', /Shah family/)
  const choose = async (name, words) => {
    const list = page.locator(`main select[name=${name}]`)
    await list.selectOption(await list.locator('option').filter({ hasText: words }).getAttribute('value'))
  }
  await page.goto(family + '/responsibility')
  await choose('child', /Arjun/)
  await choose('holder', /Meera/)
  await page.locator('main input[name=held]').first().check()
  await press(page, 'Save')
  await page.goto(family + '/households')
  for (const box of await page.locator('main input[name=people]').all()) await box.check()
  await press(page, 'Save')
  return linked(page, family + '/households', /Change/)
}))

// An agency that nobody has worked for yet.
export const longAgency = once(() => as(people.alan, async page => {
  const today = new Date()
  await page.goto('/admin/agencies/new')
  await answer(page, { name: longNames.agency, kind: 'voluntary', telephone: '01632 960198', 'agreement_from-day': '1', 'agreement_from-month': '1', 'agreement_from-year': String(today.getFullYear()) })
  await press(page, 'Add the agency')
  return new URL(page.url()).pathname
}))

const school = once(() => as(people.ruth, page => linked(page, '/admin', /Aidan/)))
export const newColleague = async name => addNewcomer(people.ruth, await school(), name)

// Somebody at a browser who is not simply signed in: what their browser knows.

export const halfSignedIn = () => sessionAfter(page => giveAddressAndPassword(page, people.priya))

export async function atSetUp () {
  const newcomer = await newColleague('Abena Osei')
  return sessionAfter(page => reachSetUp(page, newcomer))
}

export async function atPassword () {
  const newcomer = await newColleague('Brendan Walsh')
  return sessionAfter(page => reachPassword(page, newcomer))
}

// Gone for longer than a session stays open.
export async function lockedOut () {
  const newcomer = await newColleague('Catrin Pugh')
  const session = await sessionAfter(page => startWork(page, newcomer))
  letTimePass(newcomer.email)
  return session
}

// Of an agency that has asked for nothing, with a name as long as the agency's.
export async function nobodysColleague () {
  const newcomer = await addNewcomer(people.alan, await longAgency(), `${longNames.given} ${longNames.family}`)
  return sessionAfter(page => startWork(page, newcomer))
}

export async function signOutInAnotherTab (page) {
  const other = await page.context().newPage()
  await other.goto('/home')
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.waitForURL('**/sign-in?signed-out=yes')
  await other.close()
}

// Sent after signing out, and signed in again since.
export async function withWordsHeld () {
  const newcomer = await newColleague('Dilys Morgan')
  return sessionAfter(async page => {
    await startWork(page, newcomer)
    await page.goto('/requests/danger')
    await answer(page, { danger_reason: 'Nobody opened the door, and a baby was crying.' })
    await signOutInAnotherTab(page)
    await press(page, 'Send now')
    await signInAgain(page, newcomer)
  })
}

// Two records of a grown-up that Sam has said are one person's, and where their pair is.
export const united = once(() => as(people.sam, async page => {
  const path = await linked(page, '/matching', /Novák/)
  await page.goto(path)
  await answer(page, { verdict: 'same', reason: 'He showed me his passport' })
  await page.getByRole('button', { name: 'Record' }).click()
  return path
}))
