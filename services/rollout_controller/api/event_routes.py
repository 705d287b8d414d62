"""Server-sent events: each new transition, verdict and routing table, and a pulse a second with traffic and replicas.

    event: transition | verdict     id: a cursor; the document as /v1/history and /v1/rollouts/{id}/series have it
    event: table                    id: a cursor; the routing table that was written. Older versions are not repeated.
    event: pulse                    no id: replicas and the traffic of the last seconds

A reader that was cut off sends the last id as `Last-Event-ID`, as browsers do by themselves, and misses nothing.
Without one it begins at `after`, or at the present. A transition or verdict may come twice, never out of its order.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from andamio.auth.guard import GuardedRoute
from andamio.auth.policy import Action
from andamio.web.problems import RequestRefused, documented
from rollout_controller.api.console import Console
from rollout_controller.api.guard_series import slim
from rollout_controller.api.record_reading import Cursor
from rollout_controller.api.status import pulse

# As often as the loop ticks; the pulse comes with every fifth look.
LOOK_S = 0.2
_LOOKS_A_PULSE = 5
_STREAM: dict[int | str, dict[str, Any]] = {200: {"description": "events", "content": {"text/event-stream": {}}}}


def event_routes(console: Console) -> APIRouter:
    """The stream of events."""
    router = APIRouter(tags=["status"], route_class=GuardedRoute)

    @router.get(
        "/v1/events",
        dependencies=[console.guard.requires(Action.ROLLOUT_READ, "rollout:*")],
        response_class=StreamingResponse,
        responses=_STREAM | documented(HTTPStatus.UNPROCESSABLE_ENTITY),
    )
    def events(
        after: Annotated[str | None, Query(description="cursor of /v1/status to go on from")] = None,
        last_event_id: Annotated[str | None, Header(description="id of the last event seen; wins over `after`")] = None,
    ) -> StreamingResponse:
        """New transitions, verdicts and tables as server-sent events, for as long as the connection lasts."""
        cursor = _end(console)
        for name, text in (("last-event-id", last_event_id), ("after", after)):
            if text:
                try:
                    cursor = Cursor.parse(text).no_later_than(cursor)
                except ValueError as error:
                    raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, name, str(error)) from None
                break
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(stream(console, cursor), media_type="text/event-stream", headers=headers)

    return router


async def stream(console: Console, cursor: Cursor) -> AsyncIterator[str]:
    """The text of the stream from `cursor` on, until the process is to stop."""
    # A browser that lost the connection asks again after this.
    yield "retry: 1000\n\n"
    looks = 0
    while not console.stopping.is_set():
        found = await run_in_threadpool(console.reading.after, cursor)
        for recorded in found:
            cursor = recorded.cursor
            document = slim(recorded.document) if recorded.kind == "verdict" else recorded.document
            yield event(recorded.kind, document, cursor)
        table = console.controller.table
        if table is not None and table.version > cursor.table_version:
            cursor = replace(cursor, table_version=table.version)
            yield event("table", asdict(table), cursor)
        if looks % _LOOKS_A_PULSE == 0:
            yield event("pulse", await run_in_threadpool(pulse, console), None)
        looks += 1
        if not found:
            await asyncio.sleep(LOOK_S)


def event(kind: str, document: dict[str, Any], cursor: Cursor | None) -> str:
    """One event. JSON has no line break outside its strings, and escapes those within."""
    identity = "" if cursor is None else f"id: {cursor}\n"
    return f"event: {kind}\n{identity}data: {json.dumps(document, separators=(',', ':'))}\n\n"


def _end(console: Console) -> Cursor:
    table = console.controller.table
    return console.reading.end(0 if table is None else table.version)
