/**
 * The page's whole style. Written without quotes, ampersands and angle brackets: what stands between tags is escaped,
 * and this must come out as it is, because the security policy names its hash.
 */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--quiet:#4a5361;--paper:#fff;--ground:#f1f3f6;--line:#6b7481;--accent:#1849a9;--on-accent:#fff;--tint:#eaf1fd;--error:#a8201a;--error-tint:#fdeeed}
@media (prefers-color-scheme:dark){:root{--ink:#eef1f5;--quiet:#b9c1cc;--paper:#1b2027;--ground:#0e1116;--line:#8a94a3;--accent:#a3c2ff;--on-accent:#0a1a38;--tint:#1d2a44;--error:#ff9f96;--error-tint:#3a1a1a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;padding:16px 12px 40px;background:var(--ground);color:var(--ink);font:1.0625rem/1.65 system-ui,-apple-system,Segoe UI,Roboto,PingFang TC,Microsoft JhengHei,Noto Sans TC,Noto Sans CJK TC,sans-serif;overflow-wrap:anywhere;line-break:strict}
:lang(zh-CN) body{font-family:system-ui,-apple-system,Segoe UI,Roboto,PingFang SC,Microsoft YaHei,Noto Sans SC,Noto Sans CJK SC,sans-serif}
main{max-width:36rem;margin:0 auto;padding:20px 18px 24px;background:var(--paper);border-radius:14px}
h1{margin:0 0 12px;font-size:1.375rem;line-height:1.35}
h2{margin:28px 0 8px;font-size:1.0625rem;line-height:1.4}
p{margin:0 0 14px}
.quiet{color:var(--quiet);font-size:.9375rem}
.code{color:var(--quiet);font-size:.8125rem;margin-top:20px}
fieldset{min-width:0;margin:0 0 20px;padding:0;border:0}
legend{padding:0;margin-bottom:8px;font-weight:600;line-height:1.4}
.option{display:flex;gap:12px;align-items:flex-start;min-height:52px;margin-bottom:8px;padding:12px 14px;border:1px solid var(--line);border-radius:10px;cursor:pointer}
.option:has(input:checked){border-color:var(--accent);background:var(--tint);box-shadow:inset 0 0 0 1px var(--accent)}
.option input{flex:none;width:22px;height:22px;margin:3px 0 0;accent-color:var(--accent)}
.field{display:block;margin:0 0 6px;font-weight:600}
textarea,select,input[type=text],input[type=number],.value{display:block;width:100%;margin-bottom:20px;padding:12px;border:1px solid var(--line);border-radius:10px;background:var(--paper);color:inherit;font:inherit}
#confirm{max-width:11rem;font-size:1.25rem;letter-spacing:.12em}
.inputs{margin:0 0 16px;padding:12px 14px 0;border-left:3px solid var(--line)}
.inputs .value{margin-bottom:14px}
fieldset:has(#scope:checked) .quantities{display:none}
textarea.wrong,select.wrong,input.wrong{border:2px solid var(--error)}
button,.button{display:block;width:100%;min-height:52px;margin:0 0 12px;padding:12px 18px;border:1px solid var(--accent);border-radius:10px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
button.second{background:transparent;color:var(--accent)}
button.grave{border-color:var(--error);background:transparent;color:var(--error)}
a{color:var(--accent)}
a.button{color:var(--on-accent);text-align:center;text-decoration:none}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.box{margin:0 0 20px;padding:12px 14px;border-left:4px solid var(--accent);border-radius:4px 10px 10px 4px;background:var(--tint)}
.box.error{border-color:var(--error);background:var(--error-tint)}
.box h2{margin:0 0 6px}
.box p{margin-bottom:0}
.box ul{margin-bottom:0;padding:0;list-style:none}
.box a{display:block;padding:4px 0;color:inherit}
.why{color:var(--error);font-weight:600;margin:0 0 8px}
ul{padding-left:1.2em;margin:0 0 14px}
dl{margin:0 0 18px}
dt{font-weight:600}
dd{margin:0 0 10px}
.sum{padding-top:10px;border-top:1px solid var(--line)}
footer{max-width:36rem;margin:16px auto 0;padding:0 18px;color:var(--quiet);font-size:.9375rem}
`;
