package dev.parlando.offline.synthesis;

/** Is the next part of an answer. The array is not to be changed. */
public final class Piece {
    public static final Piece NONE_YET = new Piece(new byte[0], 0);

    private final byte[] bytes;
    private final double untilSeconds;

    /**
     * Describes a part.
     *
     * @param bytes to be sent; may be none while an encoder looks ahead
     * @param untilSeconds how much of the sound, from its beginning, is in all that has been handed out by now
     */
    public Piece(byte[] bytes, double untilSeconds) {
        this.bytes = bytes;
        this.untilSeconds = untilSeconds;
    }

    public byte[] bytes() {
        return bytes;
    }

    public double untilSeconds() {
        return untilSeconds;
    }
}
