"""The look of the pages that jobs write: one style, inline, nothing fetched, light and dark by the reader's setting.

A module and not a resource, so that a job is one kind of file wherever it is packaged.
"""

STYLE = """
:root { color-scheme: light dark;
  --font: Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", "DejaVu Sans", sans-serif;
  --page: #f6f7f9; --surface: #ffffff; --ink: #14181f; --muted: #5b6472; --rule: #e1e5ea;
  --good: #15803d; --bad: #dc2626; --warn: #d97706; --good-soft: #e7f5ec; --bad-soft: #fdecec; --warn-soft: #fdf3e1;
  --series-1: #2f6fde; --series-2: #0f9b8e; --series-3: #8b5cf6; --series-4: #d9488b; --series-5: #5f8a1f;
  --series-6: #0b87b5; }
@media (prefers-color-scheme: dark) { :root {
  --page: #0e1116; --surface: #161b22; --ink: #e6eaf0; --muted: #98a3b3; --rule: #2a313c;
  --good: #4ade80; --bad: #f87171; --warn: #fbbf24; --good-soft: #14301f; --bad-soft: #3a1a1c; --warn-soft: #382a10;
  --series-1: #6ea8fe; --series-2: #34d3c3; --series-3: #b197fc; --series-4: #f58bb9; --series-5: #a3d14e;
  --series-6: #55c5ee; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 var(--font);
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased; }
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 64px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 16px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.02em; margin: 0; }
h2 { font-size: 20px; letter-spacing: -0.01em; margin: 48px 0 4px; }
h3 { font-size: 14px; margin: 0 0 10px; }
p { margin: 0 0 14px; max-width: 78ch; }
.lead { color: var(--muted); margin: 6px 0 24px; }
h2 + p { color: var(--muted); }
code { font: 0.88em ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
.panel { background: var(--surface); border: 1px solid var(--rule); border-radius: 12px; padding: 20px 22px;
  margin: 0 0 16px; overflow-x: auto; }
.panel svg { display: block; width: 100%; height: auto; min-width: 640px; }
.half svg { min-width: 320px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(232px, 1fr)); gap: 12px; margin: 0 0 16px; }
.card { background: var(--surface); border: 1px solid var(--rule); border-radius: 12px; padding: 16px 18px; }
.card .label { color: var(--muted); font-size: 13px; }
.card .value { font-size: 25px; font-weight: 650; letter-spacing: -0.02em; line-height: 1.3; }
.card .note { color: var(--muted); font-size: 13px; line-height: 1.4; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 16px; align-items: start; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-weight: 600; color: var(--muted); font-size: 12.5px; padding: 0 14px 8px 0;
  border-bottom: 1px solid var(--rule); vertical-align: bottom; }
td { padding: 8px 14px 8px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
tr:last-child td { border-bottom: 0; padding-bottom: 2px; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.quiet { color: var(--muted); font-size: 13px; }
.pill { display: inline-block; border-radius: 99px; padding: 1px 10px; font-size: 12.5px; font-weight: 600;
  white-space: nowrap; background: var(--rule); }
.pill.good { background: var(--good-soft); color: var(--good); }
.pill.bad { background: var(--bad-soft); color: var(--bad); }
.pill.warn { background: var(--warn-soft); color: var(--warn); }
.failure { border-left: 4px solid var(--bad); }
footer { color: var(--muted); font-size: 13px; margin-top: 48px; }
@media print { body { background: #fff; } .panel, .card { break-inside: avoid; } }
"""
