package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.error.ParlandoException;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * Is one utterance on stage: turns what was decoded into samples for the sink, and knows which of them were heard.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated per block.
 */
final class PlayingUtterance {
    private static final long NOT_IN_RUN = -1;
    private static final short[] NO_SAMPLES = {};
    /** After that much sound a line has moved: they do in steps of 20 ms. */
    private static final int POSITION_STEP_MILLIS = 25;
    /** How much is made ready at once: little, since a change of loudness applies to what comes after. */
    private static final int READ_MILLIS = 10;

    private final Utterance utterance;
    private final ReplayableSink sink;
    private final ShapingSettings settings;
    private final SampleDeque pending = new SampleDeque();
    private final short[] decoded = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private @Nullable SampleProcessor processor;

    /** Where in the run the first sample lies that was written since the last interruption; or {@link #NOT_IN_RUN}. */
    private long runStart = NOT_IN_RUN;
    /** How many audio frames were written from there on. */
    private long writtenAudioFrames;
    /** How many were heard before. */
    private long playedBefore;

    /** Where in the run the fade ends that was written when it was silenced. */
    private long fadeTailEnd;
    /** What was taken back of that fade, to be written again. */
    private short[] reclaimedFadeTail = NO_SAMPLES;

    /** Whether its sound was faded out for want of more. */
    private boolean fadedOut;

    private boolean firstHeardMarked;
    private boolean inputEnded;
    private @Nullable ParlandoException decodeFailure;

