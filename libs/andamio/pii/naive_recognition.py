"""What recognition means, in the plainest code: every recognizer at every character, then overlaps are settled.

For tests; `recognition.find` must give the same.
"""

import re

from andamio.pii.entities import Span, without_overlaps
from andamio.pii.numbered_entities import BOUNDARY, EMAIL, RECOGNIZERS
from andamio.pii.person_names import beside_others, person_names, with_repeats
from andamio.pii.postal_addresses import after_names, postal_addresses


def naive_find(text: str) -> list[Span]:
    """As `recognition.find`."""
    spans: list[Span] = []
    for recognizer in RECOGNIZERS:
        pattern = re.compile(BOUNDARY + recognizer.pattern)
        for position in range(len(text)):
            match = pattern.match(text, position)
            if match is not None:
                end = recognizer.validate(text, position, match.end())
                if end is not None:
                    spans.append(Span(position, end, recognizer.entity))
    spans += [Span(match.start(), match.end(), "email") for match in EMAIL.finditer(text)]
    names = list(person_names(text))
    addresses = after_names(text, list(postal_addresses(text)), names)
    others = [*addresses, *((span.start, span.end) for span in spans)]
    names = with_repeats(text, list(beside_others(text, names, others)))
    spans += [Span(start, end, "address") for start, end in addresses]
    spans += [Span(start, end, "person") for start, end in names]
    return without_overlaps(spans)
