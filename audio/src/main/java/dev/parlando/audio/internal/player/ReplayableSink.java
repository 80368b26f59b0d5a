package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.audio.sink.AudioSink;

/**
 * A sink whose unplayed samples can be written again. It stores the samples that the device may not have played.
 *
 * <p>Audio frames are counted from the start of a run, as in {@link AudioSink}.
 *
 * <p>Threading: confined to the playback thread.
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

    /** Starts a run. */
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

    /** Starts a run in the format requested before. The sink may now return another format. */
    void reopen() {
        open(requestedFormat);
    }

    /** Returns whether a run is open that was requested in this format. */
    boolean isOpenFor(PcmFormat newFormat) {
        return open && requestedFormat.equals(newFormat);
    }

    boolean isOpen() {
        return open;
    }

    /** Ends a run whose audio is complete and was played. */
    void complete() {
        open = false;
        sink.complete();
    }

    /** Ends the run and discards its unplayed samples. */
    void abandon() {
        if (open) {
            open = false;
            sink.discard();
        }
    }

    int leadAudioFrames() {
        return sink.leadAudioFrames();
    }

    int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    /** Returns the format that the sink accepts. */
    PcmFormat format() {
        return format;
    }

    /** Returns whether the sink plays in real time instead of accepting all audio immediately. */
    boolean isPaced() {
        return sink.bufferAudioFrames() != Integer.MAX_VALUE;
    }

    /** Writes as many audio frames as the sink has room for. Returns the number of audio frames accepted. */
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
        } catch (RuntimeException | Error e) {
            open = false; // Specified by {@code AudioSink}.
            throw e;
        }
    }

    private void record(short[] samples, int offset, int count) {
        int start = (int) (writtenAudioFrames * format.channels() % history.length);
        int untilWrap = Math.min(count, history.length - start);
        System.arraycopy(samples, offset, history, start, untilWrap);
        System.arraycopy(samples, offset + untilWrap, history, 0, count - untilWrap);
    }

    /** Copies audio frames that were written and may be unplayed. */
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

    /** Returns the number of audio frames of the run that were played. */
    long positionAudioFrames() {
        return Math.min(writtenAudioFrames, sink.positionAudioFrames());
    }

    long unplayedAudioFrames() {
        return writtenAudioFrames - positionAudioFrames();
    }

    /** Silences the unplayed samples. They can still be copied. */
    void discard() {
        try {
            sink.discard();
        } catch (RuntimeException | Error e) {
            open = false; // Specified by {@code AudioSink}.
            throw e;
        }
        writtenAudioFrames = positionAudioFrames();
    }

    /**
     * Checks whether the device is still present while written samples are unplayed. Detects a loss even if no further
     * write follows.
     *
     * @throws dev.parlando.error.PlaybackException if the device was lost
     */
    void checkDevice() {
        if (open && isPaced() && unplayedAudioFrames() > 0) {
            writeToSink(NO_SAMPLES, 0, 0);
        }
    }

    /** Returns the duration of {@code audioFrames} audio frames. */
    long durationNanos(long audioFrames) {
        return FrameTime.nanos(audioFrames, format.sampleRateHz());
    }
}
