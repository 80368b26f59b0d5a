package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.audio.internal.queue.SampleRing;
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
    private final PcmFormat minFormat;
    /** The format requested last. That of a device only grows, so that the device is rarely opened again. */
    private PcmFormat requestedFormat;

    private PcmFormat format = LosslessFormat.LOWEST;
    private boolean open;
    /** Whether the sink plays in real time, which is unknown before the first run. */
    private boolean paced;
    /** The number of audio frames of the run that the sink has accepted and not discarded. */
    private long writtenAudioFrames;
    /** The last samples of the run, by their run position. After a discard they extend to those to be written again. */
    private SampleRing history = new SampleRing(LosslessFormat.LOWEST, 0);
    /** The run position of the first removed sample that was not discarded yet, or {@link #NONE}. */
    private long removedFrom = NONE;

    private long removedTo;

    /**
     * Creates a sink without a run.
     *
     * @param minFormat the lowest format to request
     */
    ReplayableSink(AudioSink sink, PcmFormat minFormat) {
        this.sink = sink;
        this.minFormat = minFormat;
        requestedFormat = minFormat;
    }

    /** Starts a run. */
    void open(PcmFormat newFormat) {
        open = false;
        writtenAudioFrames = 0;
        removedFrom = NONE;
        history.truncateAt(0);
        format = sink.open(newFormat);
        requestedFormat = newFormat;
        open = true;
        paced = sink.bufferAudioFrames() != Integer.MAX_VALUE;
        if (paced) {
            int audioFrames = sink.bufferAudioFrames() + format.audioFrames(BLOCK_MILLIS);
            history = history.isFor(format, audioFrames) ? history : new SampleRing(format, audioFrames);
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
        open(LosslessFormat.forBoth(paced ? requestedFormat : minFormat, newFormat));
    }

    /**
     * Returns whether another run would not play a format with less loss. A sink that stores audio converts every
     * format, since another run would replace the stored audio.
     */
    boolean isOpenFor(PcmFormat newFormat) {
        return open
                && (LosslessFormat.fits(newFormat, requestedFormat)
                        || LosslessFormat.fits(newFormat, format)
                        || isStoring());
    }

    private boolean isStoring() {
        return writtenAudioFrames > 0 && !paced;
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
        history.truncateAt(writtenAudioFrames);
        open = false;
    }

    int leadAudioFrames() {
        return sink.leadAudioFrames();
    }

    int stepAudioFrames() {
        return sink.stepAudioFrames();
    }

    int bufferAudioFrames() {
        return sink.bufferAudioFrames();
    }

    /** Returns the time until a write is useful, although the buffer has free space. */
    long nanosUntilRoom() {
        return sink.nanosUntilRoom();
    }

    /** Returns the format that the sink accepts. */
    PcmFormat format() {
        return format;
    }

    /** Returns whether the sink plays in real time instead of accepting all audio immediately. */
    boolean isPaced() {
        return paced;
    }

    /**
     * Writes as many audio frames as the sink has room for, or none during a removal. Returns the number of audio frames
     * accepted.
     */
    int write(short[] samples, int offsetSamples, int audioFrames) {
        if (isRemoving()) {
            return 0;
        }
        int offsetAudioFrames = offsetSamples / format.channels();
        int accepted = writeToSink(samples, offsetAudioFrames, audioFrames);
        if (paced) {
            history.dropBefore(history.end() + accepted - history.capacity());
            history.append(samples, offsetAudioFrames, accepted);
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

    /** Returns the number of audio frames of the run that were written and not removed. */
    long writtenAudioFrames() {
        return removedFrom != NONE ? removedFrom : Math.max(writtenAudioFrames, history.end());
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
        return removedFrom != NONE || writtenAudioFrames < history.end();
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
        if (!open) {
            return;
        }
        if (isDiscardDue()) {
            discardRemoved();
        } else if (writtenAudioFrames < history.end()) {
            rewrite();
        }
    }

    /** Discards the unplayed samples, and writes those again that were not removed. Returns the position. */
    private long discardRemoved() {
        long from = removedFrom;
        removedFrom = NONE;
        discard();
        long position = writtenAudioFrames;
        boolean cut = position > from;
        history.truncateAt(cut ? Math.min(removedTo, position + format.audioFrames(Fade.MILLIS)) : from);
        if (cut) {
            fadeOutHistory();
        }
        rewrite();
        return position;
    }

    private void fadeOutHistory() {
        short[] samples = copyUnwritten();
        Fade.fadeOut(samples, 0, samples.length, format.channels());
        history.truncateAt(writtenAudioFrames);
        history.append(samples, 0, samples.length / format.channels());
    }

    private void rewrite() {
        short[] samples = copyUnwritten();
        writtenAudioFrames += writeToSink(samples, 0, samples.length / format.channels());
    }

    private short[] copyUnwritten() {
        int audioFrames = (int) Math.max(0, history.end() - writtenAudioFrames);
        short[] samples = new short[audioFrames * format.channels()];
        history.copy(writtenAudioFrames, samples, audioFrames);
        return samples;
    }

    private void discard() {
        try {
            sink.discard();
        } catch (RuntimeException | Error e) {
            open = false; // Specified by {@code AudioSink}.
            throw e;
        }
        writtenAudioFrames = Math.min(writtenAudioFrames, sink.positionAudioFrames());
    }

    /**
     * Checks whether the device is still present while written samples are unplayed. Detects a loss even if no further
     * write follows.
     *
     * @throws dev.parlando.error.PlaybackException if the device was lost
     */
    void checkDevice() {
        if (open && paced && unplayedAudioFrames() > 0) {
            writeToSink(NO_SAMPLES, 0, 0);
        }
    }

    /**
     * Copies the samples that were played last, of at most a block of 20 ms.
     *
     * @return the number of samples copied, which is less at the start of a run
     */
    int copyLastPlayed(int audioFrames, short[] target) {
        long position = Math.min(positionAudioFrames(), history.end());
        long from = Math.max(history.start(), position - audioFrames);
        int count = position > from ? history.copy(from, target, (int) (position - from)) : 0;
        return count * format.channels();
    }

    /** Returns the duration of {@code audioFrames} audio frames. */
    long durationNanos(long audioFrames) {
        return FrameTime.nanos(audioFrames, format.sampleRateHz());
    }
}
