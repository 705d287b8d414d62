"""What came of a request that a release scored, once that is final."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MaturedLabel:
    """One label. It carries nothing of the customer but the hash that the decision log has."""

    release: str
    score: float
    """In [0, 1]."""
    label: bool
    request_id: str | None = None
    """None: of a writer that does not say; then nothing tells it from the same label once more."""
    entity: str | None = None
    review: bool | None = None
    """Whether the release would have sent it to review."""

    @classmethod
    def from_document(cls, row: Mapping[str, Any]) -> "MaturedLabel":
        """Raises `KeyError`, `TypeError` or `ValueError` for a row that breaks the format."""
        if not isinstance(row["label"], bool):
            raise ValueError("a label is true or false")
        score = float(row["score"])
        if not 0 <= score <= 1:
            raise ValueError("a score that is no probability was an error when it was given, and is none of a label")
        release = str(row["release"])
        request_id, entity = (None if row.get(name) is None else str(row[name]) for name in ("request_id", "entity"))
        if "\x00" in f"{release}{request_id}":
            raise ValueError("no database keeps a NUL in a text")
        return cls(release, score, row["label"], request_id, entity, row.get("review"))

    def to_text(self) -> str:
        """For the store."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "MaturedLabel":
        """What `to_text` wrote, or a line of a file of labels."""
        return cls.from_document(json.loads(text))
