"""What can go wrong around a model package.

AndamioError
└── ModelError
    ├── InvalidPackage       a package's files, manifest or digests do not hold together
    ├── NotTheTrainedModel   a graph that does not give the scores of the model that was trained
    ├── SigningError         a key, a signature or its signer is not one to rely on
    ├── DeviceError          the machine has not the device that is asked for
    ├── PromotionRefused     the evidence or the approval that a promotion needs is not there
    ├── ScoringError         the model cannot be run on this input, or its graph has another shape than promised
    └── RegistryError        the registry cannot be opened or reached, or refuses
        └── NotRegistered    it does not know a model, version or alias; a `UserError` too
"""

from pathlib import Path

from andamio.errors import AndamioError, UserError


class ModelError(AndamioError):
    """Base of the errors of the models lib."""


class InvalidPackage(ModelError):
    """A package is damaged or was changed. `file` is the offending file."""

    def __init__(self, file: Path, problem: str, fix: str) -> None:
        self.file = file
        super().__init__(f"model package file {file}: {problem}; {fix}")


class NotTheTrainedModel(ModelError):
    """The export went wrong: the graph's scores are not the training library's."""


class SigningError(ModelError):
    """There is no usable key, or a signature is missing, does not hold, or is by someone who is not trusted."""


class DeviceError(ModelError):
    """CUDA is asked for and not there; the message says what is missing."""


class PromotionRefused(ModelError):
    """A promotion without the gates' evidence or the approval that it needs."""


class ScoringError(ModelError):
    """The model does not run, or does not have the inputs and outputs that its package promises."""


class RegistryError(ModelError):
    """The registry cannot be opened or reached, or refuses."""


class NotRegistered(RegistryError, UserError):
    """The registry has no such model, version or alias."""
