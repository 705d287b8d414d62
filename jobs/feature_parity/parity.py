"""Whether all engines answer the same: tiles, features at sampled points, training features, values and scores served.

The oracle is the reference throughout, over exactly the deliveries that the store has taken in (see `knowledge`).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from andamio.auth.service_token import ServiceToken
from andamio.catalog.definitions import Catalog
from andamio.errors import UserError
from andamio.features import oracle
from andamio.features.batch.duckdb_engine import DuckDBEngine, Point, connect, tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.components import of_event
from andamio.features.knowledge import Knowledge
from andamio.features.online.log_position import in_partition
from andamio.features.online.online_read import RAW_HOP_MS, reaches
from andamio.features.online.sqlite_store import SqliteStore
from andamio.pii.detokenizing import Access, Revealer
from andamio.pii.sinks import WriteEdge
from feature_parity.comparison import EXAMPLES_AT_MOST, Comparison
from feature_parity.engines import Answer, ask_feature_api, ask_store, ask_stream_and_batch
from feature_parity.knowledge import History
from feature_parity.sampling import label_points, online_points
from feature_parity.served import compare_served, read_decisions
from feature_parity.served_scores import Releases, compare_scores
from feature_parity.stored_tiles import FoldedLog, Tiles, fold, kept_by_key, place_of, stored

_DRAINED = "after the drain"
_ORACLE = "oracle"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is compared."""

    lake: Path
    tile_log: Path
    store: Path
    cutover_ms: int
    sample: int
    """Points a view."""
    seed: int
    access: Access
    """To the keys of tokens: for `served`, and for the keys in examples of mismatches."""
    feature_api: str | None = None
    feature_token: ServiceToken | None = None
    """What the feature API is asked with."""
    served: Path | None = None
    """Decision log: a file, or a folder of them."""
    releases: Path | None = None
    """Folder of release documents: their packages score again what `served` logged."""


