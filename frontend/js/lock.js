// A page does not stay readable at a desk that somebody has left: once the session was idle for as long as the server
// lets it be, the page is asked for again and shows what the server shows then. Never from words kept nowhere else.
const place = 'kith:used' // of all windows of this browser, and gone with signing out
const margin = 5000 // a page that is asked for too early would be a use
const patience = 60000
const signingOut = 2000 // a page that is asked for before the server has heard of it would be shown again

export const keepers = new WeakMap() // of a form: what was typed into it, and whether all of it is kept elsewhere

let noted = false // by this window, where the others can read it

// Says whether the other windows know of it.
export function noteUse () {
  try {
    localStorage.setItem(place, Date.now())
    noted = localStorage.getItem(place) !== null
  } catch { noted = false }
  return noted
}

// The window that signs out is on its way to another page.
export function forgetUse () {
  noted = false
}

export function leaveWhenLocked () {
  const idle = Number(document.body.dataset.locksAfter) * 1000
  if (!idle) return
  noteUse()
  let pause
  const look = () => {
    clearTimeout(pause)
    const left = lastUse() + idle + margin - Date.now()
    if (left <= 0 && [...document.forms].every(isKept)) return leave()
    pause = setTimeout(look, left > 0 ? left : patience)
  }
  document.addEventListener('visibilitychange', look) // after a sleep of the computer no pause has passed
  addEventListener('storage', () => {
    if (lastUse()) return
    clearTimeout(pause)
    pause = setTimeout(look, signingOut)
  })
  look()
}

// Through the page that asks to sign in, which says to whoever must that their words are kept. A session that is locked
// or open goes on from there by itself.
function leave () {
  if (![...document.forms].some(form => keepers.get(form)?.isTyped())) return location.reload()
  location.replace('/sign-in?typed=kept&to=' + encodeURIComponent(location.pathname + location.search))
}

// Where windows cannot tell each other, it is always just now. What was noted and is gone was cleared by signing out.
function lastUse () {
  try { return noted ? Number(localStorage.getItem(place)) : Date.now() } catch { return Date.now() }
}

function isKept (form) {
  return keepers.get(form)?.isKept() ?? ![...form.elements].some(isTouched)
}

function isTouched (field) {
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected))
  return field.defaultValue !== undefined && (field.value !== field.defaultValue || field.checked !== field.defaultChecked)
}
