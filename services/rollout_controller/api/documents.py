"""What the HTTP API takes and answers: bodies of commands, and the documents of rollouts, plans and the controller."""

import re
from typing import Annotated, Any

import pydantic
from fastapi import Path, Query
from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from andamio.audit.record import LONGEST_REASON, holds_address
from andamio.rollout.release import NAMES_A_RELEASE

# The record asks who and why; a blank is no answer.
_SAYS_SOMETHING = r"\S"


class BaseModel(pydantic.BaseModel):
    """A document whose fields are described in the API by what stands below them here."""

    model_config = ConfigDict(use_attribute_docstrings=True)


def _named(text: str) -> str:
    if not re.fullmatch(NAMES_A_RELEASE, text):
        raise PydanticCustomError("name", "must be a name of letters, digits, '.', '_' and '-', as in r2-challenger")
    return text


def _recorded(text: str) -> str:
    if not re.search(_SAYS_SOMETHING, text):
        raise PydanticCustomError("blank", "is blank, and goes to the record; say something")
    if holds_address(text):
        # It could never be erased: records are only added to.
        raise PydanticCustomError(
            "address", "holds an e-mail address, which would stay on record; write the person's id"
        )
    return text


_Name = Annotated[str, Field(max_length=200, json_schema_extra={"pattern": NAMES_A_RELEASE}), AfterValidator(_named)]
_Recorded = Annotated[str, Field(json_schema_extra={"pattern": _SAYS_SOMETHING}), AfterValidator(_recorded)]
RolloutId = Annotated[_Name, Path(examples=["rollout-7"])]
ReleaseQuery = Annotated[_Name | None, Query(examples=["r2-challenger"])]


class CommandBody(BaseModel):
    """Who asks, and why: it goes to the record."""

    model_config = ConfigDict(extra="forbid")

    actor: _Recorded | None = Field(None, max_length=200)
    """Left out by who is authenticated: the token says it."""
    reason: _Recorded = Field(max_length=LONGEST_REASON)
    """No longer than the audit log takes."""


class ReleaseBody(CommandBody):
    """A command about a release."""

    release_id: _Name


class ApproveBody(CommandBody):
    """Let a rollout pass."""

    stage: str | None = Field(None, max_length=50, examples=["canary[1]"])
    """The stage that it is to enter, so that an approval that comes late approves nothing else; null: whichever."""


class PinBody(CommandBody):
    """Let one release answer a tenant or an entity."""

    subject: str = Field(max_length=200, pattern=r"^(tenant:.+|entity:[0-9a-f]{16})$", examples=["tenant:shop"])
    release_id: str | None = Field(None, max_length=200)
    """Null unpins."""


class WindowBody(CommandBody):
    """Add a freeze window, or replace the one of its name."""

    window: dict[str, Any] = Field(
        examples=[
            {"name": "sales", "time_zone": "Europe/Madrid", "from": "2026-11-27T00:00", "until": "2026-12-01T00:00"}
        ]
    )
    """`weekly` with `from` and `until` ("fri 16:00"), or `from` and `until` as dates with times, on the zone's wall."""


class WindowDocument(BaseModel):
    """A freeze window."""

    in_force: bool
    window: dict[str, Any]


class Windows(BaseModel):
    """All freeze windows."""

    windows: list[WindowDocument]


class FreezeBody(CommandBody):
    """Stop or allow forward moves."""

    frozen: bool


class KillBody(CommandBody):
    """Set or clear the kill switch."""

    killed: bool = True


class TransitionDocument(BaseModel):
    """One change, as recorded."""

    number: int
    """Place in the record, from 1."""
    at_ms: int
    subject: str
    """A rollout id, or what else was changed: stable, freeze, kill, ..."""
    from_: str = Field(alias="from")
    to: str
    reason: str
    actor: str
    evidence: dict[str, Any] | None


class RolloutDocument(BaseModel):
    """A rollout. More fields may follow."""

    model_config = ConfigDict(extra="allow")

    rollout_id: str
    release_id: str
    stable: str
    """The release that it set out to replace."""
    state: str
    stage: str | None
    """Where it is, as transitions name it, such as canary[1]; null for one that is not the current one."""
    entered_at_ms: int
    """When it came there."""
    held: bool
    awaits: str | None
    """The stage that it would enter if a person approved."""
    frozen_by: str | None
    """What keeps it from forward moves besides: a freeze, or a freeze window."""
    stage_index: int
    candidate_weight: float
    started_at_ms: int
    plan: str
    settings: dict[str, Any]
    history: list[TransitionDocument]
    verdict: dict[str, Any] | None
    """The last one, with its evidence."""


