"""The whole catalog, through Feast."""

import time
from pathlib import Path

import pytest
from feast import FeatureStore

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.features.online.event_examples import rows_of_event
from andamio.features.online.sqlite_store import SqliteStore
from feast_registry.main import main


def test_the_catalogs_service_answers_now_with_the_stores_values(tmp_path: Path) -> None:
    catalog = load_catalog()
    view, service = catalog.views["customer_payments@1"], catalog.services["reversal_risk@1"]
    paid_ms = time.time_ns() // 1_000_000 - 30 * 3_600_000
    rows = rows_of_event(view, "online-retail", "7", {"amount_minor": 4200, "lines": 3}, paid_ms)
    coarsest = view.coarsest_hop_ms
    store = SqliteStore(tmp_path / "online.db", catalog.views.values(), create=True)
    store.write_batch(view, paid_ms // coarsest * coarsest + coarsest, rows)

    assert main(["--store", str(tmp_path / "online.db"), "--out", str(tmp_path / "feast")]) == 0
    feast = FeatureStore(repo_path=str(tmp_path / "feast"))
    rows_asked = [{"tenant": "online-retail", "customer": "7"}]
    answer = feast.get_online_features(
        feast.get_feature_service("reversal_risk_v1"), rows_asked, full_feature_names=True
    )
    values = answer.to_dict()
    assert set(service.feature_names()) <= set(values)
    assert values["customer_payments__amount_sum_90d"] == [4200]
    assert values["customer_reversals__reversals_count_90d"] == [0]


def test_the_registry_says_who_answers_for_what_and_which_personal_data_is_read(tmp_path: Path) -> None:
    catalog = load_catalog()
    view, service = catalog.views["customer_payments@1"], catalog.services["reversal_risk@1"]
    contract, entity = catalog.contract_of(view), catalog.entity_of(view)
    SqliteStore(tmp_path / "online.db", catalog.views.values(), create=True).close()
    assert main(["--store", str(tmp_path / "online.db"), "--out", str(tmp_path / "feast")]) == 0
    feast = FeatureStore(repo_path=str(tmp_path / "feast"))
    tags = feast.get_feature_view("customer_payments_v1").tags
    assert tags["contract_version"] == f"payment_captured {contract.version}"
    assert tags["contract_owner"] == contract.owner
    assert tags["freshness_ms"] == str(view.freshness_ms)
    assert tags["source_availability"] == f"{100 * (contract.availability or 0):.6g}%"
    # Only of columns that the view reads.
    assert "country" in contract.pii_classes()
    assert "country" not in tags["pii"]
    assert f"{contract.pii_classes()['customer']}: customer" in tags["pii"]
    promised = feast.get_feature_service("reversal_risk_v1").tags
    assert promised["availability"] == f"{100 * (service.availability or 0):.6g}%"
    assert promised["freshness_ms"] == str(max(each.freshness_ms for each in service.views))
    assert promised["contracts"].count("payment_") == 2
    customer = feast.get_entity("customer")
    assert (customer.owner, customer.description) == (entity.owner, entity.description)
    amount = next(f for f in feast.get_feature_view("customer_payments_v1").features if f.name == "amount_sum_24h")
    assert amount.tags["pii"] == contract.pii_classes()["amount_minor"]


def test_a_missing_store_is_the_users_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(main, ["--store", str(tmp_path / "absent.db"), "--out", str(tmp_path)]) == 2
    assert "--store" in capsys.readouterr().err
