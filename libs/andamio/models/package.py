"""The model package: weights, input and output contract, threshold and golden set under one digest.

    <directory>/model.onnx      input "features" float32 [N, inputs], output "score" float32 [N] in [0, 1]
    <directory>/golden.json     {"tolerance": 1e-05, "rows": [{"inputs": [1200, null, ...], "score": 0.25}, ...]}
    <directory>/manifest.json   what the model is and was made from, the digest of each file, and `digest`: the
                                SHA-256 of the canonical manifest without its digest, so of everything

Canonical JSON: keys sorted, no spaces, UTF-8, no NaN. A package is written once and never changed; loading
verifies every digest. A null input stands for "no value" and reaches the model as NaN.
"""

import hashlib
import json
import math
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from andamio.models.errors import InvalidPackage

FORMAT = 1
MODEL_FILE = "model.onnx"
GOLDEN_FILE = "golden.json"
MANIFEST_FILE = "manifest.json"
_REBUILD = "write the package again with write_package, a package is never edited"


@dataclass(frozen=True, slots=True)
class GoldenRow:
    """One input vector and the score that the training process got for it."""

    inputs: tuple[float | None, ...]
    score: float


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """Inputs with expected outputs: a model that does not reproduce them is not the model that was trained."""

    tolerance: float
    """Largest absolute difference of a score that still passes."""
    rows: tuple[GoldenRow, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the model is and what it was made from."""

    model: str
    """Name, such as "reversal_risk"."""
    inputs: tuple[str, ...]
    """Names of the input vector, in order: the request fields, then the features of the feature service."""
    feature_service: str
    """"name@version" of the feature service whose values follow the request fields."""
    request_fields: tuple[str, ...]
    threshold: float
    """A score at or above it is decided "review"."""
    training_run_id: str
    data_fingerprint: str
    code_version: str

    def __post_init__(self) -> None:
        if self.inputs[: len(self.request_fields)] != self.request_fields:
            raise ValueError("inputs must begin with the request fields, in their order")
        if len(set(self.inputs)) != len(self.inputs) or not self.inputs:
            raise ValueError("inputs must be names, each once")
        if not 0 <= self.threshold <= 1:
            raise ValueError(f"threshold must be between 0 and 1, not {self.threshold}")

    @property
    def features(self) -> tuple[str, ...]:
        """The inputs that come from the feature service, in order."""
        return self.inputs[len(self.request_fields) :]


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A verified package on disk."""

    path: Path
    manifest: Manifest
    golden: GoldenSet
    digest: str

    @property
    def model_file(self) -> Path:
        return self.path / MODEL_FILE


def write_package(
    directory: Path, *, onnx_bytes: bytes, manifest: Manifest, golden_rows: Sequence[GoldenRow], tolerance: float = 1e-5
) -> ModelPackage:
    """Write a package to `directory`, which must not exist, and load it back.

    The folder appears whole, by rename. Raises `InvalidPackage` for golden rows that do not fit the inputs, and
    for a folder that is already there.
    """
    if directory.exists():
        raise InvalidPackage(directory, "is already there", "choose a new folder, a package is never overwritten")
    golden = GoldenSet(tolerance, tuple(golden_rows))
    _require_golden(golden, manifest, directory / GOLDEN_FILE)
    partial = directory.with_name(f".{directory.name}.partial-{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    files = {MODEL_FILE: onnx_bytes, GOLDEN_FILE: canonical_json(asdict(golden))}
    for name, content in files.items():
        (partial / name).write_bytes(content)
    document = {
        "format": FORMAT,
        **asdict(manifest),
        "files": {name: _sha256(content) for name, content in files.items()},
    }
    document["digest"] = _sha256(canonical_json(document))
    (partial / MANIFEST_FILE).write_bytes(canonical_json(document))
    partial.rename(directory)
    return load_package(directory)


def load_package(path: Path) -> ModelPackage:
    """The package at `path`, every digest verified; raises `InvalidPackage` naming the file and the fix."""
    manifest_file = path / MANIFEST_FILE
    document = _json_object(manifest_file)
    if document.get("format") != FORMAT:
        raise InvalidPackage(manifest_file, f"has format {document.get('format')!r}, not {FORMAT}", _REBUILD)
    digest = document.pop("digest", None)
    actual = _sha256(canonical_json(document))
    if digest != actual:
        raise InvalidPackage(manifest_file, f"has digest {actual}, but says {digest}", _REBUILD)
    files = document.get("files")
    if not isinstance(files, dict) or set(files) != {MODEL_FILE, GOLDEN_FILE}:
        raise InvalidPackage(manifest_file, f"must list exactly {MODEL_FILE} and {GOLDEN_FILE}", _REBUILD)
    for name, expected in files.items():
        found = _sha256(_read(path / name))
        if found != expected:
            raise InvalidPackage(path / name, f"has digest {found}, but the manifest says {expected}", _REBUILD)
    try:
        manifest = _manifest(document)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidPackage(manifest_file, f"breaks the format ({error})", _REBUILD) from None
    try:
        golden = _golden(_json_object(path / GOLDEN_FILE))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidPackage(path / GOLDEN_FILE, f"breaks the format ({error})", _REBUILD) from None
    _require_golden(golden, manifest, path / GOLDEN_FILE)
    return ModelPackage(path, manifest, golden, actual)


def canonical_json(document: object) -> bytes:
    """The one spelling of a JSON document that digests are taken over; raises `ValueError` for NaN."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def _manifest(document: dict[str, Any]) -> Manifest:
    return Manifest(
        model=str(document["model"]),
        inputs=tuple(map(str, document["inputs"])),
        feature_service=str(document["feature_service"]),
        request_fields=tuple(map(str, document["request_fields"])),
        threshold=float(document["threshold"]),
        training_run_id=str(document["training_run_id"]),
        data_fingerprint=str(document["data_fingerprint"]),
        code_version=str(document["code_version"]),
    )


def _golden(document: dict[str, Any]) -> GoldenSet:
    return GoldenSet(
        tolerance=float(document["tolerance"]),
        rows=tuple(
            GoldenRow(tuple(None if value is None else float(value) for value in row["inputs"]), float(row["score"]))
            for row in document["rows"]
        ),
    )


def _require_golden(golden: GoldenSet, manifest: Manifest, file: Path) -> None:
    if not golden.rows:
        raise InvalidPackage(file, "has no rows", "give write_package at least one golden row")
    for index, row in enumerate(golden.rows):
        if len(row.inputs) != len(manifest.inputs):
            raise InvalidPackage(
                file, f"row {index} has {len(row.inputs)} inputs, the model has {len(manifest.inputs)}", _REBUILD
            )
        if not all(value is None or math.isfinite(value) for value in (*row.inputs, row.score)):
            raise InvalidPackage(file, f"row {index} has a value that is not finite", "write no value as null")


def _json_object(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(_read(file))
    except ValueError as error:
        raise InvalidPackage(file, f"is not JSON ({error})", _REBUILD) from None
    if not isinstance(document, dict):
        raise InvalidPackage(file, "is not a JSON object", _REBUILD)
    return document


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidPackage(file, f"cannot be read ({error.strerror})", _REBUILD) from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
