"""The report as a page: one HTML file that needs nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import jinja2
from markupsafe import Markup

from andamio.pages.style import STYLE
from feature_health import plots

_BODY = """
{% macro pill(kind, text) %}<span class="pill {{ kind }}">{{ text }}</span>{% endmacro %}
<main>
<header><h1>Feature health</h1>{{ pill("good" if report.healthy else "bad", "healthy" if report.healthy else "look here") }}</header>
<p class="lead">{{ report.served.answers | count }} sampled answers{% if report.served.answers %}, served
  from {{ report.served.first_ms | moment }} to {{ report.served.last_ms | moment }}{% endif %};
  written {{ report.generated_at_ms | moment }}</p>
<div class="cards">
{% for card in cards %}<div class="card"><div class="label">{{ card[0] }}</div><div class="value">{{ card[1] }}</div>
  <div class="note">{{ card[2] }}</div></div>
{% endfor %}
</div>
{% if report.problems %}<div class="panel failure"><h3>What to look at</h3><ul>
  {% for problem in report.problems %}<li>{{ problem }}</li>{% endfor %}</ul></div>{% endif %}
<h2>Parity</h2>
<p>Each served value beside the one that the oracle computes from the log up to the positions that the answer saw. Equal
  means equal in every bit.</p>
{% if plots.parity %}<div class="panel">{{ plots.parity }}</div>{% endif %}
<div class="panel"><table>
  <tr><th>Feature</th><th class="number">Compared</th><th class="number">One is null</th><th class="number">Unequal</th>
    <th class="number">Median difference</th><th class="number">Largest</th></tr>
  {% for row in report.parity %}
  <tr><td>{{ row.view }}__{{ row.feature }}</td><td class="number">{{ row.compared | count }}</td>
    <td class="number">{{ pill("bad" if row.null_mismatches else "good", row.null_mismatches | count) }}</td>
    <td class="number">{{ pill("bad" if row.unequal else "good", row.unequal | count) }}</td>
    <td class="number">{{ row.difference_median | number }}</td><td class="number">{{ row.difference_max | number }}</td></tr>
  {% endfor %}
</table></div>
<h2>Freshness</h2>
<p>How long the oldest event that an answer missed had been in the log; 0 if it missed none.
  {% if not report.freshness_judged %}History was replayed faster than it happened, so these lags, in its own time, are
  held to no objective.{% endif %}</p>
{% if plots.lag %}<div class="panel">{{ plots.lag }}</div>{% endif %}
<div class="panel"><table>
  <tr><th>View</th><th class="number">Answers</th><th class="number">Objective</th><th class="number">p50</th>
    <th class="number">p99</th><th class="number">Longest</th><th class="number">Later than the objective</th></tr>
  {% for row in report.freshness %}
  <tr><td>{{ row.view }}</td><td class="number">{{ row.answers | count }}</td>
    <td class="number">{{ row.objective_ms | seconds }}</td><td class="number">{{ row.p50_ms | seconds }}</td>
    <td class="number">{{ row.p99_ms | seconds }}</td><td class="number">{{ row.max_ms | seconds }}</td>
    <td class="number">{{ pill(("bad" if row.late else "good") if report.freshness_judged else "", row.late | count) }}</td></tr>
  {% endfor %}
</table></div>
<h2>Drift</h2>
{% if report.drift.features %}
<p>One answer an entity, against the reference. Look {{ report.drift.look }}: all looks and features together raise a false
  alarm with a probability of at most {{ "%g" | format(100 * report.drift.alpha) }}%. A distance of up to
  {{ "%g" | format(report.drift.tolerance) }} is tolerated; what the interval leaves open is undecided.</p>
<div class="panel">{{ plots.distances }}</div>
<div class="columns">{% for svg in plots.shares %}<div class="panel half">{{ svg }}</div>{% endfor %}</div>
{% else %}<p>No reference was given, so nothing was compared.</p>{% endif %}
<h2>Quality</h2>
<p>Rows that became known in the window and the first rule of the contract that each breaks: in the lake, quarantined ones
  with them, and in a sample of the log that streams read, if one was taken.</p>
{% if report.quality %}<div class="panel"><table>
  <tr><th>Contract</th><th>Where</th><th>Rule</th><th class="number">Rows checked</th><th class="number">Failed</th></tr>
  {% for row in report.quality %}{% for rule, failed in row.failed_by_rule.items() %}
  <tr><td>{{ row.contract }}</td><td>{{ row.where }}</td><td>{{ rule }}</td><td class="number">{{ row.rows | count }}</td>
    <td class="number">{{ pill("bad" if failed else "good", failed | count) }}</td></tr>
  {% else %}<tr><td>{{ row.contract }}</td><td>{{ row.where }}</td><td class="quiet">every rule</td>
    <td class="number">{{ row.rows | count }}</td>
    <td class="number">{{ pill("good", "0") }}</td></tr>{% endfor %}{% endfor %}
</table></div>{% else %}<p>No rows were checked.</p>{% endif %}
<footer>Written by <code>jobs/feature_health</code>. Times are UTC.</footer>
</main>
"""

_TEMPLATE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    f"<title>Feature health</title><style>{STYLE}</style></head><body>{_BODY}</body></html>\n"
)
_FARTHEST_DRAWN = 6


def render(report: Mapping[str, Any]) -> str:
    """The page of a report."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        count=lambda number: f"{number:,}",
        number=lambda number: "–" if number is None else f"{number:,.6g}",
        seconds=_seconds,
        moment=lambda ms: datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S"),
    )
    return environment.from_string(_TEMPLATE).render(report=report, cards=_cards(report), plots=_plots(report))


def _seconds(ms: float | None) -> str:
    if ms is None:
        return "–"
    return f"{ms / 1000:,.0f} s" if ms >= 100_000 else f"{ms / 1000:.3g} s"


def _cards(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    compared = sum(row["compared"] for row in report["parity"])
    differ = sum(row["null_mismatches"] + row["unequal"] for row in report["parity"])
    late, answers = (sum(row[name] for row in report["freshness"]) for name in ("late", "answers"))
    drifted = [row for row in report["drift"]["features"] if row["verdict"] == "drifted"]
    undecided = sum(row["verdict"] == "undecided" for row in report["drift"]["features"])
    failed = sum(sum(row["failed_by_rule"].values()) for row in report["quality"])
    return [
        ("values recomputed", f"{compared:,}", f"{differ:,} differ"),
        (
            ("answers in time", f"{1 - late / answers:.2%}" if answers else "–", f"{late:,} later than the objective")
            if report["freshness_judged"]
            else ("answers in time", "–", "a replay of history is held to no objective")
        ),
        (
            ("features drifted", f"{len(drifted)} of {len(report['drift']['features'])}", f"{undecided} undecided")
            if report["drift"]["features"]
            else ("features drifted", "–", "no reference was given")
        ),
        ("rows that failed a rule", f"{failed:,}", f"of {sum(row['rows'] for row in report['quality']):,} checked"),
    ]


def _plots(report: Mapping[str, Any]) -> dict[str, Any]:
    features = report["drift"]["features"]
    farthest = sorted(features, key=lambda row: -row["lower"])[:_FARTHEST_DRAWN]
    return {
        "parity": Markup(plots.parity_by_hour(report["parity"])) if report["parity"] else None,
        "lag": Markup(plots.lag_by_hour(report["freshness"])) if report["freshness"] else None,
        "distances": Markup(plots.distances(features, report["drift"]["tolerance"])) if features else None,
        "shares": [Markup(plots.shares(row)) for row in farthest],
    }
