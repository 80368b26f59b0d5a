package dev.parlando.examples.offline;

/** Is the next part of an answer. The array is not to be changed. */
final class Piece {
    static final Piece NONE_YET = new Piece(new byte[0], 0);

    private final byte[] bytes;
    private final double untilSeconds;

    /**
     * Describes a part.
     *
     * @param bytes to be sent; may be none while an encoder looks ahead
     * @param untilSeconds how much of the sound, from its beginning, is in all that has been handed out by now
     */
    Piece(byte[] bytes, double untilSeconds) {
        this.bytes = bytes;
        this.untilSeconds = untilSeconds;
    }

    byte[] bytes() {
        return bytes;
    }

    double untilSeconds() {
        return untilSeconds;
    }
}
