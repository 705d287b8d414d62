"""The gates: what must hold of a release before it meets a single request, not even in shadow.

release      its document is well formed
package      its files have the digests that its manifest and the release say
contract     its inputs are fields of the request and the features of a service in the catalog, in that order
golden set   the model gives the scores that its training process wrote down
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from andamio.catalog.loading import Catalog, load_catalog
from andamio.errors import AndamioError
from andamio.models.golden import check_golden
from andamio.models.package import Manifest, ModelPackage, load_package
from andamio.rollout.release import Release, load_release
from andamio.rollout.state_machine import Check, GateReport

T = TypeVar("T")


def check_release(releases: Path, release_id: str) -> GateReport:
    """Run the gates on a release, in order, up to the first that fails."""
    checks: list[Check] = []

    def gate(name: str, run: Callable[[], tuple[T, str]]) -> T | None:
        try:
            result, detail = run()
        except AndamioError as error:
            checks.append(Check(name, False, str(error)))
            return None
        checks.append(Check(name, True, detail))
        return result

    release = gate("release", lambda: (load_release(releases, release_id), "well formed"))
    package = gate("package", lambda: _package(release)) if release else None
    fits = gate("contract", lambda: _contract(package.manifest, load_catalog())) if package else None
    if package and fits:
        golden = check_golden(package)
        checks.append(Check("golden set", golden.passed, golden.detail))
    return GateReport(tuple(checks))


class GateFailure(AndamioError):
    """A release or its package does not hold what it promises."""


def _package(release: Release) -> tuple[ModelPackage, str]:
    package = load_package(release.package)
    if package.digest != release.digest:
        raise GateFailure(
            f"the package {release.package} has digest {package.digest}, the release says {release.digest}; "
            "release the package that was tested, or write a new release for this one"
        )
    return package, f"digest {package.digest[:12]}"


def _contract(manifest: Manifest, catalog: Catalog) -> tuple[bool, str]:
    service = catalog.services.get(manifest.feature_service)
    if service is None:
        known = ", ".join(sorted(catalog.services))
        raise GateFailure(f"feature service {manifest.feature_service} is not in the catalog, which has {known}")
    numbers = {
        field.name
        for view in service.views
        for field in catalog.contract_of(view).fields
        if field.logical_type in ("integer", "number")
    }
    unknown = [name for name in manifest.request_fields if name not in numbers]
    if unknown:
        raise GateFailure(
            f"request fields {', '.join(unknown)} are no numbers in the contracts behind {service.id}; "
            "correct request_fields in the package"
        )
    if manifest.features != service.feature_names():
        raise GateFailure(
            f"the package's features are not those of {service.id} in its order: "
            f"{_first_difference(manifest.features, service.feature_names())}; train against {service.id} again"
        )
    return True, f"{len(manifest.inputs)} inputs as {service.id} serves them"


def _first_difference(packaged: tuple[str, ...], served: tuple[str, ...]) -> str:
    for position, (ours, theirs) in enumerate(zip(packaged, served)):
        if ours != theirs:
            return f"number {position} is {ours}, served is {theirs}"
    return f"it has {len(packaged)}, served are {len(served)}"
