"""Refuses answers that would not work, before a file is written: one sentence that names the answer and the fix."""

import json
import keyword
import re
import sys
from pathlib import Path

ANSWERS = json.loads(r'''{{ cookiecutter | tojson }}''')
# Cookiecutter runs hooks in the rendered folder, which stands in the repository's root.
ROOT = Path.cwd().parent
CATALOG = ROOT / "libs" / "andamio" / "catalog"


def refusal():
    """Why these answers are refused, None if they are not."""
    if not (ROOT / "pants.toml").is_file():
        return f"{ROOT} is not the repository's root: it has no pants.toml; change to the root and run this there"
    for question in ("model", "domain", "entity", "event"):
        answer = ANSWERS[question]
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", answer) or keyword.iskeyword(answer):
            return f"{question} {answer!r} is not a snake_case identifier; write it like 'chargeback_risk'"
    if not re.fullmatch(r"[a-z][a-z0-9-]*", ANSWERS["owner"]):
        return f"owner {ANSWERS['owner']!r} is not a team's name; write it like 'payments-risk'"
    if not re.fullmatch(r"[A-Z]{3}", ANSWERS["currency"]):
        return f"currency {ANSWERS['currency']!r} is not an ISO 4217 code; write it like 'GBP'"
    if not ANSWERS["description"].strip() or "\n" in ANSWERS["description"]:
        return "description is empty or has several lines; say in one sentence what the score means"
    if ANSWERS["entity"] in RESERVED:
        return f"entity {ANSWERS['entity']!r} is a column of every event; name what the events are about, like 'card'"
    return collision()


def collision():
    """What is there already; the answers decide the names of all that is rendered, and nothing is overwritten."""
    for kind, question, name in (
        ("contracts", "event", ANSWERS["event"]),
        ("views", "entity", ANSWERS["__view"]),
        ("services", "model", ANSWERS["model"]),
        ("models", "model", ANSWERS["model"]),
    ):
        for document in CATALOG.glob(f"*/{kind}/{name}.v*.yaml"):
            return f"{document.relative_to(ROOT)} is there already; choose another {question} than {ANSWERS[question]!r}"
    job = ROOT / "jobs" / f"train_{ANSWERS['model']}"
    if job.exists():
        return f"{job.relative_to(ROOT)} is there already; choose another model than {ANSWERS['model']!r}"
    return None


RESERVED = {
    "event_id",
    "tenant",
    "currency",
    "amount_minor",
    "event_time_ms",
    "known_at_ms",
    "sequence",
    "deleted",
    "position",
    "contract_version",
}

reason = refusal()
if reason is not None:
    sys.exit(f"templates/model: {reason}")