    PlayingUtterance(Utterance utterance, ReplayableSink sink, ShapingSettings settings) {
        this.utterance = utterance;
        this.sink = sink;
        this.settings = settings;
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

    /** Makes ready what was decoded, until there are that many audio frames or no more can be had now. */
    void fill(int audioFrames) {
        while (!inputEnded && pendingAudioFrames() < audioFrames) {
            int samples = readDecoded();
            if (samples == 0) {
                return;
            }
            if (samples == PcmFeed.END_OF_STREAM) {
                inputEnded = true;
                if (processor != null) {
                    processor.finish(pending);
                }
            } else {
                process(samples);
            }
        }
    }

    private int readDecoded() {
        try {
            PcmFormat format = utterance.feed().format();
            int maxSamples = format.audioFrames(READ_MILLIS) * format.channels();
            return utterance.feed().read(decoded, Math.min(decoded.length, maxSamples));
        } catch (ParlandoException e) {
            decodeFailure = e;
            return PcmFeed.END_OF_STREAM;
        }
    }

    private void process(int samples) {
        SampleProcessor current = processor;
        if (current == null) {
            PcmFeed feed = utterance.feed();
            current = new SampleProcessor(feed.format(), sink.format(), settings, feed.leadInAudioFrames());
            processor = current;
        }
        current.applyGainChange(utterance.takeGainChange());
        current.process(decoded, samples, pending);
        utterance.setTrimmed(current.trimmedMillis(), current.leadInMillis());
    }

    /** Writes up to that many audio frames to the sink, and returns how many it took. */
    int write(int audioFrames) {
        int accepted = sink.write(pending.array(), pending.start(), audioFrames);
        if (accepted > 0) {
            if (runStart == NOT_IN_RUN) {
                runStart = sink.writtenAudioFrames() - accepted;
            }
            writtenAudioFrames += accepted;
            pending.removeFirst(accepted * sink.format().channels());
        }
        return accepted;
    }

    int pendingAudioFrames() {
        return pending.size() / sink.format().channels();
    }

    /** Returns whether all of it was written. */
    boolean isFullyWritten() {
        return inputEnded && pending.size() == 0;
    }

    /** Returns whether all that will ever be there was made ready. */
    boolean isInputEnded() {
        return inputEnded;
    }

    /** Returns where in the run it ends so far. */
    long endAudioFrame() {
        return runStart == NOT_IN_RUN ? 0 : runStart + writtenAudioFrames;
    }

    /** Returns whether some of it was written and nothing has interrupted it since. */
    boolean isInRun() {
        return runStart != NOT_IN_RUN;
    }

    /** Returns whether any of it was written. */
    boolean hasStarted() {
        return runStart != NOT_IN_RUN || playedBefore > 0;
    }

    /**
     * Marks when the first sample was heard, a while after: a line tells its position exactly only once it has moved.
     *
     * @param immediate whether there is no more time to wait for that
     */
    void markFirstHeard(long position, boolean immediate) {
        long played = playedAudioFrames(position);
        if (played > 0
                && !firstHeardMarked
                && (immediate || played >= sink.format().audioFrames(POSITION_STEP_MILLIS))) {
            firstHeardMarked = true;
            Timeline timeline = utterance.timeline();
            long playedNanos = timeline.elapsedNanos() - sink.durationNanos(played);
            // A sink that takes all at once has heard more than there was time for.
            long firstPlayedNanos = timeline.nanos(TimelineEvent.FIRST_PLAYED).orElse(playedNanos);
            timeline.mark(TimelineEvent.FIRST_HEARD, Math.max(firstPlayedNanos, playedNanos));
        }
    }

    long playedAudioFrames(long position) {
        return playedBefore
                + (runStart == NOT_IN_RUN ? 0 : Math.max(0, Math.min(writtenAudioFrames, position - runStart)));
    }

    /** Notes what was heard up to a position of the run. */
    void updatePosition(long position) {
        SampleProcessor current = processor;
        if (current != null) {
            utterance.updatePlayed(current.sourceAudioFrames(playedAudioFrames(position)));
        }
    }

    /** Notes that it is over: if nothing cut it short, all of it was heard. */
    void markPlayedCompletely() {
        if (utterance.isActive() && failure() == null) {
            utterance.markPlayedCompletely();
        }
    }

    /** Returns how long it is until the next word is heard; for ever if that was not written yet. */
    long nanosUntilWord(long position) {
        double millis = utterance.millisUntilWord();
        long leftAudioFrames = endAudioFrame() - Math.max(runStart, position);
        if (runStart == NOT_IN_RUN
                || millis > leftAudioFrames * 1000.0 / sink.format().sampleRateHz()) {
            return PlaybackLoop.FOREVER;
        }
        return sink.durationNanos(Math.max(0, runStart - position)) + (long) (millis * 1e6);
    }

    /**
     * Takes back what was written and, as the run was cut off at a position, not heard.
     *
     * @return whether it was being heard there
     */
    boolean reclaimUnplayed(long position) {
        reclaimFadeTail(position);
        if (runStart == NOT_IN_RUN) {
            return false;
        }
        markFirstHeard(position, true);
        long unplayedStart = Math.max(runStart, position);
        int unplayed = (int) Math.max(0, runStart + writtenAudioFrames - unplayedStart);
        short[] samples = new short[unplayed * sink.format().channels()];
        sink.copyWritten(unplayedStart, unplayed, samples);
        boolean wasPlaying = unplayed > 0 && position > runStart;
        playedBefore = playedAudioFrames(position);
        pending.addFirst(samples, samples.length);
        runStart = NOT_IN_RUN;
        writtenAudioFrames = 0;
        return wasPlaying;
    }

    private void reclaimFadeTail(long position) {
        if (fadeTailEnd > position) {
            int unplayed = (int) (fadeTailEnd - position);
            reclaimedFadeTail = new short[unplayed * sink.format().channels()];
            sink.copyWritten(position, unplayed, reclaimedFadeTail);
            fadeTailEnd = position;
        }
    }

    /** Writes again what was taken back of the fade with which it was silenced. */
    void rewriteFadeTail() {
        if (reclaimedFadeTail.length > 0) {
            writeFadeTail(reclaimedFadeTail);
            reclaimedFadeTail = NO_SAMPLES;
        }
    }

    /** Returns whether its sound was faded out for want of more, and has not come back. */
    boolean isFadedOut() {
        return fadedOut;
    }

    /** Fades in what is to be written next. */
    void fadeIn() {
        fadedOut = false;
        Fade.fadeIn(
                pending.array(),
                pending.start(),
                fadeSampleCount(),
                sink.format().channels());
    }

    /** Fades out what is left, up to the length of a fade, and drops the rest. */
    void fadeOut() {
        fadedOut = true;
        int count = fadeSampleCount();
        short[] tail = pending.copyFirst(count);
        pending.clear();
        pending.addLast(tail, count);
        Fade.fadeOut(pending.array(), pending.start(), count, sink.format().channels());
    }

    private int fadeSampleCount() {
        return Math.min(Fade.sampleCount(sink.format()), pending.size());
    }

    /** Writes a faded copy of what is to be written next, so that the sound ends softly. */
    void writeFadeTail() {
        PcmFormat format = sink.format();
        short[] tail = pending.copyFirst(fadeSampleCount());
        Fade.fadeOut(tail, 0, tail.length, format.channels());
        writeFadeTail(tail);
    }

    private void writeFadeTail(short[] tail) {
        sink.write(tail, 0, tail.length / sink.format().channels());
        fadeTailEnd = sink.writtenAudioFrames();
    }

    /** Returns whether what was written when it was silenced has been heard, or was taken back too. */
    boolean isFadeTailPlayed(long position) {
        return position >= fadeTailEnd;
    }

    /** Forgets what was written when it was silenced, since it was lost. */
    void dropFadeTail() {
        reclaimedFadeTail = NO_SAMPLES;
        fadeTailEnd = 0;
    }

    /** Drops what is left of it. */
    void discardInput() {
        pending.clear();
        inputEnded = true;
    }

    /** Returns what its stream or its decoder failed with, if one did. */
    @Nullable
    ParlandoException failure() {
        return decodeFailure != null ? decodeFailure : utterance.feed().error();
    }

    /** Goes on for a sink that takes another format than before. */
    void changeSinkFormat(PcmFormat before, PcmFormat after) {
        FormatConverter converter = new FormatConverter(before, after, settings.filterCache());
        int count = pending.size();
        short[] converted = new short[converter.maxOutputSamples(count)];
        int samples = converter.convert(pending.copyFirst(count), count, converted);
        pending.clear();
        pending.addLast(converted, samples);
        samples = converter.finish(converted);
        pending.addLast(converted, samples);
        playedBefore = playedBefore * after.sampleRateHz() / before.sampleRateHz();
        if (processor != null) {
            processor.setTargetFormat(after);
        }
    }
}
