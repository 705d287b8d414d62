"""Refuses answers that would not work, before a file is written: one sentence that names the answer and the fix."""

import json
import keyword
import re
import sys
from pathlib import Path

import yaml

ANSWERS = json.loads(r'''{{ cookiecutter | tojson }}''')
# Cookiecutter runs hooks in the rendered folder, which stands in the repository's root.
ROOT = Path.cwd().parent
CATALOG = ROOT / "libs" / "andamio" / "catalog"


def refusal():
    """Why these answers are refused, None if they are not."""
    if not (ROOT / "pants.toml").is_file():
        return f"{ROOT} is not the repository's root: it has no pants.toml; change to the root and run this there"
    for question in ("service", "key"):
        answer = ANSWERS[question]
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", answer) or keyword.iskeyword(answer) or len(answer) > 32:
            return f"{question} {answer!r} is not a snake_case identifier of up to 32; write it like 'velocity_check'"
    if not re.fullmatch(r"[a-z][a-z0-9-]*", ANSWERS["owner"]):
        return f"owner {ANSWERS['owner']!r} is not a team's name; write it like 'payments-risk'"
    if not ANSWERS["description"].strip() or "\n" in ANSWERS["description"]:
        return "description is empty or has several lines; say in one sentence what the service answers"
    return collision() or unknown()


def collision():
    """What is there already; a service's name is a package beside those of all houses, and nothing is overwritten."""
    name = ANSWERS["service"]
    places = [ROOT / house / name for house in ("services", "jobs", "libs", "infra")]
    places.append(ROOT / "docs" / "runbooks" / f"{ANSWERS['__dashed']}.md")
    for place in places:
        if place.exists():
            return f"{place.relative_to(ROOT)} is there already; choose another service than {name!r}"
    if name in sys.stdlib_module_names or name in ("andamio", "tests"):
        return f"service {name!r} is the name of another package; choose another"
    return None


def unknown():
    """What the catalog does not have."""
    services = {f"{each['name']}@{each['version']}": each for each in documents("services")}
    asked = ANSWERS["feature_service"]
    if asked not in services:
        return f"there is no feature service {asked!r} in the catalog; choose from {', '.join(sorted(services))}"
    views = {f"{each['name']}@{each['version']}": each for each in documents("views")}
    read = [views[view] for view in services[asked]["views"]]
    features = {f"{view['name']}__{feature['name']}": view for view in read for feature in view["features"]}
    feature = ANSWERS["feature"]
    if feature not in features:
        return f"feature {feature!r} is not in {asked}; choose from {', '.join(sorted(features))}"
    key = features[feature]["key_column"]
    if ANSWERS["key"] != key:
        return f"key {ANSWERS['key']!r} is not the key of {feature}; answer key={key}"
    return None


def documents(kind):
    """The catalog's documents of a kind."""
    return [yaml.safe_load(path.read_text("utf-8")) for path in sorted(CATALOG.glob(f"*/{kind}/*.yaml"))]


reason = refusal()
if reason is not None:
    sys.exit(f"templates/service: {reason}")
