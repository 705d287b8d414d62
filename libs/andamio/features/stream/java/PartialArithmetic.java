package andamio.stream;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;

/**
 * What partials are made of and how they merge: `components.py` in Java, to the bit.
 *
 * Of its numbers a component has one, a sum two (the halves of 128 bits, the lower one first), `last` two (its event's time
 * and its value) and a distinct count none. Of its objects `last` has its event's id, a distinct count its hashes (long[],
 * ascending without a sign). Nothing is ever subtracted: a tile that loses an event is merged anew from what is left.
 */
final class PartialArithmetic {
    private static final byte[] NULL = JsonBytes.encoded("null");
    private static final byte[] SEPARATOR = JsonBytes.encoded("\\u0001");
    private static final int COMPONENTS_AT_MOST = 64;

    private final int[] kinds;
    private final int[] measures;
    private final int[] atMost;
    /** Where a component's numbers and objects begin. */
    private final int[] number;
    private final int[] object;
    private int numbers = 0;
    private int objects = 0;

    PartialArithmetic(ViewSettings settings) {
        kinds = settings.kinds;
        measures = settings.measures;
        atMost = settings.atMost;
        if (kinds.length > COMPONENTS_AT_MOST) {
            throw new IllegalArgumentException("view '" + settings.view + "' has " + kinds.length + " components and the "
                + "stream knows up to " + COMPONENTS_AT_MOST + "; split the view");
        }
        number = new int[kinds.length];
        object = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            number[i] = numbers;
            object[i] = objects;
            boolean wide = kinds[i] == ViewSettings.SUM || kinds[i] == ViewSettings.SUMSQ || kinds[i] == ViewSettings.LAST;
            numbers += wide ? 2 : kinds[i] == ViewSettings.DISTINCT ? 0 : 1;
            objects += kinds[i] == ViewSettings.LAST || kinds[i] == ViewSettings.DISTINCT ? 1 : 0;
        }
    }

    Partial empty() {
        return new Partial(numbers, objects);
    }

    void clear(Partial partial) {
        Arrays.fill(partial.numbers, 0L);
        if (objects > 0) {
            Arrays.fill(partial.objects, null);
        }
        partial.present = 0L;
    }

    /** The first component. */
    long count(Partial partial) {
        return partial.numbers[0];
    }

    /** Add an event, which does nothing unless it is counted. */
    void add(Partial to, Event event) {
        if (!event.counted) {
            return;
        }
        for (int i = 0; i < kinds.length; i++) {
            int measure = measures[i];
            if (measure >= 0 && !event.has(measure)) {
                continue;
            }
            long value = measure >= 0 ? event.values[measure] : 0L;
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    to.numbers[number[i]]++;
                    break;
                case ViewSettings.SUM:
                    addTo(to, number[i], value, value >> 63);
                    break;
                case ViewSettings.SUMSQ:
                    addTo(to, number[i], value * value, Math.multiplyHigh(value, value));
                    break;
                case ViewSettings.MAX_TIME:
                    extend(to, i, event.timeMs);
                    break;
                case ViewSettings.MIN:
                case ViewSettings.MAX:
                    extend(to, i, value);
                    break;
                case ViewSettings.LAST:
                    putLast(to, i, event.timeMs, event.id, value);
                    break;
                default:
                    putHash(to, i, value);
            }
        }
    }

    void merge(Partial to, Partial from) {
        for (int i = 0; i < kinds.length; i++) {
            int at = number[i];
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    to.numbers[at] += from.numbers[at];
                    break;
                case ViewSettings.SUM:
                case ViewSettings.SUMSQ:
                    addTo(to, at, from.numbers[at], from.numbers[at + 1]);
                    break;
                case ViewSettings.MAX_TIME:
                case ViewSettings.MIN:
                case ViewSettings.MAX:
                    if (has(from, i)) {
                        extend(to, i, from.numbers[at]);
                    }
                    break;
                case ViewSettings.LAST:
                    if (has(from, i)) {
                        putLast(to, i, from.numbers[at], (String) from.objects[object[i]], from.numbers[at + 1]);
                    }
                    break;
                default:
                    if (has(from, i)) {
                        long[] hashes = (long[]) from.objects[object[i]];
                        for (int h = 0; h < hashes.length; h++) {
                            putHash(to, i, hashes[h]);
                        }
                    }
            }
        }
    }

    private static boolean has(Partial partial, int i) {
        return (partial.present & 1L << i) != 0L;
    }

    private static void addTo(Partial to, int at, long low, long high) {
        long sum = to.numbers[at] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1L : 0L;
        to.numbers[at] = sum;
        to.numbers[at + 1] += high + carry;
    }

    private void extend(Partial to, int i, long value) {
        int at = number[i];
        boolean min = kinds[i] == ViewSettings.MIN;
        if (!has(to, i) || (min ? value < to.numbers[at] : value > to.numbers[at])) {
            to.numbers[at] = value;
            to.present |= 1L << i;
        }
    }

    private void putLast(Partial to, int i, long timeMs, String id, long value) {
        int at = number[i];
        boolean later = !has(to, i) || timeMs > to.numbers[at];
        if (later || (timeMs == to.numbers[at] && TextOrder.compare(id, (String) to.objects[object[i]]) > 0)) {
            to.numbers[at] = timeMs;
            to.numbers[at + 1] = value;
            to.objects[object[i]] = id;
            to.present |= 1L << i;
        }
    }

    /** Keeps the N + 1 smallest. */
    private void putHash(Partial to, int i, long hash) {
        long[] hashes = has(to, i) ? (long[]) to.objects[object[i]] : new long[0];
        int place = 0;
        while (place < hashes.length && Long.compareUnsigned(hashes[place], hash) < 0) {
            place++;
        }
        if (place > atMost[i] || (place < hashes.length && hashes[place] == hash)) {
            return;
        }
        int size = Math.min(hashes.length + 1, atMost[i] + 1);
        long[] grown = new long[size];
        System.arraycopy(hashes, 0, grown, 0, place);
        grown[place] = hash;
        System.arraycopy(hashes, place, grown, place + 1, size - place - 1);
        to.objects[object[i]] = grown;
        to.present |= 1L << i;
    }

    /** As the JSON array of a line of the tile log. */
    void appendJson(Partial partial, JsonBytes out) {
        for (int i = 0; i < kinds.length; i++) {
            int at = number[i];
            out.raw(i == 0 ? '[' : ',');
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    out.number(partial.numbers[at]);
                    break;
                case ViewSettings.SUM:
                case ViewSettings.SUMSQ:
                    if (partial.numbers[at + 1] == partial.numbers[at] >> 63) {
                        out.number(partial.numbers[at]);
                    } else {
                        out.all(JsonBytes.encoded(wide(partial.numbers[at + 1], partial.numbers[at]).toString()));
                    }
                    break;
                default:
                    if (has(partial, i)) {
                        appendPresent(partial, i, out);
                    } else {
                        out.all(NULL);
                    }
            }
        }
        out.raw(']');
    }

    private void appendPresent(Partial partial, int i, JsonBytes out) {
        int at = number[i];
        switch (kinds[i]) {
            case ViewSettings.LAST:
                out.raw('"');
                out.padded(partial.numbers[at], 20);
                out.all(SEPARATOR);
                out.text((String) partial.objects[object[i]]);
                out.all(SEPARATOR);
                out.number(partial.numbers[at + 1]);
                out.raw('"');
                break;
            case ViewSettings.DISTINCT:
                long[] hashes = (long[]) partial.objects[object[i]];
                out.raw('"');
                for (int h = 0; h < hashes.length; h++) {
                    out.hex(hashes[h]);
                }
                out.raw('"');
                break;
            default:
                out.number(partial.numbers[at]);
        }
    }

    private static BigInteger wide(long high, long low) {
        BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1L));
        return BigInteger.valueOf(high).shiftLeft(64).add(lower);
    }

    void write(Partial partial, DataOutputSerializer out) throws IOException {
        Varints.write(partial.present, out);
        for (int i = 0; i < numbers; i++) {
            Varints.write(partial.numbers[i], out);
        }
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == ViewSettings.LAST && has(partial, i)) {
                StringValue.writeString((String) partial.objects[object[i]], out);
            } else if (kinds[i] == ViewSettings.DISTINCT && has(partial, i)) {
                long[] hashes = (long[]) partial.objects[object[i]];
                out.writeInt(hashes.length);
                for (int h = 0; h < hashes.length; h++) {
                    out.writeLong(hashes[h]);
                }
            }
        }
    }

    Partial read(DataInputDeserializer in) throws IOException {
        Partial partial = empty();
        partial.present = Varints.read(in);
        for (int i = 0; i < numbers; i++) {
            partial.numbers[i] = Varints.read(in);
        }
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == ViewSettings.LAST && has(partial, i)) {
                partial.objects[object[i]] = StringValue.readString(in);
            } else if (kinds[i] == ViewSettings.DISTINCT && has(partial, i)) {
                long[] hashes = new long[in.readInt()];
                for (int h = 0; h < hashes.length; h++) {
                    hashes[h] = in.readLong();
                }
                partial.objects[object[i]] = hashes;
            }
        }
        return partial;
    }
}
