package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.audio.sink.AudioSink;

/**
 * A sink whose unplayed samples can be removed. It stores the samples that the device may not have played, since those
 * in front of the removed ones are written again.
 *
 * <p>Audio frames are counted from the start of a run, as in {@link AudioSink}.
 *
 * <p>Threading: confined to the playback thread.
 */
final class ReplayableSink {
    private static final int BLOCK_MILLIS = 20;
    /**
     * The length of the samples to be played at which removed samples behind them are discarded. It is more than a block
     * of 10 to 21.3 ms, by which the position may be late, plus the time to wake up and to flush a line.
     */
    private static final int DISCARD_MILLIS = 40;

    private static final short[] NO_SAMPLES = {};
    private static final long NONE = -1;

    private final AudioSink sink;
    /** Before the first run the lowest format, to which nothing is converted. */
    private PcmFormat requestedFormat = new PcmFormat(1000, 1);

    private PcmFormat format = requestedFormat;
    private boolean open;
    private long writtenAudioFrames;
    private short[] history = new short[0];
    /** The run position of the first removed sample that was not discarded yet, or {@link #NONE}. */
    private long removedFrom = NONE;

    private long removedTo;
    /** The run position up to which samples are written again after a discard. */
    private long rewriteEnd;

    ReplayableSink(AudioSink sink) {
        this.sink = sink;
    }

