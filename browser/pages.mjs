// Every page, and who looks at it. `weight` is whose budget holds, `paper` how many A4 sides it may take at most.
// A path may be a function of a page that somebody signed in is on, to find references that are made by chance.
export const people = {
  priya: 'priya.nair@demo.example',
  alan: 'alan.reid@demo.example'
}

export const pages = [
  { name: 'start', path: '/', weight: 'public', paper: 1 },
  { name: 'worried', path: '/worried', weight: 'public', paper: 1 },
  { name: 'your-story', path: '/your-story', weight: 'public', paper: 2 },
  { name: 'privacy', path: '/privacy', weight: 'public', paper: 1 },
  { name: 'accessibility', path: '/accessibility', weight: 'public', paper: 1 },
  { name: 'notices', path: '/notices', weight: 'public', paper: 1 },
  { name: 'display', path: '/display', weight: 'public', paper: 2 },
  { name: 'sign-in', path: '/sign-in', weight: 'public', paper: 1 },
  { name: 'components', path: '/components', who: people.alan, weight: 'staff', large: true },
  { name: 'home', path: '/home', who: people.priya, weight: 'staff' },
  { name: 'requests', path: '/requests', who: people.priya, weight: 'staff' },
  { name: 'find', path: '/find', who: people.priya, weight: 'staff' }
]
