"""Refuses a page that names what is not there: the target of a link, a path, or a module of this repository.

    python3 .ci/check_documents.py

Commands and their options are checked by tests/documented_commands_test.py. Runs on any Python 3, by the standard library.
"""

import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_HOUSES = ("libs/", "services/", "jobs/", "tests/", "infra/", "docs/", "rfcs/", "templates/", ".ci/")
_LINK = re.compile(r"\]\(([^)#\s]+)")
_CODE = re.compile(r"`([^`\n]+)`")
_WORD = re.compile(r"[\w./{}*<>$-]+")
_PLACEHOLDER = re.compile(r"[{}*<>$]|\.\.\.|YYYY")
_SOURCE = re.compile(r"[a-z][a-z_0-9/]*\.(?:py|sh)")


def missing(page: str, text: str, there: set[str], names: set[str]) -> Iterator[str]:
    """What the page names and is not there: `there` are files and folders, `names` those of files alone."""
    base = str(PurePosixPath(page).parent)
    for link in _LINK.findall(text):
        if "://" not in link and posixpath.normpath(posixpath.join(base, link)) not in there:
            yield link
    for code in _CODE.findall(text):
        for word in _WORD.findall(code):
            path = word.rstrip("./").removeprefix("./").partition(":")[0]
            if _PLACEHOLDER.search(path):
                continue
            if path.startswith(_HOUSES):
                if path not in there and path + ".py" not in there:
                    yield path
            elif _SOURCE.fullmatch(path) and not any(name.endswith("/" + path) for name in names):
                yield path


def main() -> int:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.splitlines()
    files = {file for file in listed if Path(file).exists()}
    there = files | {str(folder) for file in files for folder in PurePosixPath(file).parents}
    names = {"/" + file for file in files}
    # What a template renders is in another place, beside what is there already.
    pages = sorted(file for file in files if file.endswith(".md") and "{{" not in file)
    found = {page: sorted(set(missing(page, Path(page).read_text("utf-8"), there, names))) for page in pages}
    for page, absent in found.items():
        for each in absent:
            print(f"{page} names {each}, which is not there; correct the page")
    if any(found.values()):
        return 1
    print(f"{len(pages)} pages name what is there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
