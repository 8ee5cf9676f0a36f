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
  const place = prefix + form.dataset.autosave
  const status = form.querySelector('.kith-saved')
  const version = form.elements.namedItem('version')
  const box = localBox(place, form.dataset.key)
  let typed = fieldsOf(form)
  const mine = new Set() // what this window, or the one before it, has sent: seeing it again is no surprise
  let unsaved = false
  let stopped = false // another window saved: the person decides
  let saving = null // what is on its way
  let pause

  keepers.set(form, () => !unsaved || box.holds())

  const say = (words, problem = false) => {
    status.classList.toggle('kith-saved--problem', problem)
    if (status.textContent !== words) status.textContent = words
  }

  const save = (leaving = false) => {
    clearTimeout(pause)
    if (!unsaved || stopped || (saving && !leaving)) return
    saving = send(leaving).finally(() => { saving = null })
  }

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
      if (!unsaved) await box.empty()
      else await box.put({ version: version?.value, fields: fieldsOf(form) })
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
    unsaved = true
    box.put({ version: version?.value, fields: now })
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
    if (kept.fields === typed) return box.empty()
    mine.add(kept.fields)
    if (kept.version !== version?.value) {
      return offer(status, 'This device still has words that were not saved here.', () => { fill(form, kept.fields); changed() })
    }
    fill(form, kept.fields)
    say('We have put back what you typed before.')
    changed()
  })
}

// A form that the server keeps no draft of: until it is sent, this browser alone has a copy. It is never put back unasked:
// the next child is another one.
export function keepHere (form) {
  const status = form.querySelector('.kith-saved')
  const box = localBox(prefix + form.getAttribute('action'), form.dataset.key)
  const keep = () => box.put({ fields: fieldsOf(form) })
    .then(() => { status.textContent = box.holds() ? 'Kept on this device until you send it.' : '' })
  let typed = false
  keepers.set(form, () => !typed || box.holds())
  form.addEventListener('input', () => { typed = true; keep() })
  box.take().then(kept => {
    if (kept && kept.fields !== fieldsOf(form)) offer(status, 'This device still has words that you typed here before and did not send.', () => { typed = true; fill(form, kept.fields); keep() })
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

function offer (status, words, accept) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'kith-link-button'
  button.textContent = 'Put them back'
  button.addEventListener('click', accept)
  status.replaceChildren(words + ' ', button)
}

function clock () {
  const now = new Date()
  return `${now.getHours() % 12 || 12}:${String(now.getMinutes()).padStart(2, '0')}${now.getHours() < 12 ? 'am' : 'pm'}`
}

// One encrypted text in this browser. Without a key, without WebCrypto or without room it keeps nothing.
function localBox (place, keyText) {
  const nothing = { put: async () => {}, take: async () => null, empty: async () => {}, holds: () => false }
  if (!keyText || !globalThis.crypto?.subtle) return nothing
  const key = crypto.subtle.importKey('raw', bytesOf(keyText), 'AES-GCM', false, ['encrypt', 'decrypt'])
  let newest = 0
  let full = false
  return {
    holds: () => { try { return !full && localStorage.getItem(place) !== null } catch { return false } },
    async put (value) {
      const turn = ++newest
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(JSON.stringify(value)))
      if (turn !== newest) return
      try {
        localStorage.setItem(place, textOf(iv) + '.' + textOf(new Uint8Array(sealed)))
        full = false
      } catch { full = true }
    },
    async take () {
      try {
        const [iv, sealed] = localStorage.getItem(place).split('.').map(bytesOf)
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key, sealed)))
      } catch { return null } // none, or somebody else's
    },
    async empty () {
      ++newest
      try { localStorage.removeItem(place) } catch {}
    }
  }
}

function bytesOf (text) {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
}

function textOf (bytes) {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
