"""A data contract: the fields of one kind of event, their rules, and the roles some of them play."""

from dataclasses import dataclass
from typing import Literal, get_args

LogicalType = Literal["string", "integer", "number", "boolean"]
Scalar = str | int | float

PiiClass = Literal[
    "none", "identifier", "contact", "location", "health", "free_text", "personal", "quasi_identifier", "financial"
]

LOGICAL_TYPES: tuple[LogicalType, ...] = get_args(LogicalType)
PII_CLASSES: tuple[PiiClass, ...] = get_args(PiiClass)
# These say something about a person only beside what points to one, and say nothing when that is hidden.
INDIRECT_PII: frozenset[PiiClass] = frozenset({"none", "quasi_identifier", "financial"})


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a contract. Limits are inclusive; None means no limit."""

    name: str
    logical_type: LogicalType
    """Integers are int64 and numbers are IEEE 754 doubles in every engine."""
    required: bool = False
    """Present and not null in every row."""
    unique: bool = False
    """No two rows share a value."""
    description: str = ""
    physical_type: str | None = None
    classification: str | None = None
    """Who may see it: "public", "internal", "confidential" or "restricted"."""
    pii_class: PiiClass = "none"
    """What it says of a person."""
    unit: str | None = None
    """What the number counts, such as "ms" or "minor"."""
    currency_field: str | None = None
    """For an amount of money: the field that holds its currency."""
    assigned_by_log: bool = False
    """Stamped when a row is appended to the log; a producer's row does not carry it yet."""
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    """In Unicode code points."""
    max_length: int | None = None
    pattern: str | None = None
    """A regular expression that the whole text matches; without anchors."""
    valid_values: tuple[Scalar, ...] | None = None

    @property
    def pii(self) -> bool:
        """It points to a person by itself: redacted in telemetry, not quoted in reasons, covered by deletion."""
        return self.pii_class not in INDIRECT_PII

    @property
    def is_money(self) -> bool:
        return self.currency_field is not None


@dataclass(frozen=True, slots=True)
class EventRoles:
    """Which fields identify an event, order its versions and place it in time."""

    event_id: str
    event_time: str
    known_at: str
    sequence: str
    tenant_key: str
    entity_key: str


@dataclass(frozen=True, slots=True)
class Contract:
    """A versioned promise about rows."""

    name: str
    version: str
    """Semantic version, "1.2.0": within one major every older row stays valid."""
    urn: str
    """The document's own `id`, unique over all contracts of a company."""
    status: str
    owner: str
    description: str
    fields: tuple[Field, ...]
    """In the order of the document, which is the column order of everything compiled from it."""
    roles: EventRoles | None = None
    """None for a contract that is not about events."""
    lateness_horizon: str | None = None
    """L as a duration, such as "7d": an event first known later than this after its event time is late."""
    duplicate_horizon: str | None = None
    """D as a duration: duplicates and corrections count within this of an event's first arrival."""
    freshness: str | None = None
    """Objective, as a duration, for the time from an event to its place in the log."""
    availability: float | None = None
    """Objective: the share of the time in which events can be appended and read, as in 0.999."""
    clock_skew_ms: int = 0
    """How far an event time may be ahead of the time it became known: producers' clocks differ from the log's."""

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def minor(self) -> int:
        return int(self.version.split(".")[1])

    @property
    def id(self) -> str:
        """Name and major version, as in "payment_captured@1"."""
        return f"{self.name}@{self.major}"

    def field(self, name: str) -> Field | None:
        """The field of that name, None if the contract has none."""
        return next((field for field in self.fields if field.name == name), None)

    def field_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def money_columns(self) -> frozenset[str]:
        """Amounts in minor units, which mean nothing without their currency."""
        return frozenset(field.name for field in self.fields if field.is_money)

    def pii_classes(self) -> dict[str, PiiClass]:
        """Column to class, of those that say something of a person."""
        return {field.name: field.pii_class for field in self.fields if field.pii_class != "none"}

    def pii_columns(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields if field.pii)
