package dev.parlando.offline.synthesis;

/** A part of a response body. The array must not be modified. */
public final class BodyChunk {
    public static final BodyChunk PENDING = new BodyChunk(new byte[0], 0);

    private final byte[] bytes;
    private final double endSeconds;

    /**
     * Creates a part.
     *
     * @param bytes the bytes to send; may be empty while an encoder looks ahead
     * @param endSeconds the audio position, in seconds from the start, at the end of this part
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
