"""Free text without the personal data in it: for log messages, exception texts and span attributes.

    scrub("card 4111 1111 1111 1111 refused")    "card [card] refused"

Standard library alone, so that telemetry has it in every resolve. It finds what `recognition` finds: see the README for
how much that is. A field that holds personal data by contract is not scrubbed but hidden whole (`treatment`).
"""

from andamio.pii.entities import Entity, Span
from andamio.pii.recognition import find


def scrub(text: str) -> str:
    """`text` with each entity that was found replaced by its kind in brackets."""
    return redact_text(text, find(text))


def redact_text(text: str, spans: list[Span] | None = None, kinds: frozenset[Entity] | None = None) -> str:
    """`text` with the given spans (default: those found; of `kinds` alone if given) replaced by their kind."""
    found = find(text) if spans is None else spans
    if not found:
        return text
    pieces: list[str] = []
    last = 0
    for span in found:
        if kinds is None or span.entity in kinds:
            pieces += (text[last : span.start], f"[{span.entity}]")
            last = span.end
    pieces.append(text[last:])
    return "".join(pieces)
