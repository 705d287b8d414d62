"""The gates on real packages: what is not what it says is refused, with the reason."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import pytest

from andamio.catalog.loading import load_catalog
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.models.signing import local_signer
from andamio.models.training_schema import TrainingSchema, declared_schema, trained_schema
from rollout_controller.control.gates import check_release

CATALOG = load_catalog()
REQUEST = ("amount_minor", "lines", "distinct_products")
SERVICE = CATALOG.services["reversal_risk@1"]
FEATURES = SERVICE.feature_names()


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys of the test's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("ANDAMIO_STATE", str(folder))
    return folder


def trained_on(missing: bool = True) -> TrainingSchema:
    """What serving declares, trained on one row of ones and perhaps one without values."""
    row = [[1.0] * (len(REQUEST) + len(FEATURES))]
    nothing = [[float("nan")] * len(row[0])]
    matrix = numpy.array(row + nothing if missing else row, dtype=numpy.float32)
    return trained_schema(declared_schema(CATALOG, SERVICE, REQUEST), matrix)


def write(
    folder: Path,
    request: tuple[str, ...] = REQUEST,
    features: tuple[str, ...] = FEATURES,
    service: str = "reversal_risk@1",
    score: float = 0.5,
    schema: TrainingSchema | None = None,
    **changes: Any,
) -> None:
    """A release r1 of a package whose model always says 0.5."""
    inputs = (*request, *features)
    package = write_package(
        folder / "package",
        onnx_bytes=linear_onnx([0.0] * len(inputs), 0.0),
        manifest=replace(
            Manifest("reversal_risk", inputs, service, request, 0.5, "run", "data", "code"),
            schema=schema or (trained_on() if inputs == (*REQUEST, *FEATURES) else None),
            **changes,
        ),
        golden_rows=[GoldenRow((None,) * len(inputs), score)],
    )
    release(folder, package.digest)


def release(folder: Path, digest: str) -> None:
    (folder / "r1.json").write_text(json.dumps({"release_id": "r1", "package": "package", "digest": digest}))


def test_a_good_release_passes_every_gate(tmp_path: Path) -> None:
    write(tmp_path)
    report = check_release(tmp_path, "r1")
    assert report.passed, report.reason()
    assert [check.name for check in report.checks] == [
        "release",
        "package",
        "signature",
        "contract",
        "skew",
        "golden set",
    ]


def test_a_model_that_does_not_give_its_golden_scores_is_refused(tmp_path: Path) -> None:
    write(tmp_path, score=0.2)
    report = check_release(tmp_path, "r1")
    assert not report.passed
    assert "0.500000 instead of 0.200000" in report.reason()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"service": "reversal_risk@9"}, "not in the catalog, which has"),
        ({"request": ("amount_minor", "mood")}, "request fields mood are no numbers"),
        ({"features": FEATURES[:-1]}, f"it has {len(FEATURES) - 1}, served are {len(FEATURES)}"),
        ({"features": (FEATURES[1], FEATURES[0], *FEATURES[2:])}, f"number 0 is {FEATURES[1]}"),
    ],
)
def test_inputs_that_are_not_what_is_served_are_refused(
    tmp_path: Path, arguments: dict[str, tuple[str, ...] | str], says: str
) -> None:
    write(tmp_path, **arguments)  # type: ignore[arg-type]
    assert says in check_release(tmp_path, "r1").reason()


def test_another_package_than_the_release_names_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    release(tmp_path, "0" * 64)
    assert "the release says 000" in check_release(tmp_path, "r1").reason()


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "package" / "model.onnx").open("ab") as model:
        model.write(b"x")
    assert "package: " in check_release(tmp_path, "r1").reason()


def test_an_unsigned_package_is_refused_but_for_development(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    (tmp_path / "package" / "signature.json").unlink()
    assert "signature: model package" in check_release(tmp_path, "r1").reason()
    report = check_release(tmp_path, "r1")
    assert "is not signed" in report.reason()
    # Nothing of it is run.
    assert [check.name for check in report.checks] == ["release", "package", "signature"]

    monkeypatch.setenv("ANDAMIO_ALLOW_UNSIGNED", "1")
    assert check_release(tmp_path, "r1").passed


def test_a_package_of_a_stranger_is_refused(tmp_path: Path, state: Path) -> None:
    write(tmp_path)
    shutil.rmtree(state)
    local_signer(state)
    assert "that key is not trusted" in check_release(tmp_path, "r1").reason()


def test_trusted_keys_that_cannot_be_read_refuse_every_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.setenv("ANDAMIO_TRUSTED_KEYS", str(tmp_path / "nowhere.json"))
    assert "cannot be read" in check_release(tmp_path, "r1").reason()


def test_a_package_that_does_not_say_what_it_was_trained_on_is_refused(tmp_path: Path) -> None:
    write(tmp_path, request=REQUEST[:2])
    assert "does not say what it was trained on" in check_release(tmp_path, "r1").reason()


def test_skew_between_training_and_serving_is_refused_with_each_difference(tmp_path: Path) -> None:
    schema = trained_on()
    first, *others = schema.inputs
    moved = replace(schema, inputs=(replace(first, type="number"), *others), views={**schema.views, "old@1": "0"})
    write(tmp_path, schema=moved)
    reason = check_release(tmp_path, "r1").reason()
    assert "skew: input 0 (amount_minor) was trained with type number, served with integer" in reason
    assert "old@1 is no longer served" in reason


def test_a_golden_set_unlike_the_training_data_is_refused(tmp_path: Path) -> None:
    write(tmp_path, schema=trained_on(missing=False))
    reason = check_release(tmp_path, "r1").reason()
    assert "a golden row has no amount_minor, which training never missed" in reason
    assert f"and {len(REQUEST) + len(FEATURES) - 3} more" in reason


def test_a_release_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as a release" in check_release(tmp_path, "r7").reason()
