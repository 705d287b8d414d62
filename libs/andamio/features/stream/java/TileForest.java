package andamio.stream;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What becomes of a delivery: judged by the horizons, told apart from what is known of its event, and put into the tiles.
 *
 * All versions of an event have its entity and event time, so they meet in one tile of the finest hop. A new event is added
 * to its tile of each hop; a replaced one makes its tiles merge what they hold anew, from the finest on.
 *
 * Trees that were used lately are in memory, the others in the store alone; what changed in memory is written at `save`.
 */
final class TileForest {
    /** Told what has changed. */
    interface Changes {
        void event(TileTree tree, Event event, long position);

        void repair(Delivery delivery, String reason);
    }

    /** Where trees are kept. */
    interface Store {
        /** Null if there is none. */
        byte[] read(TileTree tree, long tile) throws Exception;

        void write(TileTree tree, long tile, byte[] bytes) throws Exception;
    }

    private static final int HASHES_KEPT = 4096;

    private final ViewSettings settings;
    private final PartialArithmetic arithmetic;
    private final Store store;
    private final Changes changes;
    private final int levels;

    private final LinkedHashMap trees = new LinkedHashMap(1024, 0.75f, true);
    private final TileTree wanted = new TileTree();
    private int loaded = 0;
    private final Tile[] path;
    private final ArrayList changed = new ArrayList();
    private final ArrayList unsaved = new ArrayList();
    private final DataOutputSerializer out = new DataOutputSerializer(1024);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final MessageDigest md5;
    private final Map hashes = new HashMap();

