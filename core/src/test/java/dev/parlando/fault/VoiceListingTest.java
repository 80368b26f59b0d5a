package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceListing;
import dev.parlando.voice.VoiceQuery;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for voice listings of any length, including endless ones, over a real loopback connection. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VoiceListingTest {
    private static final int PAGES = 100;
    private static final int PAGE_SIZE = 100;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Queue<String> paths = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /**
     * Returns an engine whose service responds to the nth call, counted from 1, with the page that the function
     * returns.
     */
    private SpeechEngine engine(IntFunction<String> pages) {
        AtomicInteger calls = new AtomicInteger();
        ScriptedServer server = ScriptedServer.start(stream -> {
            paths.add(stream.path());
            stream.head(200, "content-type", "application/json")
                    .end(pages.apply(calls.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
        });
        open.add(server);
        SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of("sk_0123456789abcdef"))
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.OFF)
                .build();
        open.add(engine);
        return engine;
    }

    private VoiceListing listing(IntFunction<String> pages) {
        return engine(pages).allVoices(VoiceQuery.ALL);
    }

    private static String page(List<Integer> voices, String tail) {
        return voices.stream()
                .map(number -> "{\"voice_id\":\"v" + number + "\"}")
                .collect(Collectors.joining(",", "{\"voices\":[", "]," + tail + "}"));
    }

    private static String more(String token) {
        return "\"has_more\":true,\"next_page_token\":\"" + token + "\"";
    }

    private static final String LAST = "\"has_more\":false,\"next_page_token\":null";

    /** Returns one page of a list of 10,000 voices. */
    private static String longList(int number) {
        List<Integer> voices = IntStream.range((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
                .boxed()
                .toList();
        return page(voices, number < PAGES ? more("t" + number) : LAST);
    }

    private static List<String> ids(Iterable<Voice> voices) {
        List<String> ids = new ArrayList<>();
        voices.forEach(voice -> ids.add(voice.voiceId()));
        return ids;
    }

    private static void await(CompletableFuture<Void> walk) {
        walk.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static ParlandoException failureOf(Runnable walk) {
        try {
            walk.run();
        } catch (ParlandoException error) {
            return error;
        } catch (CompletionException wrapped) {
            return ParlandoException.from(wrapped);
        }
        throw new AssertionError("the walk came to an end");
    }

    /** Waits until the referent has been garbage-collected. */
    private static void awaitGone(Reference<?> reference) {
        long giveUp = System.nanoTime() + LIMIT_NANOS;
        while (!reference.refersTo(null)) {
            assertThat(System.nanoTime())
                    .as("a page that was used up is still held")
                    .isLessThan(giveUp);
            System.gc();
        }
    }

    /** Checks, voice by voice, that no page is requested early and that only the current page is retained. */
    private final class OnePageAtATime {
        private final Deque<Reference<Voice>> pages = new ArrayDeque<>();
        private int voices;

        void see(Voice voice) {
            assertThat(voice.voiceId()).isEqualTo("v" + voices);
            int page = voices / PAGE_SIZE;
            assertThat(paths).hasSize(page + 1);
            if (voices % PAGE_SIZE == 0) {
                pages.add(new WeakReference<>(voice));
                // The stack may still reference the previous page; garbage collection needs time.
                while (pages.size() > 2 && page % 10 == 9) {
                    awaitGone(pages.remove());
                }
            }
            voices++;
        }
    }

    @Test
    void iteratesManyVoicesHoldingOnePageAtATime() {
        OnePageAtATime seen = new OnePageAtATime();
        for (Voice voice : listing(VoiceListingTest::longList)) {
            seen.see(voice);
        }
        assertThat(seen.voices).isEqualTo(PAGES * PAGE_SIZE);
    }

    @Test
    void streamsManyVoicesHoldingOnePageAtATime() {
        OnePageAtATime seen = new OnePageAtATime();
        listing(VoiceListingTest::longList).stream().forEachOrdered(seen::see);
        assertThat(seen.voices).isEqualTo(PAGES * PAGE_SIZE);
    }

    @Test
    void walksManyVoicesAsynchronouslyHoldingOnePageAtATime() {
        OnePageAtATime seen = new OnePageAtATime();
        await(listing(VoiceListingTest::longList).forEachAsync(seen::see).toCompletableFuture());
        assertThat(seen.voices).isEqualTo(PAGES * PAGE_SIZE);
    }

    @Test
    void followsPageTokensWithoutRequestingTotalCount() {
        VoiceQuery query = VoiceQuery.builder()
                .search("a b")
                .languages(List.of("en", "de"))
                .build();
        VoiceListing listing = engine(
                        number -> number == 1 ? page(List.of(1, 2), more("x=1&y")) : page(List.of(3), LAST))
                .allVoices(query);
        assertThat(paths).isEmpty();
        assertThat(ids(listing)).containsExactly("v1", "v2", "v3");
        String filters = "/v2/voices?page_size=100&search=a%20b&language=en&language=de&include_total_count=false";
        assertThat(paths).containsExactly(filters, filters + "&next_page_token=x%3D1%26y");
    }

    @Test
    void startsAtPageTokenOfQueryAndRequestsTotalCount() {
        VoiceQuery query =
                VoiceQuery.builder().includeTotalCount(true).nextPageToken("t7").build();
        assertThat(ids(engine(number -> page(List.of(), LAST)).allVoices(query)))
                .isEmpty();
        assertThat(paths).containsExactly("/v2/voices?page_size=100&include_total_count=true&next_page_token=t7");
    }

    @Test
    void skipsEmptyPages() {
        VoiceListing listing =
                listing(number -> number < 3 ? page(List.of(), more("t" + number)) : page(List.of(1), LAST));
        assertThat(ids(listing)).containsExactly("v1");
        Iterator<Voice> voices = engine(number -> page(List.of(), LAST))
                .allVoices(VoiceQuery.ALL)
                .iterator();
        assertThatThrownBy(voices::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void requestsNoFurtherPageAfterStreamLimit() {
        VoiceListing listing = listing(VoiceListingTest::longList);
        assertThat(listing.stream().limit(PAGE_SIZE).count()).isEqualTo(PAGE_SIZE);
        assertThat(paths).hasSize(1);
    }

    @Test
    void requestsNoFurtherPageAfterAsyncWalkStops() {
        List<String> ids = new ArrayList<>();
        await(listing(VoiceListingTest::longList)
                .forEachAsyncWhile(voice -> {
                    ids.add(voice.voiceId());
                    return ids.size() < PAGE_SIZE;
                })
                .toCompletableFuture());
        assertThat(ids).hasSize(PAGE_SIZE);
        assertThat(paths).hasSize(1);
    }

    /** Iterates synchronously and asynchronously, checks that both fail in the same way, and returns the failure. */
    private ParlandoException failureOf(IntFunction<String> pages, int expectedCalls) {
        ParlandoException waiting = failureOf(() -> ids(listing(pages)));
        assertThat(paths).hasSize(expectedCalls);
        paths.clear();
        ParlandoException walking =
                failureOf(() -> await(listing(pages).forEachAsync(voice -> {}).toCompletableFuture()));
        assertThat(paths).hasSize(expectedCalls);
        assertThat(walking).hasSameClassAs(waiting).hasMessage(waiting.getMessage());
        return waiting;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"has_more\":true",
                "\"has_more\":true,\"next_page_token\":null",
                "\"has_more\":true,\"next_page_token\":\" \""
            })
    void failsWhenFurtherPageHasNoToken(String tail) {
        assertThat(failureOf(number -> page(List.of(1), tail), 1))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("after page 1 but sends no page token");
    }

    @Test
    void failsWhenPageLeadsBackToItself() {
        assertThat(failureOf(number -> page(List.of(number), more("t" + Math.min(number, 7))), 8))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("leads from page 8 back");
    }

    @Test
    void failsWhenPagesFormCycle() {
        assertThat(failureOf(number -> page(List.of(number), more("t" + number % 5)), 13))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("leads from page 13 back");
    }

    @Test
    void failsAfterTooManyEmptyPages() {
        assertThat(failureOf(number -> page(List.of(), more("t" + number)), 100))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("100 empty pages");
    }

    @Test
    void endsIterationWhenPageIsRefused() {
        ScriptedServer server = ScriptedServer.start(stream -> stream.head(404, "content-type", "application/json")
                .end("{\"detail\":{\"status\":\"collection_not_found\"}}".getBytes(StandardCharsets.UTF_8)));
        open.add(server);
        SpeechEngine engine = SpeechEngine.builder().baseUrl(server.baseUrl()).build();
        open.add(engine);
        VoiceListing listing = engine.allVoices(VoiceQuery.ALL);
        assertThat(failureOf(() -> ids(listing))).isInstanceOf(RequestRejectedException.class);
        assertThat(failureOf(() -> await(listing.forEachAsync(voice -> {}).toCompletableFuture())))
                .isInstanceOf(RequestRejectedException.class);
    }

    @Test
    void endsIterationWhenConsumerThrows() {
        IllegalStateException own = new IllegalStateException("own");
        ParlandoException error = failureOf(() -> await(listing(VoiceListingTest::longList)
                .forEachAsync(voice -> {
                    throw own;
                })
                .toCompletableFuture()));
        assertThat(error).isInstanceOf(HandlerException.class).hasCause(own);
        assertThat(paths).hasSize(1);
    }

    @Test
    void endsIterationWhenEngineIsClosed() {
        SpeechEngine engine = engine(VoiceListingTest::longList);
        VoiceListing listing = engine.allVoices(VoiceQuery.ALL);
        ParlandoException error = failureOf(
                () -> await(listing.forEachAsync(voice -> engine.close()).toCompletableFuture()));
        assertThat(error).isInstanceOf(EngineClosedException.class);
        assertThat(failureOf(() -> ids(listing))).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void allowsToBlockInConsumer() {
        VoiceListing listing = listing(VoiceListingTest::longList);
        List<Voice> voices = new ArrayList<>();
        await(listing.forEachAsyncWhile(voice -> {
                    voices.add(listing.iterator().next());
                    return false;
                })
                .toCompletableFuture());
        assertThat(voices).hasSize(1);
        assertThat(paths).hasSize(2);
    }
}
