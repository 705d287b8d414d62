"""A contract from its document, in the Open Data Contract Standard 3.1 (bitol.io), of which this reads what andamio enforces.

A rule that nothing would check (an unknown key, an unsupported quality metric) is refused rather than carried along.
What the standard has no place for stands in its `customProperties`:

    contract   owner, freshness, availability, latenessHorizon, duplicateHorizon, clockSkewMs,
               eventId, eventTime, knownAt, sequence, tenantKey, entityKey      (each names a field)
    property   pii (its class), unit, currencyField (the field that holds an amount's currency), assignedBy (log)
"""

import re
from collections.abc import Mapping
from typing import Any

from andamio.contracts.document import Node, parse_share
from andamio.contracts.model import (
    LOGICAL_TYPES,
    PII_CLASSES,
    Contract,
    EventRoles,
    Field,
    LogicalType,
    PiiClass,
    Scalar,
)

API_VERSION = "v3.1.0"


# Contract-level custom property -> logical type that the field it names must have.
_ROLES: dict[str, LogicalType] = {
    "eventId": "string",
    "eventTime": "integer",
    "knownAt": "integer",
    "sequence": "integer",
    "tenantKey": "string",
    "entityKey": "string",
}
_OBJECTIVES = {"owner", "freshness", "availability", "latenessHorizon", "duplicateHorizon", "clockSkewMs"}
_CONTRACT_EXTENSIONS = {*_ROLES, *_OBJECTIVES}
_FIELD_EXTENSIONS = {"pii", "unit", "currencyField", "assignedBy"}
_CONTRACT_KEYS = {
    *("apiVersion", "kind", "id", "name", "version", "status", "domain", "dataProduct", "tenant", "description"),
    *("tags", "schema", "team", "roles", "support", "slaProperties", "servers", "price", "authoritativeDefinitions"),
    *("customProperties", "contractCreatedTs"),
}
_OBJECT_KEYS = {
    *("id", "name", "logicalType", "physicalName", "physicalType", "description", "businessName", "properties", "tags"),
    *("dataGranularityDescription", "authoritativeDefinitions", "customProperties"),
}
_FIELD_KEYS = {
    *("id", "name", "businessName", "description", "logicalType", "logicalTypeOptions", "physicalType", "physicalName"),
    *("required", "unique", "classification", "criticalDataElement", "examples", "tags", "quality"),
    *("authoritativeDefinitions", "customProperties"),
}
_OPTION_KEYS: dict[LogicalType, set[str]] = {
    "string": {"minLength", "maxLength", "pattern"},
    "integer": {"format", "minimum", "maximum"},
    "number": {"format", "minimum", "maximum"},
    "boolean": set(),
}
_FORMATS: dict[LogicalType, str] = {"integer": "i64", "number": "f64"}


def parse_contract(document: Mapping[str, Any] | Node, source: str = "contract") -> Contract:
    """Build a contract from its document; raises `DocumentError` naming `source`, the field and the fix."""
    root = document if isinstance(document, Node) else Node(source, "", document)
    root.refuse_unknown(_CONTRACT_KEYS)
    for key, only in (("apiVersion", API_VERSION), ("kind", "DataContract")):
        if root.need(key, str) != only:
            raise root.error(key, f"'{root.mapping[key]}' is not supported", f"write '{only}'")
    name = _identifier(root, "name")
    version = root.need("version", str)
    if re.fullmatch(r"[1-9]\d*\.\d+\.\d+", version) is None:
        raise root.error("version", f"'{version}' is not a version", "write major.minor.patch, such as '1.0.0'")

    fields = _parse_fields(root)
    extensions = _custom_properties(root, _CONTRACT_EXTENSIONS)
    return Contract(
        name=name,
        version=version,
        urn=root.need("id", str),
        status=root.need("status", str),
        owner=extensions.need("owner", str),
        description=root.node("description").get("purpose", str) or "",
        fields=fields,
        roles=_parse_roles(extensions, fields),
        lateness_horizon=extensions.get("latenessHorizon", str),
        duplicate_horizon=extensions.get("duplicateHorizon", str),
        freshness=extensions.get("freshness", str),
        availability=parse_share(extensions, "availability"),
        clock_skew_ms=_clock_skew(extensions),
    )


