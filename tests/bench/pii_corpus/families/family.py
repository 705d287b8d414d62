"""One author's voice: templates of one kind of text, with names, streets and ways to write addresses of its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Everything here is by language (es, pt, en); lists of names are separated by spaces, of streets by bars."""

    name: str
    given: dict[str, str]
    surnames: dict[str, str]
    foreign: str
    """Whole names from elsewhere, which turn up in texts of any language; separated by bars."""
    streets: dict[str, str]
    addresses: dict[str, tuple[str, ...]]
    """How an address is written: {street} {n} a house number, {a} a small number, {city} and the markets' postcodes."""
    templates: dict[str, tuple[str, ...]]
    scanned: bool = False
    """Read by a scanner: spaces double, accents and a letter here and there are lost."""
