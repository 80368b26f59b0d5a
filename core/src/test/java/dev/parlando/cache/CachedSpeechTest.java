package dev.parlando.cache;

import static dev.parlando.cache.CacheFixture.RESPONSE;
import static dev.parlando.cache.CacheFixture.call;
import static dev.parlando.cache.CacheFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.cache.CacheFixture.Call;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.fault.CollectingHandler;
import dev.parlando.governor.Priority;
import dev.parlando.internal.cache.Recording;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of a cache in memory over a scripted source. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CachedSpeechTest {
    private static final SpeechRequest REQUEST = request("Hello");

    private final ScriptedSpeechSource source = new ScriptedSpeechSource();
    private final CacheFixture clock = new CacheFixture();
    private final FakeTimer timer = new FakeTimer();
    private CachedSpeech cache = new CachedSpeech(source, CacheSettings.DEFAULT, clock, timer);

    @AfterEach
    void close() {
        cache.close();
    }

    private void use(CacheSettings settings) {
        cache.close();
        cache = new CachedSpeech(source, settings, clock, timer);
    }

    private static void await(CompletableFuture<Void> future) {
        future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void sendsOneRequestForManyCallers() {
        List<Call> calls =
                IntStream.range(0, 1_000).mapToObj(i -> call(cache, REQUEST)).toList();
        source.stream().response(RESPONSE).chunk((byte) 1);
        calls.forEach(each -> await(each.handler().firstChunk)); // While the audio arrives.
        source.stream().chunk((byte) 2).end();
        assertThat(calls).allSatisfy(each -> assertThat(each.audio()).containsExactly(1, 2));
        assertThat(source.requests()).isEqualTo(1);
        assertThat(cache.statistics().misses()).isEqualTo(1);
        assertThat(cache.statistics().followers()).isEqualTo(999);
    }

    @Test
    void answersFromMemory() {
        Call first = call(cache, REQUEST);
        source.stream().response(RESPONSE).chunk((byte) 1, (byte) 2).end();
        assertThat(first.audio()).containsExactly(1, 2);
        assertThat(first.handler().await().response()).isEqualTo(RESPONSE);

        Call hit = call(cache, REQUEST);
        assertThat(hit.audio()).containsExactly(1, 2);
        SpeechResult result = hit.handler().await();
        assertThat(result.bytes()).isEqualTo(2);
        assertThat(result.response())
                .isEqualTo(new SpeechResponse(
                        "cache",
                        false,
                        null,
                        "audio/pcm",
                        "request-1",
                        "history-1",
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(hit.stream().timeline().nanos(TimelineEvent.FIRST_BYTE)).isPresent();
        assertThat(hit.stream().timeline().nanos(TimelineEvent.REQUEST_SENT)).isEmpty();
        assertThat(source.requests()).isEqualTo(1);
        assertThat(cache.statistics().hits()).isEqualTo(1);
    }

    @Test
    void followerHearsAudioFromItsFirstByte() {
        Call first = call(cache, REQUEST);
        source.stream().chunk((byte) 1, (byte) 2);
        await(first.handler().firstChunk);
        Call second = call(cache, REQUEST);
        source.stream().chunk((byte) 3).end();
        assertThat(second.audio()).containsExactly(1, 2, 3);
    }

    @Test
    void cancelledFirstCallerDoesNotEndTheOthers() {
        Call first = call(cache, REQUEST);
        Call second = call(cache, REQUEST);
        source.stream().chunk((byte) 1);
        first.stream().cancel();
        assertThat(first.handler().await().cancelled()).isTrue();
        source.stream().chunk((byte) 2).end();
        assertThat(second.audio()).containsExactly(1, 2);
        assertThat(source.stream().cancels()).isZero();
    }

    @Test
    void cancelsRequestWhenAllCallersAreGone() {
        Call first = call(cache, REQUEST);
        Call second = call(cache, REQUEST);
        source.stream().chunk((byte) 1);
        first.stream().cancel();
        first.handler().await();
        second.stream().cancel();
        second.handler().await();
        assertThat(source.stream().cancels()).isPositive();
        assertThat(cache.statistics().recordings()).isZero();
        assertThat(cache.statistics().memoryBytes()).isZero();
        call(cache, REQUEST);
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void doesNotStoreFailedAudio() {
        Call first = call(cache, REQUEST);
        Call second = call(cache, REQUEST);
        TruncatedAudioException truncated = new TruncatedAudioException("cut", null, 1);
        source.stream().chunk((byte) 1);
        source.stream().fail(truncated);
        assertThatThrownBy(first::audio).isSameAs(truncated);
        assertThatThrownBy(second::audio)
                .isInstanceOf(TruncatedAudioException.class)
                .isNotSameAs(truncated);
        assertThat(cache.statistics().recordings()).isZero();
        call(cache, REQUEST);
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void doesNotStoreCancelledOrEmptyAudio() {
        Call cancelled = call(cache, REQUEST);
        source.stream().chunk((byte) 1).cancel();
        assertThat(cancelled.handler().await().cancelled()).isTrue();
        assertThat(cache.statistics().recordings()).isZero();

        ScriptedSpeechSource silent = new ScriptedSpeechSource().playing(stream -> stream.end());
        try (CachedSpeech empty = CachedSpeech.over(silent)) {
            call(empty, REQUEST).handler().await();
            assertThat(empty.statistics().recordings()).isZero();
        }
    }

    @Test
    void reportsRefusalOfSourceToHandler() {
        source.refusing(new EngineClosedException("closed"));
        Call refused = call(cache, REQUEST);
        assertThatThrownBy(refused::audio).isInstanceOf(EngineClosedException.class);
        assertThat(cache.statistics().recordings()).isZero();
    }

    @Test
    void holdsRequestWhileNoCallerWantsMore() {
        CollectingHandler handler = new CollectingHandler();
        handler.holding = true;
        CollectingHandler other = new CollectingHandler();
        other.holding = true;
        var stream = cache.stream(REQUEST, handler);
        cache.stream(REQUEST, other);
        byte[] chunk = new byte[64 * 1024];
        source.stream().chunk(chunk);
        await(handler.firstChunk);
        await(other.firstChunk);
        for (int i = 1; i < 8; i++) {
            source.stream().chunk(chunk);
        }
        source.stream().end();
        assertThat(source.stream().isHeld()).isTrue();
        assertThat(cache.statistics().memoryBytes()).isLessThanOrEqualTo(Recording.AHEAD_BYTES + 32 * 1024);
        handler.holding = false;
        stream.resume();
        assertThat(handler.await().bytes()).isEqualTo(8L * chunk.length); // The other one still holds.
        assertThat(cache.statistics().recordings()).isEqualTo(1);
    }

    @Test
    void deliversAudioAboveTheLimitWithoutStoringIt() {
        use(CacheSettings.DEFAULT.withMemoryBytes(1024 * 1024));
        CollectingHandler slow = new CollectingHandler();
        slow.holding = true;
        Call fast = call(cache, REQUEST);
        var slowStream = cache.stream(REQUEST, slow);
        byte[] chunk = new byte[64 * 1024];
        for (int i = 0; i < 16; i++) {
            chunk[0] = (byte) i;
            source.stream().chunk(chunk.clone());
        }
        source.stream().end();
        await(slow.firstChunk);
        slow.holding = false;
        slowStream.resume();
        byte[] whole = fast.audio();
        assertThat(whole).hasSize(16 * chunk.length);
        slow.await();
        assertThat(slow.bytes()).isEqualTo(whole);
        assertThat(cache.statistics().oversized()).isEqualTo(1);
        assertThat(cache.statistics().recordings()).isZero();
        assertThat(cache.statistics().memoryBytes()).isZero();
    }

    @Test
    void removesLongestUnusedAudioFirst() {
        use(CacheSettings.DEFAULT.withMemoryBytes(1024 * 1024));
        ScriptedSpeechSource large = new ScriptedSpeechSource()
                .playing(stream -> stream.chunk(new byte[250 * 1024]).end());
        try (CachedSpeech small = CachedSpeech.over(large, CacheSettings.DEFAULT.withMemoryBytes(1024 * 1024))) {
            for (String text : List.of("a", "b", "c", "d", "a", "e")) {
                call(small, request(text)).audio();
            }
            assertThat(large.requests()).isEqualTo(5);
            assertThat(small.statistics().evictions()).isEqualTo(1);
            call(small, request("a")).audio();
            assertThat(large.requests()).isEqualTo(5);
            call(small, request("b")).audio();
            assertThat(large.requests()).isEqualTo(6);
            assertThat(small.statistics().memoryBytes()).isLessThanOrEqualTo(1024 * 1024);
        }
    }

    @Test
    void requestsAudioAgainAfterItsMaximumAge() {
        use(CacheSettings.DEFAULT.withMaxAge(Duration.ofHours(1)));
        source.playing(stream -> stream.chunk((byte) 1).end());
        call(cache, REQUEST).audio();
        clock.pass(Duration.ofMinutes(59));
        call(cache, REQUEST).audio();
        assertThat(source.requests()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(1));
        call(cache, REQUEST).audio();
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void passesOnUnseededRequestsIfTheyAreNotStored() {
        use(CacheSettings.DEFAULT.withUnseeded(false));
        source.playing(stream -> stream.chunk((byte) 1).end());
        SpeechRequest seeded = REQUEST.toBuilder().seed(7).build();
        for (SpeechRequest each : List.of(REQUEST, REQUEST, seeded, seeded)) {
            call(cache, each).audio();
        }
        assertThat(source.requests()).isEqualTo(3);
        assertThat(cache.statistics().bypassed()).isEqualTo(2);
    }

    @Test
    void passesOnLiveText() {
        source.playing(stream -> stream.chunk((byte) 1).end());
        LiveText text = LiveText.of(SpeechRequest.template().build());
        CollectingHandler handler = new CollectingHandler();
        cache.stream(text, handler);
        text.append("One sentence.");
        text.end();
        handler.await();
        assertThat(cache.statistics().bypassed()).isEqualTo(1);
        assertThat(cache.statistics().recordings()).isZero();
    }

    @Test
    void deliversTimesOfCharactersAgain() {
        SpeechTiming timing = new SpeechTiming(
                new Alignment(List.of("H", "i"), new double[] {0, 0.1}, new double[] {0.1, 0.2}), null, List.of());
        source.playing(stream ->
                stream.timing(timing).chunk((byte) 1, (byte) 2).timing(timing).end());
        SpeechRequest timed = REQUEST.toBuilder().timestamps(true).build();
        for (int i = 0; i < 2; i++) {
            List<SpeechTiming> received = new CopyOnWriteArrayList<>();
            CollectingHandler end = new CollectingHandler();
            cache.stream(timed, new ChunkHandler() {
                @Override
                public ChunkAction onChunk(Chunk chunk) {
                    return end.onChunk(chunk);
                }

                @Override
                public void onTiming(SpeechTiming each) {
                    received.add(each);
                }

                @Override
                public void onEnd(SpeechResult result) {
                    end.onEnd(result);
                }
            });
            end.await();
            assertThat(received).containsExactly(timing, timing);
        }
        assertThat(source.requests()).isEqualTo(1);
    }

    @Test
    void deadlineOfFirstCallerIsItsOwn() {
        CollectingHandler late = new CollectingHandler();
        cache.stream(
                REQUEST,
                late,
                CallOptions.DEFAULT.withDeadline(Duration.ofMillis(1)).withPriority(Priority.LIVE));
        Call other = call(cache, REQUEST);
        timer.pass(1);
        assertThatThrownBy(late::await).isInstanceOfSatisfying(TransportException.class, error -> {
            assertThat(error.timeoutPhase()).isEqualTo(TimeoutPhase.DEADLINE);
            assertThat(error.progress()).isEqualTo(RequestProgress.PROCESSED);
        });
        CallOptions sent = Objects.requireNonNull(source.lastOptions());
        assertThat(sent.deadline()).isNull();
        assertThat(sent.priority()).isEqualTo(Priority.LIVE);
        source.stream().chunk((byte) 1).end();
        assertThat(other.audio()).containsExactly(1);
    }

    @Test
    void rejectsChainWhoseFallbackItWouldStore() {
        FallbackSpeech chain = FallbackSpeech.of(FallbackStep.of(source));
        assertThatThrownBy(() -> CachedSpeech.over(chain)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void failsRunningStreamsWhenClosed() {
        Call running = call(cache, REQUEST);
        cache.close();
        assertThatThrownBy(running::audio).isInstanceOf(EngineClosedException.class);
        assertThat(source.stream().cancels()).isPositive();
        assertThatThrownBy(() -> call(cache, REQUEST)).isInstanceOf(EngineClosedException.class);
    }
}
