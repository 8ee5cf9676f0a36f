// A misspelt name finds its person in Find, with the reason, after whoever answers exactly.
import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { closeBrowser, looks, windowOf } from './person.mjs'
import { people } from './pages.mjs'
import { requestAbout } from './town.mjs'

after(closeBrowser)

async function find (page, typed) {
  await page.goto('/find')
  await page.locator('main input[name=q]').fill(typed)
  await page.getByRole('main').getByRole('button', { name: 'Find' }).click()
  return page.getByRole('main').innerText()
}

test('a misspelt name in the wrong order finds the person, and says why', async () => {
  const { page, close } = await windowOf(people.priya, looks.desktop)
  const text = await find(page, 'Shaw Meera')
  assert.match(text, /Meera Shah/)
  assert.match(text, /surname one letter different/)
  assert.doesNotMatch(await find(page, 'Featherstonehaugh Wilhelmina'), /Meera Shah/)
  await close()
})

test('the front door is shown a child it knows whose name was misspelt and who moved', async () => {
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
