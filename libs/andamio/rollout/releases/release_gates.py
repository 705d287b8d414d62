"""The gates: what must hold of a release before it meets a single request, not even in shadow.

release      its document is well formed
package      every file has the digest that the manifest says, and the release names the package's digest
signature    a trusted signer vouches for that digest
contract     the inputs are fields of the request and the features of a service in the catalog, in that order
skew         names, types, sources, views' meaning and value ranges are at serving what they were at training
golden set   the model gives the scores that its training process wrote down
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from andamio.catalog.definitions import Catalog, FeatureService
from andamio.catalog.loading import load_catalog
from andamio.errors import AndamioError
from andamio.models.golden import check_golden
from andamio.models.package import Manifest, ModelPackage, read_package
from andamio.models.training_schema import declared_schema, skew
from andamio.models.trust import Trust
from andamio.rollout.errors import GateFailure
from andamio.rollout.machine.state_machine import Check, GateReport
from andamio.rollout.release import Release, load_release

GATES = ("release", "package", "signature", "contract", "skew", "golden set")
_SHOWN_DIFFERENCES = 3

T = TypeVar("T")


def check_release(releases: Path, release_id: str, trust: Trust, catalog: Catalog | None = None) -> GateReport:
    """Run the gates on a release, in order, up to the first that fails; `catalog` is by default the packaged one."""
    checks: list[Check] = []

    def gate(name: str, run: Callable[[], tuple[T, str]]) -> T | None:
        try:
            result, detail = run()
        except AndamioError as error:
            checks.append(Check(name, False, str(error)))
            return None
        checks.append(Check(name, True, detail))
        return result

    def contract(package: ModelPackage) -> tuple[FeatureService, str]:
        nonlocal catalog
        catalog = catalog or load_catalog()
        return _contract(package.manifest, catalog)

    release = gate("release", lambda: (load_release(releases, release_id), "well formed"))
    package = gate("package", lambda: _package(release)) if release else None
    # Nothing of a package that nobody trusts is run.
    trusted = gate("signature", lambda: (True, package.require_trusted(trust))) if package else None
    service = gate("contract", lambda: contract(package)) if package and trusted else None
    if package and service and catalog:
        fits = gate("skew", lambda: _skew(package, catalog, service))
        if fits:
            golden = check_golden(package)
            checks.append(Check("golden set", golden.passed, golden.detail))
    return GateReport(tuple(checks))


def _package(release: Release) -> tuple[ModelPackage, str]:
    package = read_package(release.package)
    if package.digest != release.digest:
        raise GateFailure(
            f"the package {release.package} has digest {package.digest}, the release says {release.digest}; "
            "release the package that was tested, or write a new release for this one"
        )
    return package, f"digest {package.digest[:12]}"


def _contract(manifest: Manifest, catalog: Catalog) -> tuple[FeatureService, str]:
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
    return service, f"{len(manifest.inputs)} inputs as {service.id} serves them"


def _skew(package: ModelPackage, catalog: Catalog, service: FeatureService) -> tuple[bool, str]:
    trained = package.manifest.schema
    if trained is None:
        raise GateFailure(
            f"{package.path} does not say what it was trained on; package it again with the training schema"
        )
    declared = declared_schema(catalog, service, package.manifest.request_fields)
    differences = list(skew(trained, declared, [row.inputs for row in package.golden.rows]))
    if differences:
        more = len(differences) - _SHOWN_DIFFERENCES
        raise GateFailure(
            "; ".join(differences[:_SHOWN_DIFFERENCES])
            + (f"; and {more} more" if more > 0 else "")
            + f"; train against {service.id} as it is served"
        )
    views = ", ".join(sorted(declared.views))
    return True, f"{len(trained.inputs)} inputs of {trained.rows} training rows are as {views} serve them"


def _first_difference(packaged: tuple[str, ...], served: tuple[str, ...]) -> str:
    for position, (ours, theirs) in enumerate(zip(packaged, served)):
        if ours != theirs:
            return f"number {position} is {ours}, served is {theirs}"
    return f"it has {len(packaged)}, served are {len(served)}"
