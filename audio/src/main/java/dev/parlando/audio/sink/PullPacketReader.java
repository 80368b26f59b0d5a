package dev.parlando.audio.sink;

/**
 * Takes packets of one length from a {@link PullSink}, for those who send sound in packets: 960 audio frames are 20 ms at 48 kHz,
 * as WebRTC and Discord want them.
 *
 * <p>To be asked once for each packet that could be sent, such as every 20 ms. A packet is whole, but for the last one of what
 * is said: that ends in silence. Less than a packet is left for the next time if some of it has come since the last time,
 * since the rest of it is likely to be on its way.
 *
 * <p>Threading: confined to the thread that reads. Waits for nothing and allocates nothing.
 */
public final class PullPacketReader {
    private final PullSink sink;
    private final int audioFrames;
    private long lastArrivedAudioFrames;
    private int lastDiscardCount;

    PullPacketReader(PullSink sink, int audioFrames) {
        this.sink = sink;
        this.audioFrames = audioFrames;
    }

    /** Returns how many audio frames a packet has. */
    public int audioFrames() {
        return audioFrames;
    }

    /**
     * Takes the next packet.
     *
     * @param target receives 16-bit samples, interleaved by channel
     * @param offset the index of the first one
     * @return whether there is one; false if there is nothing to send, not even silence
     */
    public boolean read(short[] target, int offset) {
        return isReady() && sink.readPadded(target, offset, audioFrames) > 0;
    }

    private boolean isReady() {
        int available = sink.availableAudioFrames();
        boolean growing = sink.arrivedAudioFrames() != lastArrivedAudioFrames;
        // What is written after a discard is the end of what was cut off, and short.
        boolean cutOff = sink.discardCount() != lastDiscardCount;
        lastArrivedAudioFrames = sink.arrivedAudioFrames();
        lastDiscardCount = sink.discardCount();
        return available >= audioFrames || (available > 0 && (cutOff || !growing));
    }
}
