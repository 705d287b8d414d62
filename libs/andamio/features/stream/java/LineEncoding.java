package andamio.stream;

/** The lines of the tile log, members in the order of their names; `tile_log.py` says what they mean. */
final class LineEncoding {
    private static final byte[] HOP = JsonBytes.encoded("{\"hop_ms\":");
    private static final byte[] EVENT_ID = JsonBytes.encoded("{\"event_id\":\"");
    private static final byte[] EVENT_HOP = JsonBytes.encoded("\",\"hop_ms\":0,\"key\":\"");
    private static final byte[] KEY = JsonBytes.encoded(",\"key\":\"");
    private static final byte[] REPAIR_KEY = JsonBytes.encoded("\",\"key\":\"");
    private static final byte[] TILE = JsonBytes.encoded("\",\"kind\":\"tile\",\"partial\":");
    private static final byte[] EVENT = JsonBytes.encoded("\",\"kind\":\"event\",\"partial\":");
    private static final byte[] REPAIR = JsonBytes.encoded("\",\"kind\":\"repair\"");
    private static final byte[] PROGRESS = JsonBytes.encoded("{\"kind\":\"progress\"");
    private static final byte[] PARTITION = JsonBytes.encoded(",\"partition\":");
    private static final byte[] POSITION = JsonBytes.encoded(",\"position\":");
    private static final byte[] REASON = JsonBytes.encoded(",\"reason\":\"");
    private static final byte[] SEQUENCE = JsonBytes.encoded("\",\"sequence\":");
    private static final byte[] TRACEPARENT = JsonBytes.encoded(",\"traceparent\":\"");
    private static final byte[] TENANT = JsonBytes.encoded(",\"tenant\":\"");
    private static final byte[] START = JsonBytes.encoded("\",\"tile_start_ms\":");

    private final ViewSettings settings;
    private final PartialArithmetic arithmetic;
    private final JsonBytes out;
    private final byte[] end;
    private final Partial scratch;

    /** The partial of one event that was written last, and where it is in the buffer. */
    private TileTree singleTree = null;
    private long singleVersion;
    private int singleFrom;
    private int singleTo;

    LineEncoding(ViewSettings settings, PartialArithmetic arithmetic, JsonBytes out) {
        this.settings = settings;
        this.arithmetic = arithmetic;
        this.out = out;
        end = JsonBytes.encoded(",\"view\":\"" + settings.view + "\"}\n");
        scratch = arithmetic.empty();
    }

    void tile(Tile tile) {
        out.all(HOP);
        out.number(settings.hopsMs[tile.level]);
        out.all(KEY);
        out.text(tile.tree.key);
        out.all(TILE);
        partial(tile);
        place(tile.tree.partition, tile.version);
        out.all(TENANT);
        out.text(tile.tree.tenant);
        out.all(START);
        out.number(tile.startMs);
        out.all(end);
    }

    void event(TileTree tree, Event event, long position) {
        arithmetic.clear(scratch);
        arithmetic.add(scratch, event);
        out.all(EVENT_ID);
        out.text(event.id);
        out.all(EVENT_HOP);
        out.text(tree.key);
        out.all(EVENT);
        arithmetic.appendJson(scratch, out);
        place(tree.partition, position);
        out.all(TENANT);
        out.text(tree.tenant);
        out.all(START);
        out.number(event.timeMs);
        out.all(end);
    }

    void repair(Delivery delivery, String reason) {
        out.all(EVENT_ID);
        out.text(delivery.eventId);
        out.all(REPAIR_KEY);
        out.text(delivery.key);
        out.all(REPAIR);
        place(delivery.partition, delivery.position);
        out.all(REASON);
        out.text(reason);
        out.all(SEQUENCE);
        out.number(delivery.sequence);
        out.all(TENANT);
        out.text(delivery.tenant);
        out.all(START);
        out.number(delivery.eventTimeMs);
        out.all(end);
    }

    /** `traceparent` is null for none. */
    void progress(int partition, long position, String traceparent) {
        out.all(PROGRESS);
        place(partition, position);
        if (traceparent != null) {
            out.all(TRACEPARENT);
            out.text(traceparent);
            out.raw('"');
        }
        out.all(end);
    }

    /** To be called when the buffer is emptied. */
    void forget() {
        singleTree = null;
    }

    /**
     * The tiles of one event follow each other, and of a customer who is rarely there they hold nothing else. Two tiles of
     * a tree that one delivery changed last, and that count one event each, count the same one.
     */
    private void partial(Tile tile) {
        Partial partial = tile.partial;
        if (tile.level == 0) {
            partial = scratch;
            arithmetic.clear(scratch);
            tile.addEvents(arithmetic, scratch);
        }
        boolean single = arithmetic.count(partial) == 1L;
        if (single && tile.tree == singleTree && tile.version == singleVersion) {
            out.again(singleFrom, singleTo);
            return;
        }
        int from = out.size();
        arithmetic.appendJson(partial, out);
        if (single) {
            singleTree = tile.tree;
            singleVersion = tile.version;
            singleFrom = from;
            singleTo = out.size();
        }
    }

    private void place(int partition, long position) {
        if (partition != LogRecord.NO_PARTITION) {
            out.all(PARTITION);
            out.number(partition);
        }
        out.all(POSITION);
        out.number(position);
    }
}
