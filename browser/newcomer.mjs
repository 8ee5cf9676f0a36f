// Somebody who starts work: an administrator adds them, and they sign in for the first time.
import { createHmac } from 'node:crypto'
import { giveAddressAndPassword, giveCode, looks, press, windowOf } from './person.mjs'

const ownPassword = 'lanterns orchard gravel'

// Adds somebody on the page of an agency, as its administrator: gives who they are and the password they were told.
export async function addNewcomer (administrator, agency, name) {
  const window = await windowOf(administrator, looks.plain)
  try {
    const { page } = window
    const email = name.toLowerCase().replace(/[^a-z]+/g, '.') + '@demo.example'
    await page.goto(`${agency}/users/new`)
    await page.locator('main input[name=name]').fill(name)
    await page.locator('main input[name=email]').fill(email)
    await page.locator('main input[name=role][value=partner]').check()
    await press(page, 'Add the user')
    return { email, password: await page.locator('.govuk-panel__title').innerText() }
  } finally {
    await window.close()
  }
}

// As far as the page that sets up one-time codes.
export const reachSetUp = (page, newcomer) => giveAddressAndPassword(page, newcomer.email, newcomer.password)

// As far as the page that asks for a password of their own.
export async function reachPassword (page, newcomer) {
  await reachSetUp(page, newcomer)
  newcomer.seed = await page.getByRole('main').locator('li strong').innerText()
  await giveCode(page, freshCode(newcomer))
}

export async function startWork (page, newcomer) {
  await reachPassword(page, newcomer)
  await page.getByLabel('The password you were given', { exact: true }).fill(newcomer.password)
  await page.getByLabel('Your new password', { exact: true }).fill(ownPassword)
  await page.getByLabel('Your new password again', { exact: true }).fill(ownPassword)
  await press(page, 'Change password')
}

// Signs in once more, from the page that asks for it.
export async function signInAgain (page, newcomer) {
  await giveAddressAndPassword(page, newcomer.email, ownPassword)
  await giveCode(page, freshCode(newcomer))
}

// A code they have not used yet: this step's or, as clocks may differ, the next one's.
function freshCode (newcomer) {
  const now = Math.floor(Date.now() / 30000)
  newcomer.step = Math.max(now, (newcomer.step ?? 0) + 1)
  return oneTimeCode(bytesOf(newcomer.seed), newcomer.step)
}

// RFC 6238
function oneTimeCode (seed, step) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', seed).update(counter).digest()
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff
  return String(number % 1000000).padStart(6, '0')
}

// Of base 32, in groups.
function bytesOf (text) {
  let bits = ''
  for (const letter of text.replace(/\s/g, '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
}
