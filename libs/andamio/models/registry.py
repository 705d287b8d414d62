"""The registry of packages and releases: MLflow's, one registered model for each model and environment.

    reversal_risk.dev, reversal_risk.staging, reversal_risk.production                 packages
    reversal_risk.releases.dev, reversal_risk.releases.staging, ....production         release documents

A version keeps its files as artifacts of the run that trained the package, and their digest as a tag. Aliases say what
a version is for: `champion` is meant to serve, `challenger` to be rolled out against it, `previous` was champion before.
Promotion copies versions from one environment to the next; see `promotions.py`. MLflow is imported here and nowhere
else in this lib, so that what only loads packages starts without it.
"""

import contextlib
import io
import json
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# MLflow reports its use to its makers as soon as it is imported, unless these are set by then.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DO_NOT_TRACK", "true")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")

from mlflow import MlflowClient  # noqa: E402
from mlflow.artifacts import download_artifacts  # noqa: E402
from mlflow.entities.model_registry import ModelVersion  # noqa: E402
from mlflow.exceptions import MlflowException  # noqa: E402

from andamio.models.canonical_json import canonical_json, sha256  # noqa: E402
from andamio.models.errors import NotRegistered, RegistryError  # noqa: E402
from andamio.models.package import ModelPackage, load_package  # noqa: E402
from andamio.models.promotion import ENVIRONMENTS  # noqa: E402
from andamio.models.trust import Trust  # noqa: E402

