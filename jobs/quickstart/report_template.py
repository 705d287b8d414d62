"""The page of the report, as a Jinja template: style inline, nothing fetched, light and dark by the reader's setting.

A module and not a resource, so that the job is one kind of file wherever it is packaged.
"""

_STYLE = """
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

_BODY = """
{% macro pill(kind, text) %}<span class="pill {{ kind }}">{{ text }}</span>{% endmacro %}
{% macro figure(name, class="") %}
{% if name in plots %}<div class="panel {{ class }}">{{ plots[name] }}</div>{% endif %}
{% endmacro %}
<main>
<header>
  <h1>andamio quickstart</h1>
  {{ pill({"passed": "good", "failed": "bad"}.get(run.status, "warn"), run.status) }}
</header>
<p class="lead">{{ run.data_name }} &middot; {{ run.started_at_ms | moment }} &middot; revision
  <code>{{ run.code_version }}</code><br><code>{{ run.command }}</code></p>
{% if run.failure %}<div class="panel failure">{{ run.failure }}</div>{% endif %}

<div class="cards">
{% for card in cards %}
  <div class="card"><div class="label">{{ card.label }}</div>
    <div class="value">{{ card.value }}</div>
    <div class="note">{{ card.note }}</div></div>
{% endfor %}
</div>

{% if checks %}
<div class="panel"><table>
  <tr><th>Objective</th><th>Target</th><th>Measured</th><th></th></tr>
  {% for check in checks %}
  <tr><td>{{ check.name }}</td><td>{{ check.target }}</td><td>{{ check.measured }}</td>
    <td class="number">{{ pill("good", "met") if check.met else pill("bad", "missed") }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}

{% if data %}
<h2>Data</h2>
<p>{{ data.deliveries | count }} deliveries of {{ data.payments | count }} payments and
  {{ data.reversals | count }} reversals, by {{ data.customers | count }} customers in {{ data.countries }} countries,
  {{ data.first_event_ms | day }} to {{ data.last_event_ms | day }}.
  {% if data.lines %}{{ data.lines | count }} order lines were read; those in no event are in quarantine.{% endif %}</p>
{{ figure("events") }}
<div class="panel"><h3>Quarantine</h3>
{% if data.quarantine %}<table>
  <tr><th>Reason</th><th>Contract</th><th class="number">Rows</th><th class="number">Lines</th></tr>
  {% for entry in data.quarantine %}
  <tr><td>{{ entry.reason | phrase }}</td><td><code>{{ entry.contract }}</code></td>
    <td class="number">{{ entry.rows | count }}</td><td class="number">{{ entry.lines | count }}</td></tr>
  {% endfor %}
</table>{% else %}<span class="quiet">Nothing had to be kept out.</span>{% endif %}</div>
<div class="columns">
{% if data.sanity %}
<div class="panel"><h3>Known facts, before the price rule</h3><table>
  {% for name, value in data.sanity.items() %}
  <tr><td>{{ name | phrase }}</td><td class="number">{{ value | count }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}
{% if data.injected %}
<div class="panel"><h3>Injected disorder</h3><table>
  {% for name, value in data.injected.items() %}
  <tr><td>{{ name | phrase }}</td><td class="number">{{ value | count }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}
</div>
{% endif %}

{% if features %}
<h2>Features</h2>
<p>One definition, several engines: online (Flink's and batch's tiles), DuckDB and the plain-Python oracle must agree
  to the bit.</p>
{{ figure("features") }}
{% if features.parity %}
<div class="panel"><table>
  <tr><th>Comparison</th><th>When</th><th class="number">Values compared</th><th class="number">Mismatches</th></tr>
  {% for row in features.parity %}
  <tr><td>{{ row.comparison }}</td><td>{{ row.when }}</td><td class="number">{{ row.compared | count }}</td>
    <td class="number">{{ pill("bad" if row.mismatches or not row.compared else "good", row.mismatches | count) }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}
{% endif %}

{% if model %}
<h2>Model</h2>
<p>{{ model.question or "Will this payment be reversed within 30 days?" }}
  Trained on {{ model.train_rows | count }} payments whose label was known by {{ model.train_until_ms | day }}, measured on
  {{ model.test_rows | count }} later ones, of which {{ "%.1f" | format(100 * model.prevalence) }}% were reversed.
  Intervals cover {{ "%g" | format(100 * model.confidence) }}%.</p>
{{ figure("forest") }}
<div class="panel"><table>
  <tr><th>Scorer</th>{% for name in model.metric_names %}<th class="number">{{ (metrics[name] if name in metrics else [name])[0] }}</th>{% endfor %}</tr>
  {% for scorer in model.scorers %}
  <tr><td>{{ scorer.name }}{% if scorer.description %}<div class="quiet">{{ scorer.description }}</div>{% endif %}</td>
    {% for name in model.metric_names %}<td class="number">{{ scorer.metrics.get(name) | estimate }}</td>{% endfor %}</tr>
  {% endfor %}
