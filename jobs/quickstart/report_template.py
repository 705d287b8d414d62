"""The page of the report, as a Jinja template: style inline, nothing fetched, light and dark by the reader's setting.

A module and not a resource, so that the job is one kind of file wherever it is packaged.
"""

from andamio.pages.style import STYLE

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
{% if model.calibration %}
<div class="panel"><h3>Calibration</h3><table>
  <tr><th>Model</th><th>Calibrator</th><th class="number">Slope (1)</th><th class="number">Intercept (0)</th>
    <th class="number">Calibration error</th></tr>
  {% for each in model.calibration %}
  <tr><td>{{ each.name }}</td><td>{{ each.method }}{% if each.compared %}<div class="quiet">log loss within the training period:
    {% for method, loss in each.compared.items() %}{{ method }} {{ "%.4f" | format(loss) }}{{ ", " if not loop.last }}{% endfor %}</div>{% endif %}</td>
    {% for name in ("calibration_slope", "calibration_intercept", "ece") %}<td class="number">{{ each.served.get(name) | estimate }}
      {% if each.before %}<div class="quiet">before it {{ each.before.get(name) | estimate }}</div>{% endif %}</td>{% endfor %}</tr>
  {% endfor %}
</table></div>
{% endif %}
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

{% if access or audit %}
<h2>Access and audit</h2>
<p>Every service asks who is there: tokens of the development issuer, a policy that allows what it names and nothing else.
  {% if access %}{{ access.refused | length }} requests were made to be refused.{% endif %}</p>
<div class="columns">
{% if access %}
<div class="panel"><h3>Principals</h3><table>
  <tr><th>Subject</th><th>Role</th><th>Let in for</th></tr>
  {% for part in access.participants %}
  <tr><td><code>{{ part.subject }}</code></td><td>{{ part.role }}</td><td>{{ part.does }}</td></tr>
  {% endfor %}
</table></div>
{% endif %}
{% if audit %}
<div class="panel"><h3>Audit log {{ pill("good", "verified") if audit.verified else pill("bad", "does not verify") }}</h3><table>
  <tr><th>Kind</th><th class="number">Records</th></tr>
  {% for kind, count in audit.kinds.items() %}
  <tr><td>{{ kind }}</td><td class="number">{{ count | count }}</td></tr>
  {% endfor %}
  <tr><td>in all</td><td class="number">{{ audit.records | count }}</td></tr>
</table></div>
{% endif %}
</div>
{% if access %}
<div class="panel"><h3>Attempts that had to be refused</h3><table>
  <tr><th>Service</th><th>Tried</th><th class="number">Status</th></tr>
  {% for attempt in access.refused %}
  <tr><td>{{ attempt.service }}</td><td>{{ attempt.tries }}</td>
    <td class="number">{{ pill("good" if attempt.status == attempt.expected else "bad", attempt.status) }}</td></tr>
  {% endfor %}
</table></div>
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
    f"<title>andamio quickstart: {{{{ run.status }}}}</title><style>{STYLE}</style></head><body>{_BODY}</body></html>\n"
)
