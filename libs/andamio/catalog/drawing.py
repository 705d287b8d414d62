"""The lineage as a picture: SVG drawn here, without a layout program, or text for Mermaid and Graphviz.

One column a kind, in the order of the flow; within a column, documents stand near the mean height of what they read.
"""

from html import escape

from andamio.catalog.definitions import Catalog
from andamio.catalog.inventory import rows
from andamio.catalog.lineage import KINDS, Item, Kind, Lineage

_TITLES: dict[Kind, str] = {
    "contract": "contracts (events)",
    "view": "feature views",
    "service": "feature services",
    "model": "models",
}
# Fill and line a kind: light enough for black text, told apart without colour by their columns.
_COLOURS: dict[Kind, tuple[str, str]] = {
    "contract": ("#e8f1fb", "#2f6fb0"),
    "view": ("#eaf6ea", "#3a8a3a"),
    "service": ("#fdf3e0", "#b07a1e"),
    "model": ("#f4e9f7", "#8a4a9c"),
}
_BOX, _GAP, _LINE, _MARGIN = (264, 84), (64, 22), 18, 24
_HEAD = 34
# Of the sans-serif at 13 px: what fits in a box, so that a long id is cut rather than drawn over its neighbour.
_CHARACTERS = 40


def mermaid(graph: Lineage) -> str:
    """As a Mermaid flowchart, which GitHub shows in Markdown."""
    names = {item: f"n{number}" for number, item in enumerate(graph.items)}
    lines = ["flowchart LR"]
    for kind in KINDS:
        lines.append(f"  subgraph {kind}s [{_TITLES[kind]}]")
        lines += [f'    {names[item]}["{item.id}"]' for item in graph.items if item.kind == kind]
        lines.append("  end")
    lines += [f"  {names[read]} --> {names[reader]}" for read, reader in graph.edges]
    return "\n".join(lines) + "\n"


def dot(graph: Lineage) -> str:
    """In Graphviz' language."""
    lines = ["digraph catalog {", "  rankdir=LR; node [shape=box, style=filled];"]
    for kind in KINDS:
        members = " ".join(f'"{kind}/{item.id}" [label="{item.id}"];' for item in graph.items if item.kind == kind)
        lines.append(f'  {{ rank=same; node [fillcolor="{_COLOURS[kind][0]}"]; {members} }}')
    lines += [f'  "{read.kind}/{read.id}" -> "{reader.kind}/{reader.id}";' for read, reader in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def svg(catalog: Catalog, graph: Lineage) -> str:
    """As a picture that a browser opens, with each document's owner, objectives and PII classes."""
    places = _places(graph)
    width = len(KINDS) * _BOX[0] + (len(KINDS) - 1) * _GAP[0] + 2 * _MARGIN
    height = max((y for _, y in places.values()), default=0) + _BOX[1] + _MARGIN
    facts = {(row["kind"], row["id"]): row for row in rows(catalog)}
    body = [_edge(places[read], places[reader]) for read, reader in graph.edges]
    for column, kind in enumerate(KINDS):
        x = _MARGIN + column * (_BOX[0] + _GAP[0])
        body.append(f'<text x="{x}" y="{_MARGIN}" class="head">{_TITLES[kind]}</text>')
    for item, (x, y) in places.items():
        row = facts[item.kind, item.id]
        objectives = [
            *([f"fresh within {row['freshness']}"] if row["freshness"] else []),
            *([f"available {row['availability'] * 100:.6g}%"] if row["availability"] else []),
        ]
        pii = "PII: " + (", ".join(row["pii"]).replace("_", " ") or "none")
        texts = (item.id, row["owner"], pii, ", ".join(objectives))
        body.append(_box(item.kind, x, y, texts))
    style = (
        "text{font:12px sans-serif;fill:#333}.head{font:600 13px sans-serif;fill:#555}"
        ".name{font:600 13px sans-serif;fill:#111}path{fill:none;stroke:#999;stroke-width:1.4}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title>Lineage of the catalog</title><style>{style}</style><rect width="100%" height="100%" fill="#fff"/>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" style="fill:#999;stroke:none"/></marker></defs>'
        + "\n".join(["", *body, "</svg>", ""])
    )


def _places(graph: Lineage) -> dict[Item, tuple[int, int]]:
    places: dict[Item, tuple[int, int]] = {}
    for column, kind in enumerate(KINDS):
        members = [item for item in graph.items if item.kind == kind]
        heights = {
            item: [places[read][1] for read, reader in graph.edges if reader == item and read in places]
            for item in members
        }
        members.sort(key=lambda item: (sum(heights[item]) / len(heights[item]) if heights[item] else 0, item.id))
        x = _MARGIN + column * (_BOX[0] + _GAP[0])
        for row, item in enumerate(members):
            places[item] = (x, _MARGIN + _HEAD // 2 + row * (_BOX[1] + _GAP[1]))
    return places


def _edge(start: tuple[int, int], end: tuple[int, int]) -> str:
    x0, y0 = start[0] + _BOX[0], start[1] + _BOX[1] // 2
    x1, y1 = end[0] - 2, end[1] + _BOX[1] // 2
    columns = (end[0] - start[0]) // (_BOX[0] + _GAP[0])
    if columns > 1:
        # Over the columns between, in the gap below their boxes: a line through a box would look like its own.
        lane = start[1] + _BOX[1] + _GAP[1] // 2
        first, last = x0 + _GAP[0] // 2, x1 - _GAP[0] // 2
        return (
            f'<path d="M{x0},{y0} C{first},{y0} {first},{lane} {x0 + _GAP[0]},{lane} L{x1 - _GAP[0]},{lane} '
            f'C{last},{lane} {last},{y1} {x1},{y1}" stroke-dasharray="5 4" marker-end="url(#tip)"/>'
        )
    middle = (x0 + x1) // 2
    return f'<path d="M{x0},{y0} C{middle},{y0} {middle},{y1} {x1},{y1}" marker-end="url(#tip)"/>'


def _box(kind: Kind, x: int, y: int, texts: tuple[str, ...]) -> str:
    fill, line = _COLOURS[kind]
    lines = "".join(
        f'<text x="{x + 10}" y="{y + 20 + number * _LINE}"{" class=" + chr(34) + "name" + chr(34) if number == 0 else ""}>'
        f"{escape(text if len(text) <= _CHARACTERS else text[: _CHARACTERS - 1] + '…')}</text>"
        for number, text in enumerate(texts)
    )
    box = f'<rect x="{x}" y="{y}" width="{_BOX[0]}" height="{_BOX[1]}" rx="5" fill="{fill}" stroke="{line}"/>'
    return f"<g>{box}{lines}</g>"
