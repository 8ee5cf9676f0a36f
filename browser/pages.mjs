// Every page, and who looks at it. `weight` is whose budget holds: "staff" where none is said. `paper` is how many A4
// sides it may take at most, `large` says that it may be heavier when seen again. A path may be a function of a page
// that this person has open and may walk on, to find a reference that was made by chance; `leads` is where an address
// leads that is no page itself. `press` is a button to press there first, `typed` what to fill in before: so pages are
// looked at that refuse something, as well as pages that show it.
import * as town from './town.mjs'
import { found, linked, longNames, people } from './town.mjs'

const { priya, omar, sam, grace, tom, helen, nadia, shazia, joan, alan, ruth, peter } = people

const meera = page => found(page, 'meera shah', /Meera/)
const shahs = page => found(page, 'meera shah', /Shah family/)
const under = (place, rest) => async page => await place(page) + rest

const host = page => linked(page, '/admin/agencies', /Northbridge Families/)
const team = async page => linked(page, await host(page), /Family team/)
const millbrook = page => linked(page, '/admin/agencies', /Millbrook/)
const school = page => linked(page, '/admin', /Aidan/)
const tomsAccount = page => linked(page, '/admin/users', /Tom Bell/)
const tomsPosting = words => async page => linked(page, await tomsAccount(page), words)

const steppedUp = async page => await linked(page, '/requests?state=step_up', /Child/) + '/step-up'
// Help that waits for the family, led by Sam.
const waitingHelp = page => linked(page, '/home', /Kowalska family/)

// A fact that is recorded, on its page of its own.
const recorded = (person, kind) => async page => linked(page, `${await person(page)}/${kind}`, /Correct or end/)

const everybody = [
  { name: 'start', path: '/', weight: 'public', paper: 1 },
  { name: 'worried', path: '/worried', weight: 'public', paper: 1 },
  { name: 'your-story', path: '/your-story', weight: 'public', paper: 2 },
  { name: 'staying-safe', path: '/staying-safe', weight: 'public', paper: 2 },
  { name: 'privacy', path: '/privacy', weight: 'public', paper: 1 },
  { name: 'accessibility', path: '/accessibility', weight: 'public', paper: 1 },
  { name: 'notices', path: '/notices', weight: 'public', paper: 1 },
  { name: 'display', path: '/display', weight: 'public', paper: 2 },
  { name: 'levels', path: '/levels', weight: 'public', paper: 2 },
  { name: 'not-there', path: '/nobody/has/this', status: 404, weight: 'public', paper: 1 },
  { name: 'not-yours', path: '/admin/audit', who: tom, status: 403, paper: 1 }
]

const signingIn = [
  { name: 'sign-in', path: '/sign-in', weight: 'public', paper: 1 },
  { name: 'sign-in-refused', path: '/sign-in', weight: 'public', press: 'Sign in', status: 422 },
  { name: 'code', path: '/sign-in/code', who: town.halfSignedIn, weight: 'public', paper: 1 },
  { name: 'set-up', path: '/sign-in/set-up', who: town.atSetUp, weight: 'public', paper: 1 },
  { name: 'password', path: '/sign-in/password', who: town.atPassword, weight: 'public', paper: 1 },
  { name: 'own-password', path: '/sign-in/password', who: priya, paper: 1 },
  { name: 'own-password-refused', path: '/sign-in/password', who: tom, press: 'Change password', status: 422 },
  { name: 'posting', path: '/sign-in/posting', who: priya, paper: 1 },
  { name: 'locked', path: '/locked', who: town.lockedOut, paper: 1 },
  { name: 'held', path: '/held', who: town.withWordsHeld, paper: 1 },
  { name: 'held-post', path: page => linked(page, '/held', /Nobody opened/), who: town.withWordsHeld, paper: 2 }
]

