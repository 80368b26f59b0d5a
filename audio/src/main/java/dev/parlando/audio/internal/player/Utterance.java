package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.internal.gain.Gain;
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
    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    /** Is what all utterances of a player have in common. */
    interface Player {
        /** Asks for the audio of an utterance. */
        SpeechStream request(Utterance utterance);

        /** Takes an utterance out, if it still waits for its turn. */
        boolean withdraw(Utterance utterance);

        /** Makes the play thread look at what has changed. */
        void wake();

        /** Returns the time by which the sink plays. */
        long nanoTime();

        /** Is told of a new state. */
        void onState(Utterance utterance, PlaybackState from, PlaybackState to);

        /** Is told of a moment. */
        void onMoment(Utterance utterance, TimelineEvent moment);

        /** Is told that a word begins to be heard. */
        void onWord(Utterance utterance, TimedWord word);

        /** Is told that an utterance is over, whose figures are final. */
        void onEnd(Utterance utterance);
    }

    /** Says how loud it is to become, and how soon. */
    record Loudness(double gain, Duration time) {}

    private final SpeechRequest request;
    private final Player player;
    private final PcmFeed feed;
    private final Timeline timeline;
    private final Narration narration = new Narration();
    private final CompletableFuture<PlaybackResult> completion = new CompletableFuture<>();
    private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.PLAY);
    private final AtomicReference<@Nullable Loudness> loudness = new AtomicReference<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();

    private volatile @Nullable SpeechStream stream;
    private volatile PlaybackState state = PlaybackState.QUEUED;
    private volatile long heardAudioFrames;
    private volatile double trimmedMillis;
    private volatile int underruns;

    public Utterance(SpeechRequest request, AudioDecoder decoder, Player player) {
        this.request = request;
        this.player = player;
        this.feed = new PcmFeed(decoder, this);
        this.timeline = new Timeline(System::nanoTime, moment -> player.onMoment(this, moment));
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
        if (requested.compareAndSet(false, true) && isWanted()) {
            SpeechStream started = player.request(this);
            stream = started;
            // Looked at after the stream was set: either this sees that it is over, or what ends it sees the stream.
            if (!isWanted() || finished.get()) {
                started.cancel();
            }
            player.wake();
        }
    }

    @Override
    public boolean isWanted() {
        return wish.get().kind() != Wish.Kind.STOP;
    }

    @Override
    public void onFirstPcm() {
        timeline.mark(TimelineEvent.FIRST_PCM);
    }

    @Override
    public void onMore() {
        player.wake();
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        narration.add(timing);
        player.wake();
    }

    @Override
    public void onOver() {
        narration.complete();
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
        end(Wish.STOP);
    }

    @Override
    public void pause() {
        change(Wish.PAUSE);
    }

    @Override
    public void hold(Duration atMost) {
        if (atMost.isZero() || atMost.isNegative()) {
            throw new InvalidRequestException("atMost", atMost + " is not a time to hold for; use some seconds");
        }
        long nanos = Math.min(TimeUnit.NANOSECONDS.convert(atMost), FOREVER_NANOS);
        Wish hold = Wish.holdUntil(player.nanoTime() + nanos);
        if (wish.get().kind() != Wish.Kind.PAUSE) {
            change(hold);
        }
    }

    @Override
    public void resume() {
        change(Wish.PLAY);
    }

    /** Wishes something else, unless the end was wished before. */
    private void change(Wish next) {
        Wish before = wish.getAndUpdate(wished -> wished.kind() == Wish.Kind.STOP ? wished : next);
        if (before.kind() != Wish.Kind.STOP) {
            player.wake();
        }
    }

    /** Ends the utterance before its time; the first reason counts. */
    void end(Wish how) {
        Wish before = wish.getAndUpdate(wished -> wished.kind() == Wish.Kind.STOP ? wished : how);
        if (before.kind() == Wish.Kind.STOP) {
            return;
        }
        cancelStream();
        if (player.withdraw(this)) {
            happen(how.reason() == null ? PlaybackEvent.STOP : PlaybackEvent.FAIL);
            finish(null);
        }
        player.wake();
    }

    private void cancelStream() {
        SpeechStream started = stream;
        if (started != null) {
            started.cancel();
        }
    }

    @Override
    public void fadeTo(double gain, Duration time) {
        Gain.check(gain, time);
        loudness.set(new Loudness(gain, time));
        player.wake();
    }

    /** Takes the loudness that was asked for since the last look; null for none. */
    @Nullable
    Loudness takeLoudness() {
        return loudness.getPlain() == null ? null : loudness.getAndSet(null);
    }

    Wish wish() {
        return wish.get();
    }

    /** Lets a hold whose time is over go on, unless its user wished something else meanwhile. */
    void endHold(Wish hold) {
        wish.compareAndSet(hold, Wish.PLAY);
    }

    /** Resumes a held stream once half of its queue is empty. */
    void resumeIfHeld() {
        SpeechStream started = stream;
        if (feed.isHeld() && feed.isHalfEmpty() && started != null) {
            started.resume();
        }
    }

    /** Goes to the state that follows. */
    void happen(PlaybackEvent event) {
        PlaybackState before = state;
        PlaybackState after = event.after(before);
        if (after != before) {
            state = after;
            player.onState(this, before, after);
        }
    }

    /** Notes how much was heard, and tells the words that this was the begin of. */
    void noteHeard(long audioFrames) {
        heardAudioFrames = audioFrames;
        double millis = positionMillis();
        TimedWord word = narration.take(millis);
        while (word != null) {
            player.onWord(this, word);
            word = narration.take(millis);
        }
    }

    /** Returns how much more of the sound there is before the next word that is known; infinite if there is none. */
    double millisUntilWord() {
        return narration.nextMillis() - positionMillis();
    }

    /** Notes how much was left out, and how much there is before the true begin of the speech. */
    void noteBegin(double trimmed, double leadIn) {
        trimmedMillis = trimmed;
        narration.beginAt(leadIn - trimmed);
    }

    /** Notes that all of it was heard. */
    void noteWhole() {
        narration.end();
        noteHeard(heardAudioFrames);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the play thread writes
    void noteUnderrun() {
        underruns++;
    }

    /** Tells the user that the sound is over; only the first call counts, and a wish to end outweighs a failure. */
    void finish(@Nullable ParlandoException failure) {
        // Read before the stream is cancelled: what that reports back is no wish of the user.
        Wish wished = wish.get();
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        boolean stopped = wished.kind() == Wish.Kind.STOP;
        ParlandoException error = stopped ? wished.reason() : failure;
        happen(error == null ? PlaybackEvent.PLAYED_OUT : PlaybackEvent.FAIL);
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
                    feed.result(), feed.format(), heardAudioFrames, underruns, trimmedMillis, stopped));
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
        return heardAudioFrames;
    }

    @Override
    public double positionMillis() {
        return feed.format().millis(heardAudioFrames);
    }

    @Override
    public List<TimedWord> words() {
        return narration.words();
    }

    @Override
    public String heardText() {
        if (!request.timestamps()) {
            throw new IllegalStateException(
                    "the request did not ask for timestamps: SpeechRequestBuilder.timestamps(true)");
        }
        return narration.textUntil(positionMillis());
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
