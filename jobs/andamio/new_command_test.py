"""`andamio new` in a repository with a template of its own; those of the repository have their tests beside them."""

import json
from pathlib import Path

import pytest

from andamio.errors import UserError
from andamio.main import main

_HOOK = """import sys
if "{{ cookiecutter.toy }}" == "taken":
    sys.exit("templates/toy: jobs/taken is there already; choose another toy")
"""


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the template `toy`, its root the folder that one is in; cookiecutter keeps its own files in it."""
    root = tmp_path / "checkout"
    template = root / "templates" / "toy"
    rendered = template / "{{cookiecutter._staging}}"
    for folder in (root / "jobs" / "inner", root / "libs", template / "hooks", rendered):
        folder.mkdir(parents=True)
    (root / "pants.toml").touch()
    asked = {"toy": "robot", "owner": "nobody", "_staging": "jobs", "__prompts__": {"toy": "What it is called"}}
    (template / "cookiecutter.json").write_text(json.dumps(asked))
    (template / "hooks" / "pre_gen_project.py").write_text(_HOOK)
    (rendered / "{{cookiecutter.toy}}.txt").write_text("{{cookiecutter.toy}} of {{cookiecutter.owner}}")
    monkeypatch.chdir(root / "jobs" / "inner")
    monkeypatch.setenv("HOME", str(tmp_path))
    return root


def test_a_template_is_rendered_from_any_folder_of_the_checkout(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "toy", "doll", "owner=ada", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"template": "toy", "files": ["jobs/doll.txt"]}
    assert (repository / "jobs" / "doll.txt").read_text() == "doll of ada"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["toy", "taken"], "jobs/taken is there already; choose another toy"),
        (["car", "x"], "there is no template 'car'; there are toy"),
        (["toys", "x"], "there is no template 'toys' (is it toy?); there are toy"),
        (["toy"], "the toy has no name; write it as in andamio new toy robot"),
        (["toy", "owner=ada"], "the toy has no name; write it as in andamio new toy robot"),
        (["toy", "doll", "colour=red"], "template 'toy' does not ask colour; it asks owner, toy"),
        (["toy", "doll", "ownr=ada"], "template 'toy' does not ask ownr (is it owner?); it asks owner, toy"),
        (["toy", "doll", "ada"], "'ada' is not QUESTION=ANSWER; write it like owner=growth"),
        (["toy", "doll", "owner=ada", "owner=bob"], "owner is answered twice; leave one of the answers out"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(repository: Path, arguments: list[str], sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        main(["new", *arguments])
    assert str(refused.value) == sentence
    assert [path.name for path in (repository / "jobs").rglob("*") if path.is_file()] == []


def test_without_a_template_they_are_listed_with_what_they_ask(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new"]) == 0
    assert capsys.readouterr().out == "toy NAME\n  toy    What it is called (robot)\n  owner   (nobody)\n"
    assert main(["new", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"templates": {"toy": {"toy": "robot", "owner": "nobody"}}}


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["new", "--help"])
    assert stopped.value.code == 0
    assert "andamio new service velocity_check owner=payments-risk" in capsys.readouterr().out


def test_beside_a_checkout_the_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="in no checkout of this repository"):
        main(["new", "toy", "doll"])
