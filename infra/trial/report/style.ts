/** The report's look: readable on a phone, on a screen and on paper, with nothing loaded from elsewhere. */
export const style = `
:root{--ink:#1b1f24;--quiet:#57606a;--line:#d0d7de;--a:#0550ae;--b:#bc4c00;--bad:#a40e26;--good:#116329}
*{box-sizing:border-box}
body{margin:0;background:#f6f8fa;color:var(--ink);font:16px/1.5 system-ui,"Noto Sans TC","Noto Sans SC",sans-serif}
main{max-width:1000px;margin:0 auto;padding:16px}
h1{font-size:1.5rem;margin:8px 0}h2{font-size:1.15rem;margin:0 0 8px}
.lead{color:var(--quiet);margin:0 0 16px;overflow-wrap:anywhere}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;padding:0;margin:0 0 16px;list-style:none}
.numbers li,section{background:#fff;border:1px solid var(--line);border-radius:8px;padding:12px}
.numbers b{display:block;font-size:1.5rem;line-height:1.2}
.numbers span{color:var(--quiet);font-size:.875rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px;margin-bottom:16px}
section{margin-bottom:16px}.charts section{margin:0}
.bad{border-color:var(--bad)}.bad h2,.bad b{color:var(--bad)}.good b,.good h2{color:var(--good)}
svg{display:block;width:100%;height:auto}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}
.key{color:var(--quiet);font-size:.875rem}.key i{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 .8em}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
th,td:first-child{white-space:nowrap}
summary{cursor:pointer;padding:8px 0}
@media print{body{background:#fff;font-size:11pt}main{max-width:none;padding:0}section,.numbers li{break-inside:avoid}.charts{display:block}.charts section{margin-bottom:12px}details>*{display:block}}
`;
