// Enhances pages that work without it. No page needs this file, and it adds no style and no script of its own to one.
import { leaveAtOnce } from './exit.js'
import { focusWhatMatters, findByKey } from './focus.js'
import { countCharacters, sendOnce, showPasswords } from './forms.js'
import { suggest } from './suggestions.js'
import { keepTyped, keepHere, forgetWhatIsOver } from './autosave.js'
import { leaveWhenLocked } from './lock.js'

leaveAtOnce()
focusWhatMatters()
findByKey()
for (const area of document.querySelectorAll('textarea[data-limit]')) countCharacters(area)
for (const input of document.querySelectorAll('.kith-password input')) showPasswords(input)
for (const input of document.querySelectorAll('input[data-suggest]')) suggest(input)
for (const form of document.querySelectorAll('form[data-autosave]')) keepTyped(form)
for (const form of document.querySelectorAll('form[data-key]:not([data-autosave])')) keepHere(form)
forgetWhatIsOver()
leaveWhenLocked()
sendOnce()
