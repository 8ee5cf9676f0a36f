// Which addresses Kith has, by `kith routes`, and that each is looked at here.
import { execFileSync } from 'node:child_process'
import assert from 'node:assert/strict'
import { base, looks, windowOf } from './person.mjs'
import { people } from './town.mjs'

// Those that answer something that is no page, with an address where they do, or nothing at all.
const noPages = {
  '/components/suggestions': { because: 'JSON for a field that completes', address: '/components/suggestions', who: people.alan },
  '/schools/suggest': { because: 'JSON for a field that completes', address: '/schools/suggest?q=st', who: people.tom },
  '/agencies/suggest': { because: 'JSON for a field that completes', address: '/agencies/suggest?q=st', who: people.alan },
  '/admin/audit/file': { because: 'a file to keep', address: '/admin/audit/file', who: people.peter },
  '/leave': { because: 'leads away from here, to the weather' },
  '/style/{style}': { because: "a style sheet of the council's colours", address: styleOfTheCouncil }
}

async function styleOfTheCouncil () {
  const [, address] = /href="(\/style\/[^"]+)"/.exec(await (await fetch(base + '/')).text()) ?? []
  return address
}

function allRoutes () {
  const [command, ...words] = process.env.ROUTES.split(' ')
  return execFileSync(command, words, { encoding: 'utf8' }).split('\n')
    .filter(line => line.startsWith('GET ')).map(line => line.split(/\s+/)[1])
}

const parts = path => path.split('/')
const parameters = route => route.split('{').length - 1

function routeOf (address, routes) {
  const asked = parts(new URL(address, base).pathname)
  const fits = route => parts(route).length === asked.length &&
    parts(route).every((part, at) => part.startsWith('{') || part === asked[at])
  return routes.filter(fits).sort((a, b) => parameters(a) - parameters(b))[0]
}

// `addresses`: of the pages that were looked at.
export function everyRouteIsAmong (addresses) {
  const routes = allRoutes()
  assert.ok(routes.length > 50, 'kith routes says the routes')
  const seen = new Set(addresses.map(address => routeOf(address, routes)))
  assert.deepEqual(routes.filter(route => !seen.has(route) && !noPages[route]), [], 'these have no page in pages.mjs')
  assert.deepEqual(Object.keys(noPages).filter(route => !routes.includes(route)), [], 'these are no addresses any more')
}

export async function theOthersAreNoPages () {
  for (const [route, { address, who }] of Object.entries(noPages)) {
    if (!address) continue
    const window = await windowOf(who, looks.plain)
    try {
      const said = await window.context.request.get(typeof address === 'string' ? address : await address())
      assert.equal(said.status(), 200, route)
      assert.doesNotMatch(said.headers()['content-type'], /html/, `${route} is a page`)
    } finally {
      await window.close()
    }
  }
}