class Parity:
    """One check. Raises `UserError` if the stream has not drained, or the lake not landed."""

    def __init__(self, settings: Settings, catalog: Catalog, progress: Callable[[str], None]) -> None:
        self._settings = settings
        self._access = settings.access
        self._catalog = catalog
        self._progress = progress
        self._views = list(catalog.views.values())
        self._lake = Lakehouse(settings.lake)
        self._comparisons: dict[tuple[str, str], Comparison] = {}
        self._seen: dict[str, dict[str, Any]] = {}

    def run(self) -> dict[str, Any]:
        """Compare everything; the report as a document."""
        settings = self._settings
        store = SqliteStore(settings.store, self._views)
        try:
            folded = fold(settings.tile_log)
            tiles = {view.id: stored(settings.store, view) for view in self._views}
            histories = {
                view.id: self._history(store, view.id, folded.get(view.id, FoldedLog())) for view in self._views
            }
            floors = {view.id: store.read(view, (), 0).as_of_floor_ms or 0 for view in self._views}
            points = {
                view.id: online_points(histories[view.id], floors[view.id], settings.sample, settings.seed)
                for view in self._views
            }
            with connect() as connection:
                for view in self._views:
                    log = folded.get(view.id, FoldedLog())
                    self._tiles(connection, histories[view.id], tiles[view.id], log, floors[view.id])
                    self._features(connection, store, histories[view.id], log, points[view.id])
            if settings.feature_api is not None:
                self._over_http(settings.feature_api, histories, floors, points)
            served = None if settings.served is None else self._served(settings.served, histories)
        finally:
            store.close()
        comparisons = [comparison.document() for comparison in self._comparisons.values()]
        mismatches = [self.reported(c["comparison"], e) for c in comparisons for e in c.pop("examples")]
        return {
            "comparisons": comparisons,
            "compared": sum(c["compared"] for c in comparisons),
            "mismatched": sum(c["mismatches"] for c in comparisons),
            "mismatches": mismatches[:EXAMPLES_AT_MOST],
            "views": self._seen,
            "served": served,
        }

    def reported(self, comparison: str, example: dict[str, Any]) -> dict[str, Any]:
        """An example as the report may hold it: a report has more readers than the stores."""
        view = self._catalog.views.get(example["view"])
        if view is None:
            # Of a score, with its key as the decision log has it: a token.
            return {"comparison": comparison, **example}
        edge = WriteEdge(self._catalog.contract_of(view), "report", self._access.keys)
        key = edge.value(view.key_column, example["key"], example["tenant"])
        return {"comparison": comparison, **example, "key": key}

    def _history(self, store: SqliteStore, view_id: str, log: FoldedLog) -> History:
        view = self._catalog.views[view_id]
        state, cutover_ms = store.read(view, (), 0), self._settings.cutover_ms
        if state.cutover_ms != cutover_ms:
            raise UserError(f"the store has {view.id} cut over at {state.cutover_ms}, not at --cutover-ms {cutover_ms}")
        history = History(
            view,
            self._lake.deliveries(view.contract),
            Knowledge(cutover_ms, tuple(state.folded), state.applied_positions),
        )
        if set(state.applied_positions) - {0}:
            raise UserError(
                f"{view.id} is applied from a log in {len(state.applied_positions)} partitions, and the tile log is compared here "
                "position by position of one; compare a store that was filled from the embedded log"
            )
        landed = in_partition(self._lake.last_position(view.contract), 0)
        if landed < state.applied_position:
            raise UserError(
                f"the store has applied {view.contract} up to position {state.applied_position} and the lake holds it up "
                f"to {landed}; run 'batch_features land' first"
            )
        if history.unread_positions or log.position != state.applied_position:
            raise UserError(
                f"{view.id} has not drained: the lake holds position {landed}, the stream has reported {log.position} and "
                f"the store applied {state.applied_position}; wait for the stream and its tile writer"
            )
        waiting: dict[str, int] = {}
        for repair in store.repairs(view):
            waiting[repair.reason] = waiting.get(repair.reason, 0) + 1
        self._seen[view.id] = {
            "cutover_ms": cutover_ms,
            "folded": [asdict(folded) for folded in history.knowledge.folded],
            "folded_position": min(in_partition(folded.position, 0) for folded in history.knowledge.folded),
            "applied_position": history.knowledge.applied_positions.get(0, -1),
            "deliveries": history.table.num_rows,
            "pending_repairs": waiting,
        }
        return history

    def _tiles(
        self, connection: duckdb.DuckDBPyConnection, history: History, kept: Tiles, log: FoldedLog, floor_ms: int
    ) -> None:
        view, cutover_ms = history.view, self._settings.cutover_ms
        expected: Tiles = {(*place, ""): partial for place, partial in oracle.tiles(view, history.counted).items()}
        for d in history.counted:
            partial = of_event(view, d.values, d.event_time_ms, d.event_id)
            expected[d.tenant, d.values[view.key_column], RAW_HOP_MS, d.event_time_ms, d.event_id] = partial
        with DuckDBEngine(connection, view, history.known_table) as engine:
            rows = [*tile_rows(view, engine.tiles()), *tile_rows(view, engine.events())]
        self._same_tiles("DuckDB tiles", view.id, {place_of(row): list(row.partial) for row in rows}, expected)
        streamed = {place: partial for place, partial in expected.items() if place[3] >= cutover_ms}
        self._same_tiles("Flink tiles", view.id, log.tiles, streamed)
        retained = {reach.hop_ms: reach.from_ms for reach in reaches(view, floor_ms)}
        within = {place: partial for place, partial in expected.items() if place[3] >= retained[place[2]]}
        self._same_tiles("online store tiles", view.id, kept, within)
        self._progress(f"{view.id}: {len(expected):,} tiles and events compared")

    def _same_tiles(self, engine: str, view_id: str, got: Tiles, expected: Tiles) -> None:
        comparison = self._comparison(engine, _DRAINED)
        for place in got.keys() | expected.keys():
            tenant, key, hop_ms, start_ms, event_id = place
            name = f"event {event_id}" if hop_ms == RAW_HOP_MS else f"tile of {hop_ms} ms"
            comparison.value((view_id, tenant, key, start_ms), name, got.get(place), expected.get(place))

    def _features(
        self,
        connection: duckdb.DuckDBPyConnection,
        store: SqliteStore,
        history: History,
        log: FoldedLog,
        points: Sequence[Point],
    ) -> None:
        view = history.view
        self._same_answers("online store", history, ask_store(store, view, points))
        batch: Tiles = {place_of(row): list(row.partial) for row in tile_rows(view, self._lake.tiles(view))}
        self._same_answers(
            "Flink and batch", history, ask_stream_and_batch(view, kept_by_key([batch, log.tiles]), points)
        )
        names = [feature.name for feature in view.features]
        with DuckDBEngine(connection, view, history.known_table) as engine:
            live = self._comparison("DuckDB", _DRAINED)
            for (tenant, key, t_ms), values in zip(points, engine.live(points), strict=True):
                live.values((view.id, tenant, key, t_ms), names, values, history.expected((tenant, key), t_ms))
        labels = label_points(history, self._settings.sample, self._settings.seed)
        with DuckDBEngine(connection, view, history.table) as engine:
            training = self._comparison("training features", "as known at the label")
            for (tenant, key, t_ms), values in zip(labels, engine.point_in_time(labels), strict=True):
                mine = history.by_key[tenant, key]
                expected = oracle.features_at(view, mine, tenant, key, t_ms, known_by_ms=t_ms)
                training.values((view.id, tenant, key, t_ms), names, values, expected)
        self._progress(f"{view.id}: features at {len(points):,} online points and {len(labels):,} labels compared")

    def _over_http(
        self,
        url: str,
        histories: Mapping[str, History],
        floors: Mapping[str, int],
        points: Mapping[str, Sequence[Point]],
    ) -> None:
        for service in self._catalog.services.values():
            # One request reads all views of a service, so its time must be within the tail of each.
            floor_ms = max(floors[view.id] for view in service.views)
            asked = sorted({p for view in service.views for p in points[view.id] if p[2] >= floor_ms})
            for view_id, answers in ask_feature_api(url, service, asked, self._settings.feature_token).items():
                self._same_answers("feature API", histories[view_id], answers)
            self._progress(f"{service.id}: {len(asked):,} points read over HTTP")

    def _served(self, path: Path, histories: Mapping[str, History]) -> dict[str, Any]:
        runs = {view.id: self._lake.runs(view) for view in self._views}
        comparison = self._comparison("served values", "at the positions they saw")
        served = compare_served(read_decisions(path), histories, runs, comparison, Revealer(self._access))
        self._progress(f"{served.decisions:,} decisions recomputed")
        return asdict(served) | self._scores(path)

    def _scores(self, path: Path) -> dict[str, Any]:
        if self._settings.releases is None:
            return {}
        scores = Comparison("served scores", "package", "from the inputs they saw")
        self._comparisons[scores.engine, scores.when] = scores
        by_release = Counter(compare_scores(read_decisions(path), Releases(self._settings.releases), scores))
        self._progress(f"{by_release.total():,} scores of {len(by_release)} releases recomputed")
        return {"scores": dict(by_release)}

    def _same_answers(self, engine: str, history: History, answers: Mapping[Point, Answer]) -> None:
        comparison = self._comparison(engine, _DRAINED)
        names = ["status", "newest_event_time_ms", *(feature.name for feature in history.view.features)]
        for (tenant, key, t_ms), answer in answers.items():
            where = (history.view.id, tenant, key, t_ms)
            status, newest = history.expected_status((tenant, key), t_ms)
            for name, got, expected in zip(
                names,
                (answer.status, answer.newest_event_time_ms, *answer.values),
                (status, newest, *history.expected((tenant, key), t_ms)),
                strict=True,
            ):
                comparison.value(where, name, got, expected)

    def _comparison(self, engine: str, when: str) -> Comparison:
        return self._comparisons.setdefault((engine, when), Comparison(engine, _ORACLE, when))