CHAMPION = "champion"
CHALLENGER = "challenger"
PREVIOUS = "previous"
DEV = ENVIRONMENTS[0]
DIGEST_TAG = "andamio.digest"
_ARTIFACT_PATH = "package"
_DOCUMENTS_PATH = "andamio"
# MLflow's error codes for a model, and for an alias, that there is not; others say that it failed or does not answer.
_NOT_THERE = ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE")
# Drivers of databases take one there, as in ?password=...&sslpassword=...
_PASSWORD_IN_QUERY = re.compile(r"([?&][^=&#]*passw[^=&#]*=)[^&#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RegisteredVersion:
    """One version of a registered model."""

    model: str
    """With its environment, as in "reversal_risk.dev"."""
    version: int
    digest: str
    run_id: str
    aliases: tuple[str, ...]
    tags: Mapping[str, str] = field(default_factory=dict, compare=False)


class Registry:
    """The registered packages and releases at one MLflow tracking URI."""

    def __init__(self, tracking_uri: str) -> None:
        """`tracking_uri` as MLflow takes it: "sqlite:///mlflow.db", "http://..."; raises `RegistryError`."""
        # Every migration of a new database is logged, dozens of lines.
        for name in ("mlflow", "alembic"):
            logging.getLogger(name).setLevel(logging.ERROR)
        self._uri = tracking_uri
        try:
            self._client = MlflowClient(tracking_uri=tracking_uri, registry_uri=tracking_uri)
        except Exception as error:  # noqa: BLE001 - MLflow's own, its database's, or a driver's that is not installed
            why = str(error).replace(self._uri, self._shown).partition("\n")[0]
            raise RegistryError(
                f"the registry {self._shown} cannot be opened ({why}); name one as sqlite:///mlflow.db or http://host:port"
            ) from None

    def register(self, package: ModelPackage, run_id: str, alias: str | None = None) -> RegisteredVersion:
        """Store the package with the run and register it in dev; the same digest again is the same version.

        `alias` moves to the version. Raises `RegistryError` when MLflow refuses.
        """
        name = f"{package.manifest.model}.{DEV}"
        author = "" if package.signature is None else package.signature.signer
        return self.store(name, package.path, package.digest, run_id, alias, {"andamio.author": author})

    def store(
        self,
        name: str,
        folder: Path,
        digest: str,
        run_id: str,
        alias: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> RegisteredVersion:
        """A version of the registered model `name` that keeps a folder; the same digest again is the same version."""
        with self._refusals(f"cannot register {name}"):
            version = self.of_digest(name, digest)
            if version is None:
                self._create_model(name)
                # A run may train several packages; each has a folder of its own.
                path = f"{_ARTIFACT_PATH}/{digest[:12]}"
                self._client.log_artifacts(run_id, str(folder), path)
                source = f"{self._client.get_run(run_id).info.artifact_uri}/{path}"
                created = self._client.create_model_version(
                    name, source, run_id, tags={**(tags or {}), DIGEST_TAG: digest}
                )
                version = _registered(created)
            return self.point(version, alias) if alias is not None else self.version(name, version.version)

    def copy(self, version: RegisteredVersion, name: str, tags: Mapping[str, str]) -> RegisteredVersion:
        """The version copied to another registered model, with more tags; the same digest again is the same version."""
        with self._refusals(f"cannot copy {version.model} {version.version} to {name}"):
            copied = self.of_digest(name, version.digest)
            if copied is None:
                self._create_model(name)
                source = f"models:/{version.model}/{version.version}"
                # MLflow says on stderr what it has done.
                with contextlib.redirect_stderr(io.StringIO()):
                    copied = _registered(self._client.copy_model_version(source, name))
            for tag, value in tags.items():
                self._client.set_model_version_tag(name, str(copied.version), tag, value)
            return self.version(name, copied.version)

    def point(self, version: RegisteredVersion, alias: str) -> RegisteredVersion:
        """Move an alias to a version; what was champion before becomes previous."""
        with self._refusals(f"cannot point {alias} at {version.model} {version.version}"):
            if alias == CHAMPION:
                before = self._client.get_registered_model(version.model).aliases.get(CHAMPION)
                if before is not None and int(before) != version.version:
                    self._client.set_registered_model_alias(version.model, PREVIOUS, before)
            self._client.set_registered_model_alias(version.model, alias, str(version.version))
            return self.version(version.model, version.version)

    def tag(self, version: RegisteredVersion, tags: Mapping[str, str]) -> None:
        """Set tags of a version."""
        with self._refusals(f"cannot tag {version.model} {version.version}"):
            for tag, value in tags.items():
                self._client.set_model_version_tag(version.model, str(version.version), tag, value)

    def versions(self, name: str | None = None) -> list[RegisteredVersion]:
        """All versions, of one registered model or of every, by name and version."""
        with self._refusals("cannot list versions"):
            names = (
                [name] if name else [model.name for model in self._client.search_registered_models(max_results=1000)]
            )
            found = [each for one in names for each in self._client.search_model_versions(f"name = '{one}'")]
            # The search does not tell aliases.
            aliases = {one: self._client.get_registered_model(one).aliases for one in {each.name for each in found}}
            registered = [_registered(each, aliases[each.name]) for each in found]
        return sorted(registered, key=lambda each: (each.model, each.version))

    def version(self, name: str, number: int) -> RegisteredVersion:
        """A version by its number; raises `NotRegistered` when there is none."""
        with self._refusals(
            f"cannot look up {name} {number}",
            f"{name} has no version {number} at {self._shown}; choose one that it has",
        ):
            return _registered(self._client.get_model_version(name, str(number)))

    def of_digest(self, name: str, digest: str) -> RegisteredVersion | None:
        """The version with a digest."""
        with self._refusals(f"cannot look up {name}"):
            versions = self._client.search_model_versions(f"name = '{name}' and tag.`{DIGEST_TAG}` = '{digest}'")
        return _registered(versions[0]) if versions else None

    def version_of(self, model: str, alias: str, environment: str = DEV) -> RegisteredVersion:
        """The version that an alias points at; raises `NotRegistered` when there is none."""
        return self.find(f"{model}.{environment}", alias)

    def find(self, name: str, reference: str) -> RegisteredVersion:
        """The version of a registered model by alias or number; raises `NotRegistered`."""
        if reference.isdecimal():
            return self.version(name, int(reference))
        missing = f"{name} has no version with alias {reference!r} at {self._shown}; register a package with it first"
        with self._refusals(f"cannot look up {name}", missing):
            return _registered(self._client.get_model_version_by_alias(name, reference))

    def package_of(
        self, model: str, alias: str, directory: Path | None = None, environment: str = DEV, trust: Trust | None = None
    ) -> ModelPackage:
        """The package that an alias points at; see `package_at`."""
        return self.package_at(self.version_of(model, alias, environment), directory, trust)

    def package_at(
        self, version: RegisteredVersion, directory: Path | None = None, trust: Trust | None = None
    ) -> ModelPackage:
        """The package of a version, verified, its digest compared with the registered one.

        A remote artifact is downloaded to `directory` (default: a temporary one); a local one is read in place.
        """
        package = load_package(self.folder_of(version, directory), trust)
        if package.digest != version.digest:
            raise RegistryError(
                f"the package of {version.model} {version.version} has digest {package.digest}, registered was "
                f"{version.digest}; register the package again"
            )
        return package

    def folder_of(self, version: RegisteredVersion, directory: Path | None = None) -> Path:
        """The folder of a version's files, as `package_at`, not verified."""
        try:
            # A copied version's own source names the version that it was copied from.
            source = self._client.get_model_version_download_uri(version.model, str(version.version))
            return Path(
                download_artifacts(
                    artifact_uri=source, tracking_uri=self._uri, dst_path=str(directory) if directory else None
                )
            )
        except (MlflowException, OSError) as error:
            raise RegistryError(f"the files of {version.model} {version.version} cannot be fetched: {error}") from None

    def keep(self, version: RegisteredVersion, kind: str, document: Mapping[str, Any], digest: str) -> None:
        """Keep a document about a version with its run, under its digest."""
        with self._refusals(f"cannot keep the {kind} of {version.model} {version.version}"):
            text = canonical_json(document).decode()
            self._client.log_text(version.run_id, text, f"{_DOCUMENTS_PATH}/{kind}/{digest}.json")

    def kept(self, version: RegisteredVersion, kind: str, digest: str) -> Any:
        """A document that was kept, parsed; raises `RegistryError` if it is gone."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                path = self._client.download_artifacts(
                    version.run_id, f"{_DOCUMENTS_PATH}/{kind}/{digest}.json", folder
                )
                return json.loads(Path(path).read_bytes())
            except (MlflowException, OSError, ValueError) as error:
                raise RegistryError(f"the {kind} {digest[:12]} of {version.model} cannot be read: {error}") from None

    @property
    def _shown(self) -> str:
        return without_password(self._uri)

    def _create_model(self, name: str) -> None:
        if not self._client.search_registered_models(f"name = '{name}'"):
            self._client.create_registered_model(name)

    @contextlib.contextmanager
    def _refusals(self, problem: str, missing: str | None = None) -> Iterator[None]:
        """Says `missing` where the registry answers that something is not there."""
        try:
            yield
        except MlflowException as error:
            if missing is not None and error.error_code in _NOT_THERE:
                raise NotRegistered(missing) from None
            raise RegistryError(
                f"{problem} at {self._shown}: {error.message.replace(self._uri, self._shown)}"
            ) from None


def store_document(
    registry: Registry, name: str, document: Mapping[str, Any], run_id: str, alias: str | None, tags: Mapping[str, str]
) -> RegisteredVersion:
    """Register a JSON document, `document.json`, as a version of `name`."""
    content = canonical_json(document)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "document.json").write_bytes(content)
        return registry.store(name, Path(folder), sha256(content), run_id, alias, tags)


def _registered(version: ModelVersion, aliases: Mapping[str, Any] | None = None) -> RegisteredVersion:
    pointed = (alias for alias, number in (aliases or {}).items() if int(number) == int(version.version))
    return RegisteredVersion(
        model=version.name,
        version=int(version.version),
        digest=version.tags.get(DIGEST_TAG, ""),
        run_id=version.run_id or "",
        aliases=tuple(sorted({*version.aliases, *pointed})),
        tags=dict(version.tags),
    )


def without_password(uri: str) -> str:
    """A tracking URI as messages may show it: passwords between its user and its host, and in its query, are hidden."""
    password = urlsplit(uri).password
    hidden = uri if not password else uri.replace(f":{password}@", ":***@", 1)
    return _PASSWORD_IN_QUERY.sub(r"\1***", hidden)
