package andamio.stream;

/** The lines of the tile log, members in the order of their names; `tile_log.py` says what they mean. */
final class LineEncoding {
    private final ViewSettings settings;
    private final PartialArithmetic arithmetic;
    private final JsonBytes out;
    private final String end;

    LineEncoding(ViewSettings settings, PartialArithmetic arithmetic, JsonBytes out) {
        this.settings = settings;
        this.arithmetic = arithmetic;
        this.out = out;
        end = ",\"view\":\"" + settings.view + "\"}\n";
    }

    void tile(Tile tile) {
        out.ascii("{\"hop_ms\":");
        out.number(settings.hopsMs[tile.level]);
        string(",\"key\":\"", tile.tree.key);
        out.ascii(",\"kind\":\"tile\",\"partial\":");
        arithmetic.appendJson(tile.partial, out);
        place(tile.tree.partition, tile.version);
        string(",\"tenant\":\"", tile.tree.tenant);
        out.ascii(",\"tile_start_ms\":");
        out.number(tile.startMs);
        out.ascii(end);
    }

    void event(TileTree tree, Event event, Partial partial, long position) {
        string("{\"event_id\":\"", event.id);
        string(",\"hop_ms\":0,\"key\":\"", tree.key);
        out.ascii(",\"kind\":\"event\",\"partial\":");
        arithmetic.appendJson(partial, out);
        place(tree.partition, position);
        string(",\"tenant\":\"", tree.tenant);
        out.ascii(",\"tile_start_ms\":");
        out.number(event.timeMs);
        out.ascii(end);
    }

    void repair(Delivery delivery, String reason) {
        string("{\"event_id\":\"", delivery.eventId);
        string(",\"key\":\"", delivery.key);
        out.ascii(",\"kind\":\"repair\"");
        place(delivery.partition, delivery.position);
        string(",\"reason\":\"", reason);
        out.ascii(",\"sequence\":");
        out.number(delivery.sequence);
        string(",\"tenant\":\"", delivery.tenant);
        out.ascii(",\"tile_start_ms\":");
        out.number(delivery.eventTimeMs);
        out.ascii(end);
    }

    void progress(int partition, long position) {
        out.ascii("{\"kind\":\"progress\"");
        place(partition, position);
        out.ascii(end);
    }

    private void place(int partition, long position) {
        if (partition != LogRecord.NO_PARTITION) {
            out.ascii(",\"partition\":");
            out.number(partition);
        }
        out.ascii(",\"position\":");
        out.number(position);
    }

    private void string(String before, String text) {
        out.ascii(before);
        out.text(text);
        out.raw('"');
    }
}
