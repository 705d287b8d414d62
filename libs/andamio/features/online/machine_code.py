"""Functions compiled by numba, and kept for the next process.

The first process on a machine that needs one compiles it, for some seconds, and keeps the result beside the function's file
or, where that cannot be written, in the user's cache folder; `NUMBA_CACHE_DIR` names another place. Numba asks only whether
that one file looks as it did. So what is kept goes by a digest of all source that is compiled into it.
"""

import hashlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from numba import njit


def machine_code(*parts: ModuleType) -> Callable[[Any], Any]:
    """Compile a function that calls compiled functions of these modules, or has their constants."""

    def compiled(function: Any) -> Any:
        sources = [_source(module) for module in (sys.modules[function.__module__], *parts)]
        function.__qualname__ += "_" + hashlib.sha256(b"\0".join(sources)).hexdigest()[:16]
        try:
            return njit(cache=True, error_model="numpy")(function)
        except RuntimeError:  # no place to write it: every process compiles it for itself
            return njit(error_model="numpy")(function)

    return compiled


def _source(module: ModuleType) -> bytes:
    loader: Any = module.__loader__
    source: bytes = loader.get_data(module.__file__)
    return source
