"""A histogram's record for attributes that come again and again: under 1 us in place of 7.

    record = BoundRecords(histogram)
    record(0.004, ("POST", 200), lambda: {"http.request.method": "POST", "http.response.status_code": 200})

OpenTelemetry's SDK copies, checks and hashes the attributes at every record. Here that is done at the first one of a key,
which then has the SDK's own aggregation in hand: the same point, the same lock, the same bounds. These are private parts of
the SDK, whose version is pinned; where they are not as expected (another SDK, delta temporality, an exemplar filter that
wants every record) each record goes by the public API.
"""

import math
from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from opentelemetry.metrics import Histogram
from opentelemetry.sdk.metrics import AlwaysOffExemplarFilter, TraceBasedExemplarFilter
from opentelemetry.util.types import AttributeValue

Attributes = Mapping[str, AttributeValue]
_KEYS_AT_MOST = 1_000
"""Of a histogram; the SDK's own limit of attribute sets is 2,000."""


class _Value(NamedTuple):
    """What an aggregation looks at of a measurement that is no exemplar."""

    value: float


class BoundRecords:
    """Records of one histogram without exemplars. A record of a sampled trace is left to the histogram itself."""

    def __init__(self, histogram: Histogram) -> None:
        self._histogram = histogram
        self._bound: dict[Hashable, list[Callable[[Any, bool], None]]] = {}

    def __call__(self, amount: float, key: Hashable, attributes: Callable[[], Attributes]) -> None:
        """Record a finite amount of 0 or more. `key` stands for the attributes, which are asked for when it is new."""
        aggregates = self._bound.get(key)
        if aggregates is None:
            found = attributes()
            aggregates = self._bind(found) if len(self._bound) < _KEYS_AT_MOST else None
            if not aggregates:
                self._histogram.record(amount, found)
                return
            self._bound[key] = aggregates
        if 0 <= amount < math.inf:
            for aggregate in aggregates:
                aggregate(_Value(amount), False)
        else:  # which the SDK refuses with a warning of its own
            self._histogram.record(amount)

    def _bind(self, attributes: Attributes) -> list[Callable[[Any, bool], None]] | None:
        """The aggregations of these attributes, one a reader; None where there is no such thing."""
        instrument: Any = self._histogram
        try:
            consumer = instrument._measurement_consumer
            if not instrument._is_enabled():
                return None
            if type(consumer._sdk_config.exemplar_filter) not in (TraceBasedExemplarFilter, AlwaysOffExemplarFilter):
                return None
            found: list[Callable[[Any, bool], None]] = []
            for storage in consumer._reader_storages.values():
                for match in storage._get_or_init_view_instrument_match(instrument):
                    if match._reset_on_collect or match._view._attribute_keys is not None:
                        return None
                    key = _match_key(attributes)
                    with match._lock:
                        found.append(match._get_or_create_aggregation(key, dict(attributes)).aggregate)
        except (AttributeError, ImportError, TypeError):
            return None
        return found


def _match_key(attributes: Attributes) -> Any:
    """The key under which the SDK keeps the aggregation of these attributes. Raises `ImportError` for another SDK."""
    from opentelemetry.sdk.metrics._internal._view_instrument_match import _hash_attributes

    return _hash_attributes(dict(attributes))
