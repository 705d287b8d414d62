"""A child that ends with its parent, however that ends. Linux alone can do this; elsewhere it does nothing."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1
# Loaded here, for between fork and exec no library may be.
_PRCTL = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Have this process killed when its parent ends, even by SIGKILL. For `preexec_fn` of `subprocess.Popen`.

    The parent is the thread that starts the process: start it from one that lives as long as it is to.
    """
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
