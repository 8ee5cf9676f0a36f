// Every page, and who looks at it. `weight` is whose budget holds, `paper` how many A4 sides it may take at most.
// `large` pages may be heavier when seen again. A path may be a function of a page that this person has open and may
// walk on, to find a reference that was made by chance. `press` is a button to press there first, `typed` what to fill
// in before: so pages are looked at that refuse something, as well as pages that show it.
import { draft, longDraft, longRequest, request, startedDraft } from './town.mjs'

export const people = {
  priya: 'priya.nair@demo.example',
  sam: 'sam.okoro@demo.example',
  grace: 'grace.adeyemi@demo.example',
  tom: 'tom.bell@demo.example',
  nadia: 'nadia.rahman@demo.example',
  joan: 'joan.price@demo.example',
  alan: 'alan.reid@demo.example',
  ruth: 'ruth.ellis@demo.example',
  peter: 'peter.lowe@demo.example'
}

// Where a link on another page leads.
async function linked (page, path, words) {
  await page.goto(path)
  return page.getByRole('main').getByRole('link', { name: words }).first().getAttribute('href')
}

// Where a link of what Find finds leads.
async function found (page, typed, words) {
  await page.goto('/find')
  await page.locator('main input[name=q]').fill(typed)
  await page.getByRole('main').getByRole('button', { name: 'Find' }).click()
  return page.getByRole('main').getByRole('link', { name: words }).first().getAttribute('href')
}

// Help that waits for the family, led by Sam.
const waitingHelp = page => linked(page, '/home', /Kowalska family/)
const person = page => found(page, 'meera shah', /Meera/)
const family = page => found(page, 'meera shah', /Shah family/)

