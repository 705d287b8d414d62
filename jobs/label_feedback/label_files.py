"""The folder of labels that the rollout controller reads: one file a run, whole or not at all, no label twice.

    <folder>/labels-<k>.ndjson    {"request_id": ..., "release": "r2", "score": 0.31, "label": true, "entity": ..., "review": false}

A line holds no customer: `entity` is the decision log's hash. `request_id` is there so that a later run knows what has
been labelled; the controller passes over it.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from label_feedback.predictions import Prediction


class LabelFiles:
    """Appends to the labels in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._labelled: set[tuple[str, str]] = set()
        for path in folder.glob("labels-*.ndjson"):
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    self._labelled.add((str(row.get("request_id")), str(row.get("release"))))

    def has(self, prediction: Prediction) -> bool:
        """Whether this release's score of this request is labelled, or was `write` said to."""
        return (prediction.request_id, prediction.release) in self._labelled

    def write(self, labelled: Iterable[tuple[Prediction, bool]], k_ms: int) -> int:
        """Write the labels that are not there yet, as of `k_ms`; returns how many. The file appears by rename."""
        lines = []
        for prediction, label in labelled:
            if self.has(prediction):
                continue
            self._labelled.add((prediction.request_id, prediction.release))
            row = {
                "request_id": prediction.request_id,
                "release": prediction.release,
                "score": prediction.score,
                "label": label,
                "entity": prediction.entity,
                "review": prediction.review,
            }
            lines.append(json.dumps(row, separators=(",", ":")) + "\n")
        if lines:
            path = self._folder / f"labels-{k_ms}.ndjson"
            number = 1
            while path.exists():
                number += 1
                path = self._folder / f"labels-{k_ms}-{number}.ndjson"
            partial = path.with_name(f".{path.name}.partial")
            partial.write_text("".join(lines), encoding="utf-8")
            partial.rename(path)
        return len(lines)