</table></div>
<div class="columns">
{% if "reliability" in plots %}<div class="panel half"><h3>Reliability</h3>{{ plots.reliability }}</div>{% endif %}
{% if model.packages %}
<div class="panel"><h3>Model packages</h3><table>
  <tr><th>Package</th><th>Version</th><th>Digest</th><th>Run</th></tr>
  {% for package in model.packages %}
  <tr><td>{{ package.name }}</td><td>{{ package.registry_version }}</td><td><code>{{ package.digest[:12] }}</code></td>
    <td><code>{{ package.run_id[:12] }}</code></td></tr>
  {% endfor %}
</table></div>
{% endif %}
</div>
{% endif %}

{% if traffic or rollouts %}
<h2>Rollouts</h2>
{% if traffic %}
<p>{{ traffic.sent | count }} requests sent, {{ traffic.answered | count }} answered exactly once,
  {{ traffic.lost | count }} lost, {{ traffic.duplicated | count }} answered twice, {{ traffic.degraded | count }}
  answered by a fallback.</p>
{% endif %}
{{ figure("traffic") }}
{% if rollouts %}
<div class="panel"><table>
  <tr><th>Release</th><th>Outcome</th><th class="number">Requests<br>canary / shadow</th>
    <th class="number">Bad<br>answers</th><th class="number">First to<br>last bad</th><th class="number">Detect</th>
    <th class="number">Decide</th><th class="number">Apply</th></tr>
  {% for rollout in rollouts %}
  {% set time = timings[loop.index0] %}
  <tr><td><code>{{ rollout.release_id }}</code> &nbsp;{{ rollout.title }}<div class="quiet">{{ rollout.reason }}</div></td>
    <td>{{ pill({"promoted": "good", "unfinished": "warn"}.get(rollout.outcome, "bad"), rollout.outcome | phrase) }}</td>
    <td class="number">{{ rollout.candidate_requests | count }} / {{ rollout.shadow_requests | count }}</td>
    <td class="number">{{ rollout.bad_answers | count }}</td>
    <td class="number"><b>{{ time.bad | seconds }}</b></td><td class="number">{{ time.detect | seconds }}</td>
    <td class="number">{{ time.decide | seconds }}</td><td class="number">{{ time.apply | seconds }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}
{% if traffic %}
<div class="panel"><h3>Latency at the client{% if traffic.p50_all_ms is defined %}
  <span class="quiet">&nbsp; over all requests: p50 {{ "%.1f" | format(traffic.p50_all_ms) }} ms{% if traffic.p95_all_ms is defined %},
  p95 {{ "%.1f" | format(traffic.p95_all_ms) }} ms{% endif %}{% if traffic.p99_all_ms is defined %},
  p99 {{ "%.1f" | format(traffic.p99_all_ms) }} ms{% endif %}</span>{% endif %}</h3>{{ plots.get("latency", "") }}</div>
{% endif %}
{% endif %}

{% if steps or machine %}
<h2>Time and machine</h2>
<p>{% if machine %}{{ machine.cpus }} CPUs, {{ machine.memory_mb | gib }} of memory, {{ machine.platform }}, Python
  {{ machine.python }}{% if machine.versions %};{% for name, version in machine.versions.items() %}
  {{ name }} {{ version }}{{ "," if not loop.last }}{% endfor %}{% endif %}.{% endif %}</p>
{{ figure("steps") }}
{% if "memory" in plots or (machine and machine.processes) %}
{{ figure("memory") }}
{% if machine.processes %}
<div class="panel"><table>
  <tr><th>Process</th><th class="number">Peak memory</th><th class="number">CPU time</th></tr>
  {% for process in machine.processes %}
  <tr><td>{{ process.name }}</td><td class="number">{{ process.peak_mb | round | int | count }} MiB</td>
    <td class="number">{{ process.cpu_s | default(none) | seconds }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}
{% endif %}
{% endif %}
<footer>Written by <code>jobs/quickstart</code>. Times of the run are UTC; event times are the shop's, in UTC.</footer>
</main>
"""

TEMPLATE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    f"<title>andamio quickstart: {{{{ run.status }}}}</title><style>{_STYLE}</style></head><body>{_BODY}</body></html>\n"
)
