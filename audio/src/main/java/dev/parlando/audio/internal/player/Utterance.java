package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.internal.gain.GainLimits;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Is the handle on one utterance: keeps what its user wants of it, and what has become of it.
 *
 * <p>Threading: any thread may wish. State and figures are written by the play thread alone or, if the utterance never has
 * its turn, by the thread that takes it out of the line-up.
 */
public final class Utterance implements Playback, PcmFeed.Listener {
    /** So long that nobody waits for it, and clocks do not overflow. */
    private static final long MAX_HOLD_NANOS = Long.MAX_VALUE / 2;

    /** Is what all utterances of a player have in common. */
    interface Player {
        /** Asks for the audio of an utterance. */
        SpeechStream request(Utterance utterance);

        /** Takes an utterance out, if it still waits for its turn. */
        boolean removeWaiting(Utterance utterance);

        /** Makes the play thread look at what has changed. */
        void wake();

        /** Returns the time by which the sink plays. */
        long nanoTime();

        /** Is told of a new state. */
        void onStateChanged(Utterance utterance, PlaybackState from, PlaybackState to);

        /** Is told of a moment. */
        void onTimelineEvent(Utterance utterance, TimelineEvent event);

        /** Is told that a word begins to be heard. */
        void onWord(Utterance utterance, TimedWord word);

        /** Is told that an utterance is over, whose figures are final. */
        void onEnd(Utterance utterance);
    }

    /** Says how loud it is to become, and how soon. */
    record GainChange(double gain, Duration duration) {}

    private final SpeechRequest request;
    private final Player player;
    private final PcmFeed feed;
    private final Timeline timeline;
    private final WordSchedule wordSchedule = new WordSchedule();
    private final CompletableFuture<PlaybackResult> completion = new CompletableFuture<>();
    private final AtomicReference<PlaybackCommand> command = new AtomicReference<>(PlaybackCommand.PLAY);
    private final AtomicReference<@Nullable GainChange> gainChange = new AtomicReference<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();

    private volatile @Nullable SpeechStream stream;
    private volatile PlaybackState state = PlaybackState.QUEUED;
    private volatile long playedAudioFrames;
    private volatile double trimmedMillis;
    private volatile int underruns;

    public Utterance(SpeechRequest request, AudioDecoder decoder, Player player) {
        this.request = request;
        this.player = player;
        this.feed = new PcmFeed(decoder, this);
        this.timeline = new Timeline(System::nanoTime, event -> player.onTimelineEvent(this, event));
    }

    SpeechRequest speechRequest() {
        return request;
    }

    PcmFeed feed() {
        return feed;
    }

    boolean isRequested() {
        return requested.get();
    }

    /** Asks for the audio, the first time that this is called. */
    void request() {
        if (requested.compareAndSet(false, true) && isActive()) {
            SpeechStream startedStream = player.request(this);
            stream = startedStream;
            // Looked at after the stream was set: either this sees that it is over, or what ends it sees the stream.
            if (!isActive() || finished.get()) {
                startedStream.cancel();
            }
            player.wake();
        }
    }

    @Override
    public boolean isActive() {
        return command.get().kind() != PlaybackCommand.Kind.STOP;
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
        wordSchedule.add(timing);
        player.wake();
    }

    @Override
    public void onInputEnded() {
        wordSchedule.complete();
    }

    @Override
    public void onCancelled() {
        if (!finished.get()) {
            stop();
        }
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
        if (atMost.isZero() || atMost.isNegative()) {
            throw new InvalidRequestException("atMost", atMost + " is not a time to hold for; use some seconds");
        }
        long nanos = Math.min(TimeUnit.NANOSECONDS.convert(atMost), MAX_HOLD_NANOS);
        PlaybackCommand holdCommand = PlaybackCommand.holdUntil(player.nanoTime() + nanos);
        if (command.get().kind() != PlaybackCommand.Kind.PAUSE) {
            setCommand(holdCommand);
        }
    }

    @Override
    public void resume() {
        setCommand(PlaybackCommand.PLAY);
    }

    /** Wishes something else, unless the end was wished before. */
    private void setCommand(PlaybackCommand next) {
        PlaybackCommand before =
                command.getAndUpdate(current -> current.kind() == PlaybackCommand.Kind.STOP ? current : next);
        if (before.kind() != PlaybackCommand.Kind.STOP) {
            player.wake();
        }
    }

    /** Ends the utterance before its time; the first reason counts. */
    void endWith(PlaybackCommand newCommand) {
        PlaybackCommand before =
                command.getAndUpdate(current -> current.kind() == PlaybackCommand.Kind.STOP ? current : newCommand);
        if (before.kind() == PlaybackCommand.Kind.STOP) {
            return;
        }
        cancelStream();
        if (player.removeWaiting(this)) {
            transition(newCommand.reason() == null ? PlaybackTrigger.STOP : PlaybackTrigger.FAIL);
            finish(null);
        }
        player.wake();
    }