    TileForest(ViewSettings settings, PartialArithmetic arithmetic, Store store, Changes changes) {
        this.settings = settings;
        this.arithmetic = arithmetic;
        this.store = store;
        this.changes = changes;
        levels = settings.hopsMs.length;
        path = new Tile[levels];
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException(error);
        }
    }

    /** Tiles that have changed since `changed` was last cleared. */
    ArrayList changed() {
        return changed;
    }

    int unsaved() {
        return unsaved.size();
    }

    void put(Delivery delivery) throws Exception {
        if (delivery.eventTimeMs < settings.cutoverMs) {
            // Batch judges it, which has the whole log: the first delivery may be before the stream's start.
            changes.repair(delivery, "batch_owned");
            return;
        }
        boolean known = descend(delivery, false);
        Event event = known ? path[0].find(delivery.eventId) : null;
        long first = event == null ? delivery.knownAtMs : Math.min(event.firstKnownMs, delivery.knownAtMs);
        if (event != null && first < event.firstKnownMs) {
            event.firstKnownMs = first;
            keep(path[0]);
        }
        if (first - delivery.eventTimeMs > settings.latenessMs) {
            // Later ones of a late event are later still, so nothing of it needs to be known.
            changes.repair(delivery, "late");
        } else if (delivery.knownAtMs - first > settings.duplicateHorizonMs) {
            changes.repair(delivery, "duplicate_horizon");
        } else if (event == null) {
            if (!known) {
                descend(delivery, true);
            }
            insert(delivery);
        } else if (delivery.sequence > event.sequence) {
            replace(event, delivery);
        }
    }

    /** Write what has changed to the store, and let go of the trees that were not used for longest. */
    void save() throws Exception {
        for (int i = 0; i < unsaved.size(); i++) {
            Tile tile = (Tile) unsaved.get(i);
            tile.write(arithmetic, out);
            store.write(tile.tree, number(tile.tree, tile.level, tile.startMs), out.getCopyOfBuffer());
            out.clear();
            tile.unsaved = false;
        }
        unsaved.clear();
        // The tiles of `changed` are not lost with their tree: a line needs no more than what they hold.
        Iterator oldest = trees.values().iterator();
        while (loaded > settings.tilesInMemory && oldest.hasNext()) {
            loaded -= ((TileTree) oldest.next()).loaded;
            oldest.remove();
        }
    }

    private void insert(Delivery delivery) {
        Event event = new Event(delivery.eventId, settings.measureColumns.length);
        event.firstKnownMs = delivery.knownAtMs;
        fill(event, delivery);
        path[0].add(event);
        for (int level = 1; level < levels; level++) {
            arithmetic.add(path[level].partial, event);
        }
        touch(delivery.position);
        changes.event(path[0].tree, event, delivery.position);
    }

    private void replace(Event event, Delivery delivery) throws Exception {
        boolean contributed = event.counted;
        fill(event, delivery);
        for (int level = 1; level < levels; level++) {
            if (!contributed) {
                arithmetic.add(path[level].partial, event);
            } else {
                merge(path[level]);
            }
        }
        touch(delivery.position);
        changes.event(path[0].tree, event, delivery.position);
    }

    /** The partial of a tile anew, from the finer ones. */
    private void merge(Tile tile) throws Exception {
        arithmetic.clear(tile.partial);
        int children = finer(tile.level);
        for (int number = 0; number < children; number++) {
            if (!tile.has(number)) {
                continue;
            }
            Tile child = child(tile, number);
            if (child.level == 0) {
                child.addEvents(arithmetic, tile.partial);
            } else {
                arithmetic.merge(tile.partial, child.partial);
            }
        }
    }

    private void touch(long position) {
        for (int level = 0; level < levels; level++) {
            Tile tile = path[level];
            tile.version = Math.max(tile.version, position);
            if (!tile.changed) {
                tile.changed = true;
                changed.add(tile);
            }
            keep(tile);
        }
    }

    private void keep(Tile tile) {
        if (!tile.unsaved) {
            tile.unsaved = true;
            unsaved.add(tile);
        }
    }

    private void fill(Event event, Delivery delivery) {
        event.timeMs = delivery.eventTimeMs;
        event.sequence = delivery.sequence;
        event.counted = settings.counts(delivery);
        event.present = 0L;
        for (int m = 0; m < event.values.length; m++) {
            int column = settings.measureColumns[m];
            if (delivery.present[column]) {
                event.present |= 1L << m;
                event.values[m] = settings.measureHashed[m] ? hash(delivery, column) : delivery.numbers[column];
            }
        }
    }

    /** The first 8 bytes of the MD5 of a value's text, as `components.distinct_hash`. */
    private long hash(Delivery delivery, int column) {
        boolean isText = settings.types[column] == ViewSettings.TEXT;
        String text = isText ? delivery.texts[column] : Long.toString(delivery.numbers[column]);
        Long known = (Long) hashes.get(text);
        if (known != null) {
            return known.longValue();
        }
        byte[] digest = md5.digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0L;
        for (int i = 0; i < 8; i++) {
            hash = hash << 8 | digest[i] & 0xffL;
        }
        if (hashes.size() >= HASHES_KEPT) {
            hashes.clear();
        }
        hashes.put(text, Long.valueOf(hash));
        return hash;
    }

    /** Put the tiles of a delivery's hops into `path`; false if one is missing and not to be created. */
    private boolean descend(Delivery delivery, boolean create) throws Exception {
        long coarsest = settings.hopsMs[levels - 1];
        wanted.become(
            delivery.partition, delivery.tenant, delivery.key, delivery.eventTimeMs / coarsest * coarsest);
        TileTree tree = (TileTree) trees.get(wanted);
        if (tree == null) {
            tree = wanted.copy();
            tree.root = load(tree, levels - 1, tree.startMs);
            if (tree.root == null) {
                if (!create) {
                    return false;
                }
                tree.root = created(tree, levels - 1, tree.startMs);
            }
            trees.put(tree, tree);
        }
        Tile tile = tree.root;
        path[levels - 1] = tile;
        for (int level = levels - 2; level >= 0; level--) {
            int child = (int) ((delivery.eventTimeMs - tile.startMs) / settings.hopsMs[level]);
            if (tile.has(child)) {
                tile = child(tile, child);
            } else if (create) {
                Tile next = created(tree, level, tile.startMs + child * settings.hopsMs[level]);
                tile.put(child, next);
                tile = next;
            } else {
                return false;
            }
            path[level] = tile;
        }
        return true;
    }

    private Tile child(Tile tile, int number) throws Exception {
        Tile child = tile.child(number);
        if (child == null) {
            child = load(tile.tree, tile.level - 1, tile.startMs + number * settings.hopsMs[tile.level - 1]);
            tile.put(number, child);
        }
        return child;
    }

    private Tile created(TileTree tree, int level, long startMs) {
        Tile tile = new Tile(tree, level, startMs, finer(level));
        tile.partial = level == 0 ? null : arithmetic.empty();
        tree.loaded++;
        loaded++;
        return tile;
    }

    private Tile load(TileTree tree, int level, long startMs) throws Exception {
        byte[] bytes = store.read(tree, number(tree, level, startMs));
        if (bytes == null) {
            return null;
        }
        Tile tile = new Tile(tree, level, startMs, finer(level));
        in.setBuffer(bytes);
        tile.read(arithmetic, settings.measureColumns.length, in);
        tree.loaded++;
        loaded++;
        return tile;
    }

    /** How many tiles of the next finer hop are in one of this level. */
    private int finer(int level) {
        return level == 0 ? 0 : (int) (settings.hopsMs[level] / settings.hopsMs[level - 1]);
    }

    /** A tile's number within its tree. */
    private long number(TileTree tree, int level, long startMs) {
        return (startMs - tree.startMs) / settings.hopsMs[0] * levels + level;
    }
}
