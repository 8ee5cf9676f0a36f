// A text field that offers completions while one types: what is at data-suggest answers `?q=…` with
// [{"value": "105283", "text": "Meadow Primary", "hint": "Bury, BL9"}]. A choice puts its text into the field and its
// value into `<name>-code`, which typing on empties. Built as the ARIA combobox pattern.
let made = 0

export function suggest (input) {
  const list = document.createElement('ul')
  const status = document.createElement('div')
  const code = document.querySelector(`input[type=hidden][name="${CSS.escape(input.name)}-code"]`) || hidden(input)
  list.id = `suggestions-${++made}`
  list.className = 'kith-suggestions__list'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  status.className = 'govuk-visually-hidden'
  status.setAttribute('role', 'status')
  const frame = document.createElement('div')
  frame.className = 'kith-suggestions'
  input.before(frame)
  frame.append(input, list, status)
  for (const [name, value] of [['role', 'combobox'], ['autocomplete', 'off'], ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value)

  let offered = []
  let marked = -1
  let asked = 0
  let pause

  const close = () => {
    list.hidden = true
    marked = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const choose = number => {
    input.value = offered[number].text
    code.value = offered[number].value
    input.dispatchEvent(new Event('change', { bubbles: true }))
    close()
  }
  const mark = number => {
    marked = number
    for (const [at, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(at === number))
    input.setAttribute('aria-activedescendant', list.children[number].id)
    list.children[number].scrollIntoView({ block: 'nearest' })
  }
  const show = answers => {
    offered = answers
    list.replaceChildren(...answers.map((answer, at) => option(answer, `${list.id}-${at}`, () => choose(at))))
    status.textContent = answers.length ? `${answers.length} found. Use the arrow keys.` : 'None found'
    list.hidden = !answers.length
    input.setAttribute('aria-expanded', String(!list.hidden))
  }
  const ask = async () => {
    const number = ++asked
    if (input.value.trim().length < 2) return close()
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`)
      const found = answer.ok ? await answer.json() : []
      if (number === asked && document.activeElement === input) show(found)
    } catch { close() } // without an answer the field stays a plain one
  }

  input.addEventListener('input', () => {
    code.value = ''
    clearTimeout(pause)
    pause = setTimeout(ask, 200)
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', event => {
    if (list.hidden) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) mark((marked + step + offered.length) % offered.length)
    else if (event.key === 'Enter' && marked >= 0) choose(marked)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  })
}

function hidden (input) {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = `${input.name}-code`
  input.after(field)
  return field
}

function option (answer, id, choose) {
  const item = document.createElement('li')
  item.id = id
  item.setAttribute('role', 'option')
  item.setAttribute('aria-selected', 'false')
  item.textContent = answer.text
  if (answer.hint) {
    const hint = document.createElement('small')
    hint.textContent = answer.hint
    item.append(' ', hint)
  }
  item.addEventListener('mousedown', event => event.preventDefault()) // the field keeps the focus
  item.addEventListener('click', choose)
  return item
}