class PlanDocument(BaseModel):
    """What a rollout allows and expects. More fields may follow."""

    model_config = ConfigDict(extra="allow")

    release_id: str | None
    text: str
    """In words."""
    requests: int
    """From the start of shadow to the promotion, for a candidate that does no harm."""
    false_rollback: float
    """Allowed probability that such a candidate is rolled back."""
    requests_per_s: float | None
    """What stable and candidate answer now, over the last minute; null without traffic."""
    expected_s: float | None
    """Time that it takes at that rate; null without traffic."""


class ReplayedVerdict(BaseModel):
    """A recorded verdict, and the one that the recorded decisions give now."""

    verdict: int
    """Place among the rollout's verdicts, from 1, oldest first."""
    equal: bool
    differs: list[str]
    """Fields of the verdict that came out otherwise."""
    recorded: dict[str, Any]
    again: dict[str, Any]


class ReplayDocument(BaseModel):
    """Whether the record gives its verdicts again, to the bit."""

    rollout_id: str
    checked: int
    """Verdicts that were given again."""
    equal: bool
    """Whether all of those are as recorded."""
    of_other_rules: int
    """Verdicts of another version of the rules, which are not given again."""
    other_rules: str | None
    """Why the first of those is not; null where there is none."""
    verdicts: list[ReplayedVerdict]
    """The one asked for; without one, those that differ, at most 20."""


class VerdictsPage(BaseModel):
    """Recorded verdicts with their evidence, newest first."""

    verdicts: list[dict[str, Any]]
    next_before: int | None
    """`before` of the page with those before these; null where there are none."""


class ReplayedMove(BaseModel):
    """A failover, or what labels decided, decided again from the evidence beside it."""

    equal: bool
    recorded: dict[str, Any]
    """The transition."""
    again: str
    """What its evidence says now."""


class MovesDocument(BaseModel):
    """Whether the record decides its failovers, take-backs and ends of watches again."""

    checked: int
    equal: bool
    moves: list[ReplayedMove]


class SwitchDocument(BaseModel):
    """Who set a switch, when and why."""

    actor: str
    reason: str
    at_ms: int


class ReplicaDocument(BaseModel):
    """A replica as its lines in the decision log show it."""

    replica: str
    table_version: int
    """Version of the routing table that its last line was made under."""
    seen_ms_ago: int


class LeaseDocument(BaseModel):
    """Which of the controllers that share a store leads."""

    leads: bool
    """Whether this one does; otherwise it stands by and refuses commands."""
    holder: str | None
    epoch: int
    """Grows with every change of hands; the routing table carries it. 0: nobody ever led."""


class WatchDocument(BaseModel):
    """A promoted release under watch."""

    rollout_id: str
    release_id: str
    clear: bool
    """The labels said that it keeps its promise; it is watched for changes now."""
    spent_ms: int
    limit_ms: int


class Status(BaseModel):
    """The controller at a glance. More fields may follow."""

    model_config = ConfigDict(extra="allow")

    now_ms: int
    lease: LeaseDocument
    stable: str | None
    warm: list[str]
    frozen: bool
    frozen_by: SwitchDocument | None
    """Null unless frozen."""
    window: str | None
    """Name of the freeze window in force."""
    killed: bool
    killed_by: SwitchDocument | None
    """Null unless killed."""
    failover: str | None
    """Who answers because stable failed as a whole: an earlier release, or "rules"."""
    watched: list[str]
    """Rollouts that were promoted and are under watch by their labels."""
    watches: list[WatchDocument]
    pins: dict[str, str]
    rollout_id: str | None
    """The rollout under way."""
    last_rollout_id: str | None
    """The rollout under way, or else the last one that ended."""
    table: dict[str, Any] | None
    """The routing table as last written."""
    replicas: list[ReplicaDocument]
    replicas_silent_ms: int
    cursor: str
    """What `GET /v1/events?after=` takes to go on from here."""
