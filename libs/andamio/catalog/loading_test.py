"""The packaged catalog loads, and a document at odds with another one is refused with the fix."""

import shutil
from pathlib import Path

import pytest

from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.contracts.document import DocumentError
from andamio.features.event import BOOKKEEPING

DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def test_payments_contracts_carry_the_bookkeeping_of_events_and_their_money(catalog: Catalog) -> None:
    for name in ("payment_captured@1", "payment_reversed@1"):
        contract = catalog.contracts[name]
        assert set(BOOKKEEPING) <= set(contract.field_names())
        assert contract.money_columns() == {"amount_minor"}
        assert contract.pii_columns() == {"customer"}
        assert all(field.description and field.classification for field in contract.fields)


def test_views_know_their_contract_and_entity(catalog: Catalog) -> None:
    view = catalog.views["customer_payments@1"]
    assert catalog.contract_of(view) is catalog.contracts["payment_captured@1"]
    assert catalog.entity_of(view).join_keys == ("tenant", "customer")
    assert (view.lateness_ms, view.duplicate_horizon_ms, view.ttl_ms) == (7 * DAY_MS, 7 * DAY_MS, 90 * DAY_MS)
    assert view.hop_chain == (60_000, 1_800_000, 43_200_000)


def test_a_service_names_features_in_the_order_of_its_views(catalog: Catalog) -> None:
    names = catalog.services["reversal_risk@1"].feature_names()
    assert len(names) == len(set(names)) == 22
    assert (names[0], names[15], names[16], names[-1]) == (
        "customer_payments__payments_count_1h",
        "customer_payments__time_since_last_payment_90d",
        "customer_reversals__reversals_count_24h",
        "customer_reversals__time_since_last_reversal_90d",
    )


VIEW = "payments/views/customer_payments.v1.yaml"
CONTRACT = "payments/contracts/payment_captured.v1.yaml"
SERVICE = "payments/services/reversal_risk.v1.yaml"
ENTITY = "payments/entities/customer.v1.yaml"
SPOILED: list[tuple[str, str, str, str, str]] = [
    (
        VIEW,
        "payment_captured@1",
        "payment_capture@1",
        "source.contract",
        "payment_captured@1, payment_reversed@1",
    ),
    (VIEW, "customer@1", "client@1", "entity", "customer@1"),
    (VIEW, "key_column: customer", "key_column: client", "key_column", "choose one of event_id, tenant"),
    (VIEW, "key_column: customer", "key_column: country", "entity", "join keys tenant, country"),
    (VIEW, "key_column: customer", "key_column: lines", "key_column", "choose a column that every event has"),
    (VIEW, "column: lines,", "column: line,", "features.lines_mean_90d.column", "choose one of event_id"),
    (VIEW, "column: lines,", "column: country,", "features.lines_mean_90d.column", "choose an integer column"),
    (VIEW, "lateness: 7d", "lateness: 6d", "source.lateness", "write 7d, or change the contract first"),
    (VIEW, "duplicate_horizon: 7d", "duplicate_horizon: 6d", "source.duplicate_horizon", "write 7d"),
    (VIEW, "equals: GBP", "equals: gbp", "filter.currency", "choose one of GBP, EUR"),
    (VIEW, "equals: GBP", "equals: 7", "filter.currency", "write a value of the column's type"),
    (VIEW, "- {column: currency, equals: GBP}", "[]", "document", "add a filter that pins one"),
    (VIEW, "{1h: 1m,", "{1h: 7m,", "document", "choose a hop that divides it"),
    (VIEW, "{1h: 1m,", "{1h: 1,", "document", "correct it"),
    (VIEW, "ttl:", "tll:", "tll", "did you mean 'ttl'?"),
    (VIEW, "window: 1h}", "windw: 1h}", "features.payments_count_1h.windw", "did you mean 'window'?"),
    (VIEW, "version: 1", "version: 2", "file", "rename it to customer_payments.v2.yaml"),
    (
        CONTRACT,
        "latenessHorizon, value: 7d",
        "latenessHorizon, value: a week",
        "customProperties.latenessHorizon",
        "'30m'",
    ),
    (CONTRACT, "logicalType: boolean", "logicalType: bool", "properties.deleted.logicalType", "use one of string"),
    (CONTRACT, "kind: DataContract", "kind: [", "file", "correct the syntax there"),
    (SERVICE, "customer_reversals@1", "customer_returns@1", "views", "customer_payments@1, customer_reversals@1"),
    (SERVICE, "customer_reversals@1", "customer_payments@1", "views", "each once"),
    (ENTITY, "[tenant, customer]", "[]", "join_keys", "the tenant first"),
]


@pytest.mark.parametrize(
    ("document", "text", "spoiled", "field", "fix"), SPOILED, ids=[f"{row[3]}-{i}" for i, row in enumerate(SPOILED)]
)
def test_a_document_at_odds_is_named_with_field_and_fix(
    document: str, text: str, spoiled: str, field: str, fix: str, tmp_path: Path
) -> None:
    _copy_catalog(tmp_path)
    original = (tmp_path / document).read_text(encoding="utf-8")
    changed = original.replace(text, spoiled, 1)
    assert changed != original
    (tmp_path / document).write_text(changed, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_catalog(tmp_path)
    assert caught.value.document == document
    assert caught.value.field.endswith(field)
    assert fix in str(caught.value)


def test_the_same_name_in_two_domains_is_refused(tmp_path: Path) -> None:
    _copy_catalog(tmp_path)
    (tmp_path / "refunds/entities").mkdir(parents=True)
    shutil.copy(tmp_path / ENTITY, tmp_path / "refunds/entities/customer.v1.yaml")
    with pytest.raises(DocumentError, match="customer@1 is defined in another domain too; rename one of them"):
        load_catalog(tmp_path)


def test_a_folder_without_a_catalog_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no contract was found"):
        load_catalog(tmp_path)


def _copy_catalog(to: Path) -> None:
    shutil.copytree(Path(__file__).parent / "payments", to / "payments")
