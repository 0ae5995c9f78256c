/* html_style: the style sheet and the script of HTML reports. */
#include "render/html_inner.h"

const char *const html_style[] = {
    ":root{color-scheme:light "
    "dark;--fg:#1b1f24;--mut:#59636e;--bg:#fff;--card:#f6f8fa;--line:#d1d9e0;--acc:#0b62c4;"
    "--soft:#a9c8ec;--good:#1a7f37;--warn:#8a5300;--bad:#b42318;--ly:#7d8590;--s1:#c2560c;--s2:#"
    "0f766e;--s3:#8250df;"
    "--s4:#a3690a;--s5:#bf3989;--s6:#57606a;--s7:#116329}\n",
    "@media "
    "(prefers-color-scheme:dark){:root{--fg:#e6edf3;--mut:#9aa4ae;--bg:#0f1419;--card:#171d24;--"
    "line:#323a44;"
    "--acc:#5aa9ff;--soft:#2f5e94;--good:#56d364;--warn:#e3b341;--bad:#ff8a7a;--ly:#8b949e;--s1:#"
    "f0883e;--s2:#39c5bb;"
    "--s3:#bc8cff;--s4:#e3b341;--s5:#f778ba;--s6:#9aa4ae;--s7:#7ee787}}\n",
    "@media "
    "print{:root{color-scheme:light;--fg:#000;--mut:#444;--bg:#fff;--card:#fff;--line:#999;--acc:#"
    "0b4f9e;"
    "--soft:#b9cbe0;--good:#0a5c24;--warn:#6b4000;--bad:#9a1b12;--ly:#777;--s1:#9a4208;--s2:#"
    "0b5c56;--s3:#5b34a8;"
    "--s4:#7a4e06;--s5:#8f2668;--s6:#444;--s7:#0c4a1d}}\n",
    "*{box-sizing:border-box}\n",
    "body{margin:2rem auto 3rem;max-width:76rem;padding:0 "
    "1.2rem;color:var(--fg);background:var(--bg);"
    "font:15px/1.6 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Source Han "
    "Sans SC\",sans-serif;"
    "font-variant-numeric:tabular-nums;text-rendering:optimizeLegibility}\n",
    "h1{font-size:1.75rem;line-height:1.25;margin:0}h2{font-size:1.25rem;margin:2.4rem 0 "
    ".8rem;padding-bottom:.3rem;"
    "border-bottom:2px solid var(--line)}a{color:var(--acc)}.sub{color:var(--mut);margin:.3rem "
    "0}\n",
    ".good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.muted{color:var(--mut)}"
    "\n",
    ".v{font-size:.8em;font-weight:600;white-space:nowrap}\n",
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:.8rem;"
    "margin:1rem 0;padding:0;"
    "list-style:none}.tiles li{border:1px solid var(--line);border-radius:8px;padding:.7rem "
    ".9rem;background:var(--card);"
    "display:flex;flex-direction:column}.tiles .k{color:var(--mut);font-size:.9rem}.tiles "
    "b{font-size:1.7rem;"
    "line-height:1.3;font-weight:650}.tiles b "
    "small{font-size:.95rem;font-weight:400;margin-left:.1em}"
    ".tiles .d{font-size:.85rem;color:var(--mut)}.tiles "
    ".spark{margin-top:.4rem;width:100%;height:28px}\n",
    ".says{list-style:none;margin:.8rem 0;padding:0}.says li{padding:.15rem 0 .15rem "
    "1.5rem;text-indent:-1.5rem}"
    ".says i{display:inline-block;width:1.5rem;text-indent:0;font-style:normal;font-weight:700}\n",
    ".links{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}\n",
    ".figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,33rem),1fr));gap:"
    "1.4rem 2.4rem;margin:1.6rem 0}"
    "figure{margin:0;min-width:0}.full{grid-column:1/"
    "-1}figcaption,caption{font-weight:600;text-align:left;padding:.2rem 0 .5rem;caption-side:top}"
    "figcaption small,caption small{font-weight:400;color:var(--mut)}\n",
    ".cap{display:none}.scroll{overflow-x:auto;margin:1.4rem "
    "0}table{border-collapse:collapse;width:100%}"
    "th,td{padding:.36rem .6rem;border-bottom:1px solid "
    "var(--line);text-align:right;vertical-align:top;white-space:nowrap}"
    "th:first-child,td.t,th.t{text-align:left}thead "
    "th{vertical-align:bottom;font-weight:600;white-space:normal;"
    "background:var(--bg);border-bottom:2px solid var(--line)}thead small,td "
    "small{display:block;font-weight:400;"
    "color:var(--mut);font-size:.78rem}thead tr.g th{border-bottom-width:1px}thead "
    "th.gr{text-align:center}\n",
    "tbody th{font-weight:500;position:sticky;left:0;background:var(--bg)}tbody "
    "tr:hover>*{background:var(--card)}"
    "tr.own>*{background:var(--card);font-weight:650}tfoot th,tfoot td{border-top:2px solid "
    "var(--fg);border-bottom:0;"
    "font-weight:650;background:var(--card)}tfoot tr+tr>*{border-top:0}td "
    "small>span+span{margin-left:.6em}"
    "table.wide th,table.wide td{padding:.36rem .45rem}.first{border-left:1px solid "
    "var(--line)}td.t{white-space:normal;min-width:6em}.note{color:var(--mut);"
    "font-size:.85rem;margin:-.9rem 0 1rem}code{font:.92em ui-monospace,Consolas,\"Noto Sans Mono "
    "CJK SC\",monospace}\n",
    "thead [role=button]{cursor:pointer}thead [role=button]:focus-visible{outline:2px solid "
    "var(--acc)}"
    "th[aria-sort=ascending] [role=button]::after{content:\" \\2191\"}th[aria-sort=descending] "
    "[role=button]::after{content:\" \\2193\"}\n",
    ".chart{max-width:100%;height:auto;display:block}svg "
    "text{fill:var(--fg);font-size:12px}"
    "svg .m{fill:var(--mut)}svg .b{font-weight:700}svg "
    ".h{paint-order:stroke;stroke:var(--bg);stroke-width:4px}.g{stroke:var(--line);stroke-width:1}"
    ".ax{stroke:var(--mut);stroke-width:1}.bar{fill:var(--acc)}.bar.o{fill:var(--soft)}"
    ".l{fill:none;stroke-width:2;stroke-linejoin:round}.s0{--c:var(--acc)}.s1{--c:var(--s1)}.s2{--"
    "c:var(--s2)}"
    ".s3{--c:var(--s3)}.s4{--c:var(--s4)}.s5{--c:var(--s5)}.s6{--c:var(--s6)}.s7{--c:var(--s7)}.ly{"
    "--c:var(--ly)}"
    ".l{stroke:var(--c)}.l.ly{stroke-dasharray:5 4;stroke-width:1.5}.d,.f{fill:var(--c)}svg "
    ".t{fill:var(--c);"
    "font-weight:600}line.tg{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:2 3}svg "
    ".t.tg{fill:var(--bad)}"
    ".f{stroke:var(--bg);stroke-width:1}line.cum{stroke:var(--s1);stroke-width:1.5}circle.cum{fill:"
    "var(--s1)}"
    "svg .cumt{fill:var(--s1)}\n",
    ".q{fill:var(--acc);rx:3px}.q0{fill-opacity:.03}.q1{fill-opacity:.1}.q2{fill-opacity:.17}.q3{"
    "fill-opacity:.24}"
    ".q4{fill-opacity:.31}.q5{fill-opacity:.38}.q6{fill-opacity:.46}\n",
    ".fl{fill:none;stroke:var(--ly)}.ar{fill:var(--ly)}.fl.slow{stroke:var(--bad)}.ar.slow{fill:var(--"
    "bad)}.nd{fill:var(--card);stroke:var(--mut);rx:5px}svg "
    ".slow{fill:var(--bad);font-weight:600}svg .fl.slow{fill:none}\n",
    ".spark{width:84px;height:20px;vertical-align:middle}.spark "
    "path{fill:none;stroke:var(--acc);stroke-width:1.5;"
    "vector-effect:non-scaling-stroke}.spark circle{fill:var(--acc)}\n",
    "details{margin:2.4rem "
    "0}summary{font-size:1.25rem;font-weight:700;cursor:pointer}dl.def{display:grid;"
    "grid-template-columns:repeat(auto-fit,minmax(24rem,1fr));gap:.8rem "
    "2rem}dl.def>div{border-top:1px solid var(--line);"
    "padding-top:.5rem;break-inside:avoid}dl.def dt{font-weight:600}dl.def "
    "dd{margin:0;font-size:.9rem;"
    "overflow-wrap:anywhere}dl.def dd span{color:var(--mut)}\n",
    "footer{color:var(--mut);font-size:.82rem;border-top:1px solid "
    "var(--line);margin-top:2.4rem;padding-top:.6rem}"
    "footer p{margin:.1rem 0;overflow-wrap:anywhere}\n",
    "@media (min-width:78rem){.scroll:not(.over){overflow:visible}.scroll:not(.over) thead "
    "th{position:sticky;top:0}.scroll:not(.over) thead tr+tr th{top:2.1rem}}\n",
    /* A bar that is seen wherever it is needed, though the system hides them. */
    ".scroll::-webkit-scrollbar{height:10px}.scroll::-webkit-scrollbar-track{background:var(--card)"
    "}"
    ".scroll::-webkit-scrollbar-thumb{background:var(--mut);border-radius:5px}"
    "@supports not selector(::-webkit-scrollbar){.scroll{scrollbar-color:var(--mut) "
    "var(--card)}}\n",
    "@media screen and (max-width:78rem){table.wide{font-size:.82rem}table.wide th,table.wide "
    "td{padding:.3rem .3rem}table.wide td small,table.wide thead small{white-space:normal;"
    "font-size:.72rem}table.wide td small>span{display:inline-block}.wide "
    ".spark{width:60px}.wide .v span{position:absolute;width:1px;"
    "height:1px;overflow:hidden;clip-path:inset(50%)}}\n",
    "@page{size:A4;margin:14mm 12mm}\n",
    "@media print{body{margin:0;max-width:none;padding:0;font-size:9.5pt;line-height:1.45}"
    "thead{display:table-header-group}tfoot{display:table-row-group;break-before:avoid}tbody "
    "tr:nth-child(-n+2),tbody tr:nth-last-child(-n+3){break-after:avoid}tfoot "
    "tr{break-before:avoid}.chart{max-height:100mm}.full .chart{zoom:.7}.tall .chart{max-height:230mm}tr,figure,.tiles li,.says "
    "li{break-inside:avoid}h2,caption,figcaption{break-after:"
    "avoid}.scroll:not(.over) thead th,tbody th{position:static}.scroll{overflow:visible;margin:0 "
    "0 1rem}caption{display:none}.cap{display:block;font-weight:600;margin:1rem 0 "
    ".2rem;break-after:avoid}th,td{padding:.2rem .3rem}"
    "td "
    "small>span+span{margin-left:.35em}.tiles{grid-template-columns:repeat(3,minmax(0,1fr));gap:."
    "5rem;padding-right:1px}.tiles "
    "b{font-size:1.35rem}"
    "h2{margin-top:1.4rem}.figures{grid-template-columns:1fr 1fr;gap:.8rem 1.2rem;margin:1rem "
    "0}a{color:inherit;text-decoration:none}"
    "table.wide{font-size:7.5pt}table.wide thead small,table.wide td "
    "small{font-size:6.3pt}table.wide thead small{white-space:normal}table.wide td "
    "small>span+span{margin-left:.3em}.wide .v{font-size:.75em}"
    ".q,.bar,.f{print-color-adjust:exact;-webkit-print-color-adjust:exact}summary{list-style:none}"
    "dl.def{grid-template-columns:1fr 1fr;gap:.4rem 1.2rem}}\n",
    NULL,
};

