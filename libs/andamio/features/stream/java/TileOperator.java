package andamio.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A view's stream: messages of the event log in, lines of the tile log out, as chunks of bytes.
 *
 * Raw events and repairs are written as they come. Tiles are written once a bundle, which ends with how far the log is read,
 * so progress never precedes what it vouches for. A bundle ends at a checkpoint's barrier, at its size, and for the first
 * message of a partition and the first one after a checkpoint: the one says where a run began, the other has the job ask for
 * the next checkpoint. What changed is written to Flink's state once a checkpoint.
 */
public final class TileOperator extends AbstractStreamOperator
    implements OneInputStreamOperator, BoundedOneInput, TileForest.Changes, TileForest.Store {
    private static final int CHUNK_BYTES = 64 * 1024;
    /** Without a checkpoint for so many changed tiles, they are saved in between, so that memory is bounded. */
    private static final int TILES_UNSAVED = 200000;

    private final String json;

    private transient ViewSettings settings;
    private transient EventParser parser;
    private transient PartialArithmetic arithmetic;
    private transient TileForest forest;
    private transient MapState state;
    private transient JsonBytes lines;
    private transient LineEncoding encoding;
    /** How far this run has read, by partition. */
    private transient Map progress;
    private transient int inBundle;
    private transient boolean quiet;
    private transient TileTree current;

    public TileOperator(String json) {
        this.json = json;
    }

    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        MapStateDescriptor descriptor =
            new MapStateDescriptor("tiles", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
        state = (MapState) getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    }

    public void open() throws Exception {
        super.open();
        settings = new ViewSettings(json);
        parser = new EventParser(settings);
        arithmetic = new PartialArithmetic(settings);
        forest = new TileForest(settings, arithmetic, this, this);
        lines = new JsonBytes();
        encoding = new LineEncoding(settings, arithmetic, lines);
        progress = new HashMap();
        quiet = true;
    }

    /** Keys are set where state is used, which is not at every message. */
    public boolean hasKeyContext1() {
        return false;
    }

    public void setKeyContextElement1(StreamRecord record) {}

    public void setKeyContextElement(StreamRecord record) {}

    public void processElement(StreamRecord record) throws Exception {
        LogRecord log = (LogRecord) record.getValue();
        Delivery delivery = parser.parse(log);
        if (delivery.position < settings.startPosition && delivery.partition == LogRecord.NO_PARTITION) {
            return;
        }
        forest.put(delivery);
        Progress reached = (Progress) progress.get(Integer.valueOf(delivery.partition));
        boolean first = reached == null;
        if (first) {
            reached = new Progress();
            progress.put(Integer.valueOf(delivery.partition), reached);
        }
        reached.read = delivery.position;
        if (log.traceparent != null) {
            reached.traceparent = log.traceparent;
        }
        inBundle++;
        if (first || quiet || inBundle >= settings.bundle) {
            endBundle();
        } else if (lines.size() >= CHUNK_BYTES) {
            emit();
        }
        if (forest.unsaved() >= TILES_UNSAVED) {
            endBundle();
            forest.save();
        }
    }

    public void endInput() throws Exception {
        endBundle();
    }

    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        endBundle();
        quiet = true;
    }

    public void snapshotState(StateSnapshotContext context) throws Exception {
        forest.save();
        current = null;
        super.snapshotState(context);
    }

    private void endBundle() {
        ArrayList changed = forest.changed();
        for (int i = 0; i < changed.size(); i++) {
            Tile tile = (Tile) changed.get(i);
            encoding.tile(tile);
            tile.changed = false;
            if (lines.size() >= CHUNK_BYTES) {
                emit();
            }
        }
        changed.clear();
        Iterator partitions = progress.entrySet().iterator();
        while (partitions.hasNext()) {
            Map.Entry entry = (Map.Entry) partitions.next();
            Progress reached = (Progress) entry.getValue();
            if (reached.read > reached.written) {
                encoding.progress(((Integer) entry.getKey()).intValue(), reached.read, reached.traceparent);
                reached.written = reached.read;
                reached.traceparent = null;
            }
        }
        inBundle = 0;
        if (lines.size() > 0) {
            emit();
            quiet = false;
        }
    }

    private void emit() {
        output.collect(new StreamRecord(lines.take()));
        encoding.forget();
    }

    public void event(TileTree tree, Event event, long position) {
        encoding.event(tree, event, position);
    }

    public void repair(Delivery delivery, String reason) {
        encoding.repair(delivery, reason);
    }

    public byte[] read(TileTree tree, long tile) throws Exception {
        turnTo(tree);
        return (byte[]) state.get(Long.valueOf(tile));
    }

    public void write(TileTree tree, long tile, byte[] bytes) throws Exception {
        turnTo(tree);
        state.put(Long.valueOf(tile), bytes);
    }

    private void turnTo(TileTree tree) {
        if (tree != current) {
            setCurrentKey(tree.name());
            current = tree;
        }
    }

    /** Of a partition: up to where it was read, and said so; and one trace of those that the bundle's messages are of. */
    private static final class Progress {
        long read = -1L;
        long written = -1L;
        String traceparent = null;
    }
}
