// "Exit this page", as GOV.UK's does it: what was read is gone at once, Back does not come to it, and Shift pressed three
// times is as good as the button. Without script the button is a link.
const patience = 5000

export function leaveAtOnce () {
  const box = document.querySelector('.kith-exit')
  if (!box) return
  const heard = document.createElement('span')
  heard.className = 'govuk-visually-hidden'
  heard.setAttribute('role', 'status')
  box.append(heard)
  for (const link of document.querySelectorAll('a[href="/leave"]')) {
    link.addEventListener('click', event => {
      event.preventDefault()
      leave()
    })
  }
  countShift((presses, words) => {
    heard.textContent = words
    if (presses) box.dataset.presses = presses
    else delete box.dataset.presses
  })
}

function countShift (tell) {
  let presses = 0
  let capital = false // Shift is held while another key is pressed
  let pause
  const now = (number, words) => {
    presses = number
    tell(number, words)
    clearTimeout(pause)
    if (words) pause = setTimeout(now, patience, 0, number ? 'Exit this page expired.' : '')
  }
  document.addEventListener('keyup', event => {
    const counts = event.key === 'Shift' && !capital
    capital = event.shiftKey
    if (counts && presses === 2) leave()
    else if (counts) now(presses + 1, `Shift, press ${presses ? '1 more time' : '2 more times'} to exit.`)
    else if (presses) now(0, 'Exit this page expired.')
  }, true)
}

function leave () {
  const heard = document.createElement('p')
  heard.setAttribute('role', 'alert')
  document.body.replaceChildren(heard)
  document.title = heard.textContent = 'Loading'
  location.replace('/leave')
}
