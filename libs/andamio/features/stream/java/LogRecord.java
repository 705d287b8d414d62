package andamio.stream;

/** One message of the event log, not parsed yet: a slice of bytes, and of Kafka its place and the broker's time. */
public final class LogRecord {
    /** Of a log in files, whose events say themselves where they stand. */
    public static final int NO_PARTITION = -1;

    public final byte[] bytes;
    public final int offset;
    public final int length;
    public final int partition;
    public final long position;
    public final long knownAtMs;
    /** The `traceparent` of a kept trace that the message was produced for; null for none. */
    public final String traceparent;

    public LogRecord(
        byte[] bytes, int offset, int length, int partition, long position, long knownAtMs, String traceparent) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.partition = partition;
        this.position = position;
        this.knownAtMs = knownAtMs;
        this.traceparent = traceparent;
    }
}
