"""`andamio new TEMPLATE NAME [QUESTION=ANSWER ...]`: what a team begins with, rendered into the repository by cookiecutter.

A template is a folder of `templates/` with a `cookiecutter.json`; the question that is called like the template is its
name. What is not answered keeps the template's default. The template's own hooks refuse wrong answers and names that are
taken, before a file is written; their sentence is passed on. What is generated from the new documents is generated.
"""

import argparse
import contextlib
import difflib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cookiecutter

from andamio.errors import AndamioError, UserError

_EXAMPLES = """examples:
  andamio new                                   the templates, and what each asks
  andamio new model churn owner=growth entity=customer event=plan_renewed
  andamio new service velocity_check owner=payments-risk
  andamio new service refund_check feature=customer_reversals__reversed_amount_sum_90d --json
"""
_CATALOG = Path("libs/andamio/catalog")
# Where templates write.
_FOLDERS = (_CATALOG, Path("jobs"), Path("services"), Path("docs/runbooks"), Path("infra/observability"))


@dataclass(frozen=True, slots=True)
class Template:
    """A folder of templates/."""

    folder: Path
    questions: dict[str, str]
    """Question to default; that of its own name is first."""
    prompts: dict[str, str]

    @property
    def name(self) -> str:
        return self.folder.name

    def lines(self) -> list[str]:
        """What it asks, for a person."""
        width = max(map(len, self.questions))
        return [
            f"{self.name} NAME",
            *(f"  {each:{width}}  {self.prompts.get(each, '')} ({self.questions[each]})" for each in self.questions),
        ]


def add_commands(groups: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the group `new`."""
    new = groups.add_parser(
        "new",
        help="scaffold a model or a service of your own from a template",
        description=(__doc__ or "").partition("\n")[0],
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    new.add_argument("template", nargs="?", help="a folder of templates/, such as model; without it they are listed")
    new.add_argument("name", nargs="?", help="what it is called, snake_case")
    # With a default, or argparse would call the answers required when a name is missing.
    new.add_argument(
        "answers", nargs="*", default=[], metavar="QUESTION=ANSWER", help="what not to leave at the template's default"
    )
    new.add_argument("--json", action="store_true", help="print the new files as one JSON document")
    new.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    root = _repository(Path.cwd())
    templates = _templates(root)
    if options.template is None:
        if options.json:
            print(json.dumps({"templates": {each.name: each.questions for each in templates.values()}}))
        else:
            print("\n".join(line for each in templates.values() for line in (*each.lines(), "")), end="")
        return 0
    template = _known(templates, options.template)
    if options.name is None or "=" in options.name:
        raise UserError(
            f"the {template.name} has no name; write it as in andamio new {template.name} "
            f"{template.questions[template.name]}"
        )
    answers = {template.name: options.name, **_answers(template, options.answers)}
    before = _files(root)
    said = _rendered(root, template, answers)
    _generate(root, _files(root) - before)
    created = sorted(_files(root) - before)
    if options.json:
        print(json.dumps({"template": template.name, "files": created}))
    else:
        print("\n".join(created))
        print(said[said.find("\nnext:") :] if "\nnext:" in said else "", end="")
    return 0


def _repository(here: Path) -> Path:
    for folder in (here, *here.parents):
        if (folder / "pants.toml").is_file() and (folder / "templates").is_dir():
            return folder
    raise UserError(f"{here} is in no checkout of this repository, which has pants.toml and templates/; change to one")


def _templates(root: Path) -> dict[str, Template]:
    found = {}
    for path in sorted(root.glob("templates/*/cookiecutter.json")):
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        questions = {name: str(default) for name, default in document.items() if not name.startswith("_")}
        found[path.parent.name] = Template(path.parent, questions, document.get("__prompts__", {}))
    return found


def _known(templates: dict[str, Template], name: str) -> Template:
    if name not in templates:
        raise UserError(f"there is no template {name!r}{_near(name, templates)}; there are {', '.join(templates)}")
    return templates[name]


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f" (is it {near[0]}?)" if near else ""


def _answers(template: Template, given: list[str]) -> dict[str, str]:
    answers = {}
    for each in given:
        question, separator, answer = each.partition("=")
        if not separator:
            raise UserError(f"{each!r} is not QUESTION=ANSWER; write it like owner=growth")
        if question not in template.questions:
            raise UserError(
                f"template {template.name!r} does not ask {question}{_near(question, template.questions)}; it asks "
                f"{', '.join(sorted(template.questions))}"
            )
        if question in answers or question == template.name:
            raise UserError(f"{question} is answered twice; leave one of the answers out")
        answers[question] = answer
    return answers


def _rendered(root: Path, template: Template, answers: dict[str, str]) -> str:
    """What the template's hooks say; raises `UserError` with their sentence if they refuse."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    # In a process of its own: cookiecutter speaks and keeps answers for replay, and its hooks write past Python's streams.
    rendered = subprocess.run(
        [sys.executable, "-m", cookiecutter.__name__, "--no-input", "--overwrite-if-exists"]
        + ["--output-dir", str(root), str(template.folder)]
        + [f"{question}={answer}" for question, answer in answers.items()],
        cwd=root,
        # Hooks leave out of what comes next that which is generated here.
        env={**os.environ, "PYTHONPATH": path, "ANDAMIO_NEW": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if rendered.returncode != 0:
        raise UserError(_reason(rendered.stderr, template.name))
    return rendered.stdout


def _reason(stderr: str, template: str) -> str:
    prefix = f"templates/{template}: "
    for line in stderr.splitlines():
        if line.startswith(prefix):
            return line.removeprefix(prefix)
    return (
        f"template {template!r} could not be rendered: {(stderr.strip().splitlines() or ['no reason was given'])[-1]}"
    )


def _generate(root: Path, created: set[str]) -> None:
    """Bring what is generated from new documents up to date; what cannot be is said, and is no reason to take them back."""
    # Only now: who asks the catalog something need not wait for it.
    from andamio.catalog import generate as catalog_files
    from andamio.telemetry.slo import generate as objectives

    catalog = ["--catalog", str(root / _CATALOG), "--out", str(root / catalog_files.DEFAULT_OUT)]
    for prefix, generate, arguments, command in (
        (f"{_CATALOG}/", catalog_files.main, catalog, catalog_files.COMMAND),
        ("services/", objectives.main, ["--root", str(root)], objectives.COMMAND),
    ):
        if any(file.startswith(prefix) for file in created):
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    generate(arguments)
            except AndamioError as error:
                print(f"andamio: not generated: {error}; then run {command}", file=sys.stderr)


def _files(root: Path) -> set[str]:
    """What the repository holds where templates write."""
    found = (path for folder in _FOLDERS for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix() for path in found if path.suffix != ".pyc"}
