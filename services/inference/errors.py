"""What can go wrong while serving.

AndamioError
└── InferenceError
    ├── NotReady               there is no release to score with yet
    ├── ReleaseRefused         a release cannot be loaded: package, digest, golden set or a forbidden fault
    └── FeaturesUnavailable    the feature API did not answer within the budget, or not with usable values
"""

from andamio.errors import AndamioError


class InferenceError(AndamioError):
    """Base of the errors of the inference service."""


class NotReady(InferenceError):
    """There is no release to score with yet; the message says what is missing."""


class ReleaseRefused(InferenceError):
    """The release is not served; the message says why and what to change."""


class FeaturesUnavailable(InferenceError):
    """No features for this request; the declared fallback answers."""
