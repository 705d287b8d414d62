"""Puts the events of a file onto Kafka, a topic a contract, stamped with when each was known: a history, replayed."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import key_columns

_AT_ONCE = 5_000


def publish(events: Path, bootstrap: str, partitions: int) -> dict[str, Any]:
    """Append all events, in the file's order, and return how many each topic got; its topics are made if need be.

    Appending a file twice delivers its events twice, which counts them once.
    """
    published: dict[str, int] = {}
    rows = _rows(events)
    with KafkaLog(bootstrap, key_columns(load_catalog().views.values())) as log:
        while batch := list(islice(rows, _AT_ONCE)):
            for contract in {contract for contract, _ in batch} - published.keys():
                log.create(contract, partitions, stamped_by="producer")
                published[contract] = 0
            log.append(batch)
            for contract, _ in batch:
                published[contract] += 1
    return {"kafka": bootstrap, "published": published}


def _rows(events: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with events.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row.pop("contract"), row
    except FileNotFoundError:
        raise UserError(f"there is no {events}; make it with 'payment_events ingest' or 'generate'") from None
    except (ValueError, KeyError, AttributeError):
        raise UserError(
            f"{events} is not a file of events; make it with 'payment_events ingest' or 'generate'"
        ) from None