    private void cancelStream() {
        SpeechStream startedStream = stream;
        if (startedStream != null) {
            startedStream.cancel();
        }
    }

    @Override
    public void fadeTo(double gain, Duration time) {
        GainLimits.checkFade(gain, time);
        gainChange.set(new GainChange(gain, time));
        player.wake();
    }

    /** Takes the loudness that was asked for since the last look; null for none. */
    @Nullable
    GainChange takeGainChange() {
        return gainChange.getPlain() == null ? null : gainChange.getAndSet(null);
    }

    PlaybackCommand command() {
        return command.get();
    }

    /** Lets a hold whose time is over go on, unless its user wished something else meanwhile. */
    void endHold(PlaybackCommand holdCommand) {
        command.compareAndSet(holdCommand, PlaybackCommand.PLAY);
    }

    /** Resumes a held stream once half of its queue is empty. */
    void resumeIfHeld() {
        SpeechStream startedStream = stream;
        if (feed.isHeld() && feed.isHalfEmpty() && startedStream != null) {
            startedStream.resume();
        }
    }

    /** Goes to the state that follows. */
    void transition(PlaybackTrigger trigger) {
        PlaybackState before = state;
        PlaybackState after = trigger.after(before);
        if (after != before) {
            state = after;
            player.onStateChanged(this, before, after);
        }
    }

    /** Notes how much was heard, and tells the words that this was the begin of. */
    void updatePlayed(long audioFrames) {
        playedAudioFrames = audioFrames;
        double millis = positionMillis();
        TimedWord word = wordSchedule.pollDue(millis);
        while (word != null) {
            player.onWord(this, word);
            word = wordSchedule.pollDue(millis);
        }
    }

    /** Returns how much more of the sound there is before the next word that is known; infinite if there is none. */
    double millisUntilWord() {
        return wordSchedule.nextWordMillis() - positionMillis();
    }

    /** Notes how much was left out, and how much there is before the true begin of the speech. */
    void setTrimmed(double trimmed, double leadIn) {
        trimmedMillis = trimmed;
        wordSchedule.setStart(leadIn - trimmed);
    }

    /** Notes that all of it was heard. */
    void markPlayedCompletely() {
        wordSchedule.finish();
        updatePlayed(playedAudioFrames);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the play thread writes
    void countUnderrun() {
        underruns++;
    }

    /** Tells the user that the sound is over; only the first call counts, and a wish to end outweighs a failure. */
    void finish(@Nullable ParlandoException failure) {
        // Read before the stream is cancelled: what that reports back is no wish of the user.
        PlaybackCommand current = command.get();
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        boolean stopped = current.kind() == PlaybackCommand.Kind.STOP;
        ParlandoException error = stopped ? current.reason() : failure;
        transition(error == null ? PlaybackTrigger.COMPLETED : PlaybackTrigger.FAIL);
        if (failure != null) {
            cancelStream();
        }
        timeline.mark(TimelineEvent.END);
        player.onEnd(this);
        // Users' code that depends on the completion must not run on the play thread, nor wait behind what others let a
        // common pool do: that may have a single thread.
        Thread thread = new Thread(() -> complete(error, stopped), "parlando-done");
        thread.setDaemon(true);
        thread.start();
    }

    private void complete(@Nullable ParlandoException error, boolean stopped) {
        if (error != null) {
            completion.completeExceptionally(error);
        } else {
            completion.complete(new PlaybackResult(
                    feed.result(), feed.format(), playedAudioFrames, underruns, trimmedMillis, stopped));
        }
    }

    @Override
    public CompletionStage<PlaybackResult> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public PlaybackResult join() {
        try {
            return completion.join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }

    @Override
    public @Nullable SpeechStream stream() {
        return stream;
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public long positionAudioFrames() {
        return playedAudioFrames;
    }

    @Override
    public double positionMillis() {
        return feed.format().millis(playedAudioFrames);
    }

    @Override
    public List<TimedWord> words() {
        return wordSchedule.words();
    }

    @Override
    public String playedText() {
        if (!request.timestamps()) {
            throw new IllegalStateException(
                    "the request did not ask for timestamps: SpeechRequestBuilder.timestamps(true)");
        }
        return wordSchedule.textUntil(positionMillis());
    }

    @Override
    public int underruns() {
        return underruns;
    }

    @Override
    public double trimmedMillis() {
        return trimmedMillis;
    }
}
