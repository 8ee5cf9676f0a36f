// Fifteen minutes without a click, which no test waits for: what the database says of when somebody was seen last.
import { execFileSync } from 'node:child_process'

export function letTimePass (email) {
  const seenLongAgo = `update sessions set seen_at = seen_at - 1200000 where user_id = (select id from users where email = '${email}')`
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', process.env.DEMO_DATABASE, seenLongAgo])
}
