"""How the HTML report looks: the site's colours and calm, in one short style sheet that the page carries.

Text has a contrast of 7:1 or more on its ground; state is never told by colour alone.
"""

from __future__ import annotations

import base64
import hashlib

CSS = """
:root { --brand: #0b4f4a; --tint: #eef6f4; --line: #c3d9d5; --rule: #cfd8d6; --text: #0b0c0c; --quiet: #484949; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: #fff; overflow-wrap: anywhere;
  font: 1.1875rem/1.45 "Helvetica Neue", Helvetica, Arial, sans-serif; }
header { background: var(--brand); color: #fff; }
header p { margin: 0; padding: 14px 0; font-weight: 700; }
main, header > div, footer > div { max-width: 62rem; margin: 0 auto; padding: 0 20px; }
main { padding-top: 30px; padding-bottom: 40px; }
h1 { margin: 0 0 20px; font-size: 2.25rem; line-height: 1.15; }
h2 { margin: 45px 0 15px; font-size: 1.6875rem; line-height: 1.2; }
.part { margin: 35px 0 12px; font-size: 1.3125rem; line-height: 1.25; }
p { margin: 0 0 12px; max-width: 46em; }
a { color: #0a5a80; text-underline-offset: .16em; }
a:hover { color: #083d57; text-decoration-thickness: 3px; }
a:focus, summary:focus { outline: 3px solid transparent; color: var(--text); background: #fd0;
  box-shadow: 0 -2px #fd0, 0 4px var(--text); text-decoration: none; }
code, pre { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
p code, li code { padding: 0 .2em; background: #f0f3f2; }
.verdict { margin: 0 0 25px; padding: 15px 20px; border-left: 8px solid var(--line); background: var(--tint); }
.verdict p { margin: 0; font-weight: 700; font-size: 1.3125rem; }
.verdict--valid { border-color: #0b6e4f; background: #edf8f2; }
.verdict--invalid { border-color: #a3231c; background: #fdeeec; }
.verdict--unchecked, .verdict--refused { border-color: #b45f06; background: #fff7e8; }
.short p { margin-bottom: 6px; }
.marks { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 12px; margin: 20px 0 30px; }
.marks div { padding: 10px 14px 12px; border-top: 4px solid var(--brand); background: var(--tint); }
.marks dt { color: var(--quiet); font-size: 1rem; }
.marks dd { margin: 0; font-weight: 700; font-size: 1.6875rem; line-height: 1.2; }
.marks dd span { font-weight: 400; font-size: 1rem; }
.findings { margin: 0; padding: 0; list-style: none; }
.finding { margin: 0 0 22px; padding: 4px 0 4px 18px; border-left: 6px solid var(--line); }
.finding--error { border-color: #a3231c; }
.finding--warning { border-color: #b45f06; }
.finding--info { border-color: #0a5a80; }
.finding p { margin: 0 0 6px; }
.finding ul { margin: 0 0 8px; padding-left: 22px; }
.tag { display: inline-block; margin-right: .5em; padding: 0 8px; font-size: .9rem; line-height: 1.6; }
.tag--error { background: #fbe3e0; color: #7a1712; }
.tag--warning { background: #fff0d2; color: #5f3300; }
.tag--info { background: #e0eefa; color: #0c3d64; }
.place { color: var(--quiet); font-size: 1rem; }
section > .place { margin-top: 25px; }
.line { display: flex; gap: 14px; margin: 0 0 8px; padding: 8px 12px; background: #f3f5f5; font-size: .9375rem;
  line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
.line span { color: var(--quiet); user-select: none; }
.line code { flex: 1; min-width: 0; font-size: 1em; }
mark { background: #ffe08a; color: inherit; text-decoration: underline wavy #a3231c; text-underline-offset: .25em; }
details { margin: 0 0 8px; font-size: 1rem; }
summary { width: fit-content; color: #0a5a80; cursor: pointer; text-decoration: underline; }
details > div { margin: 8px 0 12px; padding: 10px 16px 2px; background: var(--tint); }
.table { overflow-x: auto; }
.table:focus { outline: 3px solid #fd0; box-shadow: inset 0 0 0 3px var(--text); }
table { width: 100%; border-collapse: collapse; font-size: 1rem; }
caption { padding: 0 0 8px; text-align: left; color: var(--quiet); }
th, td { padding: 9px 14px 9px 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
thead th { white-space: nowrap; overflow-wrap: normal; }
tbody th { min-width: 11em; font-weight: 400; }
td:last-child { min-width: 14em; padding-right: 0; }
.id { display: block; color: var(--quiet); font-size: .875rem; }
.yes { color: #06472f; font-weight: 700; }
.no { color: var(--quiet); }
footer { border-top: 6px solid var(--brand); background: var(--tint); padding: 20px 0; }
footer p { margin: 0 0 6px; font-size: 1rem; }
@media (max-width: 40em) {
  h1 { font-size: 1.6875rem; }
  h2:not(.part) { font-size: 1.4375rem; }
  body { font-size: 1.0625rem; }
}
@media print {
  html { font-size: 10pt; }
  body { font-size: 1.05rem; }
  header { background: none; color: inherit; border-bottom: 2pt solid; }
  footer, .verdict, .marks div, .line { background: none; }
  .finding, .marks, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .table { overflow: visible; }
}
"""

POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()}'"
)
"""The page may use this style sheet, and nothing else: no script, no picture, no other address (CSP level 3)."""
