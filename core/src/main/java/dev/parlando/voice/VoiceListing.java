package dev.parlando.voice;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Is a list of voices of any length, of which one page at a time is held; the next is asked for when this one is used up.
 *
 * <p>Each iterator, stream and walk begins anew. What was added or removed meanwhile may be listed twice or not at all. Nothing
 * is counted unless the query asks for it.
 *
 * <p>Failure: a {@link dev.parlando.error.ParlandoException} where the next page was needed. A service that repeats a page,
 * says that there is more but not where, or sends a hundred empty pages is left with an {@link
 * dev.parlando.error.UnexpectedResponseException}.
 *
 * <p>Threading: safe for use from any thread; an iterator or stream is confined to one. Both wait for pages, which is an
 * {@link IllegalStateException} on a ring thread; {@link #forEachAsync} and {@link #forEachAsyncWhile} wait for nothing.
 */
public interface VoiceListing extends Iterable<Voice> {
    /** Returns the voices as a stream, which need not be closed. */
    Stream<Voice> stream();

    /**
     * Shows each voice to the consumer, on ring threads, one after another; it must be quick.
     *
     * @return completes after the last voice, and fails as the listing fails or with a
     *     {@link dev.parlando.error.HandlerException} if the consumer does
     */
    default CompletionStage<Void> forEachAsync(Consumer<? super Voice> consumer) {
        return forEachAsyncWhile(voice -> {
            consumer.accept(voice);
            return true;
        });
    }

    /** Does as {@link #forEachAsync} does until the function returns false; then nothing more is asked for. */
    CompletionStage<Void> forEachAsyncWhile(Predicate<? super Voice> consumer);
}
