package dev.parlando.cache;

import static dev.parlando.cache.CacheFixture.RESPONSE;
import static dev.parlando.cache.CacheFixture.call;
import static dev.parlando.cache.CacheFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.MoreExecutors;
import dev.parlando.cache.CacheFixture.Call;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.fault.CollectingHandler;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.ScriptedSpeechStream;
import dev.parlando.speech.SpeechRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of caches on several machines that share a store. The store is called on the thread of the test. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedStoreTest {
    private static final SpeechRequest REQUEST = request("A secret remark.");
    private static final byte[] AUDIO = "the audio of the remark".getBytes(StandardCharsets.US_ASCII);

    private final FakeTimer timer = new FakeTimer();
    private final CacheFixture clock = new CacheFixture();
    private final FakeStore store = new FakeStore(timer);
    private final List<ScriptedSpeechStream> sent = new CopyOnWriteArrayList<>();
    private final List<CachedSpeech> caches = new ArrayList<>();
    private final CachedSpeech one = machine(settings());
    private final CachedSpeech two = machine(settings());

    private CacheSettings settings() {
        return CacheSettings.DEFAULT.withSharedStore(store);
    }

    private CachedSpeech machine(CacheSettings settings) {
        CachedSpeech cache = new CachedSpeech(
                new ScriptedSpeechSource().playing(sent::add),
                settings,
                clock,
                timer,
                MoreExecutors::newDirectExecutorService);
        caches.add(cache);
        return cache;
    }

    @AfterEach
    void close() {
        caches.forEach(CachedSpeech::close);
        assertThat(store.listeners()).isZero();
    }

    private static void finish(ScriptedSpeechStream stream) {
        stream.response(RESPONSE).chunk(AUDIO).end();
    }

    private static Call call(CachedSpeech cache, Priority priority) {
        CollectingHandler handler = new CollectingHandler();
        return new Call(cache.stream(REQUEST, handler, CallOptions.DEFAULT.withPriority(priority)), handler);
    }

    private static Call call(CachedSpeech cache) {
        return CacheFixture.call(cache, REQUEST);
    }

    /** Stores the audio of the request. */
    private void speakOnce() {
        Call first = call(one);
        finish(sent.get(0));
        assertThat(first.audio()).isEqualTo(AUDIO);
    }

    @Test
    void answersFromStoreOnAnotherMachine() {
        speakOnce();
        Call hit = call(two);
        assertThat(hit.audio()).isEqualTo(AUDIO);
        assertThat(Objects.requireNonNull(hit.handler().await().response()).requestId())
                .isEqualTo("request-1");
        assertThat(call(two).audio()).isEqualTo(AUDIO);
        assertThat(sent).hasSize(1);
        assertThat(one.statistics().sharedWrites()).isEqualTo(1);
        assertThat(two.statistics().sharedHits()).isEqualTo(1);
        assertThat(two.statistics().hits()).isEqualTo(1);
        assertThat(two.statistics().misses()).isZero();
        assertThat(store.claims()).isZero();
    }

    @Test
    void sendsOneRequestForAllCallersOfAllMachines() {
        List<CachedSpeech> machines =
                IntStream.range(0, 8).mapToObj(i -> machine(settings())).toList();
        List<Call> calls = machines.stream()
                .flatMap(machine -> IntStream.range(0, 20).mapToObj(i -> call(machine)))
                .toList();
        assertThat(sent).hasSize(1);
        finish(sent.get(0));
        assertThat(calls).allSatisfy(each -> assertThat(each.audio()).isEqualTo(AUDIO));
        assertThat(sent).hasSize(1);
        assertThat(machines.stream()
                        .mapToLong(each -> each.statistics().sharedWaits())
                        .sum())
                .isEqualTo(7);
        assertThat(store.claims()).isZero();
        assertThat(timer.pendingTasks()).isZero();
    }

    @Test
    void prefetchOfAllMachinesRequestsEachLineOnce() {
        List<SpeechRequest> lines =
                IntStream.range(0, 10).mapToObj(i -> request("line " + i)).toList();
        List<CachedSpeech> machines =
                IntStream.range(0, 8).mapToObj(i -> machine(settings())).toList();
        var ends = machines.stream()
                .map(each -> each.prefetch(lines).toCompletableFuture())
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            finish(sent.get(i)); // The next line is sent when a handler has received the end.
            int next = Math.min(i + 5, lines.size());
            await(() -> sent.size() >= next);
        }
        ends.forEach(CompletableFuture::join);
        assertThat(sent).hasSize(10);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("timeout of the test").isFalse();
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void storesValueAsFile() throws Exception {
        speakOnce();
        String name = store.values.keySet().iterator().next();
        byte[] value = Objects.requireNonNull(store.values.get(name));
        assertThat(name).isEqualTo(new SpeechFileFormat(null).fileName(REQUEST.identity()));
        assertThat(new SpeechFileFormat(null).decode(name, value).audio()).isEqualTo(AUDIO);
        assertThat(new String(value, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(store.ages).containsExactly(CacheSettings.DEFAULT.maxAge());
    }

    @Test
    void encryptsValueAndName() {
        CacheSettings encrypted = settings().withEncryptionKey(new SecretKeySpec(new byte[16], "AES"));
        Call first = call(machine(encrypted));
        finish(sent.get(0));
        first.audio();
        store.values.forEach((name, value) -> {
            assertThat(name).doesNotContain(REQUEST.identity());
            assertThat(new String(value, StandardCharsets.ISO_8859_1)).doesNotContain("audio");
        });
        assertThat(call(machine(encrypted)).audio()).isEqualTo(AUDIO);
        call(one);
        assertThat(sent).hasSize(2);
    }

    @Test
    void fillsDirectoryFromStore(@TempDir Path folder) throws Exception {
        speakOnce();
        CacheSettings both = settings().withDirectory(folder);
        CachedSpeech cache = machine(both);
        assertThat(call(cache).audio()).isEqualTo(AUDIO);
        cache.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        store.values.clear();
        CachedSpeech restarted = machine(both);
        assertThat(call(restarted).audio()).isEqualTo(AUDIO);
        assertThat(restarted.statistics().diskHits()).isEqualTo(1);
        assertThat(sent).hasSize(1);
    }

    @Test
    void anotherMachineSendsRequestAfterFailure() {
        Call failed = call(one);
        Call waiting = call(two);
        sent.get(0).chunk((byte) 1).fail(new TruncatedAudioException("cut", null, 1));
        assertThatThrownBy(failed::audio).isInstanceOf(TruncatedAudioException.class);
        assertThat(store.values).isEmpty();
        assertThat(sent).hasSize(2);
        finish(sent.get(1));
        assertThat(waiting.audio()).isEqualTo(AUDIO);
    }

    @Test
    void anotherMachineSendsRequestAfterCancel() {
        Call cancelled = call(one);
        Call waiting = call(two);
        cancelled.stream().cancel();
        cancelled.handler().await();
        await(() -> sent.size() == 2);
        finish(sent.get(1));
        assertThat(waiting.audio()).isEqualTo(AUDIO);
    }

    @Test
    void cancelledCallerLeavesTheWait() {
        call(one);
        Call waiting = call(two);
        waiting.stream().cancel();
        assertThat(waiting.handler().await().cancelled()).isTrue();
        finish(sent.get(0));
        timer.pass(10_000);
        assertThat(sent).hasSize(1);
        assertThat(two.statistics().sharedHits()).isZero();
        assertThat(timer.pendingTasks()).isZero();
    }

    @Test
    void ownRequestFollowsTheWait() {
        call(one);
        Call waiting = call(two);
        timer.pass(1_999);
        assertThat(sent).hasSize(1);
        timer.pass(1);
        assertThat(sent).hasSize(2);
        finish(sent.get(1));
        assertThat(waiting.audio()).isEqualTo(AUDIO);
        assertThat(store.claims()).isEqualTo(1); // That of the first machine, whose request is still running.
    }

    @Test
    void liveCallDoesNotWait() {
        call(one);
        call(two, Priority.LIVE);
        assertThat(sent).hasSize(2);
        assertThat(two.statistics().sharedWaits()).isZero();
    }

    @Test
    void liveCallEndsTheWaitOfPrefetch() {
        call(one);
        call(two, Priority.PREFETCH);
        timer.pass(5_000);
        assertThat(sent).hasSize(1);
        call(two, Priority.PREFETCH);
        assertThat(sent).hasSize(1);
        Call live = call(two, Priority.LIVE);
        assertThat(sent).hasSize(2);
        finish(sent.get(1));
        assertThat(live.audio()).isEqualTo(AUDIO);
    }

    @Test
    void renewsClaimDuringLongRequest() {
        call(one);
        call(two, Priority.PREFETCH);
        timer.pass(59_999);
        assertThat(sent).hasSize(1);
        timer.pass(1);
        assertThat(sent).hasSize(2);
    }

    @Test
    void claimOfLostMachineExpires() throws Exception {
        String name = new SpeechFileFormat(null).fileName(REQUEST.identity());
        assertThat(store.claim(name, "lost machine", StoreClaim.EXPIRY)).isTrue();
        Call waiting = call(two, Priority.PREFETCH);
        timer.pass(5_999);
        assertThat(sent).isEmpty();
        timer.pass(500);
        finish(sent.get(0));
        assertThat(waiting.audio()).isEqualTo(AUDIO);
    }

    @Test
    void keepsClaimWhoseRenewalFailsOnce() {
        call(one);
        store.failing.add("renew");
        timer.pass(2_000);
        store.failing.clear();
        timer.pass(30_000);
        assertThat(store.claims()).isEqualTo(1);
    }

    @Test
    void stopsRenewalOfLostClaim() throws Exception {
        call(one);
        String name = new SpeechFileFormat(null).fileName(REQUEST.identity());
        store.failing.add("renew");
        timer.pass(6_000);
        assertThat(store.claim(name, "other", StoreClaim.EXPIRY)).isTrue();
        store.failing.clear();
        timer.pass(20_000);
        long renewals = store.calls("renew");
        timer.pass(20_000);
        assertThat(store.calls("renew")).isEqualTo(renewals);
        assertThat(store.claim(name, "third", StoreClaim.EXPIRY)).isTrue();
    }

    @Test
    void readsAgainWithoutMessage() {
        store.silent = true;
        call(one);
        Call waiting = call(two);
        finish(sent.get(0));
        timer.pass(500);
        assertThat(waiting.audio()).isEqualTo(AUDIO);
        assertThat(sent).hasSize(1);
    }

    @Test
    void usesValueWrittenBetweenReadAndClaim() {
        call(one);
        store.beforeClaim = () -> {
            store.beforeClaim = () -> {};
            finish(sent.get(0));
        };
        assertThat(call(two).audio()).isEqualTo(AUDIO);
        assertThat(sent).hasSize(1);
        assertThat(store.claims()).isZero();
    }

    @Test
    void readsAgainIfClaimEndsBeforeTheWait() {
        call(one);
        store.afterClaim = () -> {
            store.afterClaim = () -> {};
            finish(sent.get(0));
        };
        assertThat(call(two).audio()).isEqualTo(AUDIO);
        assertThat(sent).hasSize(1);
    }

    @Test
    void replacesBrokenValue() {
        speakOnce();
        store.values.replaceAll((name, value) -> new byte[] {1, 2, 3});
        Call repaired = call(two);
        assertThat(store.values).isEmpty();
        finish(sent.get(1));
        assertThat(repaired.audio()).isEqualTo(AUDIO);
        assertThat(two.statistics().sharedBroken()).isEqualTo(1);
        assertThat(call(machine(settings())).audio()).isEqualTo(AUDIO);
        assertThat(sent).hasSize(2);
    }

    @Test
    void ignoresValueAboveMaximumAge() {
        speakOnce();
        clock.pass(Duration.ofHours(2));
        assertThat(call(two).audio()).isEqualTo(AUDIO);
        call(machine(settings().withMaxAge(Duration.ofHours(1))));
        assertThat(sent).hasSize(2);
        assertThat(store.values).hasSize(1);
    }

    @Test
    void requestsAudioThatDoesNotFit() {
        Call large = CacheFixture.call(one, REQUEST);
        sent.get(0).chunk(new byte[4 * 1024 * 1024]).end();
        large.audio();
        CachedSpeech small = machine(settings().withMemoryBytes(1024 * 1024));
        Call again = call(small);
        assertThat(sent).hasSize(2);
        sent.get(1).chunk(new byte[4 * 1024 * 1024]).end();
        again.audio();
        assertThat(store.claims()).isZero();
        assertThat(store.calls("write")).isEqualTo(1);
    }

    @Test
    void skipsStoreAfterFailureAndTriesAgain() {
        store.failing.addAll(List.of("read", "claim", "write"));
        for (int i = 0; i < 3; i++) {
            Call each = CacheFixture.call(one, request("line " + i));
            finish(sent.get(i));
            assertThat(each.audio()).isEqualTo(AUDIO);
        }
        assertThat(store.calls("read")).isEqualTo(1);
        assertThat(one.statistics().sharedFailures()).isEqualTo(1);
        timer.pass(4_999);
        CacheFixture.call(one, request("line 4"));
        assertThat(store.calls("read")).isEqualTo(1);
        timer.pass(1);
        CacheFixture.call(one, request("line 5"));
        CacheFixture.call(one, request("line 6"));
        assertThat(store.calls("read")).isEqualTo(2);
        store.failing.clear();
        timer.pass(5_000);
        CacheFixture.call(one, request("line 7"));
        CacheFixture.call(one, request("line 8"));
        assertThat(store.calls("read")).isEqualTo(6); // Before and after each claim.
        assertThat(store.claims()).isEqualTo(2);
    }

    @Test
    void readsFromStoreThatAcceptsNoWrites() {
        speakOnce();
        store.failing.addAll(List.of("write", "claim"));
        for (int i = 0; i < 3; i++) {
            CacheFixture.call(two, request("line " + i));
            finish(sent.get(i + 1));
        }
        assertThat(store.calls("claim")).isEqualTo(2);
        assertThat(store.calls("write")).isEqualTo(1);
        assertThat(call(two).audio()).isEqualTo(AUDIO);
        assertThat(two.statistics().sharedHits()).isEqualTo(1);
    }

    @Test
    void releasesClaimIfValueCannotBeWritten() {
        store.failing.add("write");
        Call first = call(one);
        Call waiting = call(two);
        finish(sent.get(0));
        assertThat(first.audio()).isEqualTo(AUDIO);
        assertThat(sent).hasSize(2);
        finish(sent.get(1));
        assertThat(waiting.audio()).isEqualTo(AUDIO);
        assertThat(store.claims()).isZero();
    }

    @Test
    void releasesClaimWhenClosed() {
        call(one);
        assertThat(store.claims()).isEqualTo(1);
        one.close();
        assertThat(store.claims()).isZero();
    }

    @Test
    void sendsRequestWhenStoreHangs() throws Exception {
        store.hang = new CountDownLatch(1);
        CachedSpeech cache = new CachedSpeech(new ScriptedSpeechSource().playing(sent::add), settings(), clock, timer);
        try (cache) {
            Call first = call(cache);
            await(() -> store.calls("read") == 1);
            timer.pass(499);
            assertThat(sent).isEmpty();
            timer.pass(1);
            finish(sent.get(0));
            assertThat(first.audio()).isEqualTo(AUDIO);
            CacheFixture.call(cache, request("next line")); // Without a wait.
            assertThat(sent).hasSize(2);
            store.hang.countDown();
            await(() -> store.calls("release") == 1);
        }
        assertThat(store.claims()).isZero();
        assertThat(cache.statistics().sharedFailures()).isEqualTo(1);
        assertThat(sent).hasSize(2);
    }
}
