package andamio.stream;

/** The winner of an event's counted deliveries, and when the first one was known. */
final class Event {
    final String id;
    long timeMs;
    long sequence;
    long firstKnownMs;
    /** False of a tombstone, and of what the view's filter leaves out. */
    boolean counted;
    /** By measure; meaningless unless counted and there. */
    final long[] values;
    /** A bit for each measure that the event has. */
    long present;

    Event(String id, int measures) {
        this.id = id;
        values = new long[measures];
    }

    boolean has(int measure) {
        return (present & 1L << measure) != 0L;
    }
}
