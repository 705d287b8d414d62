"""The live page in a real browser (Debian's Chromium), over a real controller process and a fake inference.

It asserts what a person would see. `SCREENSHOTS=folder` keeps a picture of each scene.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.rollout.machine.state_machine import SetStable
from andamio.service_run.local_service import free_port
from rollout_controller.api.app_test import Site
from rollout_controller.command_line_test import serving
from rollout_controller.main_test import Process, releases, until
from rollout_controller.simulation.fake_inference import FakeInference

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>\u2028</style>"
# Everything is redrawn within a second of its event; a loaded machine takes its time.
PATIENCE_MS = 30_000

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("this test drives Debian's browser; install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        # As root, and so in CI, Chromium has no sandbox to offer; it opens nothing but this test's own page.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Seen:
    """A page that is watched for what it should never do."""

    def __init__(self, browser: Browser, url: str, width: int = 1280, scheme: str = "light") -> None:
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        )
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.goto(url)

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def keep(self, name: str) -> None:
        """A picture for a person to look at, where `SCREENSHOTS` names a folder."""
        if folder := os.environ.get("SCREENSHOTS"):
            self.page.wait_for_timeout(600)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[], Process]]:
    processes: list[Process] = []
    port = free_port()

    def start() -> Process:
        processes.append(Process(tmp_path, port))
        processes[-1].wait_until_ready()
        return processes[-1]

    yield start
    for process in processes:
        process.process.kill()
        process.process.communicate()


def serve_until(controller: Process, replicas: list[FakeInference], condition: Callable[[], bool]) -> None:
    def served() -> bool:
        for replica in replicas:
            replica.serve(controller.table(), 4)
        return condition()

    until(served, 60)


def test_a_rollout_is_seen_from_shadow_to_its_promotion(
    tmp_path: Path, run: Callable[[], Process], browser: Browser
) -> None:
    releases(tmp_path)
    controller = run()
    replicas = [FakeInference(tmp_path / "log", name=name) for name in ("101", "102")]
    controller.call("/v1/stable", release_id="r1")
    seen = Seen(browser, controller.url)
    page = seen.page
    expect(page.locator("#lead")).to_have_text("r1 is stable and answers everything.")

    controller.call("/v1/rollouts", release_id="r2", actor="grace", reason=HOSTILE)
    until(lambda: controller.table().stage == "shadow")
    for replica in replicas:
        replica.serve(controller.table(), 30)
    expect(page.locator("#title")).to_have_text("r2 over r1")
    expect(page.locator("#state")).to_have_text("shadow")
    expect(page.locator(".stages [aria-current=step] .name")).to_have_text("shadow")
    expect(page.locator("#guards .guard h3", has_text="errors")).to_have_count(1)
    expect(page.locator("#cards")).to_contain_text("hold")
    assert page.locator("#guards .bandpath").count() >= 3
    assert page.locator("#guards .harmline").count() >= 3
    expect(page.locator("#cards")).to_contain_text("2 of 2")
    expect(page.locator("#connection")).to_have_text("live")
    seen.keep("shadow")

    serve_until(controller, replicas, lambda: controller.table().stage == "canary")
    for replica in replicas:
        replica.serve(controller.table(), 20)
    expect(page.locator("#state")).to_contain_text("canary 25 %")
    expect(page.locator("#traffic-legend")).to_contain_text(re.compile(r"r2 [1-9]|r2 0\.[1-9]"))
    assert page.locator("#traffic rect.series-4").count() > 0
    expect(page.locator("#commands")).to_contain_text("andamio rollout abort rollout-1")
    seen.keep("canary")

    controller.call("/v1/freeze", frozen=True, actor="linus", reason="the sales")
    expect(page.locator("#banners")).to_contain_text("Frozen: no rollout moves forward. by linus")
    controller.call("/v1/freeze", frozen=False, actor="linus", reason="over")
    expect(page.locator("#banners .banner")).to_have_count(0)

    serve_until(controller, replicas, lambda: controller.table().stable == "r2")
    expect(page.locator("#state")).to_have_text("promoted")
    expect(page.locator(".stages li .name")).to_have_text(["gates", "shadow", "canary 25 %", "canary 50 %", "promoted"])
    expect(page.locator("#cards .card", has_text="Stable release")).to_contain_text("r2")
    expect(page.locator("#cards .card", has_text="Stable release")).to_contain_text("its labels are under watch")
    expect(page.locator("#commands")).to_contain_text("andamio rollout stable r1")
    seen.keep("promoted")
    page.locator("#verdicts summary").click()
    expect(page.locator("#verdict-rows tr")).to_have_count(20)
    expect(page.locator("#verdict-rows tr").first).to_contain_text("promote")
    page.locator("#earlier").click()
    expect(page.locator("#verdict-rows tr").nth(20)).to_be_visible()

    # Somebody's own words are words: nothing of them ran, nothing became an element.
    rows = page.locator("#events tbody tr")
    assert rows.filter(has_text="grace").locator("td").last.text_content() == HOSTILE
    assert page.locator("#events img, #lead img, main script").count() == 0
    assert page.title() == "promoted: r2 over r1"
    page.locator("#people").check()
    expect(rows.locator("td:nth-child(4)")).to_have_text(["linus", "linus", "grace", "ada"])

    # One document, and nothing from elsewhere.
    assert all(url.startswith(controller.url) for url in seen.asked if not url.startswith("data:"))
    assert not any(url.endswith((".js", ".css")) for url in seen.asked)
    assert seen.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (400, "light")])
def test_a_rollback_is_seen_with_its_guard_at_any_width(
    tmp_path: Path, run: Callable[[], Process], browser: Browser, width: int, scheme: str
) -> None:
    releases(tmp_path)
    controller = run()
    replicas = [FakeInference(tmp_path / "log", broken={"r2": "error"}, name=name) for name in ("101", "102")]
    controller.call("/v1/stable", release_id="r1")
    controller.call("/v1/rollouts", release_id="r2", reason="trained on May")
    seen = Seen(browser, controller.url, width, scheme)
    page = seen.page
    serve_until(controller, replicas, lambda: "rolled_back" in str(controller.call("/v1/rollouts/rollout-1")["state"]))
    expect(page.locator("#state")).to_have_text("rolled back")
    expect(page.locator("#banners .bad")).to_contain_text("rolled back: by controller")
    expect(page.locator("#banners .bad")).to_contain_text("errors")
    expect(page.locator(".guard.harm h3")).to_contain_text("errors")
    expect(page.locator(".stages .here.bad .name")).to_have_text("rolled back")
    expect(page.locator("#cards .card", has_text="Candidate answers")).to_contain_text("the table says 0 %")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    seen.keep(f"rolled-back-{width}-{scheme}")
    assert seen.complaints == []


def test_a_freeze_window_is_an_event_in_words(tmp_path: Path, run: Callable[[], Process], browser: Browser) -> None:
    releases(tmp_path)
    controller = run()
    controller.call("/v1/stable", release_id="r1")
    window = {"name": "sales", "time_zone": "Europe/Madrid", "from": "2020-11-27T00:00", "until": "2099-12-01T00:00"}
    controller.call("/v1/freeze-windows", window=window)
    page = Seen(browser, controller.url).page
    expect(page.locator("#banners")).to_contain_text("by the freeze window sales")
    expect(page.locator("#events")).to_contain_text("none → set")
    expect(page.locator("#events")).not_to_contain_text("Europe/Madrid")


def test_the_page_goes_on_by_itself_when_the_controller_is_back(
    tmp_path: Path, run: Callable[[], Process], browser: Browser
) -> None:
    releases(tmp_path)
    first = run()
    first.call("/v1/stable", release_id="r1")
    seen = Seen(browser, first.url)
    expect(seen.page.locator("#connection")).to_have_text("live")
    first.process.kill()
    first.process.wait()
    expect(seen.page.locator("#connection")).to_have_text("no connection, trying again")
    second = run()
    # It leads once the lease of the one that was killed is over.
    until(lambda: bool(second.call("/v1/status")["lease"]["leads"]))
    second.call("/v1/kill", killed=True, actor="grace", reason="a drill")
    expect(seen.page.locator("#banners .bad")).to_contain_text("Killed: no candidate answers. by grace")
    expect(seen.page.locator("#connection")).to_have_text("live")


def test_a_stop_ends_the_streams_of_events(tmp_path: Path, run: Callable[[], Process], browser: Browser) -> None:
    releases(tmp_path)
    controller = run()
    seen = Seen(browser, controller.url)
    expect(seen.page.locator("#connection")).to_have_text("live")
    controller.process.terminate()
    assert controller.process.wait(timeout=60) == 0


def test_the_page_may_run_its_one_script_and_no_other(
    tmp_path: Path, run: Callable[[], Process], browser: Browser
) -> None:
    releases(tmp_path)
    seen = Seen(browser, run().url)
    expect(seen.page.locator("#connection")).to_have_text("live")
    ran = seen.page.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.taken = true";
        document.body.append(script); return window.taken === true; }"""
    )
    assert not ran
    assert "Content Security Policy" in " ".join(seen.complaints)


def test_a_controller_that_asks_for_a_token_is_given_one_that_the_page_keeps_in_memory(
    tmp_path: Path, browser: Browser
) -> None:
    authority = Authority(tmp_path / "auth", REFERENCE_POLICY)
    site = Site(tmp_path, guard=authority.guard())
    try:
        with serving(site) as url:
            page = browser.new_page()
            page.goto(url)
            expect(page.locator("#token-said")).to_have_text("This controller asks who you are.")
            page.locator("#token").fill(authority.token(Identity("eve", [], ["scorer"])))
            page.locator("#token-send").click()
            expect(page.locator("#token-said")).to_contain_text("is refused")
            page.locator("#token").fill(authority.token(Identity("linus", [], ["auditor"])))
            page.locator("#token-send").click()
            expect(page.locator("#connection")).to_have_text("live")
            expect(page.locator("#token-section")).to_be_hidden()
            site.controller.tick(SetStable("ada", "first", "r1"))
            expect(page.locator("#lead")).to_have_text("r1 is stable and answers everything.")
            kept = "[document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href, document.getElementById('token').value]"
            assert page.evaluate(kept) == ["", "{}", "{}", f"{url}/", ""]
            page.close()
    finally:
        site.store.close()
