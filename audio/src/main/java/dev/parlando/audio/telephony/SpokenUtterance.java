package dev.parlando.audio.telephony;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.internal.words.WordSchedule;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.LazyStage;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@link LegUtterance}.
 *
 * <p>Threading: any thread may stop it. The pace thread counts packets and writes the state, until the first thread that
 * finishes it.
 */
final class SpokenUtterance implements LegUtterance, LegItem, SpeechFeed.Listener {
    /** The services of a leg that its utterances share. */
    interface Leg {
        /** Called when an utterance was stopped. */
        void onStopped();

        /** Wakes the pace thread if new audio can be sent ahead of the clock. */
        void onAudio();

        /** Returns whether a clear came after the generation. */
        boolean isCleared(int generation);

        /** Called when an utterance has ended and its counters are final. */
        void onUtteranceEnded(SpokenUtterance utterance, @Nullable ParlandoException error);
    }

    private final UtteranceText text;
    private final CallOptions options;
    private final LegSettings settings;
    private final Leg leg;
    private final int generation;
    private final Executor background;
    private final SpeechFeed feed;
    private final WordSchedule words;
    private final TimelineRecorder timeline = new TimelineRecorder(System::nanoTime);
    private final CompletableFuture<PlaybackResult> completion = new CompletableFuture<>();
    private final LazyStage<PlaybackResult> dispatchedCompletion;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicLong heardPackets = new AtomicLong();
    /** Owned by the pace thread, as the next two fields. */
    private long sentPackets;

    private long confirmationDeadlineNanos;
    /** Whether the current gap was caused by late audio. */
    private boolean late;

    private volatile boolean stopped;
    private volatile int gaps;
    private volatile PlaybackState state = PlaybackState.QUEUED;
    private volatile @Nullable SpeechStream stream;

    SpokenUtterance(
            UtteranceText text,
            CallOptions options,
            LegSettings settings,
            int generation,
            Leg leg,
            PacketClock.Resources resources,
            Executor background) {
        this.text = text;
        this.settings = settings;
        this.generation = generation;
        this.leg = leg;
        this.background = background;
        this.options = options.withTimeline(timeline);
        this.words = new WordSchedule(text);
        this.feed = LegFormats.feedFor(text.request().outputFormat(), settings, resources, this);
        Executor executor = options.executor();
        this.dispatchedCompletion =
                new LazyStage<>(completion, executor == null ? Runnable::run : new CallbackExecutor(executor));
    }

    /** Requests the audio on the first call. Later calls have no effect. */
    void request(SpeechSource source) {
        if (!requested.compareAndSet(false, true) || !isActive()) {
            return;
        }
        try {
            SpeechStream started = text.stream(source, feed, options);
            stream = started;
            // Checked after the stream was set: either this check or the thread that stops the utterance cancels it.
            if (!isActive() || finished.get()) {
                started.cancel();
            }
        } catch (Throwable thrown) {
            feed.onError(UnexpectedFailure.toException(thrown));
        }
    }

    boolean isRequested() {
        return requested.get();
    }

    SpeechFeed feed() {
        return feed;
    }

    @Override
    public int generation() {
        return generation;
    }

    /** Returns whether the audio is still wanted. */
    @Override
    public boolean isActive() {
        return !stopped && !leg.isCleared(generation);
    }

    @Override
    public void stop() {
        stopped = true;
        cancelStream();
        leg.onStopped();
    }

    /** Cancels the stream, if there is one, and a live text. */
    void cancelStream() {
        SpeechStream started = stream;
        if (started != null) {
            started.cancel();
        }
        text.cancel();
    }

    /**
     * Called on the pace thread when the next packet of the leg belongs to this utterance and is not complete. Returns
     * whether speech has begun and is late. A gap that begins while the writer of a live text pauses is not late.
     */
    boolean onWaiting() {
        if (state == PlaybackState.PLAYING) {
            late = !words.isWriterPausing();
        }
        enter(sentPackets == 0 ? PlaybackState.WAITING : PlaybackState.STARVED);
        feed.resumeIfHeld(stream);
        return late;
    }

