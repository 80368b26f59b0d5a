package dev.parlando.audio.sink;

import java.util.Arrays;
import java.util.Objects;

/**
 * A reader of fixed-length packets from a {@link PullSink}, for transports that send audio in packets. For example,
 * WebRTC and Discord use 960 audio frames, which are 20 ms at 48 kHz.
 *
 * <p>Call {@link #read} once for each packet that can be sent, such as every 20 ms. All packets are full except the
 * last one of an utterance, which is padded with silence. An incomplete packet is held back if samples have arrived
 * since the previous call, because the rest is likely to follow.
 *
 * <p>Threading: confined to the reading thread. Never blocks and never allocates.
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

    /** Returns the number of audio frames in a packet. */
    public int audioFrames() {
        return audioFrames;
    }

    /**
     * Reads the next packet.
     *
     * @param target receives 16-bit samples, interleaved by channel
     * @param offset the index of the first sample
     * @return whether a packet was read; false if there is nothing to send, not even silence
     */
    public boolean read(short[] target, int offset) {
        Objects.requireNonNull(target, "target");
        return isReady() && sink.readPadded(target, offset, audioFrames) > 0;
    }

    /**
     * Reads the next packet, or a packet of silence if there is none, for a host that ends a sound when its source has no
     * samples.
     *
     * @param target receives 16-bit samples, interleaved by channel
     * @param offset the index of the first sample
     * @return whether a packet was read; false if the sink was closed, which is the end of the sound
     */
    public boolean readPadded(short[] target, int offset) {
        if (read(target, offset)) {
            return true;
        }
        if (sink.isClosed()) {
            return false;
        }
        Arrays.fill(target, offset, offset + audioFrames * sink.format().channels(), (short) 0);
        return true;
    }

    private boolean isReady() {
        int available = sink.availableAudioFrames();
        boolean growing = sink.arrivedAudioFrames() != lastArrivedAudioFrames;
        // Samples written after a discard are the short end of a cut-off utterance.
        boolean cutOff = sink.discardCount() != lastDiscardCount;
        lastArrivedAudioFrames = sink.arrivedAudioFrames();
        lastDiscardCount = sink.discardCount();
        return available >= audioFrames || (available > 0 && (cutOff || !growing));
    }
}
