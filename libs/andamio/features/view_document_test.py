"""Parsing a feature view: what a document means, and how each mistake is named."""

import copy
from typing import Any

import pytest

from andamio.features.definition import DefinitionError, FeatureView
from andamio.features.view_document import parse_duration, parse_parts, parse_view

DOCUMENT: dict[str, Any] = {
    "name": "payments",
    "version": 2,
    "key_column": "customer",
    "source": {"contract": "payment_captured@3", "lateness": "7d", "duplicate_horizon": "1d"},
    "filter": [{"column": "currency", "equals": "GBP"}],
    "hops": {"24h": "30m", "1h": "1m"},
    "ttl": "90d",
    "freshness": "5s",
    "owner": "risk",
    "features": [
        {"name": "count_1h", "function": "count", "window": "1h"},
        {"name": "sum_24h", "function": "sum", "column": "amount_minor", "window": "24h"},
    ],
}
MONEY = frozenset({"amount_minor"})


def parse(**changes: Any) -> FeatureView:
    return parse_view(copy.deepcopy(DOCUMENT) | changes, MONEY)


def test_a_document_becomes_a_view_with_all_times_in_milliseconds() -> None:
    view = parse()
    assert view.id == "payments@2"
    assert (view.contract, view.contract_version) == ("payment_captured", 3)
    assert (view.lateness_ms, view.duplicate_horizon_ms) == (604_800_000, 86_400_000)
    assert view.hops == ((3_600_000, 60_000), (86_400_000, 1_800_000))
    assert view.hop_chain == (60_000, 1_800_000)
    assert (view.finest_hop_ms, view.coarsest_hop_ms, view.longest_window_ms) == (60_000, 1_800_000, 86_400_000)
    assert view.tail_ms == 600_000
    assert view.feature_names() == ("payments__count_1h", "payments__sum_24h")


@pytest.mark.parametrize(
    ("text", "ms"), [("250ms", 250), ("10s", 10_000), ("30m", 1_800_000), ("12h", 43_200_000), ("90d", 7_776_000_000)]
)
def test_durations_have_one_unit(text: str, ms: int) -> None:
    assert parse_duration(text) == ms


@pytest.mark.parametrize("text", ["", "10", "s", "1.5h", "-1s", "1h30m", "10 s", "1w"])
def test_other_durations_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(DefinitionError, match="such as '30m'"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hops": {}}, "'hops' is empty"),
        ({"hops": {"1h": "7m", "24h": "30m"}}, "not a whole number of hops"),
        ({"hops": {"1h": "0s", "24h": "30m"}}, "not a whole number of hops"),
        ({"hops": {"1h": "20m", "24h": "30m"}}, "hops must nest"),
        ({"hops": {"1h": "1m"}}, "window 24h of 'sum_24h' has no hop"),
        ({"features": []}, "define at least one"),
        ({"features": [DOCUMENT["features"][0]] * 2}, "'count_1h' is defined twice"),
        (
            {"features": [{"name": "p", "function": "median", "column": "x", "window": "1h"}]},
            "'median' of 'p' is not one",
        ),
        ({"features": [{"name": "c", "function": "count", "column": "x", "window": "1h"}]}, "takes no column"),
        ({"features": [{"name": "s", "function": "sum", "window": "1h"}]}, "needs a column"),
        ({"features": [{"name": "s", "function": "sum", "column": "x"}]}, "'features.s.window' is missing"),
        ({"filter": []}, "mixed currencies; add a filter"),
        ({"filter": [{"column": "currency", "in": ["GBP", "EUR"]}]}, "mixed currencies; add a filter"),
        ({"filter": [{"column": "currency", "like": "G%"}]}, "exactly one of"),
        ({"source": {"contract": "payment_captured@3", "lateness": "7d"}}, "'source.duplicate_horizon' is missing"),
    ],
)
def test_a_broken_rule_is_named_with_the_view(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DefinitionError, match=message) as caught:
        parse(**changes)
    assert str(caught.value).startswith("feature view 'payments'")


def test_a_view_with_several_sources_has_a_part_for_each() -> None:
    document = {
        "name": "risk",
        "version": 2,
        "key_column": "card",
        "sources": {
            "paid": {"contract": "payment@1", "lateness": "3m", "duplicate_horizon": "2m"},
            "reversed": {
                "contract": "reversal@3",
                "lateness": "7d",
                "duplicate_horizon": "1d",
                "filter": [{"column": "currency", "equals": "GBP"}],
            },
        },
        "hops": {"30s": "10s", "12m": "4m"},
        "ttl": "12m",
        "freshness": "1s",
        "owner": "tests",
        "features": [
            {"name": "paid_12m", "source": "paid", "function": "count", "window": "12m"},
            {"name": "reversed_30s", "source": "reversed", "function": "sum", "column": "amount", "window": "30s"},
        ],
    }
    paid, reversed_ = parse_parts(document, {"reversal@3": frozenset({"amount"})})
    assert [part.id for part in (paid, reversed_)] == ["risk@2.paid", "risk@2.reversed"]
    assert [part.table_name for part in (paid, reversed_)] == ["risk_v2_paid", "risk_v2_reversed"]
    assert (paid.feature_names(), reversed_.feature_names()) == (("risk__paid_12m",), ("risk__reversed_30s",))
    assert (paid.hop_chain, reversed_.hop_chain) == ((240_000,), (10_000,))
    assert (paid.lateness_ms, reversed_.contract_version, len(reversed_.predicates)) == (180_000, 3, 1)
    for change, named in (
        ({"source": {}}, "'source' beside 'sources'"),
        ({"sources": {}}, "'sources' is empty"),
        ({"features": document["features"][:1]}, "no feature reads source 'reversed'"),  # type: ignore[index]
    ):
        with pytest.raises(DefinitionError, match=named):
            parse_parts(document | change)
