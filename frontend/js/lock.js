// A page does not stay readable at a desk that somebody has left: once the session was idle for as long as the server
// lets it be, the page is asked for again and shows what the server shows then. Never from words kept nowhere else.
const place = 'kith:used' // of all windows of this browser, and gone with signing out
const margin = 5000 // a page that is asked for too early would be a use
const patience = 60000

export const keepers = new WeakMap() // of a form: says whether all its words are kept elsewhere

export function noteUse () {
  try { localStorage.setItem(place, Date.now()) } catch {}
}

export function leaveWhenLocked () {
  const idle = Number(document.body.dataset.locksAfter) * 1000
  if (!idle) return
  noteUse()
  let pause
  const look = () => {
    clearTimeout(pause)
    const left = lastUse() + idle + margin - Date.now()
    if (left <= 0 && [...document.forms].every(isKept)) return location.reload()
    pause = setTimeout(look, left > 0 ? left : patience)
  }
  document.addEventListener('visibilitychange', look) // after a sleep of the computer no pause has passed
  look()
}

// Where windows cannot tell each other, it is always just now.
function lastUse () {
  try { return Number(localStorage.getItem(place)) || Date.now() } catch { return Date.now() }
}

function isKept (form) {
  return keepers.get(form)?.() ?? ![...form.elements].some(isTouched)
}

function isTouched (field) {
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected))
  return field.defaultValue !== undefined && (field.value !== field.defaultValue || field.checked !== field.defaultChecked)
}
