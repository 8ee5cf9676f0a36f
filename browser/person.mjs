// Somebody at a browser: signs in, reads pages as people do. Given by the environment:
//   BASE_URL       where Kith answers, "http://127.0.0.1:8080"
//   DEMO_CODE      a command that prints the second-factor code of an address given to it, "bin/demo-code"
//   DEMO_PASSWORD  everybody's password in the made-up town
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

export const base = process.env.BASE_URL?.replace(/\/$/, '')
// The one without a window is lighter by half.
const chromiumAt = process.env.CHROMIUM || ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)

// How long anything may take, on a machine that is busy with other tests.
export const patience = 120000

// Playwright starts it without its sandbox, as root must: it is shown our own pages alone. Each lives for a moment, too
// short for scripts to be optimised.
let browser
export function openBrowser () {
  browser ??= chromium.launch({ executablePath: chromiumAt, args: ['--disable-dev-shm-usage', '--disable-gpu', '--js-flags=--no-turbofan --no-maglev'] })
  return browser
}

export async function closeBrowser () {
  const open = await browser
  browser = undefined
  await open?.close()
}

// Done when it is first asked for, and once.
export const once = make => {
  let made
  return () => (made ??= make())
}

// What a browser knows of somebody after signing in. Everybody signs in once a run: a code is good for one use. `who`
// is the address of somebody in the town, or a function that gives what a browser knows of whoever else.
const sessions = new Map()
export function sessionOf (who) {
  if (!who) return undefined
  if (!sessions.has(who)) sessions.set(who, typeof who === 'function' ? who() : sessionAfter(page => signInOn(page, who)))
  return sessions.get(who)
}

// What the browser knows after a walk of somebody whom it does not know yet.
export async function sessionAfter (walk) {
  const window = await windowOf(undefined, looks.plain)
  try {
    await walk(window.page)
    return await window.context.storageState()
  } finally {
    await window.close()
  }
}

export async function giveAddressAndPassword (page, who, password = process.env.DEMO_PASSWORD) {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(who)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await press(page, 'Sign in')
}

export async function giveCode (page, code) {
  await page.getByLabel('Code from your authenticator app').fill(code)
  await press(page, 'Continue')
}

export const button = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true }).first()

// Presses a button, and waits for the page that comes.
export const press = (page, name) => follow(button(page, name))

// The same of a link.
export async function follow (link) {
  const [said] = await Promise.all([link.page().waitForNavigation(), link.click()])
  return said
}

// Signs in on a page, from wherever it stands. When a code was used just now, the next one is waited for.
export async function signInOn (page, who) {
  await giveAddressAndPassword(page, who)
  let used
  for (let tries = 0; tries < 3; tries++) {
    used = await nextCode(who, used)
    await giveCode(page, used)
    if (!new URL(page.url()).pathname.startsWith('/sign-in/code')) return
  }
  throw new Error(`${who} could not sign in: ${await problemsOf(page)}`)
}

async function nextCode (who, used) {
  for (;;) {
    const code = codeOf(who)
    if (code !== used) return code
    await new Promise(resolve => setTimeout(resolve, 1000))
  }
}

function codeOf (who) {
  const [command, ...words] = process.env.DEMO_CODE.split(' ')
  return execFileSync(command, [...words, who], { encoding: 'utf8' }).trim()
}

export const looks = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  plain: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
  plainAsChosen: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false, display: 'cream.largest.underline.still' }
}

async function contextOf (who, { display, ...options }) {
  const context = await (await openBrowser()).newContext({ baseURL: base, storageState: await sessionOf(who), ...options })
  context.setDefaultTimeout(patience)
  // Display options as the page /display would keep them.
  if (display) await context.addCookies([{ name: 'kith-display', value: display, url: base }])
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return context
}

// Typing, as one event: letter by letter is slower than the pause after which words are saved, on a busy machine.
export async function type (field, text) {
  await field.focus()
  await field.page().keyboard.insertText(text)
}

// What the browser complains of goes into `complaints`.
async function pageIn (context, complaints) {
  const page = await context.newPage()
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return page
}

// A window of its own as somebody sees it. `look` is one of the above.
export async function windowOf (who, look = looks.desktop) {
  const context = await contextOf(who, look)
  const complaints = []
  return { context, page: await pageIn(context, complaints), complaints, close: () => context.close() }
}

// Tabs for looking at one page after the other: they are lent and used again, because a new one costs more than a page.
const contexts = new Map()
const idle = []
const mostIdle = 24

export async function borrowTab (who, look) {
  const key = `${typeof who === 'function' ? who.name : who} ${look}`
  const at = idle.findIndex(tab => tab.key === key)
  if (at >= 0) return idle.splice(at, 1)[0]
  if (!contexts.has(key)) contexts.set(key, contextOf(who, looks[look]))
  const complaints = []
  return { key, complaints, page: await pageIn(await contexts.get(key), complaints) }
}

export async function giveBack (tab) {
  tab.complaints.length = 0
  idle.push(tab)
  if (idle.length > mostIdle) await idle.shift().page.close()
}

// The page read as a person does.
export const headingOf = page => page.getByRole('heading', { level: 1 }).first().innerText()
export const problemsOf = page => page.locator('.govuk-error-summary li').allInnerTexts()
export const noticeOf = page => page.locator('.govuk-notification-banner__heading').first().innerText()
