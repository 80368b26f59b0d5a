package dev.parlando.audio.internal.words;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextReport;
import dev.parlando.text.SpokenProgress;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.Transcript;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A live text, whose positions are converted to the words of its writer.
 *
 * <p>Threading: as {@link UtteranceText}.
 */
final class WrittenText implements UtteranceText {
    /** The states of the text with regard to this utterance. */
    private enum Ownership {
        NOT_REQUESTED,
        REQUESTED,
        CANCELLED,
        OF_ANOTHER_UTTERANCE
    }

    private final LiveText text;
    private final Transcript transcript;

    @GuardedBy("this")
    private final SpokenProgress progress;

    private final AtomicReference<Ownership> ownership = new AtomicReference<>(Ownership.NOT_REQUESTED);

    WrittenText(LiveText text) {
        this.text = text;
        this.transcript = Transcript.of("", text.template().modelId());
        this.progress = new SpokenProgress(transcript);
    }

    @Override
    public SpeechRequest request() {
        return text.template();
    }

    @Override
    public boolean mayBeSilent() {
        return true;
    }

    @Override
    public SpeechStream stream(SpeechSource source, ChunkHandler handler, CallOptions options) {
        try {
            SpeechStream stream = SourceCheck.started(source, source.stream(text, handler, options));
            ownership.set(Ownership.REQUESTED);
            return stream;
        } catch (IllegalStateException spokenElsewhere) {
            ownership.set(Ownership.OF_ANOTHER_UTTERANCE);
            throw new InvalidRequestException(
                    "text", "is already being spoken by another utterance; write another one");
        }
    }

    /** Cancels the text. Before it was requested, its actions for a cancellation need a thread of their own. */
    @Override
    public void cancel() {
        if (ownership.compareAndSet(Ownership.NOT_REQUESTED, Ownership.CANCELLED)) {
            EngineThread.create("parlando-cancel", text::cancel).start();
        } else if (ownership.compareAndSet(Ownership.REQUESTED, Ownership.CANCELLED)) {
            text.cancel();
        }
    }

    @Override
    public Transcript transcript() {
        return transcript;
    }

    @Override
    public synchronized void add(SpeechTiming timing, double receivedMillis) {
        progress.append(text.takeSent()); // Before the times that belong to it.
        progress.add(timing, receivedMillis);
    }

    /** Completes the words. The progress remains open, because a stream that fails has not spoken all of the text. */
    @Override
    public void complete(double receivedMillis) {
        transcript.complete(receivedMillis);
    }

    @Override
    public synchronized boolean isWriterPausing() {
        progress.append(text.takeSent());
        return progress.hasAllTimes();
    }

    @Override
    public String textUntil(double millis) {
        return report(millis).heard();
    }

    @Override
    public LiveTextReport report(double millis) {
        return text.report(heardCharacters(millis));
    }

    private synchronized int heardCharacters(double millis) {
        boolean all = millis == Double.MAX_VALUE;
        return all ? Integer.MAX_VALUE : progress.heardCharacters(millis);
    }
}
