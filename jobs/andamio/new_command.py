"""`andamio new TEMPLATE NAME [QUESTION=ANSWER ...]`: what a team begins with, rendered into the repository by cookiecutter.

A template is a folder of `templates/` with a `cookiecutter.json`; the question that is called like the template is its
name. What is not answered keeps the template's default. The template's own hooks refuse wrong answers and names that are
taken, before a file is written; their sentence is passed on.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import cookiecutter

from andamio.errors import UserError

_EXAMPLES = """examples:
  andamio new model churn owner=growth entity=customer event=plan_renewed
  andamio new model chargeback_risk --json
"""


def add_commands(groups: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the group `new`."""
    new = groups.add_parser(
        "new",
        help="scaffold a model of your own from a template",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    new.add_argument("template", help="a folder of templates/, such as model")
    new.add_argument("name", help="what it is called, snake_case")
    # With a default, or argparse would call the answers required when a name is missing.
    new.add_argument(
        "answers", nargs="*", default=[], metavar="QUESTION=ANSWER", help="what not to leave at the template's default"
    )
    new.add_argument("--json", action="store_true", help="print the new files as one JSON document")
    new.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    root = _repository(Path.cwd())
    answers = {options.template: options.name, **_answers(options.answers)}
    template = _template(root, options.template, set(answers))
    before = _files(root)
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    # In a process of its own: cookiecutter speaks and keeps answers for replay, and its hooks write past Python's streams.
    rendered = subprocess.run(
        [sys.executable, "-m", cookiecutter.__name__, "--no-input", "--overwrite-if-exists"]
        + ["--output-dir", str(root), str(template)]
        + [f"{question}={answer}" for question, answer in answers.items()],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if rendered.returncode != 0:
        raise UserError(_reason(rendered.stderr, options.template))
    if options.json:
        print(json.dumps({"template": options.template, "files": sorted(_files(root) - before)}))
    else:
        print(rendered.stdout, end="")
    return 0


def _repository(here: Path) -> Path:
    for folder in (here, *here.parents):
        if (folder / "pants.toml").is_file() and (folder / "templates").is_dir():
            return folder
    raise UserError(f"{here} is in no checkout of this repository, which has pants.toml and templates/; change to one")


def _answers(given: list[str]) -> dict[str, str]:
    answers = {}
    for each in given:
        question, separator, answer = each.partition("=")
        if not separator:
            raise UserError(f"{each!r} is not QUESTION=ANSWER; write it like owner=growth")
        answers[question] = answer
    return answers


def _template(root: Path, name: str, answered: set[str]) -> Path:
    known = {path.parent.name: path.parent for path in root.glob("templates/*/cookiecutter.json")}
    if name not in known:
        raise UserError(f"there is no template {name!r}; there are {', '.join(sorted(known))}")
    document = json.loads((known[name] / "cookiecutter.json").read_text(encoding="utf-8"))
    questions = {each for each in document if not each.startswith("_")}
    if unknown := sorted(answered - questions):
        raise UserError(f"template {name!r} does not ask {', '.join(unknown)}; it asks {', '.join(sorted(questions))}")
    return known[name]


def _reason(stderr: str, template: str) -> str:
    prefix = f"templates/{template}: "
    for line in stderr.splitlines():
        if line.startswith(prefix):
            return line.removeprefix(prefix)
    return (
        f"template {template!r} could not be rendered: {(stderr.strip().splitlines() or ['no reason was given'])[-1]}"
    )


def _files(root: Path) -> set[str]:
    """What the repository holds where templates write."""
    folders = (root / "libs" / "andamio" / "catalog", root / "jobs")
    return {path.relative_to(root).as_posix() for each in folders for path in each.rglob("*") if path.is_file()}
