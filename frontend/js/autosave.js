// Nothing that somebody typed is lost. Three copies, each while the one before cannot be had:
//   at once     in this browser, encrypted; the key comes with the signed-in page, so what stays behind is unreadable
//   0.8 s later on the server: PUT to data-autosave, the form's own fields with the `version` it shows
//   at the end  by the form's own button
// The server answers {"version": 4} and maybe {"saved": "2:14pm"}; 409 when somebody saved it since; anything that is
// no answer of its own (a redirect, 401) means that the person was signed out. 403 and 404: not from this page any more.
import { forgetUse, keepers, noteUse } from './lock.js'

const prefix = 'kith:'
const pauseBeforeSaving = 800
const pauseBeforeTrying = 10000
const patience = 10000

export function keepTyped (form) {
  const status = form.querySelector('.kith-saved')
  const version = form.elements.namedItem('version')
  const box = localBox(form.dataset.autosave, form.dataset.key)
  const write = speaker(status)
  let typed = fieldsOf(form)
  let touched = false
  const mine = new Set() // what this window, or the one before it, has sent: seeing it again is no surprise
  let unsaved = false
  let stopped = false // another window saved: the person decides
  let saving = null // what is on its way
  let pause

  keepers.set(form, { isTyped: () => touched, isKept: () => !unsaved || box.holds() })

  const say = (words, problem = false) => {
    status.classList.toggle('kith-saved--problem', problem)
    write(words)
  }

  const save = (leaving = false) => {
    clearTimeout(pause)
    if (!unsaved || stopped || (saving && !leaving)) return
    saving = send(leaving).finally(() => { saving = null })
  }

  const keepUnsaved = () => unsaved ? box.put({ version: version?.value, fields: fieldsOf(form) }) : box.empty()

  const send = async leaving => {
    const sent = fieldsOf(form)
    mine.add(sent)
    let answer = await put(form, leaving)
    if (answer.kind === 'changed') {
      // Perhaps by ourselves, in the moment when this page was loaded again.
      const shown = await shownNow(form)
      if (shown && (mine.has(shown.fields) || shown.fields === typed)) {
        version.value = shown.version
        answer = await put(form, leaving)
      }
    }
    if (answer.kind === 'saved') {
      if (version && answer.version !== undefined) version.value = answer.version
      unsaved = fieldsOf(form) !== sent
      typed = sent
      say(`Saved at ${answer.saved || clock()}`)
      await keepUnsaved()
    } else if (answer.kind === 'changed') {
      stopped = true
      say('This was changed in another window or by a colleague. Your words are kept here. ' +
          'Press the button below to see both.', true)
    } else if (answer.kind === 'not taken') {
      stopped = true
      say('This is not saved here any more: perhaps it was sent meanwhile, or you have switched to another role. ' +
          'Your words are still here. Press the button below: they are shown to you again, with what to do.', true)
    } else if (answer.kind === 'signed out') {
      say('You have been signed out. ' + (box.holds()
        ? 'Keep typing: your words are kept on this device. Sign in again and come back to this page to go on.'
        : 'Do not close this page. Press the button below: what you wrote waits for you when you have signed in.'), true)
    } else {
      say('Not saved yet: there is no connection. Keep typing, we will try again.', true)
    }
    if (unsaved && !stopped) pause = setTimeout(save, answer.kind === 'saved' ? pauseBeforeSaving : pauseBeforeTrying)
  }

  const changed = () => {
    const now = fieldsOf(form)
    if (now === typed) return
    unsaved = touched = true
    keepUnsaved()
    clearTimeout(pause)
    pause = setTimeout(save, pauseBeforeSaving)
  }

  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  form.addEventListener('focusout', () => save())
  form.addEventListener('submit', event => {
    clearTimeout(pause)
    unsaved = false
    if (!saving) return
    // The form must carry the version that is just being made, or it would meet itself.
    event.preventDefault()
    saving.finally(() => {
      clearTimeout(pause)
      unsaved = false
      form.requestSubmit(event.submitter)
    })
  })
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(true) })
  addEventListener('pagehide', () => save(true))
  addEventListener('online', () => save())

  box.take().then(kept => {
    if (!kept) return
    const { fields } = kept
    const same = fields === undefined || fields === typed
    if (!same) mine.add(fields)
    if (!same && kept.version !== version?.value) box.waiting.unshift(fields)
    else if (!same) {
      fill(form, fields)
      say('We have put back what you typed before.')
      changed()
    }
    if (same || touched) keepUnsaved()
    offer(form, status, box, 'This device still has words that were not saved here.',
      { isTyped: () => touched, changed, keep: keepUnsaved })
  })
}

// A form that the server keeps no draft of: until it is sent, this browser alone has a copy. It is never put back unasked:
// the next child is another one.
export function keepHere (form) {
  const status = form.querySelector('.kith-saved')
  const box = localBox(form.getAttribute('action'), form.dataset.key)
  const say = speaker(status)
  let typed = false
  const keep = async () => {
    if (!typed) return box.empty()
    await box.put({ fields: fieldsOf(form) })
    say(box.holds() ? 'Kept on this device until you send it.' : '')
  }
  const changed = () => { typed = true; keep() }
  keepers.set(form, { isTyped: () => typed, isKept: () => !typed || box.holds() })
  form.addEventListener('input', changed)
  box.take().then(kept => {
    if (!kept) return
    if (kept.fields !== undefined && kept.fields !== fieldsOf(form)) box.waiting.unshift(kept.fields)
    if (typed) keep()
    offer(form, status, box, 'This device still has words that you typed here before and did not send.',
      { isTyped: () => typed, changed, keep })
  })
}

