// Compiles scss/kith.scss and js/kith.js into ../assets, which is committed: building Kith needs no Node.
import { writeFileSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'
import { buildSync } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const assets = here + '../assets/'

const css = sass.compile(here + 'scss/kith.scss', {
  loadPaths: [here + 'node_modules'], style: 'compressed', quietDeps: true, charset: false
}).css
for (const left of ['GDS Transport', '@font-face', 'url(']) {
  if (css.includes(left)) throw new Error(`the style sheet still says ${left}`)
}
writeFileSync(assets + 'kith.css', css + '\n')

buildSync({
  entryPoints: [here + 'js/kith.js'], outfile: assets + 'kith.js',
  bundle: true, minify: true, format: 'esm', target: 'es2019', legalComments: 'none'
})

for (const name of ['kith.css', 'kith.js', 'favicon.svg']) {
  const bytes = readFileSync(assets + name)
  console.log(`${name} ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} compressed`)
}
