package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.error.ParlandoException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An utterance that is being played. It converts decoded audio into samples for the sink and tracks which of them were
 * played.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation per block.
 */
final class PlayingUtterance {
    private static final long NOT_IN_RUN = -1;
    /**
     * The length of audio after which the position of a line has certainly moved. Lines update their position in steps
     * of 20 ms.
     */
    private static final int POSITION_STEP_MILLIS = 25;

    private final Utterance utterance;
    private final ReplayableSink sink;
    private final SampleProcessor.Settings settings;
    private final FirstHeard firstHeard;
    private final SampleDeque samples = new SampleDeque();
    private final short[] decoded = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private @Nullable SampleProcessor processor;

    /** The run position of the first sample written since the last interruption, or {@link #NOT_IN_RUN}. */
    private long runStart = NOT_IN_RUN;
    /** The number of audio frames written from that position on. */
    private long writtenAudioFrames;
    /** The number of audio frames played before that interruption. */
    private long playedBefore;

    /** The run position at which the last fade-out tail ends. */
    private long fadeTailEnd;

    /** Whether the audio was faded out for lack of data. */
    private boolean fadedOut;

    private boolean inputEnded;
    private @Nullable ParlandoException decodeFailure;

    PlayingUtterance(Utterance utterance, ReplayableSink sink, SampleProcessor.Settings settings) {
        this.utterance = utterance;
        this.sink = sink;
        this.settings = settings;
        firstHeard = new FirstHeard(utterance.timeline(), sink);
    }

    Utterance utterance() {
        return utterance;
    }

    PlaybackState state() {
        return utterance.state();
    }

    void transition(PlaybackTrigger trigger) {
        utterance.transition(trigger);
    }

    /** Prepares decoded audio until {@code audioFrames} audio frames are pending or no more is available. */
    void fill(int audioFrames) {
        while (!inputEnded && pendingAudioFrames() < audioFrames) {
            int count = readDecoded();
            if (count == 0) {
                return;
            }
            if (count == PcmFeed.END_OF_STREAM) {
                inputEnded = true;
                if (processor != null) {
                    processor.finish(samples);
                }
            } else {
                process(count);
            }
        }
    }

    /** Returns whether audio was prepared, in the format that the sink had then. */
    boolean isPrepared() {
        return processor != null;
    }

    /** Returns whether audio can be prepared. If not, the filter is being computed, after which another step follows. */
    boolean isFilterReady() {
        return isPrepared() || prepareFilter(sink.format());
    }

    private boolean prepareFilter(PcmFormat target) {
        return settings.filters().prepare(utterance.feed().format().sampleRateHz(), target.sampleRateHz());
    }

    /** Returns whether {@link #changeSinkFormat} can be called. If not, filters are being computed. */
    boolean prepareChange(PcmFormat before, PcmFormat after) {
        boolean pendingReady = settings.filters().prepare(before.sampleRateHz(), after.sampleRateHz());
        return prepareFilter(after) && pendingReady;
    }

    private int readDecoded() {
        try {
            return utterance.feed().read(decoded, decoded.length);
        } catch (ParlandoException e) {
            decodeFailure = e;
            return PcmFeed.END_OF_STREAM;
        }
    }

    private void process(int count) {
        SampleProcessor current = processor;
        if (current == null) {
            PcmFeed feed = utterance.feed();
            current = new SampleProcessor(feed.format(), sink.format(), settings, feed.leadInAudioFrames());
            processor = current;
        }
        current.process(decoded, count, samples);
        utterance.progress().setTrimmed(current.trimmedMillis(), current.leadInMillis());
    }

    /** Writes up to {@code audioFrames} audio frames to the sink. Returns the number of audio frames accepted. */
    int write(int audioFrames) {
        SampleProcessor current = Objects.requireNonNull(processor);
        current.changeGain(utterance.takeGainChange(), !isInRun());
        current.updatePlayerGain(isSilent());
        int accepted = current.passUnchanged(audioFrames)
                ? sink.write(samples.array(), samples.pendingStart(), audioFrames)
                : writeWithGain(current, audioFrames);
        current.rewindGain(audioFrames - accepted);
        if (accepted > 0) {
            if (runStart == NOT_IN_RUN) {
                runStart = sink.writtenAudioFrames() - accepted;
            }
            writtenAudioFrames += accepted;
            samples.markWritten(accepted * sink.format().channels());
            if (!sink.isPaced()) {
                samples.releaseWritten(0);
            }
        }
        return accepted;
    }

    private int writeWithGain(SampleProcessor current, int audioFrames) {
        int count = audioFrames * sink.format().channels();
        return sink.write(current.applyGain(samples.array(), samples.pendingStart(), count), 0, audioFrames);
    }

    /** Returns whether nothing is playing before the next samples. */
    private boolean isSilent() {
        return sink.isPaced() ? sink.unplayedAudioFrames() == 0 : !isInRun();
    }

    int pendingAudioFrames() {
        return samples.pendingCount() / sink.format().channels();
    }

    /** Returns whether all audio of the utterance was written. */
    boolean isFullyWritten() {
        return inputEnded && samples.pendingCount() == 0;
    }

    /** Returns whether all audio of the utterance was prepared. */
    boolean isInputEnded() {
        return inputEnded;
    }

    /** Returns the run position of the first sample, if the utterance is {@linkplain #isInRun() in the run}. */
    long startAudioFrame() {
        return runStart;
    }

    /** Returns the run position at which the audio written so far ends. */
    long endAudioFrame() {
        return runStart == NOT_IN_RUN ? 0 : runStart + writtenAudioFrames;
    }

