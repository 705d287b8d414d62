"""A field stands in a sink in the form that its class allows there, or not at all."""

from typing import get_args

import pytest

from andamio.auth.secret import Secret
from andamio.contracts.model import INDIRECT_PII, PII_CLASSES, Contract, EventRoles, Field
from andamio.pii.sinks import SINKS, Sink, WriteEdge
from andamio.pii.tokens import KeyRing, of_tenant
from andamio.pii.treatment import UntreatedField, treatments

KEYS = KeyRing({"k1": Secret("11" * 64)}, "k1")
PERSONAL = [each for each in PII_CLASSES if each not in INDIRECT_PII]
CONTRACT = Contract(
    name="payment",
    version="1.0.0",
    urn="urn:payment",
    status="active",
    owner="team",
    description="",
    fields=(Field("tenant", "string"), *(Field(f"a_{each}", "string", pii_class=each) for each in PII_CLASSES)),
    roles=EventRoles("event_id", "event_time_ms", "known_at_ms", "sequence", "tenant", "a_identifier"),
)
CANARY = "canary-81724"
ROW = {"tenant": "shop", **{f"a_{each}": CANARY for each in PII_CLASSES}}


def test_every_sink_has_a_purpose_and_a_reason() -> None:
    assert set(SINKS) == set(get_args(Sink))
    assert all(place.reason for place in SINKS.values())


@pytest.mark.parametrize("sink", SINKS)
def test_a_row_holds_a_value_in_clear_only_where_the_table_says_so(sink: Sink) -> None:
    written = WriteEdge(CONTRACT, sink, KEYS).row(ROW)
    assert written.keys() == ROW.keys()
    for each in PII_CLASSES:
        in_clear = treatments(each)[SINKS[sink].purpose] in ("plain", "scrubbed")
        assert (CANARY in written[f"a_{each}"]) == in_clear, each


@pytest.mark.parametrize("sink", sorted(set(SINKS) - {"event_log", "lakehouse", "online_store", "training_set"}))
def test_nothing_that_points_to_a_person_is_in_clear_outside_the_stores(sink: Sink) -> None:
    written = WriteEdge(CONTRACT, sink, KEYS).row(ROW)
    allowed = {"free_text"} if sink == "export" else set()  # scrubbed
    assert {each for each in PERSONAL if CANARY in written[f"a_{each}"]} == allowed


def test_tokens_of_two_tenants_do_not_join_and_those_of_two_sinks_do() -> None:
    log, export = WriteEdge(CONTRACT, "decision_log", KEYS), WriteEdge(CONTRACT, "export", KEYS)
    token = log.value("a_identifier", CANARY, "shop")
    assert token == export.value("a_identifier", CANARY, "shop")
    assert token != log.value("a_identifier", CANARY, "other")
    assert KEYS.reveal(token, of_tenant("a_identifier", "shop")) == CANARY


def test_what_cannot_be_treated_is_refused_at_start_or_at_the_row() -> None:
    with pytest.raises(UntreatedField, match="becomes a token in the decision log.*--pii-keys"):
        WriteEdge(CONTRACT, "decision_log")
    edge = WriteEdge(CONTRACT, "decision_log", KEYS)
    with pytest.raises(UntreatedField, match="'phone' is not in contract payment@1"):
        edge.value("phone", "1", "shop")
    with pytest.raises(UntreatedField, match="has no tenant"):
        edge.row({"a_none": "x"})


def test_what_no_contract_describes_is_scrubbed_if_it_is_a_text() -> None:
    edge = WriteEdge(CONTRACT, "decision_log", KEYS)
    assert edge.named("a_feature", 3.5, "shop") == 3.5
    assert edge.named("a_feature", "card 4111 1111 1111 1111", "shop") == "card [card]"
    assert edge.named("a_contact", CANARY, "shop") == "[redacted]"
