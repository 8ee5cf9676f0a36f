// Small helps inside forms.

// Says how many characters are left: at once to the eye, after a pause to the ear.
export function countCharacters (area) {
  const limit = Number(area.dataset.limit)
  const message = document.getElementById(area.id + '-count')
  const seldomMet = message.hidden
  const heard = document.createElement('div')
  heard.className = 'govuk-visually-hidden'
  heard.setAttribute('role', 'status')
  message.after(heard)
  let pause
  const say = () => {
    const left = limit - [...area.value].length
    const number = Math.abs(left)
    const near = !seldomMet || left < limit / 4
    message.hidden = !near
    if (!near) return
    const words = `You have ${number.toLocaleString('en-GB')} character${number === 1 ? '' : 's'} ${left < 0 ? 'too many' : 'remaining'}`
    message.textContent = words
    message.classList.toggle('govuk-error-message', left < 0)
    clearTimeout(pause)
    pause = setTimeout(() => { heard.textContent = words }, 1000)
  }
  area.addEventListener('input', say)
  say()
}

export function showPasswords (input) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.setAttribute('aria-controls', input.id)
  const draw = shown => {
    input.type = shown ? 'text' : 'password'
    button.textContent = shown ? 'Hide' : 'Show'
    button.setAttribute('aria-label', shown ? 'Hide password' : 'Show password')
  }
  button.addEventListener('click', () => draw(input.type === 'password'))
  input.form?.addEventListener('submit', () => draw(false)) // so that no browser keeps it as ordinary text
  draw(false)
  input.after(button)
}

// The second press of a button within a moment sends nothing; the server would notice too, by the form's key.
export function sendOnce () {
  const sent = new WeakMap()
  document.addEventListener('submit', event => {
    if (event.defaultPrevented) return
    const before = sent.get(event.target)
    if (before && event.timeStamp - before < 2000) return event.preventDefault()
    sent.set(event.target, event.timeStamp)
  })
}
