"""Contract of the deploy plan: everything selected is in it once, and its chain leads back to a changed file."""

from deploy_plan.graph import Target, forces_everything, parse_targets, plan, render

_GRAPH = {
    t.address: t
    for t in (
        Target("libs/tiles.py", "python_source", (), ()),
        Target("libs/store.py", "python_source", (), ("libs/tiles.py",)),
        Target("services/api/main.py", "python_source", (), ("libs/store.py",)),
        Target("services/api:bin", "pex_binary", ("deployable",), ("services/api/main.py",)),
        Target("jobs/other:bin", "pex_binary", ("deployable",), ()),
        Target("libs/tiles_test.py", "python_test", (), ("libs/tiles.py",)),
    )
}
_ROOTS = {"libs/tiles.py": "libs/tiles.py"}
_SELECTED = ["libs/tiles.py", "libs/store.py", "services/api/main.py", "services/api:bin", "libs/tiles_test.py"]


def test_a_lib_change_deploys_only_what_depends_on_it_and_says_by_which_chain() -> None:
    entries = plan(_GRAPH, _ROOTS, _SELECTED)
    assert [(entry.action, entry.address) for entry in entries] == [
        ("deploy", "services/api:bin"),
        ("test", "libs/tiles_test.py"),
    ]
    assert entries[0].why == ("libs/tiles.py", "libs/store.py", "services/api/main.py", "services/api:bin")


def test_a_changed_test_is_its_own_reason() -> None:
    (entry,) = plan(_GRAPH, {"libs/tiles_test.py": "libs/tiles_test.py"}, ["libs/tiles_test.py"])
    assert entry.why == ("libs/tiles_test.py",)


def test_a_change_of_the_build_itself_plans_everything() -> None:
    cause = forces_everything(["docs/index.md", "pants.toml"])
    assert cause == "pants.toml"
    assert {entry.address for entry in plan(_GRAPH, {}, [], cause)} == {
        "services/api:bin",
        "jobs/other:bin",
        "libs/tiles_test.py",
    }


def test_a_change_of_documents_plans_nothing_and_says_so() -> None:
    assert forces_everything(["docs/index.md"]) is None
    assert render(plan(_GRAPH, {}, []), "main") == "since main: nothing to test, nothing to deploy\n"


def test_targets_are_read_from_peek() -> None:
    row = {"address": "a:b", "target_type": "pex_binary", "tags": ["deployable"], "dependencies": ["c"], "other": 1}
    assert parse_targets([row]) == {"a:b": Target("a:b", "pex_binary", ("deployable",), ("c",))}
