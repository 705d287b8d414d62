"""What a contract document may say, and what its author is told when it says something else."""

import copy
from typing import Any

import pytest

from andamio.contracts.contract_document import parse_contract
from andamio.contracts.document import DocumentError
from andamio.contracts.model import EventRoles, Field

DOCUMENT: dict[str, Any] = {
    "apiVersion": "v3.1.0",
    "kind": "DataContract",
    "id": "urn:shop:parcel_sent",
    "name": "parcel_sent",
    "version": "1.2.0",
    "status": "active",
    "description": {"purpose": "A parcel left"},
    "customProperties": [
        {"property": "owner", "value": "logistics"},
        {"property": "latenessHorizon", "value": "3d"},
        {"property": "availability", "value": "99.95%"},
        {"property": "clockSkewMs", "value": 250},
        {"property": "eventId", "value": "parcel"},
        {"property": "eventTime", "value": "sent_at"},
        {"property": "knownAt", "value": "sent_at"},
        {"property": "sequence", "value": "postage"},
        {"property": "tenantKey", "value": "parcel"},
        {"property": "entityKey", "value": "parcel"},
    ],
    "schema": [
        {
            "name": "parcel_sent",
            "properties": [
                {
                    "name": "parcel",
                    "logicalType": "string",
                    "required": True,
                    "logicalTypeOptions": {"pattern": "^P[0-9]+$", "maxLength": 9},
                    "customProperties": [{"property": "pii", "value": "identifier"}],
                },
                {
                    "name": "sent_at",
                    "logicalType": "integer",
                    "required": True,
                    "logicalTypeOptions": {"format": "i64"},
                },
                {
                    "name": "postage",
                    "logicalType": "integer",
                    "required": True,
                    "logicalTypeOptions": {"format": "i64", "minimum": 0},
                    "customProperties": [
                        {"property": "unit", "value": "minor"},
                        {"property": "currencyField", "value": "currency"},
                    ],
                },
                {
                    "name": "currency",
                    "logicalType": "string",
                    "quality": [
                        {"type": "text", "description": "What the customer saw"},
                        {"metric": "invalidValues", "arguments": {"validValues": ["GBP", "MXN"]}, "mustBe": 0},
                    ],
                },
            ],
        }
    ],
}


def test_everything_a_document_says_is_in_the_contract() -> None:
    contract = parse_contract(DOCUMENT)
    assert (contract.id, contract.version, contract.major, contract.owner) == ("parcel_sent@1", "1.2.0", 1, "logistics")
    assert contract.lateness_horizon == "3d"
    assert contract.duplicate_horizon is None
    assert (contract.availability, contract.clock_skew_ms) == (0.9995, 250)
    assert contract.pii_classes() == {"parcel": "identifier"}
    assert contract.roles == EventRoles("parcel", "sent_at", "sent_at", "postage", "parcel", "parcel")
    assert contract.fields == (
        Field("parcel", "string", required=True, pii_class="identifier", max_length=9, pattern="P[0-9]+"),
        Field("sent_at", "integer", required=True),
        Field("postage", "integer", required=True, unit="minor", currency_field="currency", minimum=0),
        Field("currency", "string", valid_values=("GBP", "MXN")),
    )
    assert contract.money_columns() == {"postage"}
    assert contract.pii_columns() == {"parcel"}


def _properties(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["schema"][0]["properties"]  # type: ignore[no-any-return]


def _set(*path: Any, value: Any) -> Any:
    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


SPOILED: list[tuple[Any, str, str]] = [
    (_set("apiVersion", value="v2.2.2"), "apiVersion", "write 'v3.1.0'"),
    (_set("version", value="1"), "version", "such as '1.0.0'"),
    (_set("version", value=1), "version", "write text"),
    (_set("naem", value="x"), "naem", "did you mean 'name'?"),
    (_set("name", value="Parcel"), "name", "write lower-case letters"),
    (_set("schema", value=[]), "schema", "describe exactly one"),
    (_set("customProperties", 0, "property", value="ownr"), "customProperties.ownr", "did you mean 'owner'?"),
    (_set("customProperties", 2, "value", value="99.9"), "customProperties.availability", "such as '99.9%'"),
    (_set("customProperties", 3, "value", value=-1), "customProperties.clockSkewMs", "may be ahead"),
    (
        lambda d: _properties(d)[0]["customProperties"][0].update(value="secret"),
        "parcel.customProperties.pii",
        "quasi_identifier",
    ),
    (_set("customProperties", 4, "value", value="box"), "customProperties.eventId", "name one that is"),
    (lambda d: d["customProperties"].pop(5), "customProperties.eventTime", "add it"),
    (
        lambda d: _properties(d).append(_properties(d)[0]),
        "schema.parcel_sent.properties.parcel",
        "rename or remove one",
    ),
    (lambda d: _properties(d).pop(), "postage.customProperties.currencyField", "add the property 'currency'"),
    (lambda d: _properties(d)[0].update(requried=True), "parcel.requried", "did you mean 'required'?"),
    (lambda d: _properties(d)[0].update(required="yes"), "parcel.required", "write true or false"),
    (lambda d: _properties(d)[0].update(logicalType="timestamp"), "parcel.logicalType", "an integer with unit ms"),
    (lambda d: _properties(d)[1].pop("logicalTypeOptions"), "logicalTypeOptions.format", "write 'format: i64'"),
    (
        lambda d: _properties(d)[2]["logicalTypeOptions"].update(minimum=0.5),
        "logicalTypeOptions.minimum",
        "of that type",
    ),
    (lambda d: _properties(d)[2]["logicalTypeOptions"].update(maximum=-1), "logicalTypeOptions.maximum", "swap"),
    (lambda d: _properties(d)[0]["logicalTypeOptions"].update(pattern="P"), "logicalTypeOptions.pattern", "'^P$'"),
    (lambda d: _properties(d)[0]["logicalTypeOptions"].update(pattern="^($"), "pattern", "correct it"),
    (
        lambda d: _properties(d)[3]["quality"][1].update(metric="rowCount"),
        "quality.1.metric",
        "'metric: invalidValues'",
    ),
    (lambda d: _properties(d)[3]["quality"][1]["arguments"].update(validValues=[1]), "validValues", "texts in quotes"),
]


@pytest.mark.parametrize(("spoil", "field", "fix"), SPOILED, ids=[f"{row[1]}-{i}" for i, row in enumerate(SPOILED)])
def test_a_broken_rule_is_named_with_document_field_and_fix(spoil: Any, field: str, fix: str) -> None:
    document = copy.deepcopy(DOCUMENT)
    spoil(document)
    with pytest.raises(DocumentError) as caught:
        parse_contract(document, "shop/contracts/parcel_sent.v1.yaml")
    assert caught.value.document == "shop/contracts/parcel_sent.v1.yaml"
    assert caught.value.field.endswith(field)
    assert fix in caught.value.fix
    assert str(caught.value).startswith(f"{caught.value.document}, {caught.value.field}: ")
