package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.internal.words.WordSchedule;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@link Playback}. It stores the latest command of the user and the state, requests the audio,
 * and completes the result.
 *
 * <p>Threading: commands are accepted from any thread. The state is written by the playback thread only. If an utterance
 * is never played, the thread that withdraws it from the queue writes it.
 */
public final class Utterance implements Playback {
    private final UtteranceText text;
    private final CallOptions options;
    private final UtterancePlayer player;
    private final PcmFeed feed;
    private final TimelineRecorder timeline;
    private final WordSchedule wordSchedule;
    private final PlaybackProgress progress;
    private final PlaybackCompletion completion;
    private final AtomicReference<PlaybackCommand> command = new AtomicReference<>(PlaybackCommand.PLAY);
    private final AtomicReference<@Nullable GainChange> gainChange = new AtomicReference<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();

    private final UtteranceStream stream = new UtteranceStream();
    private final StartDeadline startDeadline = new StartDeadline();

    private volatile PlaybackState state = PlaybackState.QUEUED;

    public Utterance(UtteranceText text, CallOptions options, AudioDecoder decoder, UtterancePlayer player) {
        this.text = text;
        this.player = player;
        this.feed = new PcmFeed(decoder, new FeedListener());
        this.timeline = new TimelineRecorder(System::nanoTime, event -> player.onTimelineEvent(this, event));
        this.options = options.withTimeline(timeline);
        this.completion = new PlaybackCompletion(options.executor());
        this.wordSchedule = new WordSchedule(text);
        this.progress = new PlaybackProgress(feed, wordSchedule, word -> player.onWord(this, word));
    }

    SpeechStream streamFrom(SpeechSource source) {
        return text.stream(source, feed, options);
    }

    PcmFeed feed() {
        return feed;
    }

    PlaybackProgress progress() {
        return progress;
    }

    boolean isRequested() {
        return requested.get();
    }

    /** Requests the audio on the first call. Later calls have no effect. */
    void request() {
        if (requested.compareAndSet(false, true) && isActive()) {
            stream.set(player.request(this));
            // Checked after the stream was set. Either this check detects the end, or the thread that ends the
            // utterance reads the stream.
            if (!isActive() || finished.get()) {
                stream.cancel();
            }
            player.wake();
        }
    }

    /** Returns whether the audio is still wanted. */
    boolean isActive() {
        return !command.get().isStop();
    }

    @Override
    public PlaybackState state() {
        return state;
    }

    @Override
    public void stop() {
        endWith(PlaybackCommand.STOP);
    }

    @Override
    public void pause() {
        setCommand(PlaybackCommand.PAUSE);
    }

    @Override
    public void hold(Duration atMost) {
        setCommand(PlaybackCommand.hold(atMost, player.nanoTime()));
    }

    @Override
    public void resume() {
        setCommand(PlaybackCommand.PLAY);
    }

    private void setCommand(PlaybackCommand next) {
        if (replaceCommand(next)) {
            player.wake();
        }
    }

    /** Applies {@link PlaybackCommand#then} to the command in effect. Returns whether that was not a stop. */
    private boolean replaceCommand(PlaybackCommand next) {
        PlaybackCommand before = command.getAndUpdate(current -> current.then(next));
        return !before.isStop();
    }

    /** Ends the utterance early. The first reason applies. */
    void endWith(PlaybackCommand newCommand) {
        if (!replaceCommand(newCommand)) {
            return;
        }
        cancelInput();
        if (player.removeWaiting(this)) {
            transition(newCommand.reason() == null ? PlaybackTrigger.STOP : PlaybackTrigger.FAIL);
            finish(null);
        }
        player.wake();
    }

    private void cancelInput() {
        stream.cancel();
        text.cancel();
    }

    @Override
    public void fadeTo(double gain, Duration time) {
        gainChange.set(new GainChange(gain, time));
        player.wake();
    }

    /** Consumes and returns the latest gain change, or {@code null} if there is none. */
    @Nullable
    GainChange takeGainChange() {
        return gainChange.getPlain() == null ? null : gainChange.getAndSet(null);
    }

