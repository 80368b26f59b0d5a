package dev.parlando.internal.limiter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests that permits are conserved if several threads use one limiter concurrently, in real time. */
class ConcurrencyLimiterRaceTest {
    private static final int THREADS = 4;
    private static final int MOST = 4;
    private static final int ROUNDS = 3_000;

    /** Short waits of up to a millisecond, so that pauses start and end frequently. */
    private static final RetryPolicy QUICK = RetryPolicy.DEFAULT
            .withMaxAttempts(4)
            .withFirstDelay(Duration.ofNanos(200_000))
            .withMaxDelay(Duration.ofMillis(1));

    private final PermitOwner owner = new PermitOwner(QUICK, () -> "account");
    private final AtomicInteger accountInFlight = new AtomicInteger();
    private final AtomicInteger admissions = new AtomicInteger();
    private final ScheduledExecutorService alarms = new ScheduledThreadPoolExecutor(1);
    private final EventDispatcher<GovernorListener> events = new EventDispatcher<>("governor");
    private final ConcurrencyLimiter gate = new ConcurrencyLimiter(
            () -> "account",
            "group",
            LimiterFixture.SETTINGS,
            accountInFlight,
            new AdaptiveLimit(2, MOST),
            new Backoff(() -> 0.5),
            events,
            System::nanoTime,
            this::schedule);

    @Test
    void conservesPermitsAndReportsEachOutcomeOnce() throws Exception {
        events.add(new RecordingGovernorListener());
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int seed = 0; seed < THREADS; seed++) {
            done.add(start(new Random(seed)));
        }
        for (CompletableFuture<Void> each : done) {
            each.get(120, SECONDS);
        }

        assertThat(gate.snapshot().inFlight()).isZero();
        assertThat(gate.snapshot().queued()).isZero();
        assertThat(accountInFlight).hasValue(0);
        assertThat(admissions.get()).isGreaterThan(THREADS);
        events.close();
        alarms.shutdown();
        assertThat(alarms.awaitTermination(30, SECONDS)).as("no alarm is left").isTrue();
    }

    private CompletableFuture<Void> start(Random random) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    new Member(random).runRequest();
                }
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private Runnable schedule(Runnable task, long delayNanos) {
        ScheduledFuture<?> scheduled = alarms.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Owner of one permit request. Any thread may report an outcome to it; its own thread reads the outcomes. */
    private final class Member implements PermitRequest.Callback {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        private final Random random;
        private final PermitRequest ticket;

        Member(Random random) {
            this.random = random;
            Priority priority = Priority.values()[random.nextInt(3)];
            this.ticket = new PermitRequest(
                    this, owner, priority, Duration.ofMillis(random.nextInt(20)).toNanos());
        }

        void runRequest() throws Exception {
            gate.submit(ticket);
            if (random.nextInt(4) == 0) {
                cancel();
                return;
            }
            while (isAdmitted() && refused()) {
                // The request is queued again.
            }
            gate.release(ticket);
            assertThat(gate.release(ticket)).isFalse();
            assertThat(told).isEmpty();
        }

        /** Cancels the request, possibly while its outcome is reported; at most one outcome may be reported. */
        private void cancel() {
            gate.release(ticket);
            assertThat(gate.release(ticket)).isFalse();
            assertThat(told.size()).isLessThanOrEqualTo(1);
        }

        private boolean isAdmitted() throws InterruptedException {
            String heard = told.poll(60, SECONDS);
            assertThat(heard).isIn("admitted", "refused");
            return "admitted".equals(heard);
        }

        /** Uses the permit at random; returns whether the request is queued again. */
        private boolean refused() {
            int chance = random.nextInt(6);
            if (chance == 0) {
                gate.onResponse(ticket, new ConcurrencyReport(1, 1 + random.nextInt(MOST), null, null));
            }
            return switch (chance) {
                case 1 -> gate.requeue(ticket, refusal("concurrent_limit_exceeded"));
                case 2 -> gate.requeue(ticket, refusal("system_busy"));
                default -> false;
            };
        }

        private CapacityException refusal(String status) {
            return new CapacityException(status, new ServiceError(429, null, null, status, null, null, null, null));
        }

        @Override
        public void onPermit() {
            admissions.incrementAndGet();
            told.add(ticket.inFlightAtAdmission <= MOST ? "admitted" : "admitted above the limit");
        }

        @Override
        public void onRefused(ParlandoException error) {
            told.add("refused");
        }
    }
}
