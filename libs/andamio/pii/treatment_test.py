"""From a field's class follows what happens to it, for every purpose, and nothing personal is logged."""

from datetime import date
from typing import get_args

import pytest

from andamio.auth.secrets import Secret
from andamio.contracts.model import INDIRECT_PII, PII_CLASSES, Contract, Field
from andamio.pii.generalization import age_band, amount_bin, card_last_four, day_month, leading_part, postcode_area
from andamio.pii.tokens import KeyRing
from andamio.pii.treatment import POLICY, REDACTED, Purpose, UntreatedField, treat_row, treatments

_KEYS = KeyRing({"k1": Secret("11" * 64)}, "k1")
_PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
_CONTRACT = Contract(
    name="payment",
    version="1.0.0",
    urn="urn:payment",
    status="active",
    owner="team",
    description="",
    fields=(
        Field("customer", "string", pii_class="identifier"),
        Field("email", "string", pii_class="contact"),
        Field("note", "string", pii_class="free_text"),
        Field("postcode", "string", pii_class="location"),
        Field("amount_minor", "integer", pii_class="financial", currency_field="currency"),
        Field("currency", "string"),
        Field("born_ms", "integer", pii_class="quasi_identifier", unit="ms"),
    ),
)
_ROW = {
    "customer": "c-81724",
    "email": "ana@example.org",
    "note": "card 4111111111111111 refused",
    "postcode": "28013",
    "amount_minor": 123_456,
    "currency": "EUR",
    "born_ms": 1_732_180_000_123,
}


def test_every_class_has_a_rule_with_a_reason() -> None:
    assert set(POLICY) == set(PII_CLASSES)
    assert all(rule.reason for rule in POLICY.values())


def test_what_points_to_a_person_is_never_logged() -> None:
    assert {treatments(each)["logged"] for each in PII_CLASSES if each not in INDIRECT_PII} == {"redacted"}


def test_what_points_to_a_person_is_never_exported_plain() -> None:
    assert all(treatments(each)["exported"] != "plain" for each in PII_CLASSES if each != "none")


@pytest.mark.parametrize("purpose", _PURPOSES)
def test_a_row_keeps_its_fields_and_nulls(purpose: Purpose) -> None:
    assert treat_row(_CONTRACT, _ROW, purpose, _KEYS).keys() == _ROW.keys()
    assert treat_row(_CONTRACT, dict.fromkeys(_ROW), purpose, _KEYS) == dict.fromkeys(_ROW)


def test_a_logged_row_has_no_personal_value() -> None:
    logged = treat_row(_CONTRACT, _ROW, "logged")
    assert logged == {**_ROW, "customer": REDACTED, "email": REDACTED, "note": REDACTED, "postcode": REDACTED}


def test_an_exported_row_joins_by_token_and_is_coarse_elsewhere() -> None:
    exported = treat_row(_CONTRACT, _ROW, "exported", _KEYS)
    assert _KEYS.reveal(exported["customer"], "customer") == "c-81724"
    assert exported | {"customer": ""} == {
        "customer": "",
        "email": REDACTED,
        "note": "card [card] refused",
        "postcode": "28",
        "amount_minor": 100_000,
        "currency": "EUR",
        "born_ms": 1_730_419_200_000,
    }


def test_a_stored_row_keeps_what_models_need_and_tokenizes_contacts() -> None:
    stored = treat_row(_CONTRACT, _ROW, "stored", _KEYS)
    assert _KEYS.reveal(stored["email"], "email") == "ana@example.org"
    assert stored["customer"] == "c-81724"


def test_a_field_without_a_contract_and_a_token_without_a_key_are_refused() -> None:
    with pytest.raises(UntreatedField, match="'phone' is not in contract payment@1"):
        treat_row(_CONTRACT, {"phone": "x"}, "logged")
    with pytest.raises(UntreatedField, match="no key ring was given"):
        treat_row(_CONTRACT, {"email": "x"}, "stored")


def test_truncation_and_bands() -> None:
    assert card_last_four("4111 1111 1111 1111") == "************1111"
    assert card_last_four("4111") == "****"
    assert [postcode_area(each) for each in ("28013", "01310-100", "SW1A 1AA", "1200-195")] == [
        "28",
        "013",
        "SW1A",
        "1200",
    ]
    assert leading_part("Calle Oca 5, 28013 Madrid, Madrid") == "Madrid"
    assert leading_part("ES") == "ES"
    assert leading_part("Calle Oca 5") == ""
    today = date(2026, 11, 21)
    assert age_band(date(2008, 11, 22), today) == "0-17"
    assert age_band(date(2008, 11, 21), today) == "18-27"
    assert age_band(date(1920, 1, 1), today) == "88+"
    assert day_month(1_730_419_200_000) == 1_730_419_200_000
    assert [amount_bin(each) for each in (0.5, 1, 9.99, 10, 4_999, -70, 100_000)] == [0, 1, 5, 10, 2_000, -50, 100_000]
