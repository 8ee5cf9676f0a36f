// Problems first: the summary is heard and its links land in the field, with its label in sight.
export function focusWhatMatters () {
  const first = document.querySelector('.govuk-error-summary[data-focus]') || document.querySelector('[data-focus]')
  if (!first) return
  first.tabIndex = -1
  first.addEventListener('blur', () => first.removeAttribute('tabindex'), { once: true })
  first.focus()
  first.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]')
    if (link && focusField(link.hash.slice(1))) event.preventDefault()
  })
}

function focusField (id) {
  const place = document.getElementById(id)
  if (!place) return false
  const fields = 'input:not([type=hidden]), textarea, select'
  const field = place.matches(fields) ? place : place.querySelector('.govuk-input--error') || place.querySelector(fields)
  if (!field) return false
  const above = field.closest('fieldset')?.querySelector('legend') || document.querySelector(`label[for="${CSS.escape(id)}"]`)
  ;(above || field).scrollIntoView()
  field.focus({ preventScroll: true })
  return true
}

// "/" goes to Find, unless somebody is typing.
export function findByKey () {
  document.addEventListener('keydown', event => {
    const find = document.getElementById('find')
    const typing = event.target.closest('input, textarea, select, [contenteditable]')
    if (!find || typing || event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    find.focus()
  })
}
