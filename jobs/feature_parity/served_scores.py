"""Scores that were served: computed again by the release's package (graph, then calibrator) from the logged inputs.

Training measured and promised what the same two steps give, so equal bits here mean that serving scores as training did.
A release with a planted fault is left out: it goes wrong on purpose.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from andamio.errors import UserError
from andamio.models.errors import ModelError
from andamio.models.package import ModelPackage, load_package
from andamio.models.scoring import OnnxScorer, input_vector, to_matrix
from andamio.rollout.errors import InvalidDocument
from andamio.rollout.release import load_release
from feature_parity.comparison import Comparison


@dataclass(frozen=True, slots=True)
class _Model:
    package: ModelPackage
    scorer: OnnxScorer


class Releases:
    """The models behind release documents in a folder, each loaded once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._models: dict[str, _Model | None] = {}

    def model(self, release_id: str) -> _Model | None:
        """None for a release that goes wrong on purpose. Raises `UserError` for one that is not there or not whole."""
        if release_id not in self._models:
            try:
                release = load_release(self._folder, release_id)
                if release.fault is not None:
                    self._models[release_id] = None
                else:
                    package = load_package(release.package)
                    self._models[release_id] = _Model(package, OnnxScorer(package, threads=release.threads))
            except (InvalidDocument, ModelError) as error:
                raise UserError(f"release {release_id} of the decision log: {error}; correct --releases") from None
        return self._models[release_id]


def compare_scores(decisions: Iterable[Mapping[str, Any]], releases: Releases, comparison: Comparison) -> Iterator[str]:
    """Compare every score of the log, answers and shadow runs alike; yields the release of each that was compared.

    Row by row: a run of several rows may round another way than the single ones that it is made of.
    """
    for decision in decisions:
        features = decision.get("features") or {}
        if not features.get("values"):
            continue
        for execution in (decision["primary"], decision.get("shadow")):
            if execution is None or execution["outcome"] != "ok":
                continue
            model = releases.model(execution["release"])
            if model is None:
                continue
            inputs = input_vector(model.package, decision["request"], features["values"])
            expected = float(model.scorer.score(to_matrix([inputs]))[0])
            where = (execution["release"], decision["tenant"], decision["customer"], int(features["as_of_ms"]))
            comparison.value(where, "score", float(np.float32(execution["score"])), expected)
            yield execution["release"]