    /** Starts a run. */
    void open(PcmFormat newFormat) {
        open = false;
        writtenAudioFrames = 0;
        removedFrom = NONE;
        rewriteEnd = 0;
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

    /**
     * Starts a run that can play a format. A device keeps its format if that loses nothing, since opening it again takes
     * tens of milliseconds.
     */
    void openFor(PcmFormat newFormat) {
        open(isLossless(newFormat) && isPaced() ? requestedFormat : newFormat);
    }

    /**
     * Returns whether the open run can play a format, which is converted without loss to that of the sink. A sink that
     * stores audio converts every format, since another run would replace the stored audio.
     */
    boolean isOpenFor(PcmFormat newFormat) {
        return open && (requestedFormat.equals(newFormat) || isLossless(newFormat) || isStoring());
    }

    private boolean isStoring() {
        return writtenAudioFrames > 0 && !isPaced();
    }

    private boolean isLossless(PcmFormat newFormat) {
        return newFormat.sampleRateHz() <= format.sampleRateHz() && newFormat.channels() <= format.channels();
    }

    boolean isOpen() {
        return open;
    }

    /** Ends a run whose audio is complete and was played. */
    void complete() {
        continueRemoval();
        open = false;
        sink.complete();
    }

    /**
     * Ends the run and discards its unplayed samples. If there are none, a device may still hold the last played ones,
     * which a discard would cut.
     */
    void abandon() {
        if (open) {
            open = false;
            if (isRemoving() || unplayedAudioFrames() > 0) {
                sink.discard();
            }
        }
    }

    /** Ends the run because the sink was silenced in favor of another one. */
    void onVoiceStolen() {
        writtenAudioFrames = writtenAudioFrames();
        removedFrom = NONE;
        rewriteEnd = 0;
        open = false;
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

    /**
     * Writes as many audio frames as the sink has room for, or none during a removal. Returns the number of audio frames
     * accepted.
     */
    int write(short[] samples, int offsetSamples, int audioFrames) {
        if (isRemoving()) {
            return 0;
        }
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

    private void copyWritten(long fromAudioFrame, int audioFrames, short[] target) {
        int count = audioFrames * format.channels();
        int start = (int) (fromAudioFrame * format.channels() % history.length);
        int untilWrap = Math.min(count, history.length - start);
        System.arraycopy(history, start, target, 0, untilWrap);
        System.arraycopy(history, 0, target, untilWrap, count - untilWrap);
    }

    /** Returns the number of audio frames of the run that were written and not removed. */
    long writtenAudioFrames() {
        return removedFrom != NONE ? removedFrom : Math.max(writtenAudioFrames, rewriteEnd);
    }

    /** Returns the number of audio frames of the run that were played. */
    long positionAudioFrames() {
        return Math.min(writtenAudioFrames(), sink.positionAudioFrames());
    }

    long unplayedAudioFrames() {
        return writtenAudioFrames() - positionAudioFrames();
    }

    /**
     * Removes the samples of an utterance that are unplayed, and all samples behind them. If one of its samples was
     * played, it is faded out.
     *
     * <p>The position of a device is inexact, so a discard may cut or repeat a block of the samples in front. Therefore
     * samples are discarded only when the last 40 ms in front of them are playing, since speech usually ends in silence.
     *
     * @param from the run position of the first sample of the utterance
     * @param to the run position at which the utterance ends
     * @return the number of audio frames of the run that were played or will be played before the removed ones
     */
    long remove(long from, long to) {
        removedFrom = from;
        removedTo = to;
        return isDiscardDue() ? discardRemoved() : from;
    }

    /** Returns whether samples are to be discarded or written again, so that no others can be written. */
    boolean isRemoving() {
        return removedFrom != NONE || writtenAudioFrames < rewriteEnd;
    }

    /** Returns the time until {@link #continueRemoval} is due. */
    long nanosUntilRemoval() {
        return removedFrom == NONE ? 0 : durationNanos(Math.max(0, audioFramesUntilDiscard()));
    }

    private long audioFramesUntilDiscard() {
        return removedFrom - positionAudioFrames() - format.audioFrames(DISCARD_MILLIS) - leadAudioFrames();
    }

    private boolean isDiscardDue() {
        return removedFrom != NONE && audioFramesUntilDiscard() <= 0;
    }

    /** Discards removed samples if that is due, and writes those again for which there was no room before. */
    void continueRemoval() {
        if (isDiscardDue()) {
            discardRemoved();
        } else if (writtenAudioFrames < rewriteEnd) {
            rewrite();
        }
    }

    /** Discards the unplayed samples, and writes those again that were not removed. Returns the position. */
    private long discardRemoved() {
        long from = removedFrom;
        removedFrom = NONE;
        rewriteEnd = 0;
        discard();
        long position = writtenAudioFrames;
        rewriteEnd = from;
        if (position > from) {
            rewriteEnd = Math.min(removedTo, position + format.audioFrames(Fade.MILLIS));
            fadeOutHistory();
        }
        rewrite();
        return position;
    }

    private void fadeOutHistory() {
        short[] samples = copyUntilRewriteEnd();
        Fade.fadeOut(samples, 0, samples.length, format.channels());
        record(samples, 0, samples.length);
    }

    private void rewrite() {
        short[] samples = copyUntilRewriteEnd();
        writtenAudioFrames += writeToSink(samples, 0, samples.length / format.channels());
    }

    private short[] copyUntilRewriteEnd() {
        int audioFrames = (int) Math.max(0, rewriteEnd - writtenAudioFrames);
        short[] samples = new short[audioFrames * format.channels()];
        copyWritten(writtenAudioFrames, audioFrames, samples);
        return samples;
    }

    private void discard() {
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

    /**
     * Copies the samples that were played last, of at most a block of 20 ms.
     *
     * @return the number of samples copied, which is less at the start of a run
     */
    int copyLastPlayed(int audioFrames, short[] target) {
        long position = positionAudioFrames();
        long oldest = Math.max(0, writtenAudioFrames - history.length / format.channels());
        int count = (int) Math.max(0, position - Math.max(oldest, position - audioFrames));
        copyWritten(position - count, count, target);
        return count * format.channels();
    }

    /** Returns the duration of {@code audioFrames} audio frames. */
    long durationNanos(long audioFrames) {
        return FrameTime.nanos(audioFrames, format.sampleRateHz());
    }
}