export const pages = [
  { name: 'start', path: '/', weight: 'public', paper: 1 },
  { name: 'worried', path: '/worried', weight: 'public', paper: 1 },
  { name: 'your-story', path: '/your-story', weight: 'public', paper: 2 },
  { name: 'privacy', path: '/privacy', weight: 'public', paper: 1 },
  { name: 'accessibility', path: '/accessibility', weight: 'public', paper: 1 },
  { name: 'notices', path: '/notices', weight: 'public', paper: 1 },
  { name: 'display', path: '/display', weight: 'public', paper: 2 },
  { name: 'sign-in', path: '/sign-in', weight: 'public', paper: 1 },
  { name: 'levels', path: '/levels', weight: 'public', paper: 2 },
  { name: 'not-there', path: '/nobody/has/this', status: 404, weight: 'public', paper: 1 },
  { name: 'not-yours', path: '/admin/audit', who: people.tom, status: 403, weight: 'staff', paper: 1 },
  { name: 'components', path: '/components', who: people.alan, weight: 'staff', large: true },
  { name: 'profile', path: '/admin/profile', who: people.alan, weight: 'staff' },
  { name: 'audit', path: '/admin/audit', who: people.peter, weight: 'staff' },
  { name: 'audit-refused', path: '/admin/audit', who: people.peter, weight: 'staff', press: 'Apply filters', typed: { who: 'nobody@demo.example' }, status: 422 },
  { name: 'home-of-a-school', path: '/home', who: people.tom, weight: 'staff' },
  { name: 'home', path: '/home', who: people.priya, weight: 'staff' },
  { name: 'new-request', path: '/requests/new', who: people.tom, weight: 'staff' },
  { name: 'request-page-1', path: async () => await draft() + '/1', who: people.tom, weight: 'staff' },
  { name: 'request-page-2', path: async () => await draft() + '/2', who: people.tom, weight: 'staff' },
  { name: 'request-page-3', path: async () => await draft() + '/3', who: people.tom, weight: 'staff' },
  { name: 'request-page-4', path: async () => await draft() + '/4', who: people.tom, weight: 'staff', paper: 2 },
  { name: 'danger', path: '/requests/danger', who: people.tom, weight: 'staff' },
  { name: 'sent', path: async () => await request() + '/sent', who: people.tom, weight: 'staff', paper: 1 },
  { name: 'own-request', path: request, who: people.tom, weight: 'staff', paper: 2 },
  { name: 'request-to-print', path: async () => await request() + '/print', who: people.tom, weight: 'staff', paper: 2 },
  { name: 'queue', path: async () => { await request(); return '/requests' }, who: people.priya, weight: 'staff', paper: 2 },
  { name: 'request', path: request, who: people.priya, weight: 'staff', paper: 2 },
  { name: 'decision', path: async () => await request() + '/decision', who: people.priya, weight: 'staff' },
  { name: 'step-up', path: page => linked(page, '/home', /Child 1/), who: people.priya, weight: 'staff' },
  { name: 'home-of-a-lead', path: '/home', who: people.sam, weight: 'staff' },
  { name: 'episode', path: page => linked(page, '/home', /Okafor-Reid family/), who: people.sam, weight: 'staff', paper: 1 },
  { name: 'home-of-a-manager', path: '/home', who: people.grace, weight: 'staff' },
  { name: 'home-of-an-agency-administrator', path: '/home', who: people.ruth, weight: 'staff' },
  { name: 'home-list', path: '/home/leading', who: people.sam, weight: 'staff', paper: 1 },
  { name: 'episode-waiting', path: waitingHelp, who: people.sam, weight: 'staff', paper: 2 },
  { name: 'episode-agreement', path: async page => await waitingHelp(page) + '/agreement', who: people.sam, weight: 'staff' },
  { name: 'episode-state', path: async page => await waitingHelp(page) + '/state', who: people.sam, weight: 'staff' },
  { name: 'episode-ending', path: async page => await waitingHelp(page) + '/ending', who: people.sam, weight: 'staff' },
  { name: 'request-with-a-question', path: page => linked(page, '/home', /Eliška/), who: people.nadia, weight: 'staff', paper: 2 },
  { name: 'request-decided', path: page => linked(page, '/home', /Arjun/), who: people.joan, weight: 'staff', paper: 2 },
  { name: 'posting', path: '/sign-in/posting', who: people.priya, weight: 'staff', paper: 1 },
  { name: 'find', path: '/find', who: people.priya, weight: 'staff' },
  { name: 'person', path: person, who: people.sam, weight: 'staff', paper: 2 },
  { name: 'person-names', path: async page => await person(page) + '/names', who: people.sam, weight: 'staff' },
  { name: 'person-birth', path: async page => await person(page) + '/birth', who: people.sam, weight: 'staff' },
  { name: 'person-details', path: async page => await person(page) + '/details', who: people.sam, weight: 'staff' },
  { name: 'person-safe-contact', path: async page => await person(page) + '/safe-contact', who: people.sam, weight: 'staff' },
  { name: 'person-contacts', path: async page => await person(page) + '/contacts', who: people.sam, weight: 'staff' },
  { name: 'person-identifiers', path: async page => await person(page) + '/identifiers', who: people.sam, weight: 'staff' },
  { name: 'person-addresses', path: async page => await person(page) + '/addresses', who: people.sam, weight: 'staff' },
  { name: 'person-schools', path: async page => await person(page) + '/schools', who: people.sam, weight: 'staff' },
  { name: 'person-looks', path: async page => await person(page) + '/looks', who: people.sam, weight: 'staff' },
  { name: 'person-new', path: '/people/new', who: people.sam, weight: 'staff' },
  { name: 'family', path: family, who: people.sam, weight: 'staff', paper: 2 },
  { name: 'family-name', path: async page => await family(page) + '/name', who: people.sam, weight: 'staff' },
  { name: 'family-members', path: async page => await family(page) + '/members', who: people.sam, weight: 'staff' },
  { name: 'family-member', path: async page => linked(page, await family(page) + '/members', /Correct or end/), who: people.sam, weight: 'staff' },
  { name: 'family-households', path: async page => await family(page) + '/households', who: people.sam, weight: 'staff' },
  { name: 'family-relationships', path: async page => await family(page) + '/relationships', who: people.sam, weight: 'staff' },
  { name: 'family-relationship', path: async page => linked(page, await family(page) + '/relationships', /Correct or end/), who: people.sam, weight: 'staff' },
  { name: 'family-responsibility', path: async page => await family(page) + '/responsibility', who: people.sam, weight: 'staff' },
  { name: 'mail', path: '/admin/mail', who: people.alan, weight: 'staff' },
  { name: 'settings', path: '/admin', who: people.ruth, weight: 'staff' },
  { name: 'agencies', path: '/admin/agencies', who: people.alan, weight: 'staff' },
  { name: 'agency-new', path: '/admin/agencies/new', who: people.alan, weight: 'staff' },
  { name: 'agency', path: page => linked(page, '/admin', /Aidan/), who: people.ruth, weight: 'staff' },
  { name: 'users', path: '/admin/users', who: people.ruth, weight: 'staff' },
  { name: 'user', path: page => linked(page, '/admin/users', /Tom Bell/), who: people.ruth, weight: 'staff' },
  { name: 'renewal', path: async page => linked(page, await linked(page, '/admin/users', /Tom Bell/), /Renew/), weight: 'staff', who: people.ruth },
  { name: 'places', path: '/admin/places', who: people.alan, weight: 'staff' },
  { name: 'schools', path: '/schools?q=st', who: people.tom, weight: 'staff' },

  // In error: nothing filled in, or something that cannot be.
  { name: 'sign-in-refused', path: '/sign-in', weight: 'public', press: 'Sign in', status: 422 },
  { name: 'request-page-1-refused', path: '/requests/new', who: people.tom, weight: 'staff', press: 'Save and continue',
    typed: { 'child_born-day': '31', 'child_born-month': '2', 'child_born-year': '2017', child_postcode: 'BL9 0E' }, status: 422 },
  { name: 'request-page-4-refused', path: async () => await startedDraft() + '/4', who: people.tom, weight: 'staff', press: 'Send', status: 422 },
  { name: 'danger-refused', path: '/requests/danger', who: people.tom, weight: 'staff', press: 'Send now', status: 422 },
  { name: 'decision-refused', path: async () => await request() + '/decision', who: people.priya, weight: 'staff', press: 'Record the decision', status: 422 },
  { name: 'episode-agreement-refused', path: async page => await waitingHelp(page) + '/agreement', who: people.sam, weight: 'staff', press: 'Save', status: 422 },
  { name: 'episode-ending-refused', path: async page => await waitingHelp(page) + '/ending', who: people.sam, weight: 'staff', press: 'End this help', status: 422 },
  { name: 'person-identifiers-refused', path: async page => await person(page) + '/identifiers', who: people.sam, weight: 'staff', press: 'Save', status: 422 },
  { name: 'agency-new-refused', path: '/admin/agencies/new', who: people.alan, weight: 'staff', press: 'Add the agency', status: 422 },

  // With names longer than anybody designs for.
  { name: 'draft-of-long-names', path: async () => await longDraft() + '/4', who: people.tom, weight: 'staff' },
  { name: 'request-of-long-names', path: longRequest, who: people.priya, weight: 'staff' },
  { name: 'queue-of-long-names', path: async () => { await longRequest(); return '/requests' }, who: people.priya, weight: 'staff' },
  { name: 'decision-of-long-names', path: async () => await longRequest() + '/decision', who: people.priya, weight: 'staff' },

  // Empty.
  { name: 'find-nobody', path: '/find', who: people.priya, weight: 'staff', press: 'Find', typed: { q: 'nobody of this name' } },
  { name: 'home-of-an-administrator', path: '/home', who: people.alan, weight: 'staff' }
]
