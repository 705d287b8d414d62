"""Several views' compiled plans as one job, in which each view's operators keep their ids for ever.

Flink finds the state of an operator by an id that it derives from the number of the plan's node. Planned as a whole, a
job numbers its nodes through, and one more view moves all that follow. So each view is compiled by itself, its nodes are
numbered from its slot on, and the plans are put together as Flink's own JSON.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# More nodes than a view can have: about twelve, and six a hop.
_NODES_OF_A_SLOT = 10_000


def relocated(plan: Mapping[str, Any], slot: int) -> dict[str, Any]:
    """A view's compiled plan with the node numbers of its slot."""
    # Flink numbers on from plan to plan.
    offset = slot * _NODES_OF_A_SLOT + 1 - min(node["id"] for node in plan["nodes"])
    nodes = [{**node, "id": node["id"] + offset} for node in plan["nodes"]]
    edges = [{**edge, "source": edge["source"] + offset, "target": edge["target"] + offset} for edge in plan["edges"]]
    return {**plan, "nodes": nodes, "edges": edges}


def combined(plans: list[dict[str, Any]]) -> str:
    """Relocated plans as the JSON of one."""
    return json.dumps(
        {
            "flinkVersion": plans[0]["flinkVersion"],
            "nodes": [node for plan in plans for node in plan["nodes"]],
            "edges": [edge for plan in plans for edge in plan["edges"]],
        }
    )


def fingerprint(plan: Mapping[str, Any]) -> str:
    """Of what state depends on: the operators, their states and types, and how they hang together."""
    nodes = [[node["id"], node["type"], node.get("state"), node.get("outputType")] for node in plan["nodes"]]
    edges = [[edge["source"], edge["target"]] for edge in plan["edges"]]
    first = min(node["id"] for node in plan["nodes"])
    text = json.dumps([plan["flinkVersion"], first % _NODES_OF_A_SLOT, nodes, edges], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
