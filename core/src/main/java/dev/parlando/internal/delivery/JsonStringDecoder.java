package dev.parlando.internal.delivery;

/**
 * Reads one JSON string (RFC 8259, section 7) byte by byte, from the one after its opening quotation mark.
 *
 * <p>Threading: confined to one thread. Cost: allocates nothing.
 */
final class JsonStringDecoder {
    /** The byte belongs to an escape that goes on. */
    static final int MORE = -1;
    /** The byte was the closing quotation mark. */
    static final int END = -2;
    /** The byte cannot be in a string, or not there. */
    static final int INVALID = -3;

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;

    private boolean escape;
    private int digitsLeft;
    private int code;

    /** Begins another string. */
    void reset() {
        escape = false;
        digitsLeft = 0;
    }

    /** Returns whether the next byte stands for itself unless it is one of those that begin or end something. */
    boolean isPlain() {
        return !escape && digitsLeft == 0;
    }

    /** Takes a byte; what is no escape is handed on as it is, as part of UTF-8 or as one of the constants. */
    int next(byte value) {
        if (digitsLeft > 0) {
            return digit(value);
        }
        if (escape) {
            return escaped(value);
        }
        if (value == '\\') {
            escape = true;
            return MORE;
        }
        if (value == '"') {
            return END;
        }
        return value >= 0 && value < ' ' ? INVALID : value & 0xFF;
    }

    private int escaped(byte value) {
        escape = false;
        if (value == 'u') {
            digitsLeft = HEX_DIGITS;
            code = 0;
            return MORE;
        }
        int index = ESCAPES.indexOf(value);
        return index < 0 ? INVALID : ESCAPED.charAt(index);
    }

    private int digit(byte value) {
        int digit = value < 0 ? -1 : Character.digit((char) value, 16);
        if (digit < 0) {
            return INVALID;
        }
        code = code << 4 | digit;
        return --digitsLeft == 0 ? code : MORE;
    }
}
