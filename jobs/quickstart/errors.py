"""What stops a quickstart on purpose.

AndamioError
├── UserError            the person's mistake: option, file, folder, port, Java
└── StepFailed           a step ended badly; the message names it and where its log is
"""

from andamio.errors import AndamioError


class StepFailed(AndamioError):
    """A step of the run failed; the run stops, cleans up, and still writes the report of what it has."""
