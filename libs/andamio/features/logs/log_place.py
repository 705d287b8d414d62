"""Where a log is, as a user says it: the folder of an embedded log, or kafka://HOST:PORT of a broker."""

from pathlib import Path

from andamio.errors import UserError
from andamio.features.logs.event_log import DeliveryLog, EventLog

_KAFKA = "kafka://"


def open_log(place: str) -> DeliveryLog:
    """The log at a place, to be read. Raises `UserError` if there is no such folder."""
    if place.startswith(_KAFKA):
        # Only now: who reads files need not load Kafka's client.
        from andamio.features.logs.kafka_log import KafkaLog

        bootstrap = place.removeprefix(_KAFKA).rstrip("/")
        if not all(":" in server for server in bootstrap.split(",")):
            raise UserError(f"--log {place} names no broker; write kafka://HOST:PORT, several with commas")
        return KafkaLog(bootstrap, {})
    if not Path(place).is_dir():
        raise UserError(f"there is no event log at {place}; choose its folder, or kafka://HOST:PORT, with --log")
    return EventLog(Path(place))