    /** Called on the pace thread after a packet was sent. */
    void onSent(boolean heard) {
        sentPackets++;
        if (sentPackets == 1) {
            timeline.mark(TimelineEvent.FIRST_PLAYED);
        }
        if (heard) {
            onHeard(sentPackets, false);
        }
        enter(PlaybackState.PLAYING);
        feed.resumeIfHeld(stream);
    }

    private void enter(PlaybackState next) {
        if (state != next && !finished.get()) {
            state = next;
        }
    }

    long sentPackets() {
        return sentPackets;
    }

    /** Sets the time after which the utterance ends without a confirmation. Called on the pace thread. */
    void awaitConfirmation(long deadlineNanos) {
        confirmationDeadlineNanos = deadlineNanos;
    }

    /** Returns whether the utterance waits for no confirmation any more. Called on the pace thread. */
    boolean needsNoConfirmation(long nowNanos) {
        return finished.get() || !isActive() || nowNanos - confirmationDeadlineNanos > 0;
    }

    /** Counts a gap, on the pace thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the pace thread writes
    void countGap() {
        gaps++;
    }

    /** Called when the first {@code packets} packets were heard, and whether no more follow. */
    void onHeard(long packets, boolean all) {
        if (heardPackets.getAndAccumulate(packets, Math::max) == 0) {
            timeline.mark(TimelineEvent.FIRST_HEARD);
        }
        if (all) {
            finish(null, true);
        }
    }

    /**
     * Ends the utterance. Only the first call has an effect.
     *
     * @param error the failure, or null
     * @param heardAll whether all speech was heard
     * @return whether this call has ended the utterance
     */
    boolean finish(@Nullable ParlandoException error, boolean heardAll) {
        if (!finished.compareAndSet(false, true)) {
            return false;
        }
        if (heardAll) {
            words.finish(positionMillis());
        }
        if (error != null || !isActive()) {
            cancelStream();
        }
        state = error == null ? PlaybackState.ENDED : PlaybackState.FAILED;
        timeline.mark(TimelineEvent.END);
        leg.onUtteranceEnded(this, error);
        PlaybackEnd how = heardAll || isActive() ? PlaybackEnd.COMPLETED : PlaybackEnd.STOPPED;
        background.execute(() -> complete(error, how));
        return true;
    }

    private void complete(@Nullable ParlandoException error, PlaybackEnd how) {
        if (error != null) {
            completion.completeExceptionally(error);
            return;
        }
        completion.complete(new PlaybackResult(
                feed.result(), new PcmFormat(settings.format().sampleRateHz(), 1), positionSamples(), gaps, 0, how));
    }

    private long positionSamples() {
        return Math.min(heardPackets.get() * settings.packetSamples(), feed.totalSamples());
    }

    @Override
    public PlaybackState state() {
        return state;
    }

    @Override
    public CompletionStage<PlaybackResult> completion() {
        return dispatchedCompletion.get();
    }

    @Override
    public PlaybackResult join() {
        return CallerWait.join(completion);
    }

    @Override
    public @Nullable SpeechStream stream() {
        return stream;
    }

    @Override
    public TimelineRecorder timeline() {
        return timeline;
    }

    @Override
    public double positionMillis() {
        return positionSamples() * 1000.0 / settings.format().sampleRateHz();
    }

    @Override
    public List<TimedWord> words() {
        return words.words();
    }

    @Override
    public String playedText() {
        return words.textUntil(positionMillis());
    }

    @Override
    public LiveTextReport textReport() {
        return words.report(positionMillis());
    }

    @Override
    public int gaps() {
        return gaps;
    }

    @Override
    public boolean mayBeSilent() {
        return text.mayBeSilent();
    }

    @Override
    public void onAudio() {
        leg.onAudio();
    }

    @Override
    public void onTiming(SpeechTiming timing, double receivedMillis) {
        words.add(timing, receivedMillis);
    }

    @Override
    public void onSpeechStart(double millis) {
        words.setStart(millis);
    }

    @Override
    public void onInputEnded(double receivedMillis) {
        words.complete(receivedMillis);
    }

    @Override
    public void onCancelled() {
        if (!finished.get()) {
            stop();
        }
    }
}
