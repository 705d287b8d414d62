import argparse
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from andamio.errors import AndamioError
from andamio.models.calibration import Calibrator, MethodChoice
from andamio.models.command import add_commands
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.models.performance import Performance, PromisedMetric, ReliabilityBin

CHOICE = MethodChoice(1_482, "later", {"none": 0.4231, "platt": 0.4136}, {"platt": 0.008})
BEFORE = {"calibration_slope": PromisedMetric(0.634, 0.467, 0.775), "ece": PromisedMetric(0.022, 0.021, None)}
AFTER = {"calibration_slope": PromisedMetric(1.018, 0.748, 1.243), "ece": PromisedMetric(0.018, 0.015, None)}
TABLE = (ReliabilityBin(0.05, 0.04, 0.03, 0.06, 100), ReliabilityBin(0.4, 0.5, 0.4, None, 100))
MANIFEST = Manifest(
    *("m", ("amount",), "s@1", ("amount",), 0.5, "run", "data", "abc"),
    calibrator=Calibrator(choice=CHOICE),
    performance=Performance(200, 54, "held out", 0, 1, 0, 0.95, "bootstrap", BEFORE, TABLE),
)
PLATT = replace(
    MANIFEST,
    calibrator=Calibrator("platt", "logistic", "f" * 64, 1_683, slope=0.6235, intercept=-0.75, choice=CHOICE),
    performance=Performance(200, 54, "held out", 0, 1, 0, 0.95, "bootstrap", AFTER, TABLE, BEFORE),
)


def run(*argv: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(), _no_audit)
    options = parser.parse_args(["models", *argv])
    status: int = options.run(options)
    return status


def _no_audit(url: str) -> NoReturn:
    raise AndamioError(url)


@pytest.fixture
def packages(tmp_path: Path) -> tuple[str, str]:
    for name, manifest, score in (("none", MANIFEST, 0.5), ("platt", PLATT, 0.32082129)):
        write_package(
            tmp_path / name,
            onnx_bytes=linear_onnx([0.0], 0.0),
            manifest=manifest,
            golden_rows=[GoldenRow((None,), score)],
        )
    return str(tmp_path / "none"), str(tmp_path / "platt")


def test_show_prints_the_calibrator_its_choice_and_calibration_before_and_after(
    packages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", packages[1]) == 0
    said = capsys.readouterr().out
    assert "platt, slope 0.6235, intercept -0.7500 on the logit, fitted on 1683 rows of ffffffffffff" in said
    assert (
        "log loss on 1482 rows within the training period: none 0.4231, platt 0.4136 (over none -0.0095, s.e. 0.0080)"
        in said
    )
    assert "1.0180 [0.7480, 1.2430], before its calibrator 0.6340 [0.4670, 0.7750]" in said
    assert "0.4000 came 0.5000 [0.4000, open], 100 rows" in said


def test_diff_prints_what_differs_in_calibration_and_no_tables(
    packages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("diff", *packages) == 1
    said = capsys.readouterr().out
    assert "calibrator: none -> platt, slope 0.6235" in said
    assert "calibration slope: 0.6340 [0.4670, 0.7750] -> 1.0180 [0.7480, 1.2430]" in said
    assert "calibrator chosen by" not in said
    assert "uncalibrated" not in said
    assert run("diff", packages[0], packages[0]) == 0
    assert capsys.readouterr().out == ""
