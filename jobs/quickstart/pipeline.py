"""The steps of the main job, in order, from a data file to the report. Each step leaves its output in the work folder."""

import asyncio
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import httpx

from andamio.audit.log import open_audit
from andamio.catalog.loading import load_catalog
from andamio.environment import environment_of_process
from andamio.errors import AndamioError, UserError
from andamio.features.logs.event_log import EventLog
from andamio.features.online.sqlite_store import SqliteStore
from andamio.pii.key_settings import write_development_keys
from andamio.telemetry.setup import start
from quickstart.audit_section import audit_section
from quickstart.errors import StepFailed
from quickstart.findings import Findings
from quickstart.live_parts import LOCAL, LiveParts
from quickstart.principals import APPROVER, OPERATOR, PARITY, SHOP, Principals
from quickstart.processes import Processes, find_binary, last_line
from quickstart.progress import Progress, now_ms
from quickstart.refused_attempts import refused_attempts
from quickstart.replay import Answer, Replay, score_request
from quickstart.report import render_report
from quickstart.result import Result
from quickstart.run_result import assemble, parity_sentence, read_decision_log
from quickstart.run_trace import run_trace
from quickstart.sampling import Sampler
from quickstart.scenario import STABLE, Controller, PlannedRelease, play, write_releases
from quickstart.settings import Settings
from quickstart.slices import Slice, cutover, read_events, requests_of, slices
from quickstart.terminal_summary import terminal

# Once the rollouts are done the rest of the payments only has to be asked, not paced.
_CATCH_UP_RATE = 75.0
_STEPS = 11
# With fewer payments before the cut-over there is hardly a model to train.
_LEAST_HISTORY = 2_000


