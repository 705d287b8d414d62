"""Moves what was rendered into the repository and says what comes next; pre_gen_project.py saw that nothing is there."""

import os
import shutil
from pathlib import Path

STAGING = Path.cwd()
ROOT = STAGING.parent
ENTITY = Path("libs/andamio/catalog/{{ cookiecutter.domain }}/entities/{{ cookiecutter.entity }}.v1.yaml")


def main():
    """An entity that some domain defines already is used as it is there."""
    if list((ROOT / "libs/andamio/catalog").glob("*/entities/{{ cookiecutter.entity }}.v*.yaml")):
        (STAGING / ENTITY).unlink()
    for source in sorted(path for path in STAGING.rglob("*") if path.is_file()):
        target = ROOT / source.relative_to(STAGING)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
        print(target.relative_to(ROOT))
    shutil.rmtree(STAGING)
    print("\nnext:")
    if "ANDAMIO_NEW" not in os.environ:  # `andamio new` does it
        print("  ./pants run libs/andamio/catalog:generate      what is compiled from the new contract")
    print(
        "  ./pants test jobs/train_{{ cookiecutter.model }}:: libs/andamio/catalog::\n"
        "then write your own question into jobs/train_{{ cookiecutter.model }}/labels.py"
    )


main()
