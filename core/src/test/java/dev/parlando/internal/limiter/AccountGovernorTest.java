package dev.parlando.internal.limiter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitChange;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.Uninterruptibly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of a governor through its public API. */
class AccountGovernorTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final FakeScheduler time = new FakeScheduler();
    private final AccountGovernor governor =
            LimiterFixture.governor(GovernorSettings.DEFAULT.withInitialLimit(1), time);

    @AfterEach
    void close() {
        governor.close();
    }

    @Test
    void grantsAndReleasesPermit() throws Exception {
        try (Permit permit = governor.acquire(null, Priority.LIVE, Duration.ZERO)) {
            assertThat(permit.limitAtPermit().inFlight()).isEqualTo(1);
            assertThat(permit.limitAtPermit().keyFingerprint()).isEqualTo("account");
            assertThat(permit.limitAtPermit().reason()).isEqualTo(LimitReason.INITIAL);
        }
        assertThat(inFlight()).isZero();
    }

    @Test
    void releasesPermitOnce() throws Exception {
        Permit first = governor.acquire(null, Priority.LIVE, Duration.ZERO);
        first.close();
        governor.acquire(null, Priority.LIVE, Duration.ZERO);

        first.close();

        assertThat(inFlight()).isEqualTo(1);
    }

    @Test
    void limitsEachGroupSeparately() throws Exception {
        governor.acquire("eleven_flash_v2_5", Priority.NORMAL, Duration.ZERO);
        governor.acquire("eleven_v3", Priority.NORMAL, Duration.ZERO);
        governor.callLimiter();

        assertThatThrownBy(() -> governor.acquire("eleven_turbo_v2", Priority.NORMAL, Duration.ZERO))
                .isInstanceOf(CapacityException.class);
        assertThat(governor.snapshots())
                .extracting(LimitSnapshot::modelGroup)
                .containsExactlyInAnyOrder("turbo", "standard", "calls");
    }

    @Test
    void usesModelGroupsReportedByService() throws Exception {
        governor.updateModelGroups(List.of(ModelGroupsTest.model("eleven_v3", "v3_only")));
        governor.acquire("eleven_v3", Priority.NORMAL, Duration.ZERO);

        assertThat(governor.snapshot("eleven_v3").modelGroup()).isEqualTo("v3_only");
        assertThat(inFlight()).isZero();
    }

    @Test
    void adjustsLimitFromReportedResponse() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> second = governor.acquireAsync(null, Priority.NORMAL, LONG);
        assertThat(second).isNotDone();

        permit.onResponse(1, 5, null);

        assertThat(second.get(30, SECONDS).limitAtPermit().limit()).isEqualTo(5);
        assertThat(governor.snapshot(null).maximum()).isEqualTo(5);
    }

    @Test
    void cancelsWaitingRequest() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> second = governor.acquireAsync(null, Priority.NORMAL, LONG);
        CompletableFuture<Permit> third = governor.acquireAsync(null, Priority.NORMAL, LONG);

        assertThat(second.cancel(true)).isTrue();
        assertThat(governor.snapshot(null).queued()).isEqualTo(1);
        permit.close();

        third.get(30, SECONDS).close();
        assertThat(inFlight()).isZero();
    }

    @Test
    void ignoresCancelAfterGrantOrRefusal() throws Exception {
        CompletableFuture<Permit> given = governor.acquireAsync(null, Priority.NORMAL, LONG);
        CompletableFuture<Permit> refused = governor.acquireAsync(null, Priority.NORMAL, Duration.ZERO);

        assertThat(given.cancel(true)).isFalse();
        assertThat(refused.cancel(true)).isFalse();

        assertThat(inFlight()).isEqualTo(1);
        assertThat(refused).isCompletedExceptionally();
        given.get().close();
        assertThat(inFlight()).isZero();
    }

    @Test
    void losesNoPermitIfCallerCompletesFuture() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> replaced = governor.acquireAsync(null, Priority.NORMAL, LONG);
        replaced.complete(permit);
        CompletableFuture<Permit> timedOut = governor.acquireAsync(null, Priority.NORMAL, LONG);
        timedOut.completeExceptionally(new TimeoutException());
        CompletableFuture<Permit> last = governor.acquireAsync(null, Priority.NORMAL, LONG);

        permit.close();

        last.get(30, SECONDS).close();
        assertThat(inFlight()).isZero();
    }

    @Test
    void grantsNoPermitToInterruptedThread() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                governor.acquire(null, Priority.NORMAL, LONG).close();
                thrown.complete(new AssertionError("got a permit"));
            } catch (Throwable failure) {
                thrown.complete(failure);
            }
        });
        waiting.start();
        waiting.interrupt();

        assertThat(thrown.get(30, SECONDS)).isInstanceOf(InterruptedException.class);
        waiting.join(30_000);
        assertThat(governor.snapshot(null).queued()).isZero();
        permit.close();
        assertThat(inFlight()).isZero();
    }

    @Test
    void wakesWaitingThread() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> got = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                got.complete(governor.acquire(null, Priority.NORMAL, LONG));
            } catch (Throwable failure) {
                got.completeExceptionally(failure);
            }
        });
        waiting.start();
        permit.close();

        got.get(30, SECONDS).close();
        waiting.join(30_000);
        assertThat(inFlight()).isZero();
    }

    @Test
    void runsCallbacksOutsideReleasingThread() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Thread> ran = governor.acquireAsync(null, Priority.NORMAL, LONG)
                .thenApply(given -> {
                    given.close();
                    return Thread.currentThread();
                });

        permit.close();

        assertThat(ran.get(30, SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void releasesLongQueueWithoutStackOverflow() throws Exception {
        AccountGovernor large = LimiterFixture.governor(
                GovernorSettings.DEFAULT.withInitialLimit(1).withMaxLimit(1).withMaxQueued(20_000), time);
        Permit permit = large.acquire(null, Priority.NORMAL, Duration.ZERO);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            all.add(large.acquireAsync(null, Priority.NORMAL, LONG).thenAccept(Permit::close));
        }

        permit.close();

        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(300, SECONDS);
        assertThat(large.snapshot(null).inFlight()).isZero();
        large.close();
    }

    @Test
    void acceptsExtremeTimeouts() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ofSeconds(Long.MAX_VALUE));
        CompletableFuture<Permit> forever =
                governor.acquireAsync(null, Priority.NORMAL, Duration.ofSeconds(Long.MAX_VALUE));
        CompletableFuture<Permit> never =
                governor.acquireAsync(null, Priority.NORMAL, Duration.ofSeconds(Long.MIN_VALUE));
        CompletableFuture<Permit> brief = governor.acquireAsync(null, Priority.NORMAL, Duration.ofMillis(10));
        time.passMillis(10);

        assertThatThrownBy(() -> never.get(30, SECONDS)).hasCauseInstanceOf(CapacityException.class);
        assertThatThrownBy(() -> brief.get(30, SECONDS)).hasCauseInstanceOf(CapacityException.class);
        assertThat(forever).isNotDone();
        permit.close();
        forever.get(30, SECONDS).close();
    }

    @Test
    void refusesAllRequestsAfterClose() throws Exception {
        Permit permit = governor.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> waiting = governor.acquireAsync(null, Priority.NORMAL, LONG);

        governor.close();

        assertThatThrownBy(() -> waiting.get(30, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(EngineClosedException.class);
        assertThatThrownBy(() -> governor.acquire(null, Priority.NORMAL, LONG))
                .isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(() -> governor.acquire("eleven_flash_v2_5", Priority.NORMAL, LONG))
                .as("a group that was not in use before")
                .isInstanceOf(EngineClosedException.class);
        permit.close();
        assertThat(inFlight()).isZero();
        governor.close();
    }

    @Test
    void startsWaitingRequestsWhenMaximumIsRaised() throws Exception {
        AccountGovernor small = LimiterFixture.governor(
                GovernorSettings.DEFAULT.withInitialLimit(3).withMaxLimit(1), time);
        small.acquire(null, Priority.NORMAL, Duration.ZERO);
        CompletableFuture<Permit> second = small.acquireAsync(null, Priority.NORMAL, LONG);
        CompletableFuture<Permit> third = small.acquireAsync(null, Priority.NORMAL, LONG);
        RecordingGovernorListener heard = new RecordingGovernorListener();
        small.addListener(heard);

        small.setMaxLimit(2);
        second.get(30, SECONDS);
        assertThat(third).isNotDone();
        small.setMaxLimit(100);
        third.get(30, SECONDS);

        small.close();
        assertThat(heard.all(LimitChange.class))
                .filteredOn(change -> !change.snapshot().modelGroup().equals("calls"))
                .extracting(
                        LimitChange::previousLimit, change -> change.snapshot().limit(), change -> change.snapshot()
                                .reason())
                .containsExactly(tuple(1, 2, LimitReason.CONFIGURED), tuple(2, 3, LimitReason.INITIAL));
    }

    @Test
    void startsNoRequestUntilFewerRunThanLoweredMaximum() throws Exception {
        AccountGovernor lowered = LimiterFixture.governor(GovernorSettings.DEFAULT.withInitialLimit(5), time);
        List<Permit> running = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            running.add(lowered.acquire(null, Priority.NORMAL, Duration.ZERO));
        }
        CompletableFuture<Permit> next = lowered.acquireAsync(null, Priority.NORMAL, LONG);

        lowered.setMaxLimit(2);
        running.subList(0, 3).forEach(Permit::close);
        assertThat(lowered.snapshot(null).inFlight()).isEqualTo(2);
        assertThat(next).isNotDone();
        running.get(3).close();

        next.get(30, SECONDS).close();
        lowered.close();
    }

    @Test
    void appliesMaximumToGroupsUsedLater() throws Exception {
        governor.setMaxLimit(7);
        try (Permit permit = governor.acquire("eleven_v3", Priority.NORMAL, Duration.ZERO)) {
            permit.onResponse(1, 20, null);
            assertThat(governor.snapshot("eleven_v3").limit()).isEqualTo(7);
            assertThat(governor.callLimiter().snapshot().limit()).isEqualTo(7);
        }
    }

    @Test
    void rejectsMaximumOutOfRangeOrWhenOff() {
        AccountGovernor off = LimiterFixture.governor(GovernorSettings.OFF, time);

        assertThatThrownBy(() -> governor.setMaxLimit(0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("governor.max_limit")
                .hasMessageContaining("0 is outside 1 to 10000");
        assertThatThrownBy(() -> off.setMaxLimit(5))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("off");
        off.close();
    }

    @Test
    void grantsAllPermitsWhenOff() throws Exception {
        AccountGovernor off = LimiterFixture.governor(GovernorSettings.OFF, time);
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            permits.add(off.acquire(null, Priority.PREFETCH, Duration.ZERO));
        }

        permits.get(0).onResponse(100, 5, 100);

        assertThat(off.snapshot(null)).satisfies(now -> {
            assertThat(now.inFlight()).isEqualTo(100);
            assertThat(now.limit()).isEqualTo(Integer.MAX_VALUE);
            assertThat(now.maximum()).isEqualTo(5);
            assertThat(now.reason()).isEqualTo(LimitReason.CONFIGURED);
        });
        permits.forEach(Permit::close);
        assertThat(off.snapshot(null).inFlight()).isZero();
        off.close();
    }

    @Test
    void notifiesListenersUntilRemoved() throws Exception {
        RecordingGovernorListener heard = new RecordingGovernorListener();
        RecordingGovernorListener removed = new RecordingGovernorListener();
        governor.addListener(removed);
        governor.addListener(heard);
        governor.removeListener(removed);
        governor.acquire(null, Priority.LIVE, Duration.ZERO).close();
        governor.close();

        assertThat(heard.all(Admission.class)).hasSize(1);
        assertThat(removed.kinds()).isEmpty();
    }

    @Test
    void countsEventsThatSlowListenerMisses() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        governor.addListener(new GovernorListener() {
            @Override
            public void onAdmitted(Admission admission) {
                blocked.countDown();
                Uninterruptibly.await(SECONDS.toNanos(30), nanos -> released.await(nanos, TimeUnit.NANOSECONDS));
            }
        });
        acquireAndReturn(1);
        assertThat(blocked.await(30, SECONDS)).isTrue();

        acquireAndReturn(4_999); // Two events each, and one of the first request waits already.
        assertThat(governor.droppedEvents()).isZero();
        acquireAndReturn(5);
        assertThat(governor.droppedEvents()).isEqualTo(9);
        released.countDown();
    }

    private void acquireAndReturn(int permits) throws Exception {
        for (int i = 0; i < permits; i++) {
            governor.acquire(null, Priority.NORMAL, LONG).close();
        }
    }

    private int inFlight() {
        return governor.snapshot(null).inFlight();
    }
}
