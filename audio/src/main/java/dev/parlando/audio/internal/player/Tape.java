package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import java.util.concurrent.TimeUnit;

/**
 * Writes to the sink and remembers what the sink may not have played, so that it can be written again.
 *
 * <p>Audio frames are counted as {@link AudioSink} does, from the start of a run.
 *
 * <p>Threading: confined to the play thread.
 */
final class Tape {
    private static final int BLOCK_MILLIS = 20;
    private static final short[] NOTHING = {};

    private final AudioSink sink;
    private PcmFormat wanted = new PcmFormat(1, 1);
    private PcmFormat format = wanted;
    private boolean open;
    private long writtenAudioFrames;
    private short[] ring = new short[0];

    Tape(AudioSink sink) {
        this.sink = sink;
    }

    /** Begins a run. */
    void open(PcmFormat newlyWanted) {
        open = false;
        writtenAudioFrames = 0;
        wanted = newlyWanted;
        format = sink.open(newlyWanted);
        open = true;
        if (isPaced()) {
            int samples = (sink.bufferAudioFrames() + format.audioFrames(BLOCK_MILLIS)) * format.channels();
            ring = ring.length == samples ? ring : new short[samples];
        }
    }

    /** Begins a run for what was wanted before, which the sink may take in another format now. */
    void reopen() {
        open(wanted);
    }

    /** Returns whether a run is under way that takes what is wanted so. */
    boolean isOpenFor(PcmFormat newlyWanted) {
        return open && wanted.equals(newlyWanted);
    }

    boolean isOpen() {
        return open;
    }

    /** Ends a run of which all was heard and is whole. */
    void complete() {
        open = false;
        sink.complete();
    }

    /** Ends the run as it is: what was not heard will not be. */
    void abandon() {
        if (open) {
            open = false;
            sink.discard();
        }
    }

    String sinkName() {
        return sink.name();
    }

    int leadAudioFrames() {
        return sink.leadAudioFrames();
    }

    int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    /** Returns what the sink takes. */
    PcmFormat format() {
        return format;
    }

    /** Returns whether the sink plays as time goes by, rather than taking all at once. */
    boolean isPaced() {
        return sink.bufferAudioFrames() != Integer.MAX_VALUE;
    }

    /** Writes what the sink has room for and returns how many audio frames that was. */
    int write(short[] samples, int offsetSamples, int audioFrames) {
        int channels = format.channels();
        int taken = writeToSink(samples, offsetSamples / channels, audioFrames);
        if (isPaced()) {
            remember(samples, offsetSamples, taken * channels);
        }
        writtenAudioFrames += taken;
        return taken;
    }

    private int writeToSink(short[] samples, int offsetAudioFrames, int audioFrames) {
        try {
            return sink.write(samples, offsetAudioFrames, audioFrames);
        } catch (RuntimeException e) {
            open = false; // So says the sink's contract.
            throw e;
        }
    }

    private void remember(short[] samples, int offset, int count) {
        int start = (int) (writtenAudioFrames * format.channels() % ring.length);
        int untilWrap = Math.min(count, ring.length - start);
        System.arraycopy(samples, offset, ring, start, untilWrap);
        System.arraycopy(samples, offset + untilWrap, ring, 0, count - untilWrap);
    }

    /** Copies audio frames that were written and may not have been played. */
    void copy(long fromAudioFrame, int audioFrames, short[] target) {
        int count = audioFrames * format.channels();
        int start = (int) (fromAudioFrame * format.channels() % ring.length);
        int untilWrap = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, target, 0, untilWrap);
        System.arraycopy(ring, 0, target, untilWrap, count - untilWrap);
    }

    long writtenAudioFrames() {
        return writtenAudioFrames;
    }

    /** Returns how far the run has been heard. */
    long positionAudioFrames() {
        return Math.min(writtenAudioFrames, sink.positionAudioFrames());
    }

    long unheardAudioFrames() {
        return writtenAudioFrames - positionAudioFrames();
    }

    /** Silences what was not heard; what was written can still be copied. */
    void discard() {
        try {
            sink.discard();
        } catch (RuntimeException e) {
            open = false; // So says the sink's contract.
            throw e;
        }
        writtenAudioFrames = positionAudioFrames();
    }

    /**
     * Asks whether the sink still plays, when all was written and none of it may ever be heard.
     *
     * @throws dev.parlando.error.PlaybackException if the device was lost
     */
    void check() {
        if (open && isPaced() && unheardAudioFrames() > 0) {
            writeToSink(NOTHING, 0, 0);
        }
    }

    /** Returns for how long that many audio frames play. */
    long nanos(long audioFrames) {
        return audioFrames * TimeUnit.SECONDS.toNanos(1) / format.sampleRateHz();
    }
}
