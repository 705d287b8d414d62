"""The gates on real packages: what is not what it says is refused, with the reason."""

import json
from pathlib import Path

import pytest

from andamio.catalog.loading import load_catalog
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from rollout_controller.gates import check_release

REQUEST = ("amount_minor", "lines", "distinct_products")
FEATURES = load_catalog().services["reversal_risk@1"].feature_names()


def write(
    folder: Path,
    request: tuple[str, ...] = REQUEST,
    features: tuple[str, ...] = FEATURES,
    service: str = "reversal_risk@1",
    score: float = 0.5,
) -> None:
    """A release r1 of a package whose model always says 0.5."""
    inputs = (*request, *features)
    package = write_package(
        folder / "package",
        onnx_bytes=linear_onnx([0.0] * len(inputs), 0.0),
        manifest=Manifest("reversal_risk", inputs, service, request, 0.5, "run", "data", "code"),
        golden_rows=[GoldenRow((None,) * len(inputs), score)],
    )
    release(folder, package.digest)


def release(folder: Path, digest: str) -> None:
    (folder / "r1.json").write_text(json.dumps({"release_id": "r1", "package": "package", "digest": digest}))


def test_a_good_release_passes_every_gate(tmp_path: Path) -> None:
    write(tmp_path)
    report = check_release(tmp_path, "r1")
    assert report.passed, report.reason()
    assert [check.name for check in report.checks] == ["release", "package", "contract", "golden set"]


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


def test_a_release_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as a release" in check_release(tmp_path, "r7").reason()
