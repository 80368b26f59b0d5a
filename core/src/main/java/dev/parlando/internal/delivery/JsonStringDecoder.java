package dev.parlando.internal.delivery;

/**
 * A decoder of one JSON string (RFC 8259, section 7), byte by byte, starting after its opening quotation mark.
 *
 * <p>Threading: confined to one thread. Cost: allocates nothing.
 */
public final class JsonStringDecoder {
    /** The byte belongs to an incomplete escape. */
    public static final int MORE = -1;
    /** The byte was the closing quotation mark. */
    public static final int END = -2;
    /** The byte is invalid in a string, or at this position. */
    public static final int INVALID = -3;

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;

    private boolean escape;
    private int digitsLeft;
    private int code;

    /** Starts another string. */
    public void reset() {
        escape = false;
        digitsLeft = 0;
    }

    /**
     * Returns whether no escape is pending. The next byte then stands for itself, unless it starts an escape or ends
     * the string.
     */
    public boolean isPlain() {
        return !escape && digitsLeft == 0;
    }

    /**
     * Processes a byte. Returns an unescaped byte as it is (a part of UTF-8), the character of a complete escape, or
     * one of the constants.
     */
    public int next(byte value) {
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
