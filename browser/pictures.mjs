// Pictures of every page to look at, and no checks: SCREENSHOTS says where. ONLY=home,find takes those pages alone.
import { mkdirSync } from 'node:fs'
import { borrowTab, closeBrowser, giveBack } from './person.mjs'
import { opened, pages } from './walk.mjs'

const folder = process.env.SCREENSHOTS
mkdirSync(folder, { recursive: true })

async function take (one, look, width) {
  const tab = await borrowTab(one.who, look)
  await tab.page.setViewportSize({ width, height: 800 })
  await opened(tab.page, one, await one.address())
  await tab.page.screenshot({ path: `${folder}/${one.name}-${width}.png`, fullPage: true })
  await giveBack(tab)
}

const left = [...pages]
async function takeSome () {
  for (let one = left.shift(); one; one = left.shift()) {
    try {
      await take(one, 'desktop', 1280)
      await take(one, 'phone', 360)
    } catch (fault) {
      process.exitCode = 1
      console.error(`${one.name}: ${fault.message}`)
    }
  }
}

await Promise.all([takeSome(), takeSome(), takeSome()])
await closeBrowser()