const asking = [
  { name: 'home-of-a-school', path: '/home', who: tom },
  { name: 'home-with-a-draft', path: '/home', who: shazia },
  { name: 'home-with-nothing', path: '/home', who: town.nobodysColleague },
  { name: 'new-request', path: '/requests/new', leads: /^\/requests\/drafts\/\w+\/1$/, who: tom },
  { name: 'request-page-1', path: async () => await town.draft() + '/1', who: tom },
  { name: 'request-page-2', path: async () => await town.draft() + '/2', who: tom },
  { name: 'request-page-3', path: async () => await town.draft() + '/3', who: tom },
  { name: 'request-page-4', path: async () => await town.draft() + '/4', who: tom, paper: 2 },
  { name: 'draft-picked-up', path: async () => await town.draft(), leads: /^\/requests\/drafts\/\w+\/4$/, who: tom },
  { name: 'draft-removal', path: async () => await town.draft() + '/removal', who: tom, paper: 2 },
  { name: 'danger', path: '/requests/danger', who: tom },
  { name: 'sent', path: async () => await town.request() + '/sent', who: tom, paper: 1 },
  { name: 'own-request', path: town.request, who: tom, paper: 2 },
  { name: 'request-to-print', path: async () => await town.request() + '/print', who: tom, paper: 2 },
  { name: 'request-with-a-question', path: page => linked(page, '/home', /Eliška/), who: nadia, paper: 2 },
  { name: 'request-decided', path: page => linked(page, '/home', /Arjun/), who: joan, paper: 2 },
  { name: 'own-request-sent-back', path: town.sentBackRequest, who: tom, paper: 2 },
  { name: 'own-requests', path: '/requests', who: tom, paper: 2 },
  { name: 'own-requests-none', path: '/requests', who: town.nobodysColleague, paper: 1 },
  { name: 'schools', path: '/schools?q=st', who: tom },
  { name: 'schools-none', path: '/schools?q=zzz', who: tom },
  { name: 'postcode', path: '/postcodes', who: tom, paper: 1 },
  { name: 'postcode-told', path: '/postcodes', who: tom, press: 'Show', typed: { postcode: 'NB4 1AA' } },
  { name: 'postcode-refused', path: '/postcodes', who: tom, press: 'Show', status: 422 },
  { name: 'request-page-1-refused', path: '/requests/new', who: helen, press: 'Save and continue', status: 422,
    typed: { 'child_born-day': '31', 'child_born-month': '2', 'child_born-year': '2017', child_postcode: 'BL9 0E' } },
  { name: 'request-page-2-refused', path: async () => await town.startedDraft() + '/2', who: tom, press: 'Save and continue', status: 422 },
  { name: 'request-page-3-refused', path: async () => await town.startedDraft() + '/3', who: tom, press: 'Save and continue', status: 422 },
  { name: 'request-page-4-refused', path: async () => await town.startedDraft() + '/4', who: tom, press: 'Send', status: 422 },
  { name: 'danger-refused', path: '/requests/danger', who: tom, press: 'Send now', status: 422 },
  { name: 'draft-of-long-names', path: async () => await town.longDraft() + '/4', who: tom },
  { name: 'own-request-of-long-names', path: town.longRequest, who: tom }
]

const frontDoorPages = [
  { name: 'home', path: '/home', who: priya },
  { name: 'home-of-a-manager', path: '/home', who: grace },
  { name: 'queue', path: async () => { await town.request(); return '/requests' }, who: priya, paper: 2 },
  { name: 'queue-late', path: '/requests?state=late', who: priya, paper: 2 },
  { name: 'queue-decided', path: '/requests?state=decided', who: priya, paper: 2 },
  { name: 'queue-none', path: '/requests?age=16&urgent=yes', who: priya, paper: 2 },
  { name: 'request', path: town.request, who: priya, paper: 2 },
  { name: 'decision', path: async () => await town.request() + '/decision', who: priya },
  { name: 'decision-refused', path: async () => await town.request() + '/decision', who: priya, press: 'Record the decision', status: 422 },
  { name: 'step-up', path: steppedUp, who: priya },
  { name: 'step-up-refused', path: steppedUp, who: priya, press: 'Record the answer', status: 422 },
  { name: 'request-sent-back', path: town.sentBackRequest, who: omar, paper: 2 },
  { name: 'decision-sent-back', path: async () => await town.sentBackRequest() + '/decision', who: omar },
  { name: 'sent-back-to-print', path: async () => await town.sentBackRequest() + '/print', who: omar, paper: 2 },
  { name: 'request-asked-before', path: town.secondRequest, who: priya, paper: 2 },
  { name: 'request-of-long-names', path: town.longRequest, who: priya },
  { name: 'queue-of-long-names', path: async () => { await town.longRequest(); return '/requests' }, who: omar },
  { name: 'decision-of-long-names', path: async () => await town.longRequest() + '/decision', who: priya }
]

