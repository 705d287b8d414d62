"""What can go wrong while the stream of features runs.

AndamioError
└── StreamError          the Flink job or its JVM is gone; the message points to its log
"""

from andamio.errors import AndamioError


class StreamError(AndamioError):
    """The stream cannot go on; the message names the log with the cause."""
