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
final class ReplayableSink {
    private static final int BLOCK_MILLIS = 20;
    private static final short[] NO_SAMPLES = {};

    private final AudioSink sink;
    private PcmFormat requestedFormat = new PcmFormat(1, 1);
    private PcmFormat format = requestedFormat;
    private boolean open;
    private long writtenAudioFrames;
    private short[] history = new short[0];

    ReplayableSink(AudioSink sink) {
        this.sink = sink;
    }

    /** Begins a run. */
    void open(PcmFormat newFormat) {
        open = false;
        writtenAudioFrames = 0;
        requestedFormat = newFormat;
        format = sink.open(newFormat);
        open = true;
        if (isPaced()) {
            int samples = (sink.bufferAudioFrames() + format.audioFrames(BLOCK_MILLIS)) * format.channels();
            history = history.length == samples ? history : new short[samples];
        }
    }

    /** Begins a run for what was wanted before, which the sink may take in another format now. */
    void reopen() {
        open(requestedFormat);
    }

    /** Returns whether a run is under way that takes what is wanted so. */
    boolean isOpenFor(PcmFormat newFormat) {
        return open && requestedFormat.equals(newFormat);
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
        int accepted = writeToSink(samples, offsetSamples / channels, audioFrames);
        if (isPaced()) {
            record(samples, offsetSamples, accepted * channels);
        }
        writtenAudioFrames += accepted;
        return accepted;
    }

    private int writeToSink(short[] samples, int offsetAudioFrames, int audioFrames) {
        try {
            return sink.write(samples, offsetAudioFrames, audioFrames);
        } catch (RuntimeException e) {
            open = false; // So says the sink's contract.
            throw e;
        }
    }

    private void record(short[] samples, int offset, int count) {
        int start = (int) (writtenAudioFrames * format.channels() % history.length);
        int untilWrap = Math.min(count, history.length - start);
        System.arraycopy(samples, offset, history, start, untilWrap);
        System.arraycopy(samples, offset + untilWrap, history, 0, count - untilWrap);
    }

    /** Copies audio frames that were written and may not have been played. */
    void copyWritten(long fromAudioFrame, int audioFrames, short[] target) {
        int count = audioFrames * format.channels();
        int start = (int) (fromAudioFrame * format.channels() % history.length);
        int untilWrap = Math.min(count, history.length - start);
        System.arraycopy(history, start, target, 0, untilWrap);
        System.arraycopy(history, 0, target, untilWrap, count - untilWrap);
    }

    long writtenAudioFrames() {
        return writtenAudioFrames;
    }

    /** Returns how far the run has been heard. */
    long positionAudioFrames() {
        return Math.min(writtenAudioFrames, sink.positionAudioFrames());
    }

    long unplayedAudioFrames() {
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
    void checkDevice() {
        if (open && isPaced() && unplayedAudioFrames() > 0) {
            writeToSink(NO_SAMPLES, 0, 0);
        }
    }

    /** Returns for how long that many audio frames play. */
    long durationNanos(long audioFrames) {
        return audioFrames * TimeUnit.SECONDS.toNanos(1) / format.sampleRateHz();
    }
}
