from typing import Any

from stream_features.stable_plan import combined, fingerprint, relocated


def plan(first: int, kinds: str = "scan over sink") -> dict[str, Any]:
    """A chain of nodes, as Flink numbers them: on from the plan before."""
    ids = range(first, first + len(kinds.split()))
    nodes = [{"id": n, "type": kind, "outputType": "ROW<`a` INT>"} for n, kind in zip(ids, kinds.split())]
    return {"flinkVersion": "2.3", "nodes": nodes, "edges": [{"source": n, "target": n + 1} for n in ids[:-1]]}


def test_a_view_s_nodes_have_their_numbers_from_its_slot_alone() -> None:
    assert relocated(plan(1), 2) == relocated(plan(37), 2)
    assert [node["id"] for node in relocated(plan(37), 2)["nodes"]] == [20_001, 20_002, 20_003]
    assert relocated(plan(37), 2)["edges"][0] == {"source": 20_001, "target": 20_002}


def test_plans_are_put_together_as_one() -> None:
    assert '"id": 1,' in combined([relocated(plan(1), 0), relocated(plan(4), 1)])
    assert combined([relocated(plan(1), 0), relocated(plan(4), 1)]).count('"edges"') == 1


def test_the_fingerprint_is_that_of_operators_and_types_wherever_the_view_stands() -> None:
    assert fingerprint(relocated(plan(1), 0)) != fingerprint(relocated(plan(1, "scan rank sink"), 0))
    assert fingerprint(relocated(plan(1), 0)) == fingerprint(relocated(plan(9), 0))
    other = plan(1)
    other["nodes"][1]["outputType"] = "ROW<`a` BIGINT>"
    assert fingerprint(relocated(plan(1), 0)) != fingerprint(relocated(other, 0))