def _parse_fields(root: Node) -> tuple[Field, ...]:
    objects = list(root.nodes("schema"))
    if len(objects) != 1:
        raise root.error("schema", f"it has {len(objects)} objects", "describe exactly one; give each its own contract")
    objects[0].refuse_unknown(_OBJECT_KEYS)
    fields = tuple(_parse_field(node) for node in objects[0].nodes("properties"))
    if not fields:
        raise objects[0].error("properties", "it is empty", "add at least one property")
    by_name = {field.name: field for field in fields}
    if len(by_name) != len(fields):
        names = [field.name for field in fields]
        twice = next(name for name in names if names.count(name) > 1)
        raise objects[0].error(f"properties.{twice}", "it is defined twice", "rename or remove one")
    for field in fields:
        currency = by_name.get(field.currency_field or field.name)
        if field.is_money and (
            currency is None or currency.logical_type != "string" or field.logical_type != "integer"
        ):
            raise objects[0].error(
                f"properties.{field.name}.customProperties.currencyField",
                f"money is an integer of minor units, and '{field.currency_field}' must be a text property beside it",
                f"add the property '{field.currency_field}', or name the one that holds the currency",
            )
    return fields


def _parse_field(node: Node) -> Field:
    node.refuse_unknown(_FIELD_KEYS)
    logical_type = node.need("logicalType", str)
    if logical_type not in LOGICAL_TYPES:
        fix = f"use one of {', '.join(LOGICAL_TYPES)} (a time is an integer with unit ms)"
        raise node.error("logicalType", f"'{logical_type}' is not supported", fix)
    options = node.node("logicalTypeOptions")
    options.refuse_unknown(_OPTION_KEYS[logical_type])
    wanted_format = _FORMATS.get(logical_type)
    # The standard's default is 32 bits for both, and amounts of Colombian pesos overflow that: say 64.
    if wanted_format is not None and options.get("format", str) != wanted_format:
        raise options.error("format", f"{logical_type}s have 64 bits here", f"write 'format: {wanted_format}'")
    quality_pattern, valid_values = _parse_quality(node, logical_type)
    extensions = _custom_properties(node, _FIELD_EXTENSIONS)
    assigned_by = extensions.get("assignedBy", str)
    if assigned_by not in (None, "log"):
        raise extensions.error("assignedBy", f"'{assigned_by}' assigns nothing", "write 'log' or remove it")
    field = Field(
        name=_identifier(node, "name"),
        logical_type=logical_type,
        required=node.get("required", bool) or False,
        unique=node.get("unique", bool) or False,
        description=node.get("description", str) or "",
        physical_type=node.get("physicalType", str),
        classification=node.get("classification", str),
        pii_class=_pii_class(extensions),
        unit=extensions.get("unit", str),
        currency_field=extensions.get("currencyField", str),
        assigned_by_log=assigned_by == "log",
        minimum=_limit(options, "minimum", logical_type),
        maximum=_limit(options, "maximum", logical_type),
        min_length=options.get("minLength", int),
        max_length=options.get("maxLength", int),
        pattern=_pattern(options, "pattern") or quality_pattern,
        valid_values=valid_values,
    )
    for low, high, key in (
        (field.minimum, field.maximum, "maximum"),
        (field.min_length, field.max_length, "maxLength"),
    ):
        if low is not None and high is not None and low > high:
            raise options.error(key, f"nothing lies between {low} and {high}", "swap the two limits")
    return field


def _clock_skew(extensions: Node) -> int:
    skew = extensions.get("clockSkewMs", int) or 0
    if skew < 0:
        raise extensions.error("clockSkewMs", f"{skew} is negative", "write how far producers' clocks may be ahead")
    return skew


