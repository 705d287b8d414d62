package andamio.stream;

import java.io.IOException;

import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes chunks of lines as they are. A bulk format, because only those are rolled at each checkpoint and never between. */
public final class ChunkWriter implements BulkWriter {
    private final FSDataOutputStream stream;

    private ChunkWriter(FSDataOutputStream stream) {
        this.stream = stream;
    }

    public void addElement(Object chunk) throws IOException {
        stream.write((byte[]) chunk);
    }

    public void flush() throws IOException {
        stream.flush();
    }

    public void finish() throws IOException {
        stream.flush();
    }

    /** Makes one for each file. */
    public static final class Factory implements BulkWriter.Factory {
        public BulkWriter create(FSDataOutputStream stream) {
            return new ChunkWriter(stream);
        }
    }
}
