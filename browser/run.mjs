// Everything that is tested in a browser: one browser, one town, and as much at once as two cores can do. Starts
// nothing else: tests/checks/browser.sh gives it what person.mjs, routes.mjs and clock.mjs say. ONLY=home,find walks
// through those pages alone.
import { after, describe } from 'node:test'
import { keepTypedWords } from './autosave.mjs'
import { loseNoWord } from './drafts.mjs'
import { makeJourneys } from './journeys.mjs'
import { base, closeBrowser } from './person.mjs'
import { findMisspelt } from './similar.mjs'
import { findWhatWasLeftOut, walkThroughPages } from './walk.mjs'

if (!base) throw new Error('BASE_URL says where Kith answers')

describe('Kith in a browser', { concurrency: 5 }, () => {
  if (!process.env.ONLY) for (const begin of [loseNoWord, makeJourneys, findMisspelt, keepTypedWords]) begin()
  walkThroughPages()
})
findWhatWasLeftOut()
after(closeBrowser)
