package dev.parlando.audio.internal.words;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.Transcript;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A live text, whose positions are converted to the words of its writer.
 *
 * <p>Threading: as {@link UtteranceText}.
 */
final class WrittenText implements UtteranceText {
    /** A time after that of all characters received so far. */
    private static final double ALL_RECEIVED = Double.POSITIVE_INFINITY;

    /** The states of the text with regard to this utterance. */
    private enum Ownership {
        NOT_REQUESTED,
        REQUESTED,
        CANCELLED,
        OF_ANOTHER_UTTERANCE
    }

    private final LiveText text;
    private final AtomicReference<Ownership> ownership = new AtomicReference<>(Ownership.NOT_REQUESTED);

    WrittenText(LiveText text) {
        this.text = text;
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
            SpeechStream stream = source.stream(text, handler, options);
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
    public boolean isWriterPausing(Transcript transcript) {
        return report(transcript, ALL_RECEIVED).unheard().isBlank();
    }

    @Override
    public String textUntil(Transcript transcript, double millis) {
        return report(transcript, millis).heard();
    }

    @Override
    public LiveTextReport report(Transcript transcript, double millis) {
        boolean all = millis == Double.MAX_VALUE;
        return text.report(
                all ? Integer.MAX_VALUE : transcript.textUntil(millis).length());
    }
}
