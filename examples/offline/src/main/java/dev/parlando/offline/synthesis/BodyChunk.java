package dev.parlando.offline.synthesis;

/** Is the next part of an answer. The array is not to be changed. */
public final class BodyChunk {
    public static final BodyChunk PENDING = new BodyChunk(new byte[0], 0);

    private final byte[] bytes;
    private final double endSeconds;

    /**
     * Describes a part.
     *
     * @param bytes to be sent; may be none while an encoder looks ahead
     * @param endSeconds how much of the sound, from its beginning, is in all that has been handed out by now
     */
    public BodyChunk(byte[] bytes, double endSeconds) {
        this.bytes = bytes;
        this.endSeconds = endSeconds;
    }

    public byte[] bytes() {
        return bytes;
    }

    public double endSeconds() {
        return endSeconds;
    }
}
