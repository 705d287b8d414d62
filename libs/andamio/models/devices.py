"""Where a model runs: ONNX Runtime's provider for a device, and what is missing where CUDA cannot be had.

CUDA needs three things: the GPU build of ONNX Runtime, a GPU with its driver, and the CUDA libraries, which the build's
extras bring along. ONNX Runtime falls back to the CPU in silence when one is missing; here that is an error at start.
"""

from collections.abc import Sequence
from pathlib import Path

import onnxruntime

from andamio.models.errors import DeviceError

CPU = "cpu"
CUDA = "cuda"
PROVIDERS = {CPU: "CPUExecutionProvider", CUDA: "CUDAExecutionProvider"}
# The driver makes one control device, however many GPUs there are.
_DRIVER_DEVICE = Path("/dev/nvidiactl")


def session(content: bytes, device: str, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    """A session on exactly this device; raises `DeviceError`, or ONNX Runtime's own exceptions for a broken graph."""
    require_device(device, onnxruntime.get_available_providers(), _DRIVER_DEVICE.exists())
    if device == CPU:
        return onnxruntime.InferenceSession(content, options, providers=[PROVIDERS[CPU]])
    # The extras' libraries lie in site-packages, where the loader does not look by itself.
    onnxruntime.preload_dlls()
    # The CPU provider stays behind for the few shape operators that CUDA has no kernel for.
    started = onnxruntime.InferenceSession(content, options, providers=[PROVIDERS[CUDA], PROVIDERS[CPU]])
    if PROVIDERS[CUDA] not in started.get_providers():
        raise DeviceError(
            "device cuda is asked for, and ONNX Runtime cannot start it: the CUDA or cuDNN libraries are missing or of "
            "another version than the driver; install infra/requirements/gpu.txt, or set the release's device to cpu"
        )
    return started


def require_device(device: str, available: Sequence[str], driver: bool) -> None:
    """Raise `DeviceError` saying what is missing for `device`; `available` are the build's providers."""
    if device not in PROVIDERS:
        raise DeviceError(f"there is no device {device!r}; choose one of {', '.join(PROVIDERS)}")
    if PROVIDERS[device] not in available:
        raise DeviceError(
            f"device {device} is asked for, and this build of ONNX Runtime has only {', '.join(available)}; install the "
            "GPU build (infra/requirements/gpu.txt) in place of onnxruntime, or set the release's device to cpu"
        )
    if device == CUDA and not driver:
        raise DeviceError(
            f"device cuda is asked for, and this machine has no NVIDIA driver ({_DRIVER_DEVICE} is not there); serve the "
            "release on a GPU machine, or set its device to cpu"
        )
