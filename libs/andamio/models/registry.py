"""The registry of model packages: MLflow's, one registered model a model name, one version a package.

A version keeps the whole package as an artifact of the run that trained it, and the package's digest as a tag.
Aliases say what a version is for: `champion` is meant to serve, `challenger` to be rolled out against it.
MLflow is imported here and nowhere else, so that what only loads packages starts without it.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mlflow import MlflowClient
from mlflow.artifacts import download_artifacts
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException

from andamio.models.errors import RegistryError
from andamio.models.package import ModelPackage, load_package

CHAMPION = "champion"
CHALLENGER = "challenger"
_ARTIFACT_PATH = "package"
_DIGEST_TAG = "andamio.digest"


@dataclass(frozen=True, slots=True)
class RegisteredVersion:
    """One version of a registered model."""

    model: str
    version: int
    digest: str
    run_id: str
    aliases: tuple[str, ...]


class Registry:
    """The registered packages at one MLflow tracking URI."""

    def __init__(self, tracking_uri: str) -> None:
        """`tracking_uri` as MLflow takes it: "sqlite:///mlflow.db", "http://..."."""
        self._uri = tracking_uri
        self._client = MlflowClient(tracking_uri=tracking_uri, registry_uri=tracking_uri)

    def register(self, package: ModelPackage, run_id: str, alias: str | None = None) -> RegisteredVersion:
        """Store the package with the run and register it; the same digest again is the same version.

        `alias` moves to the version. Raises `RegistryError` when MLflow refuses.
        """
        name = package.manifest.model
        try:
            version = self._version_of_digest(name, package.digest) or self._create(package, run_id)
            if alias is not None:
                self._client.set_registered_model_alias(name, alias, version.version)
            return _registered(self._client.get_model_version(name, version.version))
        except MlflowException as error:
            raise RegistryError(f"cannot register {name} at {without_password(self._uri)}: {error.message}") from None

    def version_of(self, model: str, alias: str) -> RegisteredVersion:
        """The version that an alias points at; raises `RegistryError` when there is none."""
        return _registered(self._by_alias(model, alias))

    def package_of(self, model: str, alias: str, directory: Path | None = None) -> ModelPackage:
        """The package that an alias points at, verified, its digest compared with the registered one.

        A remote artifact is downloaded to `directory` (default: a temporary one); a local one is read in place.
        """
        version = self._by_alias(model, alias)
        try:
            path = download_artifacts(
                artifact_uri=version.source, tracking_uri=self._uri, dst_path=str(directory) if directory else None
            )
        except (MlflowException, OSError) as error:
            raise RegistryError(
                f"the package of {model}@{alias} cannot be fetched from {version.source}: {error}"
            ) from None
        package = load_package(Path(path))
        registered = version.tags.get(_DIGEST_TAG)
        if package.digest != registered:
            raise RegistryError(
                f"the package of {model}@{alias} has digest {package.digest}, registered was {registered}; "
                "register the package again"
            )
        return package

    def _by_alias(self, model: str, alias: str) -> ModelVersion:
        try:
            return self._client.get_model_version_by_alias(model, alias)
        except MlflowException:
            raise RegistryError(
                f"{model} has no version with alias {alias!r} at {without_password(self._uri)}; "
                "register a package with it first"
            ) from None

    def _version_of_digest(self, name: str, digest: str) -> ModelVersion | None:
        versions = self._client.search_model_versions(f"name = '{name}' and tag.`{_DIGEST_TAG}` = '{digest}'")
        return versions[0] if versions else None

    def _create(self, package: ModelPackage, run_id: str) -> ModelVersion:
        name = package.manifest.model
        if not self._client.search_registered_models(f"name = '{name}'"):
            self._client.create_registered_model(name)
        # A run may train several packages; each has a folder of its own.
        folder = f"{_ARTIFACT_PATH}/{package.digest[:12]}"
        self._client.log_artifacts(run_id, str(package.path), folder)
        source = f"{self._client.get_run(run_id).info.artifact_uri}/{folder}"
        return self._client.create_model_version(name, source, run_id, tags={_DIGEST_TAG: package.digest})


def _registered(version: ModelVersion) -> RegisteredVersion:
    return RegisteredVersion(
        model=version.name,
        version=int(version.version),
        digest=version.tags.get(_DIGEST_TAG, ""),
        run_id=version.run_id or "",
        aliases=tuple(version.aliases),
    )


def without_password(uri: str) -> str:
    """A tracking URI as messages may show it: what stands between its user and its host is hidden."""
    password = urlsplit(uri).password
    return uri if not password else uri.replace(f":{password}@", ":***@", 1)


def register_package(tracking_uri: str, package: ModelPackage, run_id: str, alias: str | None = None) -> int:
    """Register at a tracking URI; returns the version. See `Registry.register`."""
    return Registry(tracking_uri).register(package, run_id, alias).version
