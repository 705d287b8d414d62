package andamio.stream;

import java.io.IOException;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** The lines of a file as records that are slices of what was read, without a copy or a decoded character. */
public final class LogLines extends SimpleStreamFormat {
    private static final int BLOCK = 64 * 1024;

    public StreamFormat.Reader createReader(Configuration configuration, FSDataInputStream stream) {
        return new Lines(stream);
    }

    public TypeInformation getProducedType() {
        return new GenericTypeInfo(LogRecord.class);
    }

    private static final class Lines implements StreamFormat.Reader {
        private final FSDataInputStream stream;
        private byte[] block = new byte[BLOCK];
        private int begin = 0;
        private int end = 0;

        Lines(FSDataInputStream stream) {
            this.stream = stream;
        }

        /** The next line that is not empty; null at the end. */
        public Object read() throws IOException {
            int searched = begin;
            while (true) {
                for (int i = searched; i < end; i++) {
                    if (block[i] == '\n') {
                        int first = begin;
                        begin = i + 1;
                        if (i > first) {
                            return record(first, i);
                        }
                    }
                }
                searched = end;
                int unread = end - begin;
                if (end == block.length) {
                    // A new block, because records keep the old one.
                    byte[] next = new byte[Math.max(BLOCK, 2 * unread)];
                    System.arraycopy(block, begin, next, 0, unread);
                    block = next;
                    begin = 0;
                    end = unread;
                    searched = end;
                }
                int got = stream.read(block, end, block.length - end);
                if (got < 0) {
                    int first = begin;
                    begin = end;
                    return unread > 0 ? record(first, first + unread) : null;
                }
                end += got;
            }
        }

        public void close() throws IOException {
            stream.close();
        }

        private LogRecord record(int first, int behind) {
            return new LogRecord(block, first, behind - first, LogRecord.NO_PARTITION, -1L, -1L, null);
        }
    }
}
