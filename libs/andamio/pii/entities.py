"""What free text is searched for: the kinds of entity, where one was found, and which of two overlapping ones stands.

Standard library alone: this module and the recognizers also run in the Flink resolve.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Literal, get_args

Entity = Literal[
    "iban", "card", "email", "curp", "rfc", "cnpj", "cpf", "cuit", "nie", "dni", "rut", "phone", "address", "person"
]
ENTITIES: tuple[Entity, ...] = get_args(Entity)
# Of two that overlap the one whose format is harder to meet by chance stands: checksums before shapes before cues.
PRIORITY: dict[Entity, int] = {entity: rank for rank, entity in enumerate(ENTITIES)}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (half open) of a text are such an entity."""

    start: int
    end: int
    entity: Entity


_POSITION = attrgetter("start", "end", "entity")


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The spans that stand, by position: higher priority first, then longer, then earlier.

    An address that runs into something stronger ends before it, since where it ends is the least sure of it.
    """
    ordered = sorted(spans, key=_POSITION)
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    kept: list[Span] = []
    for span in sorted(ordered, key=lambda each: (PRIORITY[each.entity], each.start - each.end, each.start)):
        clash = [other for other in kept if span.start < other.end and other.start < span.end]
        if clash and span.entity == "address":
            first = min(clash)
            if first.start > span.start:
                kept.append(Span(span.start, first.start, span.entity))
        elif not clash:
            kept.append(span)
    return sorted(kept)
