package andamio.stream;

/** The entries of a tile, one a component; `PartialArithmetic` says what is in them. */
final class Partial {
    /** A number, or the lower half of a sum; of `last` its event's time. */
    final long[] low;
    /** The upper half of a sum; of `last` the value. */
    final long[] high;
    /** Of `last` its event's id (String), of a distinct count its hashes (long[], ascending without a sign); else null. */
    final Object[] more;
    /** Whether a component that may be null has a value. */
    final boolean[] present;

    Partial(int components) {
        low = new long[components];
        high = new long[components];
        more = new Object[components];
        present = new boolean[components];
    }
}
