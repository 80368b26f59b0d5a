package dev.parlando.command.wyoming;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SubmissionPublisher;

/**
 * The speech of a text whose pieces a client sends, from {@code synthesize-start} to {@code synthesize-stop}.
 *
 * <p>Threading: one thread appends the text, and another one sends the audio.
 */
final class WrittenSpeech {
    private static final int MAX_PIECES = 64;

    private final LiveText text;
    private final SubmissionPublisher<String> pieces;
    private final CompletableFuture<Void> sent;

    private WrittenSpeech(LiveText text, SubmissionPublisher<String> pieces, CompletableFuture<Void> sent) {
        this.text = text;
        this.pieces = pieces;
        this.sent = sent;
    }

    static WrittenSpeech start(SpeechEngine engine, SpeechRequest template, EventWriter out, Executor threads) {
        LiveText text = LiveText.of(template);
        SubmissionPublisher<String> pieces = new SubmissionPublisher<>(threads, MAX_PIECES);
        text.subscribeTo(pieces);
        SpeechInputStream audio =
                SpeechInputStream.open((request, handler, options) -> engine.stream(text, handler, options), template);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(audio, out), threads);
        return new WrittenSpeech(text, pieces, sent);
    }

    private static void send(SpeechInputStream audio, EventWriter out) {
        try (audio) {
            out.copy(audio);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Appends a piece of the text. Waits while the speech has no room for it, so that the client waits, too. */
    void append(String piece) throws IOException {
        if (sent.isCompletedExceptionally()) {
            end();
        }
        pieces.submit(piece);
    }

    /** Ends the text, and waits until its audio is sent. */
    void end() throws IOException {
        pieces.close();
        try {
            sent.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    /** Ends the speech immediately. */
    void cancel() {
        text.cancel();
    }
}
