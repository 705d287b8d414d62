"""What `andamio catalog` prints, of the packaged catalog and of one with a view of several sources."""

import json
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import yaml

from andamio import cli
from andamio.catalog.command import add_commands
from andamio.catalog.definitions import CatalogError
from andamio.catalog.lineage import Item, lineage, pii_of
from andamio.catalog.loading import load_catalog

DOCUMENTS = Path(__file__).parent / "payments"
RISK: dict[str, Any] = {
    "name": "customer_risk",
    "version": 1,
    "owner": "payments-risk",
    "description": "Payments beside reversals, and from how many countries",
    "entity": "customer@1",
    "key_column": "customer",
    "sources": {
        "payments": {"contract": "payment_captured@1", "lateness": "7d", "duplicate_horizon": "7d"},
        "reversals": {"contract": "payment_reversed@1", "lateness": "7d", "duplicate_horizon": "7d"},
    },
    "hops": {"24h": "30m", "30d": "12h"},
    "ttl": "30d",
    "freshness": "5s",
    "features": [
        {"name": "countries", "source": "payments", "function": "count_distinct", "column": "country", "window": "30d"}
        | {"at_most": 8},
        {"name": "reversals", "source": "reversals", "function": "count", "window": "24h"},
    ],
}


def run(arguments: list[str]) -> int:
    return cli.run(cli.main_of(add_commands), ["catalog", *arguments])


@pytest.fixture
def risk_catalog(tmp_path: Path) -> Path:
    shutil.copytree(DOCUMENTS, tmp_path / "payments")
    (tmp_path / "payments" / "views" / "customer_risk.v1.yaml").write_text(yaml.safe_dump(RISK))
    return tmp_path


def test_list_has_a_row_a_document_with_owner_objectives_classes_and_readers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["list", "--json"]) == 0
    listed = {(row["kind"], row["id"]): row for row in json.loads(capsys.readouterr().out)}
    assert len(listed) == len(list(DOCUMENTS.glob("*/*.yaml")))
    assert listed["contract", "payment_reversed@1"]["readers"] == ["customer_reversals@1", "reversal_risk@1"]
    service = listed["service", "reversal_risk@1"]
    assert (service["owner"], service["freshness"], service["availability"]) == ("payments-risk", "5s", 0.999)
    assert service["pii"]["identifier"] == ["payment_captured@1.customer", "payment_reversed@1.customer"]
    assert run(["list", "--kind", "view"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_show_has_the_parts_of_a_view_and_what_it_leads_to(
    risk_catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "customer_risk@1", "--catalog", str(risk_catalog), "--json"]) == 0
    (view,) = json.loads(capsys.readouterr().out)
    assert [part["id"] for part in view["parts"]] == ["customer_risk@1.payments", "customer_risk@1.reversals"]
    assert view["parts"][0]["features"][0]["at_most"] == 8
    assert view["parts"][1]["hops"] == {"24h": "30m"}
    assert view["pii"]["quasi_identifier"] == ["payment_captured@1.country"]
    assert view["upstream"] == ["contract/payment_captured@1", "contract/payment_reversed@1"]
    assert view["downstream"] == []


def test_a_name_that_kinds_share_shows_each_unless_one_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "reversal_risk@1"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")] == [
        "service reversal_risk@1",
        "model reversal_risk@1",
    ]
    assert run(["show", "model/reversal_risk@1", "--json"]) == 0
    (model,) = json.loads(capsys.readouterr().out)
    assert model["upstream"][0] == "contract/payment_captured@1"
    assert model["upstream"][-1] == "service/reversal_risk@1"


def test_what_is_not_there_is_the_users_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "nothing@1"]) == 2
    assert "choose one of customer@1" in capsys.readouterr().err
    assert run(["draw", "--of", "nothing@1"]) == 2
    assert run(["draw", "--out", "lineage.png"]) == 2
    assert ".svg" in capsys.readouterr().err


def test_a_drawing_has_every_document_once_and_every_edge(
    risk_catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = lineage(load_catalog(risk_catalog))
    assert run(["draw", "--catalog", str(risk_catalog)]) == 0
    assert capsys.readouterr().out.count(" --> ") == len(graph.edges) == 8
    assert run(["draw", "--catalog", str(risk_catalog), "--format", "dot"]) == 0
    assert capsys.readouterr().out.count(" -> ") == 8
    assert run(["draw", "--catalog", str(risk_catalog), "--out", str(risk_catalog / "a.svg")]) == 0
    drawn = ElementTree.parse(risk_catalog / "a.svg").getroot()
    assert len(drawn.findall("{*}g")) == len(graph.items)
    assert len(drawn.findall("{*}path")) == 8


def test_around_a_view_is_only_what_leads_to_it_and_from_it() -> None:
    graph = lineage(load_catalog()).around(Item("view", "customer_payments@1"))
    assert [item.id for item in graph.items] == [
        *("payment_captured@1", "customer_payments@1", "reversal_risk@1", "reversal_risk@1"),
    ]


def test_a_model_carries_what_its_service_reads() -> None:
    catalog = load_catalog()
    assert pii_of(catalog, Item("model", "reversal_risk@1")) == pii_of(catalog, Item("service", "reversal_risk@1"))


@pytest.mark.parametrize(("key", "value", "known"), [("service", "x@1", "reversal_risk@1"), ("labels", ["x@1"], "add")])
def test_a_model_reads_what_there_is(risk_catalog: Path, key: str, value: Any, known: str) -> None:
    path = risk_catalog / "payments" / "models" / "reversal_risk.v1.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | {key: value}))
    with pytest.raises(CatalogError, match=known):
        load_catalog(risk_catalog)
