import json
from dataclasses import replace
from pathlib import Path

import pytest

from andamio.models.errors import InvalidPackage
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, ModelPackage, canonical_json, load_package, write_package

MANIFEST = Manifest(
    model="reversal_risk",
    inputs=("amount_minor", "lines", "view__count"),
    feature_service="reversal_risk@1",
    request_fields=("amount_minor", "lines"),
    threshold=0.5,
    training_run_id="run",
    data_fingerprint="data",
    code_version="abc",
)
ROWS = (GoldenRow((0.0, 0.0, None), 0.5),)


def write(directory: Path, rows: tuple[GoldenRow, ...] = ROWS) -> ModelPackage:
    return write_package(directory, onnx_bytes=linear_onnx([0.1, 0.2, 0.3], 0.0), manifest=MANIFEST, golden_rows=rows)


def test_a_written_package_loads_back_equal(tmp_path: Path) -> None:
    written = write(tmp_path / "package")

    assert load_package(tmp_path / "package") == written
    assert written.manifest == MANIFEST
    assert written.golden.rows == ROWS
    assert written.manifest.features == ("view__count",)


def test_the_same_content_has_the_same_digest_and_other_content_another(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a"), write(tmp_path / "b")
    other = write(tmp_path / "c", (GoldenRow((1.0, 0.0, None), 0.5),))

    assert first.digest == second.digest != other.digest


@pytest.mark.parametrize("name", ["model.onnx", "golden.json"])
def test_a_changed_file_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path / "package")
    file = tmp_path / "package" / name
    file.write_bytes(file.read_bytes() + b" ")

    with pytest.raises(InvalidPackage, match=f"{name}: has digest .* write the package again"):
        load_package(tmp_path / "package")


@pytest.mark.parametrize("name", ["model.onnx", "golden.json", "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path / "package")
    (tmp_path / "package" / name).unlink()

    with pytest.raises(InvalidPackage, match=f"{name}: cannot be read"):
        load_package(tmp_path / "package")


def test_a_threshold_changed_by_hand_breaks_the_digest(tmp_path: Path) -> None:
    write(tmp_path / "package")
    file = tmp_path / "package" / "manifest.json"
    file.write_bytes(canonical_json(json.loads(file.read_bytes()) | {"threshold": 0.01}))

    with pytest.raises(InvalidPackage, match=r"manifest.json: has digest"):
        load_package(tmp_path / "package")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format":2}', b"\xff"])
def test_a_manifest_of_another_kind_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    write(tmp_path / "package")
    (tmp_path / "package" / "manifest.json").write_bytes(content)

    with pytest.raises(InvalidPackage, match=r"manifest.json"):
        load_package(tmp_path / "package")


def test_a_package_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "package")

    with pytest.raises(InvalidPackage, match="is already there"):
        write(tmp_path / "package")


@pytest.mark.parametrize(
    "rows", [(), (GoldenRow((1.0,), 0.5),), (GoldenRow((1.0, float("nan"), None), 0.5),)], ids=["none", "short", "nan"]
)
def test_golden_rows_that_do_not_fit_are_refused_and_leave_nothing(tmp_path: Path, rows: tuple[GoldenRow, ...]) -> None:
    with pytest.raises(InvalidPackage, match=r"golden.json"):
        write(tmp_path / "package", rows)
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_whose_inputs_do_not_begin_with_the_request_is_refused() -> None:
    with pytest.raises(ValueError, match="begin with the request fields"):
        replace(MANIFEST, inputs=("view__count", "amount_minor", "lines"))
