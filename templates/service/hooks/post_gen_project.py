"""Moves what was rendered into the repository and says what comes next; pre_gen_project.py saw that nothing is there."""

import os
import re
import shutil
from pathlib import Path

STAGING = Path.cwd()
ROOT = STAGING.parent
RUNBOOKS = ROOT / "docs/runbooks/README.md"
ROW = "| [{{ cookiecutter.service }} fails, or is slow]({{ cookiecutter.__dashed }}.md) | {{ cookiecutter.owner }} |\n"


def main():
    for source in sorted(path for path in STAGING.rglob("*") if path.is_file()):
        target = ROOT / source.relative_to(STAGING)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".py":
            source.write_text(imports_in_order(source.read_text("utf-8")), "utf-8")
        shutil.move(source, target)
        print(target.relative_to(ROOT))
    shutil.rmtree(STAGING)
    if RUNBOOKS.is_file():
        rows = RUNBOOKS.read_text("utf-8")
        last = rows.rindex("| [", 0, rows.rindex("]("))  # the template of an incident review stays the last
        RUNBOOKS.write_text(rows[:last] + ROW + rows[last:], "utf-8")
    print("\nnext:")
    if "ANDAMIO_NEW" not in os.environ:  # `andamio new` does it
        print("  ./pants run libs/andamio/telemetry/slo:generate      rules and dashboard, from its slo.yaml")
    print(
        "  ./pants lint check test services/{{ cookiecutter.service }}::\n"
        "then ask your own question in services/{{ cookiecutter.service }}/app.py"
    )


def imports_in_order(text):
    """Blocks of `from x import y` lines by module, as isort has them: where our name stands depends on the name."""

    def in_order(block):
        return "".join(sorted(block[0].splitlines(keepends=True), key=lambda line: line.split()[1].lower()))

    return re.sub(r"(?:^from \S+ import [^(\n]+\n)+", in_order, text, flags=re.MULTILINE)


main()
