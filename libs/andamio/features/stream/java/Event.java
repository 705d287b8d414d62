package andamio.stream;

/** The winner of an event's counted deliveries, and when the first one was known. */
final class Event {
    final String id;
    long timeMs;
    long sequence;
    long firstKnownMs;
    /** False of a tombstone, and of what the view's filter leaves out. */
    boolean counted;
    /** By measure; meaningless unless counted and present. */
    final long[] values;
    final boolean[] present;

    Event(String id, int measures) {
        this.id = id;
        values = new long[measures];
        present = new boolean[measures];
    }
}
