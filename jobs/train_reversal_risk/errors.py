"""What training refuses, beyond what its libs raise.

AndamioError
├── UserError
│   └── LakeError           the lakehouse has no such table, or not the columns that are read
└── TrainingError           the data cannot answer the question, or the export is not the model that was trained
"""

from andamio.errors import AndamioError, UserError


class LakeError(UserError):
    """A Delta table is missing or is not of its contract."""


class TrainingError(AndamioError):
    """Training cannot end with packages that may be served."""
