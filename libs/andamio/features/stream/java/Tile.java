package andamio.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;

/**
 * One hop of one entity: a node of its tree. A tile of the finest hop holds the events themselves, the others know which
 * tiles of the next finer hop there are.
 */
final class Tile {
    private static final int FORMAT = 1;
    /** From so many events on a tile looks them up by id. */
    private static final int INDEXED = 16;

    final TileTree tree;
    /** Of its hop; 0 is the finest. */
    final int level;
    final long startMs;
    /** Null of the finest hop, where it follows from the events. */
    Partial partial;
    /** Position of the last delivery that made or replaced one of its events. */
    long version = -1L;
    boolean changed = false;
    boolean unsaved = false;

    /** Of the finest hop: its events, in the order of their first arrival. */
    final ArrayList events;
    private Map byId = null;

    /** Of the others: which finer tiles exist, and those that are in memory, ascending by number. */
    final long[] exists;
    private int[] numbers;
    private Tile[] children;
    private int inMemory = 0;

    Tile(TileTree tree, int level, long startMs, int finer) {
        this.tree = tree;
        this.level = level;
        this.startMs = startMs;
        events = level == 0 ? new ArrayList(1) : null;
        exists = level == 0 ? null : new long[(finer + 63) / 64];
        numbers = level == 0 ? null : new int[1];
        children = level == 0 ? null : new Tile[1];
    }

    Event find(String id) {
        if (byId != null) {
            return (Event) byId.get(id);
        }
        for (int i = 0; i < events.size(); i++) {
            Event event = (Event) events.get(i);
            if (event.id.equals(id)) {
                return event;
            }
        }
        return null;
    }

    void add(Event event) {
        events.add(event);
        if (byId != null) {
            byId.put(event.id, event);
        } else if (events.size() > INDEXED) {
            byId = new HashMap();
            for (int i = 0; i < events.size(); i++) {
                Event each = (Event) events.get(i);
                byId.put(each.id, each);
            }
        }
    }

    void addEvents(PartialArithmetic arithmetic, Partial to) {
        for (int i = 0; i < events.size(); i++) {
            arithmetic.add(to, (Event) events.get(i));
        }
    }

    boolean has(int child) {
        return (exists[child >> 6] & 1L << child) != 0L;
    }

    /** Null if it is not in memory. */
    Tile child(int number) {
        int place = Arrays.binarySearch(numbers, 0, inMemory, number);
        return place < 0 ? null : children[place];
    }

    void put(int number, Tile child) {
        exists[number >> 6] |= 1L << number;
        int place = -1 - Arrays.binarySearch(numbers, 0, inMemory, number);
        if (inMemory == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * inMemory);
            children = (Tile[]) Arrays.copyOf(children, 2 * inMemory);
        }
        System.arraycopy(numbers, place, numbers, place + 1, inMemory - place);
        System.arraycopy(children, place, children, place + 1, inMemory - place);
        numbers[place] = number;
        children[place] = child;
        inMemory++;
    }

    void write(PartialArithmetic arithmetic, DataOutputSerializer out) throws IOException {
        out.writeByte(FORMAT);
        Varints.write(version, out);
        if (level > 0) {
            for (int i = 0; i < exists.length; i++) {
                out.writeLong(exists[i]);
            }
            arithmetic.write(partial, out);
            return;
        }
        out.writeInt(events.size());
        for (int i = 0; i < events.size(); i++) {
            Event event = (Event) events.get(i);
            StringValue.writeString(event.id, out);
            Varints.write(event.timeMs - startMs, out);
            Varints.write(event.sequence, out);
            Varints.write(event.firstKnownMs - event.timeMs, out);
            out.writeBoolean(event.counted);
            if (event.counted) {
                Varints.write(event.present, out);
                for (int m = 0; m < event.values.length; m++) {
                    Varints.write(event.values[m], out);
                }
            }
        }
    }

    void read(PartialArithmetic arithmetic, int measures, DataInputDeserializer in) throws IOException {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("a tile of the state is of format " + format + ", and this version of the job knows "
                + FORMAT + "; resume with the version that wrote it, or read the log again");
        }
        version = Varints.read(in);
        if (level > 0) {
            for (int i = 0; i < exists.length; i++) {
                exists[i] = in.readLong();
            }
            partial = arithmetic.read(in);
            return;
        }
        int number = in.readInt();
        for (int i = 0; i < number; i++) {
            Event event = new Event(StringValue.readString(in), measures);
            event.timeMs = startMs + Varints.read(in);
            event.sequence = Varints.read(in);
            event.firstKnownMs = event.timeMs + Varints.read(in);
            event.counted = in.readBoolean();
            if (event.counted) {
                event.present = Varints.read(in);
                for (int m = 0; m < measures; m++) {
                    event.values[m] = Varints.read(in);
                }
            }
            add(event);
        }
    }
}
