package andamio.stream;

/** The entries of a tile, one a component; `PartialArithmetic` says what is in them, and where. */
final class Partial {
    final long[] numbers;
    /** Ids and hashes, of the components that have some; null without any. */
    final Object[] objects;
    /** A bit for each component that may be null: whether it has a value. */
    long present;

    Partial(int numbers, int objects) {
        this.numbers = new long[numbers];
        this.objects = objects == 0 ? null : new Object[objects];
    }
}
