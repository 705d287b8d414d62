"""What can go wrong while serving.

AndamioError
└── InferenceError
    ├── NotReady               there is no release to score with yet
    ├── ReleaseRefused         a release cannot be loaded: package, digest, golden set or a forbidden fault
    │   └── Quarantined        ... because a process died with it in hand
    └── FeaturesUnavailable    the feature API did not answer within the budget, or not with usable values
"""

from andamio.errors import AndamioError


class InferenceError(AndamioError):
    """Base of the errors of the inference service."""


class NotReady(InferenceError):
    """There is no release to score with yet; the message says what is missing."""


class ReleaseRefused(InferenceError):
    """The release is not served; the message says why and what to change."""


class Quarantined(ReleaseRefused):
    """The release is in quarantine; the message says since what and how it gets out."""


class FeaturesUnavailable(InferenceError):
    """No features for this request; the declared fallback answers."""
