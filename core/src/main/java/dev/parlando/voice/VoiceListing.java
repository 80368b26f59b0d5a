package dev.parlando.voice;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * List of voices of any length. It holds one page at a time and requests the next page when this one is used up.
 *
 * <p>Each iterator, stream and asynchronous traversal starts from the first page. A voice that is added or removed
 * meanwhile may be listed twice or not at all. The service counts the voices only if the query requests it.
 *
 * <p>Failure: a {@link dev.parlando.error.ParlandoException} when the next page is needed. It is an
 * {@link dev.parlando.error.UnexpectedResponseException} if the service repeats a page, reports a further page without
 * a token for it, or sends a hundred empty pages.
 *
 * <p>Threading: safe for use from any thread; each iterator or stream is confined to one thread. Both block until
 * a page has arrived, and throw an {@link IllegalStateException} in a chunk handler. {@link #forEachAsync} and
 * {@link #forEachAsyncWhile} never block.
 */
public interface VoiceListing extends Iterable<Voice> {
    /** Returns the voices as a stream, which need not be closed. */
    Stream<Voice> stream();

    /**
     * Passes each voice to the consumer, one after another, on the
     * {@link dev.parlando.SpeechEngineBuilder#callbackExecutor}.
     *
     * @return a stage that completes after the last voice; fails with the error of the listing, or with a
     *     {@link dev.parlando.error.HandlerException} if the consumer throws
     */
    default CompletionStage<Void> forEachAsync(Consumer<? super Voice> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return forEachAsyncWhile(voice -> {
            consumer.accept(voice);
            return true;
        });
    }

    /**
     * Passes voices to the predicate as {@link #forEachAsync} does, until it returns false. No further page is
     * requested after that.
     */
    CompletionStage<Void> forEachAsyncWhile(Predicate<? super Voice> consumer);
}
