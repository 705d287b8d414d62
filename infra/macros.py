# What BUILD files of the houses have in common. Rules of layering stand in the BUILD file of each house,
# because Pants reads them per folder.


def library(shared=(), **kwargs):
    """Sources and tests of a lib. `shared` files also run in the Flink resolve; the others in default alone."""
    shared = list(shared)
    if shared == ["*"]:
        python_sources(sources=["*.py", "!*_test.py"], resolve=parametrize("default", "flink"), **kwargs)
    else:
        if shared:
            python_sources(name="shared", sources=shared, resolve=parametrize("default", "flink"), **kwargs)
        python_sources(sources=["*.py", "!*_test.py"] + ["!" + name for name in shared], **kwargs)
    python_tests(name="tests", sources=["*_test.py"])


def deployable(resolve="default", test_timeout=300, test_dependencies=(), **kwargs):
    """A service or job: its sources, its tests, and the binary `bin.pex` that runs `main.py`."""
    python_sources(sources=["*.py", "!*_test.py"], resolve=resolve, **kwargs)
    python_tests(
        name="tests", sources=["*_test.py"], resolve=resolve, timeout=test_timeout, dependencies=list(test_dependencies)
    )
    pex_binary(
        name="bin",
        entry_point="main.py",
        resolve=resolve,
        # A wheel is stored once and shared by all binaries; the first run unpacks a venv, later ones start at once.
        layout="packed",
        execution_mode="venv",
        tags=["deployable"],
    )
