// No word is lost: assets/kith.js against a small server that can be slow to save, away, or signed out. What Kith's own
// server does with drafts and expired sessions is tested by the journeys; here it is the browser's half.
import { after, before, beforeEach, describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { openBrowser, patience, type as typeInto } from './person.mjs'

const script = readFileSync(new URL('../assets/kith.js', import.meta.url))
const key = Buffer.alloc(32, 7).toString('base64url')
const otherKey = Buffer.alloc(32, 9).toString('base64url')

let server, address, state
const fresh = () => ({ text: '', version: 0, signedIn: true, refused: false, up: true, key, draft: true, locks: 0, locked: false, saves: 0 })

const pageOf = () => `<!DOCTYPE html><html lang="en-GB"><head><title>Draft</title>
<script type="module" src="/kith.js"></script></head><body${state.locks ? ` data-locks-after="${state.locks}"` : ''}><h1>Draft</h1>
<form action="/send" method="post" ${state.draft ? 'data-autosave="/draft"' : ''} data-key="${state.key}"><input type="hidden" name="form-token" value="t">
<input type="hidden" name="version" value="${state.version}">
<label for="worries">Worries</label><textarea id="worries" name="worries">
${state.text.replace(/[<&]/g, c => `&#${c.charCodeAt(0)};`)}</textarea>
<p class="kith-saved" role="status"></p><button type="submit">Send</button></form>
<form action="/sign-out" method="post"><button type="submit">Sign out</button></form></body></html>`

function answer (request, response) {
  let body = ''
  request.on('data', part => { body += part })
  request.on('end', () => {
    if (!state.up) return request.socket.destroy()
    if (request.url === '/kith.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    if (request.method === 'PUT') {
      if (!state.signedIn) return response.writeHead(401).end()
      if (state.refused) return response.writeHead(403).end()
      const sent = new URLSearchParams(body)
      if (Number(sent.get('version')) !== state.version) return response.writeHead(409).end()
      Object.assign(state, { text: sent.get('worries'), version: state.version + 1, saves: state.saves + 1 })
      return response.writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ version: state.version, saved: '2:14pm' }))
    }
    if (request.url === '/favicon.ico') return response.writeHead(204).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'" })
    response.end(state.locked ? '<!DOCTYPE html><title>Locked</title><h1>Locked</h1>' : pageOf())
  })
}

const words = 'Maya says “I can’t sleep”, and mum is worried about the rent. 👧 Zoë'

async function person () {
  const context = await (await openBrowser()).newContext()
  const open = async () => {
    const page = await context.newPage()
    await page.goto(address)
    return page
  }
  return { context, open, page: await open() }
}

const field = page => page.getByLabel('Worries')
const said = page => page.getByRole('status')
const type = (page, text) => typeInto(field(page), text)
const saysThat = (page, pattern) => said(page).filter({ hasText: pattern }).waitFor({ timeout: patience })

// The last copy may leave with the page or be sent by the next one.
async function eventually (check, tries = 600) {
  try { check() } catch (error) {
    if (!tries) throw error
    await new Promise(resolve => setTimeout(resolve, 100))
    await eventually(check, tries - 1)
  }
}

async function assertHolds (page, text) {
  await page.waitForFunction(text => document.querySelector('textarea').value === text, text, { timeout: patience })
}

export function keepTypedWords () {
  describe('the browser keeps what is typed', { concurrency: 1 }, () => {
    before(async () => {
      server = createServer(answer)
      await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
      address = `http://127.0.0.1:${server.address().port}/`
    })

    after(() => {
      server.closeAllConnections()
      server.close()
    })

    beforeEach(() => { state = fresh() })

    it('typing, a pause, and the page loaded again', async () => {
      const { page, context } = await person()
      await type(page, words)
      await saysThat(page, 'Saved at 2:14pm')
      assert.equal(state.text, words)
      await page.reload()
      assert.equal(await field(page).inputValue(), words)
      await context.close()
    })

    it('typing and closing the window at once', async () => {
      const { page, open, context } = await person()
      await type(page, words)
      await page.close({ runBeforeUnload: true })
      const again = await open()
      await assertHolds(again, words)
      await context.close()
    })

    it('the session ends while typing; signing in again', async () => {
      const { page, open, context } = await person()
      await type(page, words)
      await saysThat(page, /Saved at/)
      state.signedIn = false
      await type(page, ' And more.')
      await saysThat(page, /signed out. Keep typing/)
      await type(page, ' And yet more.')
      await page.waitForTimeout(100)
      const kept = await page.evaluate(() => JSON.stringify(localStorage))
      assert.ok(kept.includes('kith:/draft') && !kept.includes('Maya') && !kept.includes('more'), 'the copy holds no readable word')
      state.signedIn = true
      await page.close()
      const again = await open()
      await assertHolds(again, words + ' And more. And yet more.')
      await eventually(() => assert.equal(state.text, words + ' And more. And yet more.'))
      await context.close()
    })

    it('the server is away while typing; the page loaded again when it is back', async () => {
      const { page, open, context } = await person()
      state.up = false
      await type(page, words)
      await saysThat(page, /no connection/)
      state.up = true
      await page.close()
      await assertHolds(await open(), words)
      await context.close()
    })

    it('the server is away and back, and the person just goes on', async () => {
      const { page, context } = await person()
      state.up = false
      await type(page, words)
      await saysThat(page, /no connection/)
      state.up = true
      await type(page, ' More.')
      await saysThat(page, /Saved at/)
      assert.equal(state.text, words + ' More.')
      await context.close()
    })

    it('two windows on one draft: the second is told, nothing is overwritten', async () => {
      const { page, open, context } = await person()
      const second = await open()
      await type(page, 'First words.')
      await saysThat(page, /Saved at/)
      await type(second, 'Second words.')
      await saysThat(second, /changed in another window/)
      assert.equal(state.text, 'First words.')
      assert.equal(await field(second).inputValue(), 'Second words.')
      await context.close()
    })

    it('somebody else at the same computer cannot read what stayed behind', async () => {
      const { page, open, context } = await person()
      state.signedIn = false
      await type(page, words)
      await saysThat(page, /signed out/)
      await page.close()
      state.key = otherKey
      const other = await open()
      await other.waitForTimeout(200)
      assert.equal(await field(other).inputValue(), '')
      await context.close()
    })

    it('where this browser keeps nothing, nobody is told that it does', async () => {
      state.key = ''
      const { page, context } = await person()
      state.signedIn = false
      await type(page, words)
      await saysThat(page, /signed out. Do not close this page/)
      assert.doesNotMatch(await said(page).innerText(), /kept on this device/)
      await context.close()
    })

    it('from a page of another role nothing is saved, and nothing is lost', async () => {
      const { page, open, context } = await person()
      state.refused = true
      await type(page, words)
      await saysThat(page, /switched to another role. Your words are still here/)
      await type(page, ' And more.')
      await page.waitForTimeout(100)
      state.refused = false
      await page.close()
      await assertHolds(await open(), words + ' And more.')
      await context.close()
    })

    it('a form without a draft on the server is kept here, and comes back when it is asked for', async () => {
      state.draft = false
      const { page, open, context } = await person()
      await type(page, words)
      await saysThat(page, /Kept on this device until you send it/)
      const kept = await page.evaluate(() => JSON.stringify(localStorage))
      assert.ok(kept.includes('kith:/send') && !kept.includes('Maya'), 'the copy holds no readable word')
      await page.close()
      const again = await open()
      await saysThat(again, /still has words that you typed here before/)
      assert.equal(await field(again).inputValue(), '')
      await again.getByRole('button', { name: 'Put them back' }).click()
      assert.equal(await field(again).inputValue(), words)
      await again.close()
      state.key = otherKey // it was sent
      const next = await open()
      await next.waitForTimeout(200)
      assert.equal(await said(next).innerText(), '')
      assert.equal(state.saves, 0)
      await context.close()
    })

    it('what is offered is not overwritten by what is typed, until somebody says so', async () => {
      state.draft = false
      const { page, open, context } = await person()
      await type(page, words)
      await saysThat(page, /Kept on this device/)
      await page.close()
      const second = await open()
      await saysThat(second, /still has words/)
      await type(second, 'Another child.')
      await saysThat(second, /Kept on this device until you send it.*still has words/)
      await second.close()
      const third = await open()
      await saysThat(third, /still has words/)
      const back = third.getByRole('button', { name: 'Put them back' })
      await back.first().click()
      assert.equal(await field(third).inputValue(), 'Another child.')
      await back.click()
      assert.equal(await field(third).inputValue(), words)
      await back.click() // what stood there is not lost either
      assert.equal(await field(third).inputValue(), 'Another child.')
      await third.getByRole('button', { name: 'Delete them' }).click()
      assert.equal(await back.count(), 0)
      await third.close()
      const fourth = await open()
      await saysThat(fourth, /still has words/)
      await fourth.getByRole('button', { name: 'Delete them' }).click()
      await fourth.waitForFunction(() => !Object.keys(localStorage).length)
      await context.close()
    })

    it('what is offered beside a draft outlasts the saving of what is typed', async () => {
      const { page, open, context } = await person()
      state.up = false
      await type(page, words)
      await saysThat(page, /no connection/)
      await page.close()
      Object.assign(state, { up: true, version: 1, text: 'Elsewhere.' })
      const second = await open()
      await saysThat(second, /still has words/)
      await type(second, ' More.')
      await saysThat(second, /Saved at/)
      await second.close()
      const third = await open()
      await saysThat(third, /still has words/)
      await third.getByRole('button', { name: 'Put them back' }).click()
      assert.equal(await field(third).inputValue(), words)
      await eventually(() => assert.equal(state.text, words))
      await context.close()
    })

    it('the next who uses a computer takes nothing from what somebody kept there before', async () => {
      state.draft = false
      const { page, open, context } = await person()
      await type(page, words)
      await saysThat(page, /Kept on this device/)
      await page.close()
      state.key = otherKey
      const other = await open()
      await type(other, 'Of somebody else.')
      await saysThat(other, /Kept on this device/)
      await other.close()
      state.key = key
      const again = await open()
      await saysThat(again, /still has words/)
      await again.getByRole('button', { name: 'Put them back' }).click()
      assert.equal(await field(again).inputValue(), words)
      await context.close()
    })

    it('what was kept under a place that named nobody is found', async () => {
      state.draft = false
      const { page, open, context } = await person()
      await type(page, words)
      await saysThat(page, /Kept on this device/)
      await page.evaluate(() => {
        const place = Object.keys(localStorage).find(each => each.startsWith('kith:/send'))
        const kept = localStorage.getItem(place)
        localStorage.removeItem(place)
        localStorage.setItem('kith:/send', kept)
      })
      await page.close()
      const again = await open()
      await saysThat(again, /still has words/)
      await again.getByRole('button', { name: 'Delete them' }).click()
      await again.waitForFunction(() => !Object.keys(localStorage).length)
      await context.close()
    })

    it('a page that nobody uses leaves when the session locks, and what was typed is there after', async () => {
      state.locks = 1
      const { page, open, context } = await person()
      await type(page, words)
      await saysThat(page, /Saved at/)
      state.up = false
      await type(page, ' And more.')
      await saysThat(page, /no connection/)
      Object.assign(state, { up: true, locked: true, signedIn: false })
      await page.getByRole('heading', { name: 'Locked' }).waitFor({ timeout: patience })
      assert.match(page.url(), /\/sign-in\?typed=kept&to=%2F/)
      Object.assign(state, { locked: false, signedIn: true, locks: 0 })
      await assertHolds(await open(), words + ' And more.')
      await context.close()
    })

    it('a page with words that are kept nowhere else stays, and so does one while another window is used', async () => {
      Object.assign(state, { locks: 1, key: '' })
      const { page, open, context } = await person()
      state.signedIn = false
      await type(page, words)
      await saysThat(page, /signed out/)
      state.key = key
      const used = await open()
      const unused = await open()
      const usedOnce = () => used.evaluate(() => localStorage.setItem('kith:used', Date.now()))
      for (let times = 0; times < 8; times++) {
        await usedOnce()
        await used.waitForTimeout(1000)
      }
      state.locked = true
      assert.equal(await used.getByRole('heading', { name: 'Draft' }).count(), 1)
      assert.equal(await unused.getByRole('heading', { name: 'Draft' }).count(), 1)
      await unused.getByRole('heading', { name: 'Locked' }).waitFor({ timeout: patience })
      assert.doesNotMatch(unused.url(), /sign-in/) // nothing was typed there
      assert.equal(await field(page).inputValue(), words)
      await context.close()
    })

    it('signing out in one window closes the others, and keeps open what stands nowhere else', async () => {
      state.locks = 900
      const { page, open, context } = await person()
      const other = await open()
      await field(page).waitFor()
      state.key = ''
      const unkept = await open()
      state.up = false
      await type(unkept, words)
      await saysThat(unkept, /no connection/)
      Object.assign(state, { up: true, locked: true })
      await page.getByRole('button', { name: 'Sign out' }).click()
      await other.getByRole('heading', { name: 'Locked' }).waitFor({ timeout: patience })
      assert.equal(await field(unkept).inputValue(), words)
      await context.close()
    })

    it('what was cleared without a word to the other windows closes them when they are looked at again', async () => {
      state.locks = 900
      const { page, context } = await person()
      await page.waitForFunction(() => localStorage.getItem('kith:used'))
      state.locked = true
      await page.evaluate(() => { localStorage.clear(); document.dispatchEvent(new Event('visibilitychange')) })
      await page.getByRole('heading', { name: 'Locked' }).waitFor({ timeout: patience })
      await context.close()
    })

    it('a browser without room is not asked for the page again and again', async () => {
      state.locks = 1
      const { page, context } = await person()
      await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new Error('full') } })
      await page.evaluate(() => localStorage.clear())
      await page.reload()
      state.locked = true
      await page.waitForTimeout(1000)
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      await page.waitForTimeout(8000)
      assert.equal(await page.getByRole('heading', { name: 'Draft' }).count(), 1)
      await context.close()
    })

    it('signing out leaves nothing behind', async () => {
      const { page, context } = await person()
      state.signedIn = false
      await type(page, words)
      await saysThat(page, /signed out/)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL('**/sign-out')
      assert.equal(await page.evaluate(() => localStorage.length), 0)
      await context.close()
    })

    it('pressing the button while a copy is on its way sends the version that it makes', async () => {
      const { page, context } = await person()
      let sent
      await page.route('**/send', route => { sent = new URLSearchParams(route.request().postData()); route.fulfill({ body: 'sent' }) })
      await page.route('**/draft', async route => { await new Promise(resolve => setTimeout(resolve, 500)); await route.continue() })
      await type(page, words)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.waitForURL('**/send')
      assert.equal(sent.get('version'), '1')
      assert.equal(sent.get('worries'), words)
      assert.equal(state.version, 1)
      await context.close()
    })

    it('a second press within a moment sends nothing', async () => {
      const { page, context } = await person()
      await page.evaluate(() => document.querySelector('form').addEventListener('submit', event => {
        globalThis.sent = (globalThis.sent || 0) + (event.defaultPrevented ? 0 : 1)
      }))
      let sends = 0
      await page.route('**/send', async route => { sends++; await new Promise(resolve => setTimeout(resolve, 300)); await route.abort() })
      await page.evaluate(() => { const button = document.querySelector('button'); button.click(); button.click() })
      await eventually(() => assert.equal(sends, 1))
      await page.waitForTimeout(500)
      assert.equal(sends, 1)
      await context.close()
    })
  })
}
