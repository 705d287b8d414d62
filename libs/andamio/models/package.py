"""The model package: what serves a model and what vouches for it, under one signed digest.

    <directory>/model.onnx       input "features" float32 [N, inputs], output "score" float32 [N] in [0, 1]
    <directory>/golden.json      {"tolerance": 1e-05, "rows": [{"inputs": [1200, null, ...], "score": 0.25}, ...]}
    <directory>/manifest.json    what the model is, was made from and promises, the digest of each file, and `digest`:
                                 the SHA-256 of the canonical manifest without its digest, so of everything
    <directory>/signature.json   who signed that digest, with which key

Every file but the graph is canonical JSON, byte for byte, and no other file may be there: a byte that is flipped, a file
that is added, removed or renamed is found. A package is written once and never changed. A null input stands for "no
value" and reaches the model as NaN.
"""

import json
import math
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from andamio.models.calibration import Calibrator
from andamio.models.canonical_json import canonical_json as canonical_json
from andamio.models.canonical_json import digest_of, sha256
from andamio.models.errors import InvalidPackage
from andamio.models.performance import Performance
from andamio.models.signing import Signature, Signer, signer_of
from andamio.models.training_schema import TrainingSchema
from andamio.models.trust import Trust, trust_of

FORMAT = 2
PURPOSE = "andamio model package"
"""What a package's signature is for."""
MODEL_FILE = "model.onnx"
GOLDEN_FILE = "golden.json"
MANIFEST_FILE = "manifest.json"
SIGNATURE_FILE = "signature.json"
_FILES = (MODEL_FILE, GOLDEN_FILE)
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
    calibrator: Calibrator = Calibrator()
    schema: TrainingSchema | None = None
    """What was trained on; without it the skew gate refuses the package."""
    performance: Performance | None = None
    """What held-out data promise; without it a promoted release cannot be watched by its labels."""

    def __post_init__(self) -> None:
        if self.inputs[: len(self.request_fields)] != self.request_fields:
            raise ValueError("inputs must begin with the request fields, in their order")
        if len(set(self.inputs)) != len(self.inputs) or not self.inputs:
            raise ValueError("inputs must be names, each once")
        if not 0 <= self.threshold <= 1:
            raise ValueError(f"threshold must be between 0 and 1, not {self.threshold}")
        if self.schema is not None and tuple(each.name for each in self.schema.inputs) != self.inputs:
            raise ValueError("the training schema must describe the inputs, in their order")

    @property
    def features(self) -> tuple[str, ...]:
        """The inputs that come from the feature service, in order."""
        return self.inputs[len(self.request_fields) :]

    def to_document(self) -> dict[str, Any]:
        """As manifest.json has it, without files and digest."""
        return {
            "format": FORMAT,
            "model": self.model,
            "contract": _contract(self.inputs),
            "inputs": list(self.inputs),
            "feature_service": self.feature_service,
            "request_fields": list(self.request_fields),
            "threshold": self.threshold,
            "training_run_id": self.training_run_id,
            "data_fingerprint": self.data_fingerprint,
            "code_version": self.code_version,
            "calibrator": self.calibrator.to_document(),
            "schema": None if self.schema is None else self.schema.to_document(),
            "performance": None if self.performance is None else self.performance.to_document(),
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Manifest":
        """Raises `KeyError`, `TypeError` or `ValueError` for a document of another form."""
        schema, performance = document["schema"], document["performance"]
        manifest = cls(
            model=str(document["model"]),
            inputs=tuple(map(str, document["inputs"])),
            feature_service=str(document["feature_service"]),
            request_fields=tuple(map(str, document["request_fields"])),
            threshold=float(document["threshold"]),
            training_run_id=str(document["training_run_id"]),
            data_fingerprint=str(document["data_fingerprint"]),
            code_version=str(document["code_version"]),
            calibrator=Calibrator.from_document(document["calibrator"]),
            schema=None if schema is None else TrainingSchema.from_document(schema),
            performance=None if performance is None else Performance.from_document(performance),
        )
        if document["contract"] != _contract(manifest.inputs):
            raise ValueError(f"contract must be {_contract(manifest.inputs)}")
        return manifest


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A package on disk whose digests were verified."""

    path: Path
    manifest: Manifest
    golden: GoldenSet
    digest: str
    model_digest: str
    """Of the ONNX file alone."""
    signature: Signature | None = None

    @property
    def model_file(self) -> Path:
        return self.path / MODEL_FILE

    def model_bytes(self) -> bytes:
        """The ONNX graph; raises `InvalidPackage` if the file is no longer the one that was verified."""
        content = _read(self.model_file)
        if sha256(content) != self.model_digest:
            raise InvalidPackage(self.model_file, "was changed after it was verified", _REBUILD)
        return content

    def require_trusted(self, trust: Trust) -> str:
        """Why the package is trusted, a phrase; raises `SigningError` if it is not."""
        return trust.check(PURPOSE, self.digest, self.signature, f"model package {self.path}")


def write_package(
    directory: Path,
    *,
    onnx_bytes: bytes,
    manifest: Manifest,
    golden_rows: Sequence[GoldenRow],
    tolerance: float = 1e-5,
    signer: Signer | None = None,
) -> ModelPackage:
    """Write a signed package to `directory`, which must not exist, and read it back.

    `signer` is by default the one that the environment names, else this user's local key. The folder appears whole, by
    rename. Raises `InvalidPackage` for golden rows that do not fit the inputs, and for a folder that is already there;
    `SigningError` where there is no key.
    """
    if directory.exists():
        raise InvalidPackage(directory, "is already there", "choose a new folder, a package is never overwritten")
    golden = GoldenSet(tolerance, tuple(golden_rows))
    _require_golden(golden, manifest, directory / GOLDEN_FILE)
    signer = signer or signer_of(os.environ)
    partial = directory.with_name(f".{directory.name}.partial-{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    files = {MODEL_FILE: onnx_bytes, GOLDEN_FILE: canonical_json(asdict(golden))}
    document = {**manifest.to_document(), "files": {name: sha256(content) for name, content in files.items()}}
    digest = digest_of(document)
    files[MANIFEST_FILE] = canonical_json({**document, "digest": digest})
    files[SIGNATURE_FILE] = canonical_json(signer.sign(PURPOSE, digest).to_document())
    for name, content in files.items():
        (partial / name).write_bytes(content)
    partial.rename(directory)
    return read_package(directory)


def load_package(path: Path, trust: Trust | None = None) -> ModelPackage:
    """The package at `path`, digests and signature verified; `trust` is by default what the environment says.

    Raises `InvalidPackage` naming the file and the fix, `SigningError` for a package that is not trusted.
    """
    package = read_package(path)
    package.require_trusted(trust if trust is not None else trust_of(os.environ))
    return package


def read_package(path: Path) -> ModelPackage:
    """The package at `path`, its digests verified, whoever signed it; raises `InvalidPackage`."""
    manifest_file = path / MANIFEST_FILE
    document = _json_object(manifest_file)
    if document.get("format") != FORMAT:
        raise InvalidPackage(manifest_file, f"has format {document.get('format')!r}, not {FORMAT}", _REBUILD)
    digest = document.pop("digest", None)
    actual = digest_of(document)
    if digest != actual:
        raise InvalidPackage(manifest_file, f"has digest {actual}, but says {digest}", _REBUILD)
    files = document.get("files")
    if not isinstance(files, dict) or set(files) != set(_FILES):
        raise InvalidPackage(manifest_file, f"must list exactly {' and '.join(_FILES)}", _REBUILD)
    for name, expected in files.items():
        found = sha256(_read(path / name))
        if found != expected:
            raise InvalidPackage(path / name, f"has digest {found}, but the manifest says {expected}", _REBUILD)
    _require_no_others(path)
    try:
        manifest = Manifest.from_document(document)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidPackage(manifest_file, f"breaks the format ({error})", _REBUILD) from None
    try:
        golden = _golden(_json_object(path / GOLDEN_FILE))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidPackage(path / GOLDEN_FILE, f"breaks the format ({error})", _REBUILD) from None
    _require_golden(golden, manifest, path / GOLDEN_FILE)
    return ModelPackage(path, manifest, golden, actual, files[MODEL_FILE], _signature(path / SIGNATURE_FILE))


def _contract(inputs: Sequence[str]) -> dict[str, Any]:
    return {
        "input": {"name": "features", "type": "float32", "shape": ["N", len(inputs)], "missing": "NaN"},
        "output": {"name": "score", "type": "float32", "shape": ["N"], "minimum": 0, "maximum": 1},
    }


def _signature(file: Path) -> Signature | None:
    if not file.exists():
        return None
    try:
        return Signature.from_document(_json_object(file))
    except ValueError as error:
        raise InvalidPackage(file, f"breaks the format ({error})", _REBUILD) from None


def _require_no_others(path: Path) -> None:
    known = {*_FILES, MANIFEST_FILE, SIGNATURE_FILE}
    for entry in sorted(path.iterdir()):
        if entry.name not in known:
            raise InvalidPackage(entry, "is no part of a package", "remove it, or write the package again")
        if entry.is_symlink() or not entry.is_file():
            raise InvalidPackage(entry, "is not a plain file", _REBUILD)


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
    content = _read(file)
    try:
        document = json.loads(content)
        canonical = canonical_json(document)
    except (ValueError, RecursionError) as error:
        raise InvalidPackage(file, f"is not JSON ({error})", _REBUILD) from None
    if not isinstance(document, dict):
        raise InvalidPackage(file, "is not a JSON object", _REBUILD)
    if canonical != content:
        # Another spelling of the same document would have the same digest.
        raise InvalidPackage(file, "is not canonical JSON", _REBUILD)
    return document


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidPackage(file, f"cannot be read ({error.strerror})", _REBUILD) from None
