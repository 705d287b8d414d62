"""CUDA's start is accepted on a GPU machine (infra/gpu/accept.py); here is what is said where it is not to be had."""

from pathlib import Path
from typing import Any

import onnxruntime
import pytest

from andamio.models import devices
from andamio.models.devices import PROVIDERS, require_device
from andamio.models.errors import DeviceError
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.models.scoring import OnnxScorer

CUDA_BUILD = list(PROVIDERS.values())


def test_the_cpu_is_always_there_and_cuda_with_its_build_and_its_driver() -> None:
    require_device("cpu", ["CPUExecutionProvider"], driver=False)
    require_device("cuda", CUDA_BUILD, driver=True)


@pytest.mark.parametrize(
    ("device", "available", "driver", "says"),
    [
        ("cuda", ["CPUExecutionProvider"], True, "only CPUExecutionProvider; install the GPU build"),
        ("cuda", CUDA_BUILD, False, "this machine has no NVIDIA driver"),
        ("tpu", CUDA_BUILD, True, "there is no device 'tpu'; choose one of cpu, cuda"),
    ],
)
def test_a_device_that_is_not_to_be_had_is_refused_with_what_is_missing(
    device: str, available: list[str], driver: bool, says: str
) -> None:
    with pytest.raises(DeviceError, match=says):
        require_device(device, available, driver)


class FakeRuntime:
    """ONNX Runtime as a GPU build behaves where CUDA does not start; the real one cannot be had here."""

    def __init__(self, raises: bool) -> None:
        self._raises = raises

    def get_available_providers(self) -> list[str]:
        return CUDA_BUILD

    def preload_dlls(self) -> None:
        pass

    def InferenceSession(self, content: bytes, options: object, providers: list[object]) -> Any:  # noqa: N802
        if self._raises and len(providers) > 1:
            raise RuntimeError("CUDA failure 35")
        return onnxruntime.InferenceSession(content, providers=[PROVIDERS["cpu"]])


@pytest.mark.parametrize(("raises", "says"), [(True, "CUDA failure 35.*nvidia-smi"), (False, "libraries are missing")])
def test_a_gpu_build_that_cannot_start_cuda_is_an_error_and_not_the_cpu(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, raises: bool, says: str
) -> None:
    (tmp_path / "nvidiactl").touch()
    monkeypatch.setattr(devices, "onnxruntime", FakeRuntime(raises))
    monkeypatch.setattr(devices, "_DRIVER_DEVICE", tmp_path / "nvidiactl")
    with pytest.raises(DeviceError, match=says):
        devices.session(linear_onnx([0.0], 0.0), "cuda", onnxruntime.SessionOptions())
    # A graph that does not load anywhere is no matter of the device.
    with pytest.raises(Exception, match=r"(?i)protobuf|model"):
        devices.session(b"nonsense", "cuda", onnxruntime.SessionOptions())


def test_a_scorer_does_not_fall_back_to_the_cpu_in_silence(tmp_path: Path) -> None:
    package = write_package(
        tmp_path / "package",
        onnx_bytes=linear_onnx([0.0], 0.0),
        manifest=Manifest("m", ("amount",), "s@1", ("amount",), 0.5, "run", "data", "abc"),
        golden_rows=[GoldenRow((None,), 0.5)],
    )
    with pytest.raises(DeviceError, match="device cuda is asked for"):
        OnnxScorer(package, device="cuda")
