package dev.parlando.internal.delivery;

import java.util.Arrays;

/**
 * A decoder of one base64 text (RFC 4648, section 4) as it arrives; each byte is available as soon as its bits are.
 *
 * <p>The bytes may overwrite the characters that they are decoded from, since they are never more. As with
 * {@link java.util.Base64#getDecoder()}, padding may be omitted but not wrong, and characters outside the alphabet are
 * not skipped.
 *
 * <p>Threading: confined to one thread. Cost: allocates nothing.
 */
public final class StreamingBase64Decoder {
    private static final byte[] VALUES = values();
    private static final int CHARACTER_BITS = 6;

    private int bits;
    private int bitCount;
    private int padding;
    private boolean invalid;

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int value = 0; value < alphabet.length(); value++) {
            values[alphabet.charAt(value)] = (byte) value;
        }
        return values;
    }

    /** Starts another text. */
    public void reset() {
        bits = 0;
        bitCount = 0;
        padding = 0;
        invalid = false;
    }

    /** Returns the number of characters, from the first, that can be decoded four at a time. */
    public int wholeGroups(byte[] bytes, int from, int to) {
        if (bitCount != 0 || padding != 0) {
            return 0;
        }
        int index = from;
        while (index + 4 <= to
                && (value(bytes[index]) | value(bytes[index + 1]) | value(bytes[index + 2]) | value(bytes[index + 3]))
                        >= 0) {
            index += 4;
        }
        return index - from;
    }

    /** Decodes {@code count} characters, as returned by {@link #wholeGroups}, and returns the next target index. */
    public int decodeGroups(byte[] bytes, int from, int count, int target) {
        int to = target;
        for (int index = from; index < from + count; index += 4) {
            int group = value(bytes[index]) << 18
                    | value(bytes[index + 1]) << 12
                    | value(bytes[index + 2]) << 6
                    | value(bytes[index + 3]);
            bytes[to++] = (byte) (group >> 16);
            bytes[to++] = (byte) (group >> 8);
            bytes[to++] = (byte) group;
        }
        return to;
    }

    /** Decodes one character and returns the next target index. */
    public int decode(int character, byte[] bytes, int target) {
        if (character == '=') {
            padding++;
            return target;
        }
        int value = character < VALUES.length ? VALUES[character] : -1;
        invalid |= value < 0 || padding > 0;
        bits = bits << CHARACTER_BITS | value;
        bitCount += CHARACTER_BITS;
        if (bitCount < Byte.SIZE) {
            return target;
        }
        bitCount -= Byte.SIZE;
        bytes[target] = (byte) (bits >> bitCount);
        return target + 1;
    }

    private static int value(byte character) {
        return VALUES[character & 0xFF];
    }

    /** Returns whether there was an invalid or misplaced character. */
    public boolean isInvalid() {
        return invalid;
    }

    /** Returns whether the text may end here. */
    public boolean isComplete() {
        return !invalid && bitCount != CHARACTER_BITS && (padding == 0 || 2 * padding == bitCount);
    }
}