def _pii_class(extensions: Node) -> PiiClass:
    value = extensions.mapping.get("pii", "none")
    if value is True:  # documents from before there were classes
        return "personal"
    for known in PII_CLASSES:
        if value == known:
            return known
    raise extensions.error("pii", f"{value!r} is not a class", f"write one of {', '.join(PII_CLASSES)}")


def _parse_quality(node: Node, logical_type: LogicalType) -> tuple[str | None, tuple[Scalar, ...] | None]:
    """Pattern and valid values of the one metric that can be checked row by row; prose rules are passed over."""
    pattern: str | None = None
    valid_values: tuple[Scalar, ...] | None = None
    for rule in node.nodes("quality"):
        if rule.get("type", str) == "text":
            continue
        if rule.get("metric", str) != "invalidValues" or rule.mapping.get("mustBe") != 0:
            raise rule.error(
                "metric",
                "it would not be checked on rows",
                "use 'metric: invalidValues' with 'mustBe: 0', or 'type: text' for prose",
            )
        arguments = rule.node("arguments")
        arguments.refuse_unknown({"validValues", "pattern"})
        pattern = _pattern(arguments, "pattern") or pattern
        listed = arguments.get("validValues", list)
        if listed is not None:
            kinds = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": ()}[logical_type]
            wrong = [value for value in listed if type(value) not in kinds]
            if wrong or not listed:
                problem = f"{wrong[0]!r} is not of type {logical_type}" if wrong else "it is empty"
                raise arguments.error("validValues", problem, f"list at least one {logical_type}, texts in quotes")
            valid_values = tuple(listed)
    if pattern is not None and logical_type != "string":
        raise node.error("quality", f"a pattern says nothing about type {logical_type}", "remove it")
    return pattern, valid_values


def _parse_roles(extensions: Node, fields: tuple[Field, ...]) -> EventRoles | None:
    named = {role: extensions.get(role, str) for role in _ROLES}
    if not any(named.values()):
        return None
    by_name = {field.name: field for field in fields}
    for role, logical_type in _ROLES.items():
        field = by_name.get(extensions.need(role, str))
        if field is None or not field.required or field.logical_type != logical_type:
            problem = f"'{named[role]}' is not a required property of type {logical_type}"
            raise extensions.error(role, problem, "name one that is, or correct that property")
    return EventRoles(*(str(named[role]) for role in _ROLES))


def _custom_properties(node: Node, known: set[str]) -> Node:
    """The standard's list of {property, value} pairs as one mapping."""
    values = {entry.need("property", str): entry.mapping.get("value") for entry in node.nodes("customProperties")}
    prefix = f"{node.path}." if node.path else ""
    properties = Node(node.document, f"{prefix}customProperties", values)
    properties.refuse_unknown(known)
    return properties


def _identifier(node: Node, key: str) -> str:
    name = node.need(key, str)
    # One spelling that every engine takes as it is, so that no compiler has to rename.
    if re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name) is None:
        raise node.error(
            key, f"'{name}' is not a name", "write lower-case letters, digits and _, such as 'amount_minor'"
        )
    return name


def _limit(options: Node, key: str, logical_type: LogicalType) -> float | None:
    value = options.mapping.get(key)
    if value is not None and type(value) not in ((int,) if logical_type == "integer" else (int, float)):
        raise options.error(key, f"{value!r} is not of type {logical_type}", "write a number of that type")
    return value


def _pattern(node: Node, key: str) -> str | None:
    """The expression between the anchors. Unanchored, "GBP" would also accept "not GBP": the anchors are demanded."""
    text = node.get(key, str)
    if text is None:
        return None
    if not (text.startswith("^") and text.endswith("$")):
        raise node.error(key, f"'{text}' matches parts of a text", f"anchor it: '^{text.strip('^$')}$'")
    try:
        re.compile(text[1:-1])
    except re.error as error:
        raise node.error(key, f"'{text}' is not a regular expression ({error})", "correct it") from None
    return text[1:-1]
