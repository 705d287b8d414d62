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
 * Sums and sums of squares have 128 bits, as two halves. Nothing is ever subtracted: a tile that loses an event is merged
 * anew from what is left.
 */
final class PartialArithmetic {
    private final int[] kinds;
    private final int[] measures;
    private final int[] atMost;

    PartialArithmetic(ViewSettings settings) {
        kinds = settings.kinds;
        measures = settings.measures;
        atMost = settings.atMost;
    }

    Partial empty() {
        return new Partial(kinds.length);
    }

    void clear(Partial partial) {
        Arrays.fill(partial.low, 0L);
        Arrays.fill(partial.high, 0L);
        Arrays.fill(partial.more, null);
        Arrays.fill(partial.present, false);
    }

    /** Add an event, which does nothing unless it is counted. */
    void add(Partial to, Event event) {
        if (!event.counted) {
            return;
        }
        for (int i = 0; i < kinds.length; i++) {
            int measure = measures[i];
            if (measure >= 0 && !event.present[measure]) {
                continue;
            }
            long value = measure >= 0 ? event.values[measure] : 0L;
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    to.low[i]++;
                    break;
                case ViewSettings.SUM:
                    addTo(to, i, value, value >> 63);
                    break;
                case ViewSettings.SUMSQ:
                    addTo(to, i, value * value, Math.multiplyHigh(value, value));
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
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                case ViewSettings.SUM:
                case ViewSettings.SUMSQ:
                    addTo(to, i, from.low[i], from.high[i]);
                    break;
                case ViewSettings.MAX_TIME:
                case ViewSettings.MIN:
                case ViewSettings.MAX:
                    if (from.present[i]) {
                        extend(to, i, from.low[i]);
                    }
                    break;
                case ViewSettings.LAST:
                    if (from.present[i]) {
                        putLast(to, i, from.low[i], (String) from.more[i], from.high[i]);
                    }
                    break;
                default:
                    if (from.present[i]) {
                        long[] hashes = (long[]) from.more[i];
                        for (int h = 0; h < hashes.length; h++) {
                            putHash(to, i, hashes[h]);
                        }
                    }
            }
        }
    }

    private static void addTo(Partial to, int i, long low, long high) {
        long sum = to.low[i] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1L : 0L;
        to.low[i] = sum;
        to.high[i] += high + carry;
    }

    private void extend(Partial to, int i, long value) {
        boolean min = kinds[i] == ViewSettings.MIN;
        if (!to.present[i] || (min ? value < to.low[i] : value > to.low[i])) {
            to.low[i] = value;
            to.present[i] = true;
        }
    }

    private static void putLast(Partial to, int i, long timeMs, String id, long value) {
        boolean later = !to.present[i] || timeMs > to.low[i];
        if (later || (timeMs == to.low[i] && TextOrder.compare(id, (String) to.more[i]) > 0)) {
            to.low[i] = timeMs;
            to.more[i] = id;
            to.high[i] = value;
            to.present[i] = true;
        }
    }

    /** Keeps the N + 1 smallest. */
    private void putHash(Partial to, int i, long hash) {
        long[] hashes = to.present[i] ? (long[]) to.more[i] : new long[0];
        int place = 0;
        while (place < hashes.length && Long.compareUnsigned(hashes[place], hash) < 0) {
            place++;
        }
        if (place < hashes.length && hashes[place] == hash) {
            return;
        }
        if (place > atMost[i]) {
            return;
        }
        int size = Math.min(hashes.length + 1, atMost[i] + 1);
        long[] grown = new long[size];
        System.arraycopy(hashes, 0, grown, 0, place);
        grown[place] = hash;
        System.arraycopy(hashes, place, grown, place + 1, size - place - 1);
        to.more[i] = grown;
        to.present[i] = true;
    }

    /** As the JSON array of a line of the tile log. */
    void appendJson(Partial partial, JsonBytes out) {
        for (int i = 0; i < kinds.length; i++) {
            out.raw(i == 0 ? '[' : ',');
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    out.number(partial.low[i]);
                    break;
                case ViewSettings.SUM:
                case ViewSettings.SUMSQ:
                    if (partial.high[i] == partial.low[i] >> 63) {
                        out.number(partial.low[i]);
                    } else {
                        out.ascii(wide(partial.high[i], partial.low[i]).toString());
                    }
                    break;
                case ViewSettings.LAST:
                    if (partial.present[i]) {
                        out.raw('"');
                        out.padded(partial.low[i], 20);
                        out.ascii("\\u0001");
                        out.text((String) partial.more[i]);
                        out.ascii("\\u0001");
                        out.number(partial.high[i]);
                        out.raw('"');
                    } else {
                        out.ascii("null");
                    }
                    break;
                case ViewSettings.DISTINCT:
                    if (partial.present[i]) {
                        long[] hashes = (long[]) partial.more[i];
                        out.raw('"');
                        for (int h = 0; h < hashes.length; h++) {
                            out.hex(hashes[h]);
                        }
                        out.raw('"');
                    } else {
                        out.ascii("null");
                    }
                    break;
                default:
                    if (partial.present[i]) {
                        out.number(partial.low[i]);
                    } else {
                        out.ascii("null");
                    }
            }
        }
        out.raw(']');
    }

    private static BigInteger wide(long high, long low) {
        BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1L));
        return BigInteger.valueOf(high).shiftLeft(64).add(lower);
    }

    void write(Partial partial, DataOutputSerializer out) throws IOException {
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    out.writeLong(partial.low[i]);
                    break;
                case ViewSettings.SUM:
                case ViewSettings.SUMSQ:
                    out.writeLong(partial.low[i]);
                    out.writeLong(partial.high[i]);
                    break;
                default:
                    out.writeBoolean(partial.present[i]);
                    if (partial.present[i]) {
                        writePresent(partial, i, out);
                    }
            }
        }
    }

    private void writePresent(Partial partial, int i, DataOutputSerializer out) throws IOException {
        if (kinds[i] == ViewSettings.DISTINCT) {
            long[] hashes = (long[]) partial.more[i];
            out.writeInt(hashes.length);
            for (int h = 0; h < hashes.length; h++) {
                out.writeLong(hashes[h]);
            }
            return;
        }
        out.writeLong(partial.low[i]);
        if (kinds[i] == ViewSettings.LAST) {
            StringValue.writeString((String) partial.more[i], out);
            out.writeLong(partial.high[i]);
        }
    }

    Partial read(DataInputDeserializer in) throws IOException {
        Partial partial = empty();
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case ViewSettings.COUNT:
                case ViewSettings.NONNULL:
                    partial.low[i] = in.readLong();
                    break;
                case ViewSettings.SUM:
                case ViewSettings.SUMSQ:
                    partial.low[i] = in.readLong();
                    partial.high[i] = in.readLong();
                    break;
                default:
                    partial.present[i] = in.readBoolean();
                    if (partial.present[i]) {
                        readPresent(partial, i, in);
                    }
            }
        }
        return partial;
    }

    private void readPresent(Partial partial, int i, DataInputDeserializer in) throws IOException {
        if (kinds[i] == ViewSettings.DISTINCT) {
            long[] hashes = new long[in.readInt()];
            for (int h = 0; h < hashes.length; h++) {
                hashes[h] = in.readLong();
            }
            partial.more[i] = hashes;
            return;
        }
        partial.low[i] = in.readLong();
        if (kinds[i] == ViewSettings.LAST) {
            partial.more[i] = StringValue.readString(in);
            partial.high[i] = in.readLong();
        }
    }
}
