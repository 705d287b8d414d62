import json
import logging
import os
import stat
import sys
from pathlib import Path

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from andamio.errors import UserError
from inference.nodes import Node, NodeWatch, clean, join, last_words, nodes_directory, publish, record, tail


def node(name: str, alive: bool = True, reason: str = "") -> Node:
    return Node(f"id-{name}", name, "127.0.0.1", alive, reason)


def measured(reader: InMemoryMetricReader) -> dict[str, int | float]:
    data = reader.get_metrics_data()
    assert data is not None
    return {
        metric.name: getattr(metric.data.data_points[0], "value", 0)
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    }


def test_a_node_that_dies_is_an_event_with_its_last_words_and_a_metric(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reader = InMemoryMetricReader()
    watch = NodeWatch(tmp_path, logging.getLogger("nodes"), MeterProvider([reader]).get_meter("test"))
    nodes_directory(tmp_path).mkdir()
    (nodes_directory(tmp_path) / "second.json").write_text(json.dumps({"at_ms": 1, "lines": ["raylet.err: no memory"]}))

    assert watch.look([node("head"), node("second")]) == []
    assert watch.look([node("head"), node("second", alive=False, reason="health check failed")])[0].name == "second"
    assert watch.look([node("head"), node("second", alive=False)]) == []

    (event,) = [entry for entry in caplog.records if entry.message == "node died"]
    fields = event.__dict__["fields"]
    assert (fields["reason"], fields["last_words"]) == ("health check failed", ["raylet.err: no memory"])
    assert measured(reader) == {"inference.nodes.died": 1, "inference.nodes.alive": 1}


def test_last_words_are_the_newest_lines_and_carry_no_secret(tmp_path: Path) -> None:
    old, new = tmp_path / "old.err", tmp_path / "new.err"
    old.write_text("\n".join(f"line {number}" for number in range(50)))
    new.write_text("token=abc of ada@example.com\nid 0123456789abcdef0123456789abcdef\n")
    os.utime(old, ns=(1, 1))

    assert tail([new, old, tmp_path / "gone"], 4) == [
        "old.err: line 48",
        "old.err: line 49",
        "new.err: token=[redacted] of [redacted]",
        "new.err: id [redacted]",
    ]
    assert clean("Bearer x.y-z and 12 payments") == "Bearer [redacted] and 12 payments"


def test_a_node_records_what_its_processes_have_open(tmp_path: Path) -> None:
    with (tmp_path / "worker.err").open("w") as file:
        file.write("Segmentation fault\n")
        file.flush()
        record(tmp_path / "nodes", "me", os.getpid())

    assert "worker.err: Segmentation fault" in last_words(tmp_path / "nodes", "me")
    assert last_words(tmp_path / "nodes", "nobody") == []


def test_the_token_is_for_its_owner_alone_and_without_a_service_there_is_nothing_to_join(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="name the --log-dir of a service that runs"):
        join(tmp_path, "127.0.0.1")
    path = publish(tmp_path, "127.0.0.1:6379", "secret")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sys.platform != "linux" or path.stat().st_uid == os.getuid()
