# What BUILD files of the houses have in common: their targets, and the rules of layering. A rule names what a
# folder may import, first match wins; what it refuses fails `./pants lint`.


def library(shared=(), libs=(), overrides=None, test_overrides=None):
    """Sources and tests of a lib. `shared` files also run in the Flink resolve; the others in default alone.

    `libs` names the other libs that this one may import: a lib never imports a service, a job, or a lib above it.
    """
    __dependencies_rules__(
        (
            "*",
            "//infra/requirements/**",  # third-party distributions
            "//libs/andamio/*",  # errors and the command-line frame
            "/**",
            *[f"//libs/andamio/{name}/**" for name in libs],
            "!*",
        ),
    )
    shared, overrides = list(shared), overrides or {}
    if shared == ["*"]:
        python_sources(sources=["*.py", "!*_test.py"], resolve=parametrize("default", "flink"), overrides=overrides)
    else:
        if shared:
            python_sources(
                name="shared",
                sources=shared,
                resolve=parametrize("default", "flink"),
                overrides={name: fields for name, fields in overrides.items() if name in shared},
            )
        python_sources(
            sources=["*.py", "!*_test.py"] + ["!" + name for name in shared],
            overrides={name: fields for name, fields in overrides.items() if name not in shared},
        )
    python_tests(name="tests", sources=["*_test.py"], overrides=test_overrides or {})


def deployable(resolve="default", test_timeout=300, overrides=None, test_dependencies=()):
    """A service or job: its sources, its tests, and the binary `bin.pex` that runs `main.py`.

    It imports libs and itself; another service or job is reached over its interface, never imported. `test_dependencies`
    are files that its tests read.
    """
    __dependencies_rules__(
        (
            "*",
            "//infra/requirements/**",  # third-party distributions
            "//libs/**",
            "/**",
            "!*",
        ),
    )
    python_sources(name="sources", sources=["*.py", "!*_test.py"], resolve=resolve, overrides=overrides or {})
    python_tests(
        name="tests",
        sources=["*_test.py"],
        resolve=resolve,
        timeout=test_timeout,
        # Tests start the process as a user does, which no import shows.
        dependencies=["./main.py:sources", *test_dependencies],
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


def room(resolve="default", test_timeout=300, overrides=None):
    """A folder inside a deployable: its sources and tests, under the deployable's rule of what may be imported."""
    python_sources(name="sources", sources=["*.py", "!*_test.py"], resolve=resolve, overrides=overrides or {})
    python_tests(name="tests", sources=["*_test.py"], resolve=resolve, timeout=test_timeout)
