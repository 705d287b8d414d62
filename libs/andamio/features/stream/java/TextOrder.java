package andamio.stream;

/** The order of texts by code point, which is that of Python and of UTF-8 bytes, and not the one of Java's chars. */
final class TextOrder {
    private TextOrder() {}

    static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // Halves of code points above U+FFFF are in the middle of the chars, and belong at their end.
                boolean half = Character.isSurrogate(a);
                return half == Character.isSurrogate(b) ? a - b : (half ? 1 : -1);
            }
        }
        return one.length() - other.length();
    }
}
