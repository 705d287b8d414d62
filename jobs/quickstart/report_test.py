"""The report stands alone, shows what the result says, and copes with a run that stopped half-way."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest

from quickstart.report import cards, render_report, timing
from quickstart.synthetic_result import synthetic_result

VOID = {"meta", "br", "path", "use", "rect"}


class Page(HTMLParser):
    """Checks that tags close in order, and keeps the text and ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attributes if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attributes if name == "id" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(synthetic_result())


def test_the_page_is_well_formed_and_its_ids_are_unique(html: str) -> None:
    page = Page(html)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_the_page_fetches_nothing(html: str) -> None:
    assert re.findall(r"<(?:script|link|img|iframe)\b", html) == []
    assert re.findall(r"@import|url\((?!#)", html) == []
    # Names of XML vocabularies are not addresses that anything fetches.
    assert set(re.findall(r"https?://[^\"'\s<]+", html)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert all(target.startswith("#") for target in re.findall(r'(?:href|src)="([^"]*)"', html))


def test_every_section_and_plot_is_there(html: str) -> None:
    assert re.findall(r"<h2>(.*?)</h2>", html) == [
        "Data",
        "Features",
        "Model",
        "Rollouts",
        "Access and audit",
        "Time and machine",
    ]
    assert html.count("<svg ") == 8
    for text in ("541,909", "r6-pounds", "no customer", "0.712 [0.692, 0.733]", "312,440", "6.2 GiB", "missed"):
        assert text in html


def test_plots_follow_the_colours_of_the_page(html: str) -> None:
    drawn = "".join(re.findall(r"<svg .*?</svg>", html, re.DOTALL))
    assert re.findall(r"(?:fill|stroke): #", drawn) == []
    defined = set(re.findall(r"(--[a-z0-9-]+):", html))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", html)) <= defined


def test_the_same_result_gives_the_same_page(html: str) -> None:
    assert render_report(synthetic_result()) == html


def test_text_of_the_result_is_escaped() -> None:
    result = synthetic_result()
    result["rollouts"][0]["title"] = "<script>alert(1)</script>"
    result["rollouts"][0]["release_id"] = "<b>&"
    page = render_report(result)
    assert "<script" not in page
    assert "<b>&<" not in page


@pytest.mark.parametrize(
    "name", ["checks", "data", "features", "model", "traffic", "rollouts", "access", "audit", "steps", "machine"]
)
def test_a_section_may_be_missing(name: str) -> None:
    result: Mapping[str, Any] = {key: value for key, value in synthetic_result().items() if key != name}
    assert Page(render_report(result)).open == []


def test_a_run_that_failed_early_says_why() -> None:
    run = {**synthetic_result()["run"], "status": "failed", "failure": "the stream ended with status 1"}
    page = render_report({"format": 1, "run": run})
    assert "the stream ended with status 1" in page
    assert "<h2>" not in page


def test_empty_lists_and_unmeasured_values_are_drawn_around() -> None:
    result = synthetic_result()
    result["data"]["weeks"] = []
    result["data"]["quarantine"] = []
    result["features"]["series"] = result["features"]["series"][:1]
    result["features"]["series"][0]["values"] = [None] * len(result["features"]["series"][0]["week_start_ms"])
    result["model"]["scorers"][0]["metrics"]["auc"]["low"] = None
    result["model"]["scorers"][1]["metrics"].pop("auc")
    result["traffic"]["t_ms"] = []
    page = render_report(result)
    assert "Nothing had to be kept out." in page
    assert Page(page).open == []


def test_calibration_is_shown_before_and_after_with_what_the_methods_were_worth() -> None:
    text = " ".join(render_report(synthetic_result()).split())
    assert "none 0.4231, platt 0.4136, isotonic 0.4173" in text
    assert '1.018 [0.748, 1.243] <div class="quiet">before it 0.634 [0.467, 0.775]</div>' in text


def test_the_time_of_a_fault_is_split_into_detect_decide_apply() -> None:
    rollout = synthetic_result()["rollouts"][2]
    rollout["first_bad_ms"], rollout["last_bad_ms"] = 1_000, 4_100
    rollout["detected_ms"], rollout["decided_ms"], rollout["applied_ms"] = 3_500, 4_000, 4_250
    assert timing(rollout) == {"bad": 3.1, "detect": 2.5, "decide": 0.5, "apply": 0.25}
    rollout["applied_ms"] = None
    assert timing(rollout)["apply"] == 0.1
    assert set(timing(synthetic_result()["rollouts"][0]).values()) == {None}


def test_cards_give_the_longest_fault_and_the_best_baseline() -> None:
    by_label = {card["label"]: card for card in cards(synthetic_result())}
    assert by_label["longest fault"]["note"].endswith("r6-pounds")
    assert by_label["champion's ROC AUC"]["note"] == "[0.692, 0.733]; best baseline 0.634"
    assert by_label["values and tiles compared"]["value"] == "312,440"