/* Not buttons: Chromium does not print those in the heads that it repeats on a new page. */
const char html_script[] =
    "document.querySelectorAll('th[data-c]').forEach(h=>{let "
    "b=document.createElement('span');b.tabIndex=0;b.setAttribute('role','button');"
    "b.title=document.body.dataset.sort;while(h.firstChild&&h.firstChild.nodeName!='SMALL')b."
    "append(h.firstChild);"
    "h.prepend(b);b.onkeydown=e=>{if(e.key=='Enter'||e.key==' "
    "'){e.preventDefault();b.click()}};b.onclick=()=>{let "
    "t=h.closest('table'),y=t.tBodies[0],c=+h.dataset.c,"
    "d=h.getAttribute('aria-sort')=='descending'?1:-1;t.querySelectorAll('th[aria-sort]').forEach("
    "x=>"
    "x.removeAttribute('aria-sort'));h.setAttribute('aria-sort',d<0?'descending':'ascending');"
    "let k=r=>{let v=r.cells[c].dataset.v;return v==null?r.cells[c].textContent:v==''?null:+v};"
    "[...y.rows].map((r,i)=>[k(r),i,r]).sort((a,b)=>a[0]==null||b[0]==null?(a[0]==null)-(b[0]=="
    "null)||a[1]-b[1]:"
    "d*(typeof "
    "a[0]=='number'?a[0]-b[0]:a[0].localeCompare(b[0],document.documentElement.lang))||a[1]-b[1])"
    ".forEach(x=>y.append(x[2]))}})\n";
