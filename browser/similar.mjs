// A misspelt name finds its person in Find, with the reason, after whoever answers exactly.
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { looks, windowOf } from './person.mjs'
import { find, people, requestAbout } from './town.mjs'

async function foundBy (page, typed) {
  await find(page, typed)
  return page.getByRole('main').innerText()
}

export function findMisspelt () {
  describe('misspelt names', { concurrency: 1 }, () => {
    it('a misspelt name in the wrong order finds the person, and says why', async () => {
      const { page, close } = await windowOf(people.priya, looks.desktop)
      const text = await foundBy(page, 'Shaw Meera')
      assert.match(text, /Meera Shah/)
      assert.match(text, /surname one letter different/)
      assert.doesNotMatch(await foundBy(page, 'Featherstonehaugh Wilhelmina'), /Meera Shah/)
      await close()
    })

    it('the front door is shown a child it knows whose name was misspelt and who moved', async () => {
      const request = await requestAbout({
        child_given_names: 'Yousuf',
        child_family_name: 'Begam',
        'child_born-day': '8',
        'child_born-month': '9',
        'child_born-year': '2014',
        child_postcode: 'BL9 0EJ'
      })
      const { page, close } = await windowOf(people.priya, looks.desktop)
      await page.goto(request)
      const text = await page.getByRole('main').innerText()
      assert.match(text, /Yusuf Begum/)
      assert.match(text, /one letter different/)
      await close()
    })
  })
}
