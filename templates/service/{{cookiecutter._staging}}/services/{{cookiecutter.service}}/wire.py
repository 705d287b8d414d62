"""What callers send and get. Names of tenants and entities are held to the contract of the events behind the feature."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from {{ cookiecutter.service }}.question import CONTRACT, KEY


def _form(name: str) -> StringConstraints:
    field = CONTRACT.field(name)
    # A contract's pattern is of the whole text.
    return StringConstraints(min_length=1, pattern=f"^(?:{field.pattern})$" if field and field.pattern else None)


Tenant = Annotated[str, _form("tenant")]
Key = Annotated[str, _form(KEY)]


class Asked(BaseModel):
    """Whom the question is about."""

    model_config = ConfigDict(extra="forbid")
    {{ cookiecutter.key }}: Key


class Answer(BaseModel):
    """The feature now, beside the tenant's limit."""

    value: int | float | None
    """Null where nothing is known of the {{ cookiecutter.key }}."""
    limit: float | None
    """Null where the tenant has set none."""
    over: bool
    """Whether the value is above the limit."""
    as_of_ms: int
    """Events before this time count, ms UTC."""


class Limit(BaseModel):
    """What a tenant allows from now on, and why it is changed; the reason goes to the audit log, so it names nobody."""

    model_config = ConfigDict(extra="forbid")
    limit: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class InForce(BaseModel):
    """A tenant's limit; null for none."""

    limit: float | None
