package dev.parlando.internal.delivery;

import java.util.Arrays;

/**
 * Decodes one base64 text (RFC 4648, section 4) while it arrives; each byte is there as soon as its bits are.
 *
 * <p>The bytes may be written over the characters that they come from: there are never more of them. As with
 * {@link java.util.Base64#getDecoder()}, padding may be left out but not be wrong, and nothing outside the alphabet is
 * passed over.
 *
 * <p>Threading: confined to one thread. Cost: allocates nothing.
 */
final class StreamingBase64Decoder {
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

    /** Begins another text. */
    void reset() {
        bits = 0;
        bitCount = 0;
        padding = 0;
        invalid = false;
    }

    /** Returns how many of the characters can be decoded four at a time, beginning with the first. */
    int wholeGroups(byte[] bytes, int from, int to) {
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

    /** Decodes that many {@linkplain #wholeGroups characters}, and returns where the target goes on. */
    int decodeGroups(byte[] bytes, int from, int count, int target) {
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

    /** Decodes one character, and returns where the target goes on. */
    int decode(int character, byte[] bytes, int target) {
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

    /** Returns whether there was a character that can be in no such text, or not there. */
    boolean isInvalid() {
        return invalid;
    }

    /** Returns whether the text may end here. */
    boolean isComplete() {
        return !invalid && bitCount != CHARACTER_BITS && (padding == 0 || 2 * padding == bitCount);
    }
}
