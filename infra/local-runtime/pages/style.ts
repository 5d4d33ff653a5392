/** The look of the pages: one column that also fits a phone, light or dark as the reader's system is. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a404b); --soft: light-dark(#f3f4f7, #20242b);
  --quiet: light-dark(#596273, #a3adbd); --link: light-dark(#1746b8, #8fb4ff); --bad: light-dark(#a3182c, #ff9aa6);
  --good: light-dark(#11643a, #7fd7a5); }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, "Noto Sans TC", "Noto Sans SC", sans-serif;
  background: light-dark(#fff, #16191e); color: light-dark(#1b1f26, #e6e9ee) }
header { border-bottom: 1px solid var(--line); background: var(--soft); padding: .5rem 1rem }
header .inner, main { max-width: 64rem; margin: 0 auto }
header .top { display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap }
header .top a { font-weight: 600; color: inherit; text-decoration: none }
nav { display: flex; flex-wrap: wrap; gap: .25rem; padding: .25rem 0 }
nav a, .chips a { padding: .35rem .7rem; border-radius: 1rem; white-space: nowrap; text-decoration: none }
nav a[aria-current], .chips a[aria-current] { background: var(--link); color: light-dark(#fff, #16191e) }
main { padding: 1rem }
h1 { font-size: 1.4rem; margin: .25rem 0 1rem; overflow-wrap: anywhere }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }
a { color: var(--link) }
.quiet, time { color: var(--quiet); font-size: .875rem }
.chips { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 0 1rem }
.chips a { border: 1px solid var(--line); font-size: .875rem }
.empty { border: 1px dashed var(--line); border-radius: .5rem; padding: 2rem 1rem; text-align: center; color: var(--quiet) }
ul.list { list-style: none; margin: 0; padding: 0 }
ul.list > li { border-top: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere }
ul.list > li:last-child { border-bottom: 1px solid var(--line) }
ul.list .line { display: flex; flex-wrap: wrap; gap: .15rem .75rem; align-items: baseline }
ul.list .line > :first-child { flex: 1 1 16rem }
details > summary { cursor: pointer; overflow-wrap: anywhere }
details[open] > summary { margin-bottom: .5rem }
pre { margin: 0; padding: .75rem; background: var(--soft); border-radius: .5rem; overflow-x: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; font: .8125rem/1.5 ui-monospace, monospace }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .15rem 1rem; margin: 0 0 1rem }
dt { color: var(--quiet); overflow-wrap: anywhere } dd { margin: 0; overflow-wrap: anywhere }
.badge { font-size: .8125rem; font-weight: 600; color: var(--quiet); white-space: nowrap }
.badge.bad { color: var(--bad) } .badge.good { color: var(--good) }
iframe { width: 100%; height: 28rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; resize: vertical }
.pager { display: flex; justify-content: space-between; gap: 1rem; margin: 1rem 0 }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem }
input, button { font: inherit; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .5rem;
  background: light-dark(#fff, #20242b); color: inherit }
input { flex: 1 1 14rem; min-width: 0 } button { cursor: pointer }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .75rem; margin: 0 0 1rem }
.cards a { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; text-decoration: none; color: inherit }
.cards strong { display: block; font-size: 1.5rem }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr } dt { margin-top: .35rem } }
`;
