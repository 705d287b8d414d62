"""Release documents in the registry: versions of `<model>.releases.<environment>`, beside the packages they serve.

A release follows its package: it is promoted once the package is in the environment, with the evidence and approval
that took it there.
"""

from collections.abc import Mapping
from typing import Any

from andamio.models.errors import PromotionRefused
from andamio.models.promotion import source_of
from andamio.models.registry import DEV, RegisteredVersion, Registry, store_document
from andamio.rollout.errors import InvalidDocument

RELEASE_TAG = "andamio.release_id"
PACKAGE_TAG = "andamio.package_digest"


def release_name(model: str, environment: str) -> str:
    """The registered model that a model's releases are versions of."""
    return f"{model}.releases.{environment}"


def store_release(
    registry: Registry, model: str, document: Mapping[str, Any], alias: str | None = None
) -> RegisteredVersion:
    """Register a release of a package that dev has; raises `InvalidDocument` for a package that it has not.

    The package's path is left out: where it lies is this machine's business, its digest says what it is.
    """
    package = registry.of_digest(f"{model}.{DEV}", str(document["digest"]))
    if package is None:
        raise InvalidDocument(
            str(document["release_id"]), "digest", f"is of no version of {model}.{DEV}; register the package first"
        )
    for version in registry.versions(release_name(model, DEV)):
        if version.tags.get(RELEASE_TAG) == document["release_id"] and version.tags.get(PACKAGE_TAG) != package.digest:
            raise InvalidDocument(
                str(document["release_id"]), "release_id", "is registered for another package; choose another id"
            )
    stored = {name: value for name, value in document.items() if name != "package"}
    tags = {RELEASE_TAG: str(document["release_id"]), PACKAGE_TAG: package.digest}
    return store_document(registry, release_name(model, DEV), stored, package.run_id, alias, tags)


def find_release(registry: Registry, model: str, environment: str, release_id: str) -> RegisteredVersion:
    """The newest version of a release; raises `InvalidDocument` when there is none."""
    name = release_name(model, environment)
    found = [each for each in registry.versions(name) if each.tags.get(RELEASE_TAG) == release_id]
    if not found:
        raise InvalidDocument(name, "", f"has no release {release_id}; create it, or promote it from the one before")
    return found[-1]


def promote_release(registry: Registry, model: str, release_id: str, to: str, alias: str) -> RegisteredVersion:
    """Copy a release to the environment `to`, which must have its package; raises `PromotionRefused`."""
    version = find_release(registry, model, source_of(to), release_id)
    package = registry.of_digest(f"{model}.{to}", version.tags.get(PACKAGE_TAG, ""))
    if package is None:
        raise PromotionRefused(
            f"release {release_id} serves package {version.tags.get(PACKAGE_TAG, '')[:12]}, which {model}.{to} has not; "
            "promote the package first with andamio models promote"
        )
    copied = registry.copy(
        version,
        release_name(model, to),
        {
            "andamio.promoted_from": f"{version.model}/{version.version}",
            "andamio.promotion": package.tags.get("andamio.promotion", ""),
        },
    )
    return registry.point(copied, alias)