    @Override
    public void dropIfLate(Duration limit) {
        startDeadline.set(limit, player.nanoTime());
        player.wake();
    }

    /**
     * Returns the time until the utterance is late, which is negative if it is late, or {@link PlaybackLoop#FOREVER} if it
     * cannot be late.
     */
    long nanosUntilLate(SinkClock clock) {
        boolean unheard = isActive() && progress.playedAudioFrames() == 0;
        return unheard ? startDeadline.remainingNanos(clock) : PlaybackLoop.FOREVER;
    }

    PlaybackCommand command() {
        return command.get();
    }

    /** Returns a future that completes when the utterance has ended. */
    CompletableFuture<PlaybackResult> ended() {
        return completion.future();
    }

    /** Resumes after an expired hold, unless the user has given another command in the meantime. */
    void endHold(PlaybackCommand holdCommand) {
        command.compareAndSet(holdCommand, PlaybackCommand.PLAY);
    }

    /** Resumes a held stream once half of its queue is empty. */
    void resumeIfHeld() {
        if (feed.isHeld() && feed.isHalfEmpty()) {
            ParlandoException failure = stream.resume();
            if (failure != null) {
                endWith(PlaybackCommand.fail(failure));
            }
        }
    }

    /** Applies an event to the state, and reports a change. */
    void transition(PlaybackTrigger trigger) {
        PlaybackState before = state;
        PlaybackState after = trigger.applyTo(before);
        if (after != before) {
            state = after;
            player.onStateChanged(this, before, after);
        }
    }

    /**
     * Ends the utterance and completes the result. Only the first call has an effect, and a stop takes precedence over
     * a failure.
     */
    void finish(@Nullable ParlandoException failure) {
        // Read before the stream is cancelled, since the feed reports that cancellation as a stop.
        PlaybackCommand current = command.get();
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        ParlandoException error = current.isStop() ? current.reason() : failure;
        transition(error == null ? PlaybackTrigger.COMPLETED : PlaybackTrigger.FAIL);
        if (failure != null) {
            cancelInput();
        }
        timeline.mark(TimelineEvent.END);
        player.onEnd(this);
        completion.complete(error, () -> result(current.end()));
    }

    private PlaybackResult result(PlaybackEnd end) {
        return new PlaybackResult(
                feed.result(), feed.format(), positionAudioFrames(), underruns(), trimmedMillis(), end);
    }

    @Override
    public CompletionStage<PlaybackResult> completion() {
        return completion.stage();
    }

    @Override
    public PlaybackResult join() {
        return CallerWait.join(completion.future());
    }

    @Override
    public @Nullable SpeechStream stream() {
        return stream.get();
    }

    @Override
    public TimelineRecorder timeline() {
        return timeline;
    }

    @Override
    public long positionAudioFrames() {
        return progress.playedAudioFrames();
    }

    @Override
    public double positionMillis() {
        return progress.positionMillis();
    }

    @Override
    public List<TimedWord> words() {
        return wordSchedule.words();
    }

    @Override
    public String playedText() {
        return wordSchedule.textUntil(positionMillis());
    }

    @Override
    public LiveTextReport textReport() {
        return wordSchedule.report(positionMillis());
    }

    @Override
    public int underruns() {
        return progress.underruns();
    }

    @Override
    public double trimmedMillis() {
        return progress.trimmedMillis();
    }

    /** The listener of the feed, called on the ring thread. */
    private final class FeedListener implements PcmFeed.Listener {
        @Override
        public boolean isActive() {
            return Utterance.this.isActive();
        }

        @Override
        public boolean mayBeSilent() {
            return text.mayBeSilent();
        }

        @Override
        public void onFirstPcm() {
            timeline.mark(TimelineEvent.FIRST_PCM);
        }

        @Override
        public void onDataAvailable() {
            player.wake();
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            wordSchedule.add(timing, feed.decodedSpeechMillis());
            player.wake();
        }

        @Override
        public void onInputEnded() {
            wordSchedule.complete(feed.decodedSpeechMillis());
        }

        @Override
        public void onCancelled() {
            if (!finished.get()) {
                stop();
            }
        }
    }
}
