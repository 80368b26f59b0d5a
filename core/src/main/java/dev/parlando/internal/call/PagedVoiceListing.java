package dev.parlando.internal.call;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.ResponseJson;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceListing;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list of voices that is fetched over a transport, page by page.
 *
 * <p>Threading: safe for use from any thread; the iterators and streams that it returns are not.
 */
public final class PagedVoiceListing implements VoiceListing {
    private static final String COUNT = "include_total_count";

    private final Transport transport;
    private final VoiceQuery query;

    /** Creates a list of the voices that match the query. */
    public PagedVoiceListing(Transport transport, VoiceQuery query) {
        this.transport = transport;
        boolean countSet = query.parameters().containsKey(COUNT);
        this.query =
                countSet ? query : query.toBuilder().includeTotalCount(false).build();
    }

    @Override
    public Iterator<Voice> iterator() {
        return new PageIterator();
    }

    @Override
    public Spliterator<Voice> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
    }

    @Override
    public Stream<Voice> stream() {
        return StreamSupport.stream(this::spliterator, Spliterator.ORDERED | Spliterator.NONNULL, false);
    }

    @Override
    public CompletionStage<Void> forEachAsyncWhile(Predicate<? super Voice> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        AsyncTraversal traversal = new AsyncTraversal(consumer);
        traversal.next();
        return traversal.completion.minimalCompletionStage();
    }

    private CompletableFuture<VoicePage> page(VoiceQuery next) {
        return transport.call(JsonRequest.get(RequestPath.voices(next)), ResponseJson::voicePage);
    }

    /** An iterator that blocks for each page. Confined to the caller. */
    private final class PageIterator implements Iterator<Voice> {
        private final PageCursor cursor = new PageCursor(query);
        private Iterator<Voice> voices = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
            while (!voices.hasNext()) {
                VoiceQuery next = cursor.next();
                if (next == null) {
                    return false;
                }
                voices = cursor.take(await(next)).iterator();
            }
            return true;
        }

        private VoicePage await(VoiceQuery next) {
            EngineThread.checkMayWait("iterating over voices", "forEachAsync");
            try {
                return page(next).join();
            } catch (CompletionException e) {
                throw ParlandoException.from(e);
            }
        }

        @Override
        public Voice next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return voices.next();
        }
    }

    /**
     * An iteration that passes each page to the consumer when it arrives. Owned by the task of the callback executor
     * that delivers the page.
     */
    private final class AsyncTraversal {
        private final PageCursor cursor = new PageCursor(query);
        private final CompletableFuture<Void> completion = new CompletableFuture<>();
        private final Predicate<? super Voice> consumer;

        AsyncTraversal(Predicate<? super Voice> consumer) {
            this.consumer = consumer;
        }

        /** Requests the next page, or completes after the last one. */
        void next() {
            try {
                VoiceQuery next = cursor.next();
                if (next == null) {
                    completion.complete(null);
                } else {
                    page(next).whenCompleteAsync(this::onPage, transport.callbacks());
                }
            } catch (ParlandoException closed) {
                completion.completeExceptionally(closed);
            }
        }

        private void onPage(@Nullable VoicePage page, @Nullable Throwable failure) {
            if (page == null) {
                completion.completeExceptionally(UnexpectedFailure.toException(Objects.requireNonNull(failure)));
                return;
            }
            try {
                if (deliver(cursor.take(page))) {
                    next();
                } else {
                    completion.complete(null);
                }
            } catch (Throwable thrown) {
                completion.completeExceptionally(UnexpectedFailure.toException(thrown));
            }
        }

        private boolean deliver(List<Voice> voices) {
            try {
                return voices.stream().allMatch(consumer);
            } catch (RuntimeException | Error thrown) {
                throw new HandlerException(
                        "the consumer of voices threw " + thrown.getClass().getSimpleName(), thrown);
            }
        }
    }

    /**
     * The position in a paged list. It detects endless lists from two of the page tokens seen so far. Confined to one
     * iteration.
     *
     * <p>The previous token reveals immediately a page that links to itself. Longer cycles are found as in Brent's
     * algorithm: the token of each page whose number is a power of two is kept until the next such page.
     */
    private static final class PageCursor {
        private static final int MAX_EMPTY_PAGES = 100;

        private @Nullable VoiceQuery next;
        private @Nullable String savedToken;
        private long pages;
        private int emptyPages;

        PageCursor(VoiceQuery first) {
            next = first;
            savedToken = first.nextPageToken();
        }

        /** Returns the query for the next page; null after the last page. */
        @Nullable
        VoiceQuery next() {
            return next;
        }

        /** Returns the voices of the requested page and advances to the next. */
        List<Voice> take(VoicePage page) {
            VoiceQuery asked = Objects.requireNonNull(next);
            pages++;
            emptyPages = page.voices().isEmpty() ? emptyPages + 1 : 0;
            next = page.hasMore() ? asked.after(tokenAfter(asked, page)) : null;
            return page.voices();
        }

        private String tokenAfter(VoiceQuery asked, VoicePage page) {
            String token = page.nextPageToken();
            if (token == null || token.isBlank()) {
                throw endlessList("reports more voices after page " + pages + " but sends no page token");
            }
            if (token.equals(asked.nextPageToken()) || token.equals(savedToken)) {
                throw endlessList("leads from page " + pages + " back to an earlier page");
            }
            if (emptyPages == MAX_EMPTY_PAGES) {
                throw endlessList("sent " + MAX_EMPTY_PAGES + " empty pages in a row and reports more voices");
            }
            if (Long.bitCount(pages) == 1) {
                savedToken = token;
            }
            return token;
        }

        private static UnexpectedResponseException endlessList(String how) {
            return new UnexpectedResponseException("the list of voices has no end: the service " + how);
        }
    }
}
