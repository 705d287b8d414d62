"""How a command line names a package: a folder, or a version in the registry, as in `reversal_risk.staging@champion`."""

import argparse
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from andamio.errors import UserError
from andamio.models.package import MANIFEST_FILE, ModelPackage, read_package
from andamio.models.promotion import ENVIRONMENTS

if TYPE_CHECKING:
    from andamio.models.registry import RegisteredVersion, Registry

DEFAULT_ALIAS = "champion"


@dataclass(frozen=True, slots=True)
class Reference:
    """A registered model, its environment, and an alias or a number."""

    model: str
    environment: str
    version: str

    @property
    def name(self) -> str:
        """The registered model's name."""
        return f"{self.model}.{self.environment}"


def parse_reference(text: str) -> Reference:
    """Of MODEL[.ENVIRONMENT][@ALIAS or NUMBER], by default in dev, the champion; raises `UserError`."""
    name, _, version = text.partition("@")
    model, dot, environment = name.rpartition(".")
    if not dot:
        model, environment = name, ENVIRONMENTS[0]
    if not model or environment not in ENVIRONMENTS or "/" in text:
        raise UserError(
            f"{text!r} names no package; write a folder, or MODEL.ENVIRONMENT@ALIAS with one of {', '.join(ENVIRONMENTS)}, "
            "such as reversal_risk.staging@champion"
        )
    return Reference(model, environment, version or DEFAULT_ALIAS)


def add_registry_option(parser: Any) -> None:
    """Add --registry to a command's parser."""
    parser.add_argument(
        "--registry", metavar="URI", help="MLflow registry, such as sqlite:///mlflow.db (default: $MLFLOW_TRACKING_URI)"
    )


def open_registry(options: argparse.Namespace) -> "Registry":
    """The registry that --registry or the environment names; raises `UserError`."""
    uri = options.registry or os.environ.get("MLFLOW_TRACKING_URI")
    if not uri:
        raise UserError(
            "no registry is named; give --registry, such as sqlite:///mlflow.db, or set MLFLOW_TRACKING_URI"
        )
    if "://" not in uri:
        raise UserError(f"{uri!r} is no address of a registry; write sqlite:///{uri}, or http://host:port")
    scheme, _, path = uri.partition(":///")
    # MLflow would make an empty one, or retry for a minute.
    if scheme == "sqlite" and not Path(path).is_file():
        raise UserError(f"there is no registry at {uri}; train a model into it first, or correct --registry")
    # MLflow takes seconds to import: only for who asks the registry.
    from andamio.models.registry import Registry

    return Registry(uri)


def find_package(
    text: str, options: argparse.Namespace, cleanup: ExitStack
) -> "tuple[ModelPackage, RegisteredVersion | None]":
    """The package that `text` names, its digests verified, and where it is registered; None for a folder.

    What is downloaded is removed when `cleanup` closes.
    """
    if Path(text).is_dir():
        if not (Path(text) / MANIFEST_FILE).exists():
            raise UserError(f"the folder {text} is no model package: it has no {MANIFEST_FILE}; name the package's own")
        return read_package(Path(text)), None
    if "/" in text or text.startswith("."):
        raise UserError(f"there is no package folder {text}; correct the path")
    reference = parse_reference(text)
    registry = open_registry(options)
    version = registry.find(reference.name, reference.version)
    folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory()))
    package = read_package(registry.folder_of(version, folder))
    if package.digest != version.digest:
        raise UserError(f"{text} has digest {package.digest}, registered was {version.digest}; register it again")
    return package, version
