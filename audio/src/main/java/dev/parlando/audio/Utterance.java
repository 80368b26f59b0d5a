package dev.parlando.audio;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds what there is to know about one utterance of a player, and ends it once.
 *
 * <p>Threading: any. The stream is attached by the caller of {@code say}, perhaps after its first bytes came; whoever
 * comes second of two that depend on each other sees what the first wrote, since all such fields are volatile.
 */
final class Utterance implements Playback, PcmFeed.Listener {
    /** Says that an utterance was ended before its time; without a reason it was stopped by its user. */
    private record Ending(@Nullable ParlandoException reason) {}

    private final PcmFeed feed;
    private final SinkGate gate;
    private final Runnable wakePlayThread;
    private final CompletableFuture<PlaybackResult> completion = new CompletableFuture<>();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final AtomicBoolean finished = new AtomicBoolean();
    /** Moments that came before the stream was attached, whose timeline is to have them all the same. */
    private final Queue<TimelineEvent> earlyMoments = new ConcurrentLinkedQueue<>();

    private volatile @Nullable SpeechStream stream;
    private volatile long heardAudioFrames;
    private volatile int heardUnderruns;

    Utterance(AudioDecoder decoder, SinkGate gate, Runnable wakePlayThread) {
        this.feed = new PcmFeed(decoder, this);
        this.gate = gate;
        this.wakePlayThread = wakePlayThread;
    }

    PcmFeed feed() {
        return feed;
    }

    void attach(SpeechStream started) {
        stream = started;
        markEarlyMoments(started);
        // Looked at after the stream was set: either this sees that it is over, or what ends it sees the stream.
        if (!isWanted() || finished.get()) {
            started.cancel();
        }
        wakePlayThread.run();
    }

    @Override
    public boolean isWanted() {
        return ending.get() == null;
    }

    @Override
    public void onFirstPcm() {
        mark(TimelineEvent.FIRST_PCM);
    }

    @Override
    public void onMore() {
        wakePlayThread.run();
    }

    @Override
    public void onCancelled() {
        stop();
    }

    @Override
    public void stop() {
        end(null);
    }

    /** Ends the utterance before its time. */
    void end(@Nullable ParlandoException reason) {
        if (!ending.compareAndSet(null, new Ending(reason))) {
            return;
        }
        boolean sounding = gate.silence(this);
        cancelStream();
        if (!sounding) {
            finish(null);
        }
        wakePlayThread.run();
    }

    private void cancelStream() {
        SpeechStream started = stream;
        if (started != null) {
            started.cancel();
        }
    }

    /** Lets a held stream go on once there is room again; returns whether it is still held. */
    boolean resumeIfHeld() {
        SpeechStream started = stream;
        if (feed.isHeld() && feed.isHalfEmpty() && started != null) {
            started.resume();
        }
        return feed.isHeld();
    }

    void mark(TimelineEvent event) {
        if (stream == null) {
            earlyMoments.add(event);
        }
        // Looked at after adding: either this sees the stream, or attach sees the moment.
        SpeechStream started = stream;
        if (started != null) {
            markEarlyMoments(started);
            started.timeline().mark(event);
        }
    }

    /** Is done by whoever comes first, so that no later moment overtakes these; a second time changes nothing. */
    private void markEarlyMoments(SpeechStream started) {
        if (!earlyMoments.isEmpty()) {
            earlyMoments.forEach(started.timeline()::mark);
        }
    }

    /** Is told by the gate, when the sink is taken back, what was heard in the end. */
    void noteHeard(long audioFrames, int underruns) {
        heardAudioFrames = audioFrames;
        heardUnderruns = underruns;
    }

    /** Tells the user that the sound is over; only the first call counts, and an ending outweighs a failure. */
    void finish(@Nullable ParlandoException failure) {
        // Read before the stream is cancelled, by this or by attach: what that reports back is no wish of the user.
        Ending early = ending.get();
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        if (failure != null) {
            cancelStream();
        }
        mark(TimelineEvent.END);
        ParlandoException error = early == null ? failure : early.reason();
        // Users' code that depends on the completion must not run on the play thread.
        completion.defaultExecutor().execute(() -> complete(error, early != null));
    }

    private void complete(@Nullable ParlandoException error, boolean stopped) {
        if (error != null) {
            completion.completeExceptionally(error);
        } else {
            completion.complete(
                    new PlaybackResult(feed.result(), feed.format(), heardAudioFrames, heardUnderruns, stopped));
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
    public SpeechStream stream() {
        return Objects.requireNonNull(stream, "handed out before the stream was started");
    }

    @Override
    public Timeline timeline() {
        return stream().timeline();
    }

    @Override
    public long positionAudioFrames() {
        return gate.positionAudioFrames(this, heardAudioFrames);
    }

    @Override
    public double positionMillis() {
        PcmFormat format = feed.format();
        return format.millis(positionAudioFrames());
    }

    @Override
    public int underruns() {
        return gate.underruns(this, heardUnderruns);
    }
}