const families = [
  { name: 'home-of-a-lead', path: '/home', who: sam },
  { name: 'episode', path: page => linked(page, '/home', /Okafor-Reid family/), who: sam, paper: 1 },
  { name: 'home-list', path: '/home/leading', who: sam, paper: 1 },
  { name: 'episode-waiting', path: waitingHelp, who: sam, paper: 2 },
  { name: 'episode-agreement', path: under(waitingHelp, '/agreement'), who: sam },
  { name: 'episode-state', path: under(waitingHelp, '/state'), who: sam },
  { name: 'episode-ending', path: under(waitingHelp, '/ending'), who: sam },
  { name: 'episode-agreement-refused', path: under(waitingHelp, '/agreement'), who: sam, press: 'Save', status: 422 },
  { name: 'episode-ending-refused', path: under(waitingHelp, '/ending'), who: sam, press: 'End this help', status: 422 },
  { name: 'find', path: '/find', who: priya },
  { name: 'found', path: '/find', who: sam, press: 'Find', typed: { q: 'shah' } },
  { name: 'found-requests', path: async () => { await town.secondRequest(); return '/find' }, who: priya, press: 'Find', typed: { q: 'quartermain' } },
  { name: 'find-nobody', path: '/find', who: priya, press: 'Find', typed: { q: 'nobody of this name' } },
  { name: 'person', path: meera, who: sam, paper: 2 },
  { name: 'person-names', path: under(meera, '/names'), who: sam },
  { name: 'person-name', path: recorded(meera, 'names'), who: sam },
  { name: 'person-birth', path: under(meera, '/birth'), who: sam },
  { name: 'person-details', path: under(meera, '/details'), who: sam },
  { name: 'person-safe-contact', path: under(meera, '/safe-contact'), who: sam },
  { name: 'person-contacts', path: under(meera, '/contacts'), who: sam },
  { name: 'person-contact', path: recorded(meera, 'contacts'), who: sam },
  { name: 'person-identifiers', path: under(meera, '/identifiers'), who: sam },
  { name: 'person-identifier', path: recorded(town.longPerson, 'identifiers'), who: sam },
  { name: 'person-addresses', path: under(meera, '/addresses'), who: sam },
  { name: 'person-address', path: recorded(meera, 'addresses'), who: sam },
  { name: 'person-schools', path: under(meera, '/schools'), who: sam },
  { name: 'person-school', path: recorded(town.longPerson, 'schools'), who: sam },
  { name: 'person-looks', path: under(meera, '/looks'), who: sam },
  { name: 'family-looks', path: under(shahs, '/looks'), who: sam },
  { name: 'pairs', path: '/matching', who: sam, paper: 1 },
  { name: 'pair', path: page => linked(page, '/matching', /Arjun Shah/), who: sam, paper: 2 },
  { name: 'pairs-of-triage', path: '/matching', who: priya, paper: 1 },
  { name: 'pair-refused', path: page => linked(page, '/matching', /Arjun Shah/), who: sam, press: 'Record', status: 422 },
  { name: 'pair-undo', path: async () => await town.united() + '/undo', who: sam, paper: 1 },
  { name: 'person-protection', path: under(meera, '/protection'), who: sam },
  { name: 'family-protection', path: under(shahs, '/protection'), who: sam },
  { name: 'family-protection-refused', path: under(shahs, '/protection'), who: sam, press: 'Protect this family', status: 422 },
  { name: 'family-protected', path: async page => await found(page, 'leah hartley', /Hartley family/) + '/protection', who: sam },
  { name: 'person-own-bar', path: under(meera, '/own-bar'), who: sam },
  { name: 'family-own-bar', path: under(shahs, '/own-bar'), who: sam },
  { name: 'person-bars', path: async page => await found(page, 'leah hartley', /Leah/) + '/bars', who: grace },
  { name: 'family-bars', path: async page => await found(page, 'leah hartley', /Hartley family/) + '/bars', who: grace },
  { name: 'person-new-search', path: '/people/new', leads: /^\/find$/, who: sam },
  { name: 'person-new', path: '/find', who: sam, press: ['Find', 'Add somebody who is not here'], typed: { q: 'nobody of this name' } },
  { name: 'person-new-refused', path: '/find', who: sam, press: ['Find', 'Add somebody who is not here', 'Add this person'], typed: { q: '01632 999999' }, status: 422 },
  { name: 'family', path: shahs, who: sam, paper: 2 },
  { name: 'family-helped', path: page => found(page, 'maya okafor', /Okafor-Reid family/), who: sam, paper: 2 },
  { name: 'person-helped', path: page => found(page, 'maya okafor', /Maya/), who: sam, paper: 2 },
  { name: 'family-new', path: async page => (await meera(page)).replace('/people/', '/families/new?person='), who: sam },
  { name: 'family-name', path: under(shahs, '/name'), who: sam },
  { name: 'family-members', path: under(shahs, '/members'), who: sam },
  { name: 'family-member', path: async page => linked(page, await shahs(page) + '/members', /Correct or end/), who: sam },
  { name: 'family-households', path: under(shahs, '/households'), who: sam },
  { name: 'family-responsibility', path: under(shahs, '/responsibility'), who: sam },
  { name: 'family-member-new', path: async page => `${await shahs(page)}/members/new?person=${(await town.longPerson()).split('/').pop()}`, who: sam },
  { name: 'household', path: town.home, who: sam },
  { name: 'household-people', path: async () => await town.home() + '/people', who: sam },
  { name: 'household-person', path: async page => linked(page, await town.home(), /Correct or end/), who: sam },
  { name: 'household-moving-in', path: async () => `${await town.home()}/people/new?person=${(await town.longPerson()).split('/').pop()}`, who: sam },
  { name: 'family-responsible', path: async page => { await town.home(); return linked(page, await shahs(page) + '/responsibility', /Correct or end/) }, who: sam },
  { name: 'households-refused', path: under(shahs, '/households'), who: sam, press: 'Save', status: 422 },
  { name: 'family-relationship', path: async page => linked(page, await shahs(page) + '/relationships', /Correct or end/), who: sam },
  { name: 'family-members-found', path: under(shahs, '/members'), who: sam, press: 'Find', typed: { q: 'begum' } },
  { name: 'family-relationships', path: under(shahs, '/relationships'), who: sam },
  { name: 'person-names-refused', path: under(meera, '/names'), who: sam, press: 'Save', status: 422, typed: { 'from-day': '31', 'from-month': '2', 'from-year': '2017' } },
  { name: 'person-birth-refused', path: under(meera, '/birth'), who: sam, press: 'Save', status: 422, typed: { 'born-day': '31', 'born-month': '2', 'born-year': '2017' } },
  { name: 'person-contacts-refused', path: under(meera, '/contacts'), who: sam, press: 'Save', status: 422 },
  { name: 'person-identifiers-refused', path: under(meera, '/identifiers'), who: sam, press: 'Save', status: 422 },
  { name: 'person-addresses-refused', path: under(meera, '/addresses'), who: sam, press: 'Save', status: 422, typed: { postcode: 'BL9 0E' } },
  { name: 'person-schools-refused', path: under(meera, '/schools'), who: sam, press: 'Save', status: 422 },
  { name: 'family-name-refused', path: under(shahs, '/name'), who: sam, press: 'Save', status: 422, typed: { name: '' } },
  { name: 'family-relationships-refused', path: under(shahs, '/relationships'), who: sam, press: 'Save', status: 422 },
  { name: 'person-of-long-names', path: town.longPerson, who: sam },
  { name: 'family-of-long-names', path: town.longFamily, who: sam },
  { name: 'found-of-long-names', path: '/find', who: sam, press: 'Find', typed: { q: longNames.family } }
]

