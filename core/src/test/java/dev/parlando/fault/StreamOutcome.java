package dev.parlando.fault;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one utterance as the caller sees it. Immutable.
 *
 * @param bytes bytes consumed by the handler
 * @param cancelled whether the utterance ended by cancellation
 * @param error the error; null if there was none
 */
record StreamOutcome(long bytes, boolean cancelled, @Nullable ParlandoException error) {
    /** Waits for the end of an utterance. A missing end fails the row after a timeout. */
    static StreamOutcome of(CollectingHandler collected) {
        return of(collected.end, () -> collected.bytes().length);
    }

    /** Waits for the end of an utterance whose handler does not count bytes. */
    static StreamOutcome of(SpeechStream stream) {
        return of(stream.completion().toCompletableFuture(), () -> 0);
    }

    private static StreamOutcome of(CompletableFuture<SpeechResult> end, LongSupplier bytes) {
        try {
            SpeechResult result =
                    end.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
            return new StreamOutcome(bytes.getAsLong(), result.cancelled(), null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ParlandoException error) {
                return new StreamOutcome(bytes.getAsLong(), false, error);
            }
            throw new AssertionError("no end within " + FaultFixture.LIMIT_SECONDS + " s", e);
        }
    }

    /** Returns a description in one line. */
    String describe() {
        if (error == null) {
            return (cancelled ? "cancelled, " : "audio, ") + bytes + " bytes";
        }
        return error.getClass().getSimpleName() + " " + error.progress()
                + (error.timeoutPhase() == null ? "" : " " + error.timeoutPhase()) + ", " + error.bytesDelivered()
                + " bytes: "
                + error.getMessage();
    }
}
