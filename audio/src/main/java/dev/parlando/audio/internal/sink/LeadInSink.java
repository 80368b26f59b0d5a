package dev.parlando.audio.internal.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;

/**
 * A sink on a device that sleeps while nothing plays and loses the start of the next samples, such as one behind HDMI or
 * Bluetooth. Silence wakes it: the lead-in, which is written before the first samples after an idle time. Positions do not
 * count the lead-in.
 *
 * <p>Threading: as for {@link AudioSink}. Cost: no allocation per call.
 */
public final class LeadInSink extends ForwardingSink {
    /** The idle time after which a device may sleep. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int BLOCK_MILLIS = 20;

    private final int leadInMillis;
    private PcmFormat format = new PcmFormat(1000, 1);
    private short[] silence = new short[0];
    /** Positions of the device, which count silence: the end of the written samples, and start and end of the last lead-in. */
    private long writtenAudioFrames;

    private long leadInStart;
    private long leadInEnd;
    /** The number of audio frames of all lead-ins of the run, up to {@link #leadInEnd}. */
    private long leadInAudioFrames;
    /** The number of audio frames of the lead-in that are still to be written. */
    private int missingAudioFrames;
    /** The time at which the device has played all written samples. */
    private long playedOutNanos;

    private boolean used;

    /** Creates a sink that writes a lead-in of {@code leadInMillis}. */
    public LeadInSink(AudioSink sink, int leadInMillis) {
        super(sink);
        this.leadInMillis = leadInMillis;
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        format = super.open(wanted);
        silence = new short[format.audioFrames(BLOCK_MILLIS) * format.channels()];
        writtenAudioFrames = 0;
        leadInStart = 0;
        leadInEnd = 0;
        leadInAudioFrames = 0;
        missingAudioFrames = 0;
        return format;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        if (audioFrames > 0 && missingAudioFrames == 0 && isIdle()) {
            missingAudioFrames = format.audioFrames(leadInMillis);
            leadInStart = writtenAudioFrames;
            leadInEnd = writtenAudioFrames;
        }
        return audioFrames == 0 || writeLeadIn() ? writeToDevice(samples, offsetAudioFrames, audioFrames) : 0;
    }

    private boolean isIdle() {
        return !used || clock().nanoTime() - playedOutNanos >= IDLE_NANOS;
    }

    /** Writes silence while the device has room. Returns whether the lead-in is complete. */
    private boolean writeLeadIn() {
        int accepted = 1;
        while (missingAudioFrames > 0 && accepted > 0) {
            accepted = writeToDevice(silence, 0, Math.min(missingAudioFrames, silence.length / format.channels()));
            missingAudioFrames -= accepted;
            leadInAudioFrames += accepted;
            leadInEnd += accepted;
        }
        return missingAudioFrames == 0;
    }

    /**
     * Returns the time until the device has room for the rest of the lead-in and a block, or is half empty and needs more of
     * the lead-in.
     */
    @Override
    public long nanosUntilRoom() {
        long position = super.positionAudioFrames();
        if (missingAudioFrames == 0 && position >= leadInEnd) {
            return super.nanosUntilRoom();
        }
        int buffer = super.bufferAudioFrames();
        int wanted = missingAudioFrames + format.audioFrames(BLOCK_MILLIS);
        long untilRoom = writtenAudioFrames - position - Math.max(buffer / 2, buffer - wanted);
        return FrameTime.nanos(Math.max(0, untilRoom), format.sampleRateHz());
    }

    private int writeToDevice(short[] samples, int offsetAudioFrames, int audioFrames) {
        int accepted;
        try {
            accepted = super.write(samples, offsetAudioFrames, audioFrames);
        } catch (PlaybackException e) {
            used = false; // The device that replaces this one may sleep.
            throw e;
        }
        writtenAudioFrames += accepted;
        if (accepted > 0) {
            used = true;
            long unplayed = writtenAudioFrames - super.positionAudioFrames();
            playedOutNanos = clock().nanoTime() + FrameTime.nanos(unplayed, format.sampleRateHz());
        }
        return accepted;
    }

    /** Discards the unplayed samples. A lead-in among them is completed before the next samples. */
    @Override
    public void discard() {
        super.discard();
        writtenAudioFrames = super.positionAudioFrames();
        int unplayed = (int) Math.max(0, leadInEnd - Math.max(leadInStart, writtenAudioFrames));
        missingAudioFrames += unplayed;
        leadInAudioFrames -= unplayed;
        leadInEnd -= unplayed;
        playedOutNanos = clock().nanoTime();
    }

    @Override
    public long positionAudioFrames() {
        long position = super.positionAudioFrames();
        long lastLeadIn = leadInEnd - leadInStart;
        long duringLeadIn = Math.max(0, Math.min(lastLeadIn, position - leadInStart));
        return position - (leadInAudioFrames - lastLeadIn) - duringLeadIn;
    }
}