class Pipeline:
    """One run. What the steps find is kept on it, so that a run that stops half-way still reports what it has."""

    def __init__(self, settings: Settings, command: str, code_version: str) -> None:
        self._settings = settings
        self._telemetry = start("quickstart", settings.telemetry)
        self._progress = Progress(_STEPS, span=self._telemetry.step)
        self._processes = Processes(settings.logs, self._progress.say, settings.variables)
        self._sampler = Sampler(self._processes.names)
        self._catalog = load_catalog()
        self._views = self._catalog.services["reversal_risk@1"].views
        self._found = Findings(now_ms(), command, code_version)

    def run(self, print_json: bool) -> int:
        """Run every step, clean up whatever happens, report; returns the exit status."""
        settings = self._settings
        failure: str | None = None
        status = 0
        self._sampler.start()
        trace_id = ""
        try:
            with self._telemetry.job("quickstart") as span:
                trace_id = span.trace.trace_id
                self._run_steps()
        except KeyboardInterrupt:
            failure, status = "interrupted", 130
        except UserError as error:
            failure, status = str(error), 2
        except AndamioError as error:
            failure, status = str(error), 1
        finally:
            # A second Ctrl-C must not cut the clean-up short.
            for asked_to_stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(asked_to_stop, signal.SIG_IGN)
            self._processes.stop_all()
            self._sampler.stop()
            self._telemetry.shutdown()
            self._found.trace = run_trace(settings.telemetry, trace_id)
            self._found.decisions, self._found.heartbeats = read_decision_log(settings.decisions)
        result = assemble(self._found, self._progress.steps, self._sampler, failure, status)
        if status == 0 and not all(check["met"] for check in result.get("checks", [])):
            status = 1
        self._write(result, print_json, failure, status)
        return status

    def _write(self, result: Result, print_json: bool, failure: str | None, status: int) -> None:
        work = self._settings.work
        (work / "result.json").write_text(json.dumps(result), encoding="utf-8")
        if failure is not None:
            print(f"./pants quickstart: {failure}", file=sys.stderr)
        if status in (0, 1):
            (work / "report.html").write_text(render_report(result), encoding="utf-8")
            print(terminal(result, work / "report.html"), file=sys.stderr)
        if print_json:
            print(json.dumps(result, indent=2))

    def _run_steps(self) -> None:
        write_development_keys(self._settings.pii_keys.parent, environment_of_process())
        progress = self._progress
        with progress.step("events: order lines to contract-checked payments and reversals"):
            rows = self._events()
        with progress.step("history: event log, Delta tables, batch tiles up to the cut-over, Feast registry"):
            parts = self._history(rows)
        with progress.step("stream: Flink, tile writer and feature API from the cut-over on"):
            self._live_parts = LiveParts(self._settings, self._processes, self._principals)
            self._live_parts.start_stream(self._found.cutover_ms, self._found.start_position)
        with progress.step("training: point-in-time set, champion, challenger, MLflow, ONNX packages"):
            self._train()
        with progress.step("serving: rollout controller and Ray Serve with the champion"):
            self._live_parts.start_serving()
            self._refuse(parts)
        requests = sum(len(part.requests) for part in parts)
        with (
            progress.step(f"live: {requests:,} payments as requests, rollouts meanwhile"),
            closing(SqliteStore(self._settings.store, self._views)) as store,
        ):
            asyncio.run(self._live(parts, store))
        with progress.step("lake: the streamed events land"):
            self._land()
        with progress.step("parity: online, Flink, DuckDB and the oracle, to the bit"):
            self._parity()
        with progress.step("stop: every process ends"):
            self._processes.stop_all()
        with progress.step("health: what the feature API served was right"):
            self._health()
        with progress.step("audit: the record of the run is whole"):
            self._verify_audit()

    def _events(self) -> list[tuple[str, dict[str, Any]]]:
        s = self._settings
        out = s.work / "events"
        binary = find_binary(s.binaries, "jobs.payment_events")
        if s.data is None:
            self._progress.say("no --data and no $ANDAMIO_DATA: PAYMENTS ARE GENERATED, not real")
            arguments = ["generate", "--seed", str(s.seed), "--payments", str(s.payments), "--out", str(out)]
        else:
            arguments = ["ingest", "--data", str(s.data), "--out", str(out)]
            if s.inject_seed is not None:
                arguments += ["--inject-seed", str(s.inject_seed)]
        self._processes.run(binary, *arguments, "--pii-keys", str(s.pii_keys), takes_input=True)
        self._found.ingest = json.loads((out / "ingest.json").read_text(encoding="utf-8"))
        self._found.data_name = "generator" if s.data is None else s.data.name
        rows = read_events(out / "events.ndjson")
        self._progress.say(f"{len(rows):,} events")
        return rows

    def _history(self, rows: list[tuple[str, dict[str, Any]]]) -> list[Slice]:
        s = self._settings
        hop = max(view.coarsest_hop_ms for view in self._views)
        at = cutover(rows, s.replay_payments, hop)
        # What is known before the cut-over is history; what becomes known later is streamed.
        start = EventLog(s.log).append((c, row) for c, row in rows if row["known_at_ms"] < at)
        before = sum(1 for row in requests_of(rows) if row["event_time_ms"] < at)
        if before < _LEAST_HISTORY:
            raise UserError(
                f"replaying {s.replay_payments:,} payments leaves {before:,} before them to train on, fewer than "
                f"{_LEAST_HISTORY:,}; give a smaller --replay, or more payments"
            )
        self._found.rows, self._found.cutover_ms, self._found.start_position = rows, at, start
        self._principals = Principals(s.auth, (row["tenant"] for _, row in rows), time.time())
        self._found.participants = self._principals.participants()
        batch = find_binary(s.binaries, "jobs.batch_features")
        self._processes.run(batch, "land", "--log", str(s.log), "--lake", str(s.lake), "--pii-keys", str(s.pii_keys))
        self._processes.run(batch, "tiles", "--lake", str(s.lake), "--store", str(s.store), "--cutover-ms", str(at))
        registry = find_binary(s.binaries, "jobs.feast_registry")
        self._processes.run(registry, "--store", str(s.store), "--out", str(s.work / "feast"))
        parts = slices(rows, at, s.slice_payments)
        self._progress.say(
            f"{start:,} events before the cut-over, {len(rows) - start:,} to stream in {len(parts)} slices"
        )
        return parts

    def _train(self) -> None:
        s = self._settings
        self._processes.run(
            find_binary(s.binaries, "jobs.train_reversal_risk"),
            *("--lake", str(s.lake), "--train-until-ms", str(self._found.cutover_ms)),
            *("--mlflow-uri", f"sqlite:///{s.work}/mlflow.db", "--artifacts", str(s.work / "mlflow")),
            *("--out", str(s.training), "--code-version", self._found.code_version),
        )
        self._found.training = json.loads((s.training / "training.json").read_text(encoding="utf-8"))
        with closing(open_audit(str(s.audit), environment=s.variables)) as log:
            for planned, document in write_releases(s.releases, s.training / "packages"):
                subject = f"release/{planned.release_id}"
                log.append("quickstart", "release.created", subject, planned.title, after=document)

    def _refuse(self, parts: Sequence[Slice]) -> None:
        """What must not be let in is not, and the report says so."""
        payment = score_request("q-refused", next(row for part in parts for row in part.requests))
        found = refused_attempts(LOCAL, self._settings, self._principals, payment, STABLE.release_id)
        self._found.refused = found
        right = sum(1 for each in found if each["status"] == each["expected"])
        self._progress.say(f"{right} of {len(found)} attempts without the right token refused")

    async def _live(self, parts: Sequence[Slice], store: SqliteStore) -> None:
        s = self._settings
        start_position = self._found.start_position
        assert start_position is not None
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=32)
        shop = self._principals.headers(SHOP)
        async with httpx.AsyncClient(limits=limits, timeout=10.0, trust_env=False, headers=shop) as client:
            replay = Replay(
                client,
                f"{s.url(s.inference_port)}/v1/models/reversal_risk:score",
                EventLog(s.log),
                applied=lambda: {view.id: store.applied_position(view) for view in self._views},
                contracts={view.id: view.contract for view in self._views},
                start_position=start_position,
                check=self._processes.require_running,
            )
            self._found.answers = replay.answers
            rollouts = asyncio.create_task(self._play(client, replay.answers))

            def on_slice(index: int, part: Slice) -> None:
                if rollouts.done():
                    rollouts.result()  # a failure of the scenario stops the replay
                if (index + 1) % 10 == 0 or index + 1 == len(parts):
                    self._progress.say(f"slice {index + 1} of {len(parts)}, {len(replay.answers):,} answers")

            try:
                await replay.run(parts, lambda: _CATCH_UP_RATE if rollouts.done() else s.rate, on_slice)
                if not rollouts.done():
                    raise StepFailed(
                        "the payments to replay ended before the rollouts did; replay more with --replay or --payments"
                    )
                rollouts.result()
            finally:
                rollouts.cancel()

    async def _play(self, client: httpx.AsyncClient, answers: Sequence[Answer]) -> None:
        def keep(planned: PlannedRelease, document: dict[str, Any]) -> None:
            self._found.rollouts.append((planned, document))

        operator, approver = (self._principals.headers(part) for part in (OPERATOR, APPROVER))
        controller = Controller(client, self._settings.url(self._settings.controller_port), operator, approver)
        await play(controller, lambda: len(answers), self._progress.say, self._processes.require_running, keep)

    def _land(self) -> None:
        s = self._settings
        self._processes.run(
            find_binary(s.binaries, "jobs.batch_features"),
            *("land", "--log", str(s.log), "--lake", str(s.lake), "--pii-keys", str(s.pii_keys)),
        )

    def _parity(self) -> None:
        s = self._settings
        out = s.work / "parity.json"
        binary = find_binary(s.binaries, "jobs.feature_parity")
        self._processes.run(
            binary,
            *("--lake", str(s.lake), "--tile-log", str(s.tile_log), "--store", str(s.store)),
            *("--feature-api", s.url(s.feature_api_port), "--feature-token", self._principals.reference(PARITY)),
            *("--served", str(s.decisions), "--cutover-ms", str(self._found.cutover_ms), "--seed", str(s.seed)),
            *("--releases", str(s.releases), "--pii-keys", str(s.pii_keys), "--out", str(out)),
            accept=(0, 1),
        )
        if not out.exists():
            # 1 is also the status of a check that could not be made.
            log = s.logs / f"{binary.name}.log"
            raise StepFailed(f"{binary.name} compared nothing: {last_line(log)} (log: {log})")
        self._found.parity = json.loads(out.read_text(encoding="utf-8"))
        self._progress.say(parity_sentence(self._found.parity))

    def _health(self) -> None:
        s = self._settings
        binary = find_binary(s.binaries, "jobs.feature_health")
        self._processes.run(
            binary,
            *("--served", str(s.served), "--lake", str(s.lake), "--out", str(s.health), "--replay"),
            *("--pii-keys", str(s.pii_keys)),
            accept=(0, 1),
        )
        if not (s.health / "health.json").exists():
            log = s.logs / f"{binary.name}.log"
            raise StepFailed(f"{binary.name} looked at nothing: {last_line(log)} (log: {log})")
        self._found.health = json.loads((s.health / "health.json").read_text(encoding="utf-8"))
        self._progress.say(f"the page is {s.health / 'health.html'}")

    def _verify_audit(self) -> None:
        s = self._settings
        binary = find_binary(s.binaries, "jobs.andamio")
        _, printed = self._processes.run(binary, "audit", "verify", "--log", str(s.audit), "--json", accept=(0, 1))
        with closing(open_audit(str(s.audit), read_only=True)) as log:
            actions = Counter(record.action for record in log.records())
        self._found.audit = audit_section(json.loads(printed), actions)
        self._progress.say(f"{self._found.audit['records']:,} records")
