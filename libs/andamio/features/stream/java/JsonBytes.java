package andamio.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON as UTF-8 bytes, appended to a buffer that grows. */
final class JsonBytes {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private static final byte[] SMALLEST = encoded("-9223372036854775808");

    private byte[] bytes = new byte[128 * 1024];
    private int size = 0;
    private final byte[] digits = new byte[20];

    /** What `all` takes, to be kept. */
    static byte[] encoded(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    int size() {
        return size;
    }

    /** What was appended since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    /** Append again what begins and ends there. */
    void again(int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, bytes, size, to - from);
        size += to - from;
    }

    void raw(int ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    void all(byte[] encoded) {
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    void number(long value) {
        reserve(20);
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                all(SMALLEST);
                return;
            }
            bytes[size++] = '-';
            value = -value;
        }
        int at = 20;
        do {
            long rest = value / 10L;
            digits[--at] = (byte) ('0' + (int) (value - rest * 10L));
            value = rest;
        } while (value != 0L);
        System.arraycopy(digits, at, bytes, size, 20 - at);
        size += 20 - at;
    }

    /** A number that is not negative, with zeros before it. */
    void padded(long value, int width) {
        reserve(width);
        for (int at = size + width - 1; at >= size; at--) {
            long rest = value / 10L;
            bytes[at] = (byte) ('0' + (int) (value - rest * 10L));
            value = rest;
        }
        size += width;
    }

    /** 16 digits. */
    void hex(long value) {
        reserve(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(int) (value >>> shift) & 15];
        }
    }

    /** The inside of a JSON string. */
    void text(String text) {
        int length = text.length();
        reserve(6 * length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f) {
                if (c == '"' || c == '\\') {
                    bytes[size++] = '\\';
                }
                bytes[size++] = (byte) c;
            } else if (c < 0x80 || Character.isSurrogate(c)) {
                // A half of a pair as an escape: it need not have the other half.
                bytes[size++] = '\\';
                bytes[size++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[size++] = HEX[(c >>> shift) & 15];
                }
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else {
                bytes[size++] = (byte) (0xe0 | c >> 12);
                bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            }
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
