package andamio.stream;

/** One event as delivered: what its message says, and where it stands in the log. Filled again for each message. */
final class Delivery {
    String eventId;
    String tenant;
    String key;
    long eventTimeMs;
    long sequence;
    boolean deleted;
    long knownAtMs;
    long position;
    int partition;
    /** Of the view's own columns, by number; null where the event has no value. */
    final String[] texts;
    final long[] numbers;
    final boolean[] present;

    Delivery(int columns) {
        texts = new String[columns];
        numbers = new long[columns];
        present = new boolean[columns];
    }
}
