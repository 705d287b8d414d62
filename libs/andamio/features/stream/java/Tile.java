package andamio.stream;

import java.io.IOException;
import java.util.ArrayList;
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
    Partial partial;
    /** Position of the last delivery that made or replaced one of its events. */
    long version = -1L;
    boolean changed = false;
    boolean unsaved = false;

    /** Of the finest hop: its events, in the order of their first arrival. */
    final ArrayList events;
    private Map byId = null;

    /** Of the others: which finer tiles exist, and those that are in memory, by number. */
    final long[] exists;
    final Map children;

    Tile(TileTree tree, int level, long startMs, int finer) {
        this.tree = tree;
        this.level = level;
        this.startMs = startMs;
        events = level == 0 ? new ArrayList(2) : null;
        exists = level == 0 ? null : new long[(finer + 63) / 64];
        children = level == 0 ? null : new HashMap(4);
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

    boolean has(int child) {
        return (exists[child >> 6] & 1L << child) != 0L;
    }

    void put(int child, Tile tile) {
        exists[child >> 6] |= 1L << child;
        children.put(Integer.valueOf(child), tile);
    }

    void write(PartialArithmetic arithmetic, DataOutputSerializer out) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(version);
        if (level > 0) {
            for (int i = 0; i < exists.length; i++) {
                out.writeLong(exists[i]);
            }
            arithmetic.write(partial, out);
            return;
        }
        // The partial follows from the events.
        out.writeInt(events.size());
        for (int i = 0; i < events.size(); i++) {
            Event event = (Event) events.get(i);
            StringValue.writeString(event.id, out);
            out.writeInt((int) (event.timeMs - startMs));
            out.writeLong(event.sequence);
            out.writeLong(event.firstKnownMs);
            out.writeBoolean(event.counted);
            for (int m = 0; event.counted && m < event.values.length; m++) {
                out.writeBoolean(event.present[m]);
                if (event.present[m]) {
                    out.writeLong(event.values[m]);
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
        version = in.readLong();
        if (level > 0) {
            for (int i = 0; i < exists.length; i++) {
                exists[i] = in.readLong();
            }
            partial = arithmetic.read(in);
            return;
        }
        partial = arithmetic.empty();
        int number = in.readInt();
        for (int i = 0; i < number; i++) {
            Event event = new Event(StringValue.readString(in), measures);
            event.timeMs = startMs + in.readInt();
            event.sequence = in.readLong();
            event.firstKnownMs = in.readLong();
            event.counted = in.readBoolean();
            for (int m = 0; event.counted && m < measures; m++) {
                event.present[m] = in.readBoolean();
                if (event.present[m]) {
                    event.values[m] = in.readLong();
                }
            }
            add(event);
            arithmetic.add(partial, event);
        }
    }
}
