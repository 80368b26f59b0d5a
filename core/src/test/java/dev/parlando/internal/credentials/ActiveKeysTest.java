package dev.parlando.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.credentials.KeyChange;
import dev.parlando.credentials.KeyListener;
import dev.parlando.credentials.KeyRejection;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.internal.event.CallbackExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ActiveKeysTest {
    private static final ApiKey FIRST = ApiKey.of("sk_5ecret_first");
    private static final ApiKey SECOND = ApiKey.of("sk_5ecret_second");
    private static final ApiKey THIRD = ApiKey.of("sk_5ecret_third");
    private static final CallbackExecutor CALLBACKS = new CallbackExecutor(null);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final ServiceError INVALID =
            new ServiceError(401, "authentication_error", "unauthorized", "invalid_api_key", null, null, null, null);

    private volatile ApiKeys keys = new ApiKeys(FIRST, SECOND);
    private volatile @Nullable RuntimeException failure;

    @Test
    void switchesKeyWhenProviderReturnsNewOne() {
        Recorder recorder = new Recorder();
        try (ActiveKeys keyring = open(recorder)) {
            assertThat(keyring.active()).isSameAs(FIRST);
            keys = new ApiKeys(SECOND, FIRST);
            assertThat(keyring.active()).isSameAs(FIRST);
            keyring.refresh().join();
            assertThat(keyring.active()).isSameAs(SECOND);
            assertThat(keyring.fingerprint()).isEqualTo(SECOND.fingerprint());
        }
        assertThat(recorder.events)
                .containsExactly(new KeyChange(FIRST.fingerprint(), SECOND.fingerprint(), KeyChange.Cause.PROVIDED));
    }

    @Test
    void failsOverOncePerRejectedKey() {
        Recorder recorder = new Recorder();
        try (ActiveKeys keyring = open(recorder)) {
            assertThat(keyring.onRejected(FIRST, INVALID).join()).isTrue();
            assertThat(keyring.onRejected(ApiKey.of(FIRST.reveal()), INVALID).join())
                    .isTrue();
            assertThat(keyring.active()).isSameAs(SECOND);
        }
        assertThat(recorder.events)
                .containsExactly(
                        new KeyChange(FIRST.fingerprint(), SECOND.fingerprint(), KeyChange.Cause.FAILED_OVER),
                        new KeyRejection(FIRST.fingerprint(), INVALID, true));
    }

    @Test
    void reportsFailureOfProviderToEachListenerByErrorOfItsOwn() {
        List<ParlandoException> errors = new CopyOnWriteArrayList<>();
        try (ActiveKeys keyring = open(new Recorder())) {
            for (int i = 0; i < 2; i++) {
                keyring.addListener(new KeyListener() {
                    @Override
                    public void onProviderFailed(ParlandoException error) {
                        errors.add(error);
                    }
                });
            }
            failure = new InvalidRequestException("api_key", "is gone");
            keyring.refresh().join();
        }
        assertThat(errors).hasSize(2).doesNotHaveDuplicates().allSatisfy(error -> assertThat(error)
                .hasCause(failure));
    }

    @Test
    void givesUpWhenStandbyIsRejected() {
        Recorder recorder = new Recorder();
        try (ActiveKeys keyring = open(recorder)) {
            keyring.onRejected(FIRST, INVALID).join();
            assertThat(keyring.onRejected(SECOND, INVALID).join()).isFalse();
            keyring.refresh().join();
            assertThat(keyring.onRejected(FIRST, INVALID).join()).isFalse();
        }
        assertThat(recorder.events).last().isEqualTo(new KeyRejection(SECOND.fingerprint(), INVALID, false));
    }

    @Test
    void pollsProviderBeforeGivingUp() {
        keys = ApiKeys.of(FIRST);
        try (ActiveKeys keyring = open(new Recorder())) {
            keys = ApiKeys.of(THIRD);
            assertThat(keyring.onRejected(FIRST, INVALID).join()).isTrue();
            assertThat(keyring.active()).isSameAs(THIRD);
        }
    }

    @Test
    void pollsProviderOnceForAllWaitingRequests() {
        keys = ApiKeys.of(FIRST);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        ApiKeyProvider slow = () -> {
            if (questions.getAndIncrement() == 1) {
                asked.countDown();
                await(answered);
            }
            return keys;
        };
        try (ActiveKeys keyring = new ActiveKeys(slow, NEVER, CALLBACKS)) {
            CompletableFuture<Boolean> first = keyring.onRejected(FIRST, INVALID);
            await(asked);
            List<CompletableFuture<Boolean>> others = Stream.generate(() -> keyring.onRejected(FIRST, INVALID))
                    .limit(100)
                    .toList();
            keys = ApiKeys.of(THIRD);
            answered.countDown();
            assertThat(first.join()).isTrue();
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isTrue());
        }
        assertThat(questions).as("at the start, for the first, for all others").hasValue(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsStandbyUntilProviderSwitchesKeys() {
        try (ActiveKeys keyring = open(new Recorder())) {
            keyring.onRejected(FIRST, INVALID).join();
            keyring.refresh().join();
            assertThat(keyring.active()).isSameAs(SECOND);
            keys = new ApiKeys(FIRST, THIRD);
            keyring.refresh().join();
            assertThat(keyring.active())
                    .as("a new standby for the key that is refused")
                    .isSameAs(THIRD);
            keys = new ApiKeys(SECOND, FIRST);
            keyring.refresh().join();
            keys = new ApiKeys(FIRST, SECOND);
            keyring.refresh().join();
            assertThat(keyring.active())
                    .as("chosen again, perhaps enabled again")
                    .isSameAs(FIRST);
        }
    }

    @Test
    void keepsActiveKeyWhenOldKeyIsRejected() {
        Recorder recorder = new Recorder();
        try (ActiveKeys keyring = open(recorder)) {
            assertThat(keyring.onRejected(THIRD, INVALID).join()).isTrue();
            assertThat(keyring.active()).isSameAs(FIRST);
        }
        assertThat(recorder.events).isEmpty();
    }

    @Test
    void keepsKeysWhileProviderFails() {
        Recorder recorder = new Recorder();
        try (ActiveKeys keyring = open(recorder)) {
            failure = new IllegalStateException("the vault answered a-secret");
            keyring.refresh().join();
            keyring.refresh().join();
            assertThat(keyring.active()).isSameAs(FIRST);
            failure = null;
            keyring.refresh().join();
            failure = new InvalidRequestException("api_key", "is not in the vault");
            keyring.refresh().join();
        }
        assertThat(recorder.events)
                .map(Object::toString)
                .containsExactly(
                        "api_key: cannot be obtained: the provider failed with java.lang.IllegalStateException",
                        "api_key: is not in the vault");
    }

    @Test
    @SuppressWarnings("NullAway") // A provider without null checks.
    void keepsPollingProviderThatReturnedNull() {
        Recorder recorder = new Recorder();
        try (ActiveKeys keyring = open(recorder)) {
            keys = null;
            keyring.refresh().join();
            assertThat(keyring.active()).isSameAs(FIRST);
            keys = new ApiKeys(SECOND, FIRST);
            keyring.refresh().join();
            assertThat(keyring.active()).isSameAs(SECOND);
        }
        assertThat(recorder.events)
                .first()
                .asString()
                .isEqualTo("api_key: cannot be obtained: the provider returned null");
    }

    @Test
    void survivesCallerThatCompletesItsRefresh() {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger polls = new AtomicInteger();
        ApiKeyProvider slow = () -> {
            if (polls.getAndIncrement() == 1) {
                await(answered);
            }
            return keys;
        };
        try (ActiveKeys keyring = new ActiveKeys(slow, NEVER, CALLBACKS)) {
            keyring.refresh(); // Occupies the thread, so that the next one stays pending.
            keyring.refresh().completeExceptionally(new TimeoutException());
            answered.countDown();
            keys = ApiKeys.of(THIRD);
            keyring.refresh().join();
            assertThat(keyring.active()).isSameAs(THIRD);
        }
    }

    @Test
    void completesPendingRefreshOnClose() {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger polls = new AtomicInteger();
        ApiKeyProvider hanging = () -> {
            if (polls.getAndIncrement() == 1) {
                asked.countDown();
                LockSupport.park(this); // Until the close interrupts it.
            }
            return keys;
        };
        ActiveKeys keyring = new ActiveKeys(hanging, NEVER, CALLBACKS);
        CompletableFuture<Void> running = keyring.refresh();
        await(asked);
        CompletableFuture<Void> pending = keyring.refresh();
        keyring.close();
        CompletableFuture.allOf(running, pending)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void failsToOpenIfTheProviderHasNoKey() {
        failure = new InvalidRequestException("api_key", "is not in the vault");
        assertThatThrownBy(() -> open(new Recorder())).isSameAs(failure);
    }

    @Test
    void startsNoThreadForFixedOrMissingKeys() {
        Set<Thread> before = Thread.getAllStackTraces().keySet(); // A thread of an earlier test may still be ending.
        try (ActiveKeys fixed = new ActiveKeys(ApiKeyProvider.of(FIRST), NEVER, CALLBACKS);
                ActiveKeys none = new ActiveKeys(null, NEVER, CALLBACKS)) {
            assertThat(fixed.onRejected(FIRST, INVALID).join()).isFalse();
            assertThat(fixed.active()).isSameAs(FIRST);
            assertThat(none.fingerprint()).isNull();
            assertThat(none.onRejected(FIRST, INVALID).join()).isFalse();
            assertThat(none.refresh()).isCompleted();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .doesNotContain("parlando-keys");
        }
    }

    private ActiveKeys open(KeyListener listener) {
        ActiveKeys keyring = new ActiveKeys(this::answer, NEVER, CALLBACKS);
        keyring.addListener(listener);
        return keyring;
    }

    private ApiKeys answer() {
        if (failure != null) {
            throw Objects.requireNonNull(failure);
        }
        return keys;
    }

    /** Listener that records its events; complete after the keyring has been closed. */
    private static final class Recorder implements KeyListener {
        final Queue<Object> events = new ConcurrentLinkedQueue<>();

        @Override
        public void onKeyChanged(KeyChange change) {
            events.add(change);
        }

        @Override
        public void onKeyRejected(KeyRejection refusal) {
            events.add(refusal);
        }

        @Override
        public void onProviderFailed(ParlandoException error) {
            events.add(error.getMessage());
        }
    }
}
