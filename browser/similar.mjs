// A misspelt name finds its person in Find, with the reason, after whoever answers exactly.
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { looks, windowOf } from './person.mjs'
import { find, linked, people, requestAbout } from './town.mjs'

async function foundBy (page, typed) {
  await find(page, typed)
  return page.getByRole('main').innerText()
}

// What the front door reads of a request about a child of that name, of Yusuf Begum's birthday and another place.
async function shownToTheFrontDoor (name) {
  const request = await requestAbout({
    ...name,
    'child_born-day': '8',
    'child_born-month': '9',
    'child_born-year': '2014',
    child_postcode: 'BL9 0EJ'
  })
  const { page, close } = await windowOf(people.priya, looks.desktop)
  await page.goto(request)
  const text = await page.getByRole('main').innerText()
  await close()
  return text
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
      const text = await shownToTheFrontDoor({ child_given_names: 'Yousuf', child_family_name: 'Begam' })
      assert.match(text, /Yusuf Begum/)
      assert.match(text, /one letter different/)
    })

    it('the front door is shown a child it knows who is misspelt, renamed and moved at once', async () => {
      const text = await shownToTheFrontDoor({ child_given_names: 'Yousuf', child_family_name: 'Haddad' })
      assert.match(text, /Yusuf Begum/)
      assert.match(text, /another surname/)
    })

    it('two records of one person are told to be one, found as one, and parted again', async () => {
      const { page, close } = await windowOf(people.sam, looks.desktop)
      const main = page.getByRole('main')
      await page.goto(await linked(page, '/matching', /Ngozi Okafor/))
      assert.match(await main.innerText(), /The same date of birth/)
      assert.equal(await main.locator('input[name=verdict]:checked').count(), 0)
      await main.getByLabel('Yes, the same person').check()
      await main.getByLabel('Why?').fill('Marcus told me how his mother spells her name')
      await main.getByRole('button', { name: 'Record' }).click()
      assert.match(await main.innerText(), /shown as one person/)

      assert.doesNotMatch(await foundBy(page, 'Okafor 1965'), /Ngosi Okafor, born/)
      await main.getByRole('link', { name: /Ngozi Okafor/ }).first().click()
      assert.match(await main.innerText(), /Also known as/)
      await main.getByRole('link', { name: /Who said so, and undo/ }).click()
      await main.getByRole('link', { name: 'Undo this' }).click()
      await main.getByLabel('They are two people').check()
      await main.getByLabel('Why?').fill('Ngosi is her sister')
      await main.getByRole('button', { name: 'Undo' }).click()
      assert.doesNotMatch(await main.innerText(), /shown as one person/)
      assert.match(await main.innerText(), /What was said before/)
      await close()
    })
  })
}
