"""Names of OpenTelemetry's semantic conventions, and which version of them this is.

Stable ones keep their names; what is marked unstable may be renamed by a later version of the conventions, and is changed
here, with the rules and dashboards that name it, and nowhere else. Names of our own begin with `andamio.`.
"""

from typing import Final

# The version that opentelemetry-semantic-conventions 0.66b2 (both resolves) was made from.
SCHEMA_URL: Final = "https://opentelemetry.io/schemas/1.44.0"

# Stable: HTTP (since 1.23.0), service, error, exception.
HTTP_SERVER_REQUEST_DURATION: Final = "http.server.request.duration"
HTTP_REQUEST_METHOD: Final = "http.request.method"
HTTP_RESPONSE_STATUS_CODE: Final = "http.response.status_code"
HTTP_ROUTE: Final = "http.route"
URL_SCHEME: Final = "url.scheme"
ERROR_TYPE: Final = "error.type"
SERVICE_NAME: Final = "service.name"
SERVICE_VERSION: Final = "service.version"
DEPLOYMENT_ENVIRONMENT_NAME: Final = "deployment.environment.name"
SERVICE_INSTANCE_ID: Final = "service.instance.id"

# Unstable ("development") in this version.
HTTP_SERVER_ACTIVE_REQUESTS: Final = "http.server.active_requests"
PROCESS_CPU_TIME: Final = "process.cpu.time"
PROCESS_MEMORY_USAGE: Final = "process.memory.usage"
PROCESS_THREAD_COUNT: Final = "process.thread.count"
PROCESS_PID: Final = "process.pid"
CPU_MODE: Final = "cpu.mode"
CPYTHON_GC_COLLECTIONS: Final = "cpython.gc.collections"
CPYTHON_GC_COLLECTED_OBJECTS: Final = "cpython.gc.collected_objects"
CPYTHON_GC_UNCOLLECTABLE_OBJECTS: Final = "cpython.gc.uncollectable_objects"
CPYTHON_GC_GENERATION: Final = "cpython.gc.generation"

# Of our own.
RELEASE_DIGEST: Final = "andamio.release.digest"
QUEUE_LENGTH: Final = "andamio.queue.length"
QUEUE_NAME: Final = "andamio.queue.name"

# The convention's bounds of request durations, in seconds, and below them three more: it starts at 5 ms, where half of our
# requests have long been answered.
DURATION_BOUNDS_S: Final = (
    0.001,
    0.002,
    0.003,
    0.005,
    0.01,
    0.025,
    0.05,
    0.075,
    0.1,
    0.25,
    0.5,
    0.75,
    1,
    2.5,
    5,
    7.5,
    10,
)

# What the convention allows as a method; anything else is counted as `_OTHER`, or a caller could make up series.
HTTP_METHODS: Final = frozenset(
    {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"}
)
OTHER_METHOD: Final = "_OTHER"