// Signing out leaves nothing behind on a shared computer; a draft that is thrown away or given back nothing of it.
export function forgetWhatIsOver () {
  document.addEventListener('submit', event => {
    const { pathname } = new URL(event.target.getAttribute('action'), location.href)
    if (pathname === '/sign-out') {
      forgetUse()
      forget('')
    }
    if (/^\/requests\/drafts\/\w+\/removal$/.test(pathname)) forget(pathname.replace(/removal$/, ''))
  })
}

function forget (address) {
  try {
    for (const place of Object.keys(localStorage)) if (place.startsWith(prefix + address)) localStorage.removeItem(place)
  } catch {}
}

// What the person typed, without the fields that the page brought.
function fieldsOf (form) {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    const element = form.elements.namedItem(name)
    if (typeof value === 'string' && !(element?.type === 'hidden' && !name.endsWith('-code'))) fields.append(name, value)
  }
  return fields.toString()
}

function fill (form, fields) {
  const values = new URLSearchParams(fields)
  for (const element of form.elements) {
    if (!element.name || element.type === 'file' || (element.type === 'hidden' && !element.name.endsWith('-code'))) continue
    const mine = values.getAll(element.name)
    if (element.type === 'checkbox' || element.type === 'radio') element.checked = mine.includes(element.value)
    else if (element.type !== 'submit' && mine.length) element.value = mine[0]
  }
}

async function put (form, leaving) {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && name !== 'submission') body.append(name, value)
  }
  // A browser lets at most 64 KB go after the page is gone; the copy on the device holds the rest.
  const short = body.toString().length < 60000
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: 'PUT', body, redirect: 'manual', keepalive: leaving && short, signal: AbortSignal.timeout?.(patience)
    })
    if (answer.status === 409 || answer.status === 412) return { kind: 'changed' }
    if (answer.ok) noteUse()
    if (answer.ok) return { kind: 'saved', ...await answer.json().catch(() => ({})) }
    if (answer.status === 403 || answer.status === 404) return { kind: 'not taken' }
    const ours = answer.status >= 500 || answer.status === 429
    return { kind: ours ? 'no connection' : 'signed out' }
  } catch {
    return { kind: 'no connection' }
  }
}

// The form as the server shows it now.
async function shownNow (form) {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    const shown = [...page.querySelectorAll('form[data-autosave]')].find(one => one.dataset.autosave === form.dataset.autosave)
    return shown && { version: shown.elements.namedItem('version')?.value, fields: fieldsOf(shown) }
  } catch {}
}

// Words of before that nobody has asked for yet. They stay kept, beside what is typed now, until they are put back or
// deleted; what they take the place of waits in their stead.
function offer (form, status, box, words, { isTyped, changed, keep }) {
  const place = document.createElement('span')
  const show = () => { place.hidden = !box.waiting.length }
  const button = (text, press) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'kith-link-button'
    made.textContent = text
    made.addEventListener('click', () => { press(); show() })
    return made
  }
  const putBack = () => {
    const back = box.waiting.shift()
    if (isTyped()) box.waiting.push(fieldsOf(form))
    fill(form, back)
    changed()
  }
  const remove = () => {
    box.waiting.shift()
    keep()
  }
  place.append(` ${words} `, button('Put them back', putBack), ' ', button('Delete them', remove))
  show()
  status.append(place)
}

// Says one thing at a time, beside whatever is offered.
function speaker (status) {
  const said = document.createTextNode('')
  status.append(said)
  return words => { if (said.data !== words) said.data = words }
}

function clock () {
  const now = new Date()
  return `${now.getHours() % 12 || 12}:${String(now.getMinutes()).padStart(2, '0')}${now.getHours() < 12 ? 'am' : 'pm'}`
}

// One encrypted text in this browser, in a place of its own for every key: whoever uses the computer next takes nothing
// from it. `waiting` is kept with it, whatever is put in. Without a key, without WebCrypto or without room it keeps nothing.
function localBox (name, keyText) {
  const nothing = { waiting: [], put: async () => {}, take: async () => null, empty: async () => {}, holds: () => false }
  if (!keyText || !globalThis.crypto?.subtle) return nothing
  const key = crypto.subtle.importKey('raw', bytesOf(keyText), 'AES-GCM', false, ['encrypt', 'decrypt'])
  const shared = prefix + name // where the release before kept it; a release later nothing is there
  let place
  const placed = crypto.subtle.digest('SHA-256', bytesOf(keyText))
    .then(mark => { place = `${shared} ${textOf(new Uint8Array(mark, 0, 12))}` })
  let newest = 0
  let full = false
  const opened = async text => {
    const [iv, sealed] = text.split('.').map(bytesOf)
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key, sealed)))
  }
  const box = {
    waiting: [],
    holds: () => { try { return !full && localStorage.getItem(place) !== null } catch { return false } },
    async put (value) {
      const turn = ++newest
      await placed
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const text = JSON.stringify({ ...value, waiting: box.waiting })
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(text))
      if (turn !== newest) return
      try {
        localStorage.setItem(place, textOf(iv) + '.' + textOf(new Uint8Array(sealed)))
        full = false
      } catch { full = true }
    },
    async take () {
      try {
        await placed
        const own = localStorage.getItem(place)
        const text = own ?? localStorage.getItem(shared)
        const kept = await opened(text)
        if (own === null) {
          localStorage.removeItem(shared)
          if (localStorage.getItem(place) === null) localStorage.setItem(place, text)
        }
        box.waiting = kept.waiting ?? []
        return kept
      } catch { return null } // none, or somebody else's
    },
    async empty () {
      if (box.waiting.length) return box.put({})
      ++newest
      await placed
      try { localStorage.removeItem(place) } catch {}
    }
  }
  return box
}

function bytesOf (text) {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
}

function textOf (bytes) {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
