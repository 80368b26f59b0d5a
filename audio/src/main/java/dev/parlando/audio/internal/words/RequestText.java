package dev.parlando.audio.internal.words;

import dev.parlando.internal.event.SourceCheck;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.Transcript;

/**
 * The text of a request, which is complete.
 *
 * <p>Threading: as {@link UtteranceText}.
 *
 * @param request the request
 * @param transcript the words of the response so far
 */
record RequestText(SpeechRequest request, Transcript transcript) implements UtteranceText {
    @Override
    public boolean mayBeSilent() {
        return false;
    }

    @Override
    public SpeechStream stream(SpeechSource source, ChunkHandler handler, CallOptions options) {
        return SourceCheck.started(source, source.stream(request, handler, options));
    }

    @Override
    public void cancel() {}

    @Override
    public void add(SpeechTiming timing, double receivedMillis) {
        transcript.add(timing, receivedMillis);
    }

    @Override
    public void complete(double receivedMillis) {
        transcript.complete(receivedMillis);
    }

    @Override
    public boolean isWriterPausing() {
        return false;
    }

    @Override
    public String textUntil(double millis) {
        if (!request.timestamps()) {
            throw new IllegalStateException(
                    "the request did not ask for timestamps: SpeechRequestBuilder.timestamps(true)");
        }
        return transcript.textUntil(millis);
    }

    @Override
    public LiveTextReport report(double millis) {
        throw new IllegalStateException("the utterance speaks a request, not a live text; use playedText()");
    }
}
