package andamio.stream;

import java.io.IOException;

import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Integers in as few bytes as they need, seven bits a byte, small negative ones as short as positive ones. */
final class Varints {
    private Varints() {}

    static void write(long value, DataOutputSerializer out) throws IOException {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0L) {
            out.writeByte((int) (rest & 0x7fL | 0x80L));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInputDeserializer in) throws IOException {
        long read = 0L;
        int shift = 0;
        int next = 0x80;
        while ((next & 0x80) != 0) {
            next = in.readByte();
            read |= (next & 0x7fL) << shift;
            shift += 7;
        }
        return read >>> 1 ^ -(read & 1L);
    }
}