const settings = [
  { name: 'settings', path: '/admin', who: alan },
  { name: 'settings-of-an-agency', path: '/admin', who: ruth },
  { name: 'home-of-an-administrator', path: '/home', who: alan },
  { name: 'home-of-an-agency', path: '/home', who: ruth },
  { name: 'components', path: '/components', who: alan, paper: 16, large: true },
  { name: 'profile', path: '/admin/profile', who: alan },
  { name: 'audit', path: '/admin/audit', who: peter },
  { name: 'audit-refused', path: '/admin/audit', who: peter, press: 'Show', status: 422, typed: { who: 'nobody@demo.example' } },
  { name: 'mail', path: '/admin/mail', who: alan },
  { name: 'places', path: '/admin/places', who: alan },
  { name: 'agencies', path: '/admin/agencies', who: alan },
  { name: 'agencies-none', path: '/admin/agencies?q=nothing+like+this', who: alan },
  { name: 'agency-new', path: '/admin/agencies/new', who: alan },
  { name: 'agency', path: school, who: ruth },
  { name: 'agency-of-long-names', path: town.longAgency, who: alan },
  { name: 'agency-details', path: under(millbrook, '/details'), who: alan },
  { name: 'own-agency-details', path: under(school, '/details'), who: ruth },
  { name: 'agency-ending', path: under(millbrook, '/ending'), who: alan, paper: 1 },
  { name: 'team', path: team, who: alan },
  { name: 'team-refused', path: team, who: alan, press: 'Save', status: 422, typed: { name: '' } },
  { name: 'team-ending', path: under(team, '/ending'), who: alan, paper: 1 },
  { name: 'team-new', path: under(school, '/teams/new'), who: ruth },
  { name: 'users', path: '/admin/users', who: ruth },
  { name: 'users-everywhere', path: '/admin/users', who: alan },
  { name: 'users-none', path: '/admin/users', who: ruth, press: 'Find', typed: { q: 'nobody of this name' } },
  { name: 'user', path: tomsAccount, who: ruth },
  { name: 'user-new', path: under(school, '/users/new'), who: ruth },
  { name: 'user-password', path: under(tomsAccount, '/password'), who: ruth, paper: 1 },
  { name: 'user-second-factor', path: under(tomsAccount, '/second-factor'), who: ruth, paper: 1 },
  { name: 'user-ending', path: under(tomsAccount, '/ending'), who: ruth, paper: 1 },
  { name: 'posting-new', path: under(tomsAccount, '/postings/new'), who: ruth },
  { name: 'posting-new-anywhere', path: under(tomsAccount, '/postings/new'), who: alan },
  { name: 'posting-ending', path: tomsPosting(/^End as/), who: ruth, paper: 1 },
  { name: 'posting-renewal', path: tomsPosting(/Renew/), who: ruth },
  { name: 'agency-new-refused', path: '/admin/agencies/new', who: alan, press: 'Add the agency', status: 422 },
  { name: 'agency-details-refused', path: under(millbrook, '/details'), who: alan, press: 'Save', status: 422, typed: { name: '' } },
  { name: 'team-new-refused', path: under(school, '/teams/new'), who: ruth, press: 'Add the team', status: 422 },
  { name: 'user-new-refused', path: under(school, '/users/new'), who: ruth, press: 'Add the user', status: 422 },
  { name: 'posting-new-refused', path: under(tomsAccount, '/postings/new'), who: ruth, press: 'Add the posting', status: 422, typed: { 'to-year': '1999' } },
  { name: 'posting-renewal-refused', path: tomsPosting(/Renew/), who: ruth, press: 'Renew the posting', status: 422 }
]

export const pages = [...everybody, ...signingIn, ...asking, ...frontDoorPages, ...families, ...settings]