    /** Returns whether audio was written since the last interruption. */
    boolean isInRun() {
        return runStart != NOT_IN_RUN;
    }

    /**
     * Marks the time at which the first sample was heard.
     *
     * @param immediate whether to mark the time immediately instead of waiting for a movement of the position
     */
    void markFirstHeard(long position, boolean immediate) {
        firstHeard.mark(playedAudioFrames(position), immediate);
    }

    long playedAudioFrames(long position) {
        return playedBefore
                + (runStart == NOT_IN_RUN ? 0 : Math.max(0, Math.min(writtenAudioFrames, position - runStart)));
    }

    /** Records the audio played up to a run position, and releases its samples. */
    void updatePosition(long position) {
        samples.releaseWritten(unplayedSamples(position - sink.format().audioFrames(POSITION_STEP_MILLIS)));
        SampleProcessor current = processor;
        if (current != null) {
            utterance.progress().updatePlayed(current.sourceAudioFrames(playedAudioFrames(position)));
        }
    }

    /** Records the end of the utterance. If nothing cut it short, all of its audio was played. */
    void markPlayedCompletely() {
        if (utterance.isActive() && failure() == null) {
            utterance.progress().markPlayedCompletely();
        }
    }

    /**
     * Returns the time until the next word starts playing, or {@link PlaybackLoop#FOREVER} if its audio was not written yet.
     */
    long nanosUntilWord(long position) {
        double millis = utterance.progress().millisUntilWord();
        long leftAudioFrames = endAudioFrame() - Math.max(runStart, position);
        if (runStart == NOT_IN_RUN
                || millis > leftAudioFrames * 1000.0 / sink.format().sampleRateHz()) {
            return PlaybackLoop.FOREVER;
        }
        return sink.durationNanos(Math.max(0, runStart - position)) + (long) (millis * 1e6);
    }

    /**
     * Returns the time until the last sample was played, or {@link PlaybackLoop#FOREVER} if it was not written yet or
     * the utterance is suspended.
     */
    long nanosUntilEnd(long position) {
        boolean ends = isInRun() && isFullyWritten() && !state().isSuspended();
        return ends ? sink.durationNanos(Math.max(0, endAudioFrame() - position)) : PlaybackLoop.FOREVER;
    }

    /** Reclaims the samples that were written and, because the run was cut off at {@code position}, not played. */
    void reclaimUnplayed(long position) {
        if (runStart == NOT_IN_RUN) {
            return;
        }
        markFirstHeard(position, true);
        int reclaimed = samples.reclaimWritten(unplayedSamples(position))
                / sink.format().channels();
        if (processor != null) {
            processor.rewindGain(reclaimed);
        }
        playedBefore += writtenAudioFrames - reclaimed;
        runStart = NOT_IN_RUN;
        writtenAudioFrames = 0;
    }

    /** Returns the number of samples written behind a run position. */
    private int unplayedSamples(long position) {
        long audioFrames = Math.min(writtenAudioFrames, Math.max(0, endAudioFrame() - position));
        return (int) audioFrames * sink.format().channels();
    }

    /** Returns whether the audio was faded out for lack of data and has not resumed. */
    boolean isFadedOut() {
        return fadedOut;
    }

    /** Starts the pending samples after silence, with a fade-in unless they are the first ones. */
    void startAfterSilence() {
        Objects.requireNonNull(processor).changeGain(utterance.takeGainChange(), true);
        if (isInRun() || playedBefore > 0) {
            fadeIn();
        }
    }

    /** Fades in the pending samples. */
    void fadeIn() {
        fadedOut = false;
        Fade.fadeIn(
                samples.array(),
                samples.pendingStart(),
                Math.min(Fade.sampleCount(sink.format()), samples.pendingCount()),
                sink.format().channels());
    }

    /** Fades out the pending samples, which are no longer than a fade. */
    void fadeOut() {
        fadedOut = true;
        Fade.fadeOut(
                samples.array(),
                samples.pendingStart(),
                samples.pendingCount(),
                sink.format().channels());
    }

    /** Sets the run position at which the fade-out tail ends. */
    void fadeTailEnds(long position) {
        fadeTailEnd = position;
    }

    /** Returns whether the fade-out tail was played. */
    boolean isFadeTailPlayed(long position) {
        return position >= fadeTailEnd;
    }

    /** Drops the fade-out tail, which was lost together with the device. */
    void dropFadeTail() {
        fadeTailEnd = 0;
    }

    /** Drops all remaining audio. */
    void discardInput() {
        samples.clear();
        inputEnded = true;
    }

    /** Returns the error of the stream or the decoder, or {@code null} if neither failed. */
    @Nullable
    ParlandoException failure() {
        return decodeFailure != null ? decodeFailure : utterance.feed().error();
    }

    /** Converts the pending audio for a sink whose format has changed. */
    void changeSinkFormat(PcmFormat before, PcmFormat after) {
        FormatConverter converter =
                new FormatConverter(before, after, settings.filters().cache());
        int count = samples.pendingCount();
        short[] converted = new short[converter.maxOutputSamples(count)];
        int convertedCount = converter.convert(samples.copyFirst(count), count, converted);
        samples.clear();
        samples.addLast(converted, convertedCount);
        samples.addLast(converted, converter.finish(converted));
        playedBefore = FrameTime.atRate(playedBefore, before.sampleRateHz(), after.sampleRateHz());
        if (processor != null) {
            processor.setTargetFormat(after);
        }
    }
}
