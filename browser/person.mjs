// Somebody at a browser: signs in, counts clicks, reads pages as people do. Given by the environment:
//   BASE_URL    where Kith answers, "http://127.0.0.1:8080"
//   DEMO_CODE   a command that prints the second-factor code of an address given to it, "bin/demo-code"
//   DEMO_PASSWORD   everybody's password in the made-up town
//   SCREENSHOTS a folder for pictures of every page; empty: none
import { execFileSync } from 'node:child_process'
import { chromium } from 'playwright-core'

export const base = process.env.BASE_URL?.replace(/\/$/, '')
const chromiumAt = process.env.CHROMIUM || '/usr/bin/chromium'

let browser
export async function openBrowser () {
  browser ??= await chromium.launch({ executablePath: chromiumAt, args: ['--disable-dev-shm-usage'] })
  return browser
}

export async function closeBrowser () {
  await browser?.close()
  browser = undefined
}

const signedIn = new Map()

// What a browser knows of somebody after signing in. Everybody signs in once a run: a code is good for one use.
export function sessionOf (who) {
  if (!who) return undefined
  if (!signedIn.has(who)) signedIn.set(who, signIn(who))
  return signedIn.get(who)
}

export function forgetSession (who) {
  signedIn.delete(who)
}

async function signIn (who) {
  const context = await (await openBrowser()).newContext({ baseURL: base })
  const page = await context.newPage()
  await signInOn(page, who)
  const state = await context.storageState()
  await context.close()
  return state
}

// Signs in on a page, from wherever it stands. A code is good for one use: when somebody else of the tests has just used
// it, the next one is waited for.
export async function signInOn (page, who) {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(who)
  await page.getByLabel('Password', { exact: true }).fill(process.env.DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  let used
  for (let tries = 0; tries < 3; tries++) {
    const code = await nextCode(who, used)
    await page.getByLabel(/code/i).fill(code)
    await page.getByRole('main').getByRole('button').first().click()
    await page.waitForLoadState()
    if (!new URL(page.url()).pathname.startsWith('/sign-in/code')) return
    used = code
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

export function codeOf (who) {
  const [command, ...words] = process.env.DEMO_CODE.split(' ')
  return execFileSync(command, [...words, who], { encoding: 'utf8' }).trim()
}

export const looks = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  plain: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
  contrast: { viewport: { width: 1280, height: 900 }, display: 'high.normal' }
}

// Display options as the page /display would keep them.
export const displayed = (context, options) => context.addCookies([{ name: 'kith-display', value: options, url: base }])

// A window as somebody sees it. `look` is one of the above.
export async function windowOf (who, look = looks.desktop) {
  const { display, ...options } = look
  const context = await (await openBrowser()).newContext({ baseURL: base, storageState: await sessionOf(who), ...options })
  if (display) await displayed(context, display)
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  const page = await context.newPage()
  const complaints = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return { context, page, complaints, close: () => context.close() }
}

// Counts what a person presses on the way through a journey: use its click and press instead of the page's.
export function counted (page) {
  const counter = {
    clicks: 0,
    async click (locator) {
      counter.clicks++
      await locator.click()
    },
    async press (locator, key) {
      counter.clicks++
      await locator.press(key)
    }
  }
  return counter
}

// The page read as a person does.
export const headingOf = page => page.getByRole('heading', { level: 1 }).first().innerText()
export const problemsOf = page => page.locator('.govuk-error-summary li').allInnerTexts()
export const noticeOf = page => page.locator('.govuk-notification-banner__heading').first().innerText()
