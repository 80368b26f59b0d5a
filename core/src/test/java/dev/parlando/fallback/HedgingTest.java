package dev.parlando.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.Reflection;
import dev.parlando.SpeechEngine;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.fault.CollectingHandler;
import dev.parlando.governor.Governor;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of hedges between scripted sources, in fake time. */
class HedgingTest {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");
    private static final Hedging AFTER_100 = Hedging.after(Duration.ofMillis(100));
    private static final CallOptions LIVE = CallOptions.DEFAULT.withPriority(Priority.LIVE);

    private final ScriptedSpeechSource first = new ScriptedSpeechSource();
    private final ScriptedSpeechSource second = new ScriptedSpeechSource();
    private final ScriptedSpeechSource third = new ScriptedSpeechSource();
    private final FakeTimer timer = new FakeTimer();
    private final CollectingHandler handler = new CollectingHandler();

    private FallbackSpeech chain(FallbackStep... steps) {
        return new FallbackSpeech(List.of(steps), timer);
    }

    private FallbackSpeech chain() {
        return chain(hedged(), FallbackStep.of(second));
    }

    private FallbackStep hedged() {
        return FallbackStep.of(first).withHedging(AFTER_100);
    }

    private SpeechStream speak(FallbackSpeech chain) {
        return chain.stream(REQUEST, handler, LIVE);
    }

    private static ParlandoException broken() {
        return new TransportException("broken", null, RequestProgress.PROCESSED);
    }

    private static Governor governor(int inFlight, int queued, long pausedNanos) {
        LimitSnapshot snapshot = new LimitSnapshot(
                "key", "group", 5, inFlight, queued, pausedNanos, null, null, null, 0, 0, LimitReason.CONFIGURED);
        return Reflection.newProxy(Governor.class, (proxy, method, arguments) -> snapshot);
    }

    @Test
    void hearsHedgeThatIsFirst() {
        FallbackSpeech chain = chain();
        speak(chain);
        timer.pass(99);
        assertThat(second.requests()).isZero();
        timer.pass(1);
        assertThat(first.stream().cancels()).isZero();

        second.stream().chunk((byte) 2);
        assertThat(first.stream().cancels()).isPositive();
        second.stream().chunk((byte) 3).end();
        assertThat(handler.await().cancelled()).isFalse();
        assertThat(handler.bytes()).containsExactly(2, 3);
        assertThat(chain.spokenByStep()).containsExactly(0L, 1L);
        assertThat(chain.hedgesStarted()).isEqualTo(1);
        assertThat(chain.hedgesWon()).isEqualTo(1);
    }

    @Test
    void hearsFirstRequestThatIsFirst() {
        FallbackSpeech chain = chain();
        speak(chain);
        timer.pass(100);
        first.stream().chunk((byte) 1);
        assertThat(second.stream().cancels()).isPositive();
        first.stream().chunk((byte) 2).end();
        assertThat(handler.await().cancelled()).isFalse();
        assertThat(handler.bytes()).containsExactly(1, 2);
        assertThat(chain.spokenByStep()).containsExactly(1L, 0L);
        assertThat(chain.hedgesStarted()).isEqualTo(1);
        assertThat(chain.hedgesWon()).isZero();
    }

    @Test
    void neverHearsRequestThatWasSecond() {
        // A source that is slow to cancel delivers audio and an end after the cancellation.
        ScriptedSpeechSource deaf = new ScriptedSpeechSource();
        FallbackStep slow = FallbackStep.of(deaf.withoutCancel());
        speak(chain(slow.withHedging(AFTER_100), FallbackStep.of(second)));
        timer.pass(100);
        second.stream().chunk((byte) 2);
        deaf.stream().chunk((byte) 1);
        deaf.stream().end();
        second.stream().chunk((byte) 3).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2, 3);
    }

    @Test
    void startsNoHedgeAfterFirstAudio() {
        speak(chain());
        first.stream().chunk((byte) 1);
        assertThat(timer.pendingTasks()).isZero();
        timer.pass(1_000);
        first.stream().end();
        handler.await();
        assertThat(second.requests()).isZero();
    }

    @Test
    void startsNoHedgeAfterFailure() {
        FallbackSpeech chain = chain(hedged(), FallbackStep.of(second), FallbackStep.of(third));
        speak(chain);
        first.stream().fail(broken());
        timer.pass(1_000);
        assertThat(second.requests()).isEqualTo(1);
        assertThat(third.requests()).isZero();
        assertThat(chain.hedgesStarted()).isZero();
    }

    @Test
    void keepsToBudget() {
        ScriptedSpeechSource silent = new ScriptedSpeechSource();
        Hedging half = AFTER_100.withBudgetPercent(50);
        FallbackSpeech chain = chain(FallbackStep.of(silent).withHedging(half), FallbackStep.of(silent));
        startTen(chain);
        assertThat(chain.hedgesStarted()).isEqualTo(5);

        StepHedges hedges = Objects.requireNonNull(chain.hedges(0));
        hedges.onAudio(1);
        hedges.onAudio(1);
        startTen(chain);
        assertThat(chain.hedgesStarted()).isEqualTo(6);
    }

    private void startTen(FallbackSpeech chain) {
        for (int call = 0; call < 10; call++) {
            chain.stream(REQUEST, new CollectingHandler());
        }
        timer.pass(100);
    }

    @Test
    void callsWithAudioPayForHedges() {
        FallbackSpeech chain = chain(hedged().withHedging(AFTER_100.withBudgetPercent(100)), FallbackStep.of(second));
        StepHedges hedges = Objects.requireNonNull(chain.hedges(0));
        while (hedges.take()) {
            assertThat(chain.hedgesStarted()).isZero();
        }
        speak(chain);
        assertThat(hedges.take()).isFalse();
        first.stream().chunk((byte) 1);
        assertThat(hedges.take()).isTrue();
        assertThat(hedges.take()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 0", "4, 1, 0", "0, 0, 1"})
    void takesNoPermitFromOthers(int inFlight, int queued, long pausedNanos) {
        Governor limit = governor(inFlight, queued, pausedNanos);
        FallbackSpeech chain =
                chain(hedged(), FallbackStep.of(second).withGovernor(limit, ignored -> false), FallbackStep.of(third));
        speak(chain);
        timer.pass(1_000);
        assertThat(second.requests() + third.requests()).isZero();
        assertThat(Objects.requireNonNull(chain.hedges(0)).take()).isTrue();
    }

    @Test
    void usesFreePermit() {
        speak(chain(hedged(), FallbackStep.of(second).withGovernor(governor(4, 0, 0))));
        timer.pass(100);
        assertThat(second.requests()).isEqualTo(1);
    }

    @Test
    void startsNoHedgeAtStepThatWouldBeSkipped() {
        speak(chain(hedged(), FallbackStep.of(second).withGovernor(governor(0, 0, 0), limit -> true)));
        timer.pass(1_000);
        assertThat(second.requests()).isZero();
    }

    /** Returns an engine with the requests of the second source. */
    private SpeechEngine engine(int inFlight) {
        Governor governor = governor(inFlight, 0, 0);
        return Reflection.newProxy(
                SpeechEngine.class,
                (proxy, method, arguments) ->
                        method.getName().equals("governor") ? governor : method.invoke(second, arguments));
    }

    @Test
    void checksLimitOfEngine() {
        speak(chain(hedged(), FallbackStep.of(engine(5))));
        timer.pass(1_000);
        assertThat(second.requests()).isZero();
    }

    @Test
    void waitsBehindCallsOfEngineOnly() {
        speak(chain(hedged(), FallbackStep.of(engine(4))));
        timer.pass(100);
        assertThat(Objects.requireNonNull(second.lastOptions()).priority()).isEqualTo(Priority.PREFETCH);

        speak(chain(hedged(), FallbackStep.of(third))); // Such as a cache, which would wait for other machines.
        timer.pass(100);
        assertThat(Objects.requireNonNull(third.lastOptions()).priority()).isEqualTo(Priority.LIVE);
    }

    @Test
    void failureOfHedgeDoesNotEndCall() {
        speak(chain(hedged(), FallbackStep.of(second), FallbackStep.of(third)));
        timer.pass(100);
        second.stream().fail(broken());
        assertThat(third.requests()).isZero();
        first.stream().chunk((byte) 1).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(1);
    }

    @Test
    void hedgeGoesOnAfterFailureOfFirstRequest() {
        speak(chain(hedged(), FallbackStep.of(second), FallbackStep.of(third)));
        timer.pass(100);
        first.stream().fail(broken());
        assertThat(third.requests()).isZero();
        second.stream().chunk((byte) 2).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2);
    }

    @Test
    void usesNextStepAfterFailureOfBoth() {
        speak(chain(hedged(), FallbackStep.of(second), FallbackStep.of(third)));
        timer.pass(100);
        second.stream().fail(broken());
        first.stream().fail(broken());
        third.stream().chunk((byte) 3).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(3);
    }

    @Test
    void reportsFailuresOfBoth() {
        speak(chain());
        timer.pass(100);
        ParlandoException earlier = broken();
        ParlandoException last = broken();
        second.stream().fail(earlier);
        first.stream().fail(last);
        assertThatThrownBy(handler::await).isSameAs(last).hasSuppressedException(earlier);
    }

    @Test
    void usesNoStepAfterErrorThatItWouldHaveToo() {
        speak(chain(hedged(), FallbackStep.of(second), FallbackStep.of(third)));
        timer.pass(100);
        first.stream().fail(new InvalidRequestException("seed", "-1 is not allowed"));
        ParlandoException last = broken();
        second.stream().fail(last);
        assertThatThrownBy(handler::await).isSameAs(last);
        assertThat(third.requests()).isZero();
    }

    @Test
    void startsOneHedgePerCall() {
        FallbackStep also = FallbackStep.of(second).withHedging(AFTER_100);
        speak(chain(hedged(), also, FallbackStep.of(third)));
        timer.pass(100);
        first.stream().fail(broken());
        timer.pass(1_000);
        assertThat(second.requests()).isEqualTo(1);
        assertThat(third.requests()).isZero();
    }

    @Test
    void hedgesStepThatFollowedFailure() {
        FallbackStep also = FallbackStep.of(second).withHedging(AFTER_100);
        speak(chain(FallbackStep.of(first), also, FallbackStep.of(third)));
        first.stream().fail(broken());
        timer.pass(100);
        assertThat(third.requests()).isEqualTo(1);
    }

    @Test
    void lastStepHasNoHedge() {
        speak(chain(hedged()));
        assertThat(timer.pendingTasks()).isZero();
        timer.pass(1_000);
        assertThat(first.requests()).isEqualTo(1);
    }

    @Test
    void cancelReachesBoth() {
        SpeechStream stream = speak(chain());
        timer.pass(100);
        stream.cancel();
        assertThat(first.stream().cancels()).isPositive();
        assertThat(second.stream().cancels()).isPositive();
        assertThat(handler.await().cancelled()).isTrue();
    }

    @Test
    void cancelledCallStartsNoHedge() {
        ScriptedSpeechSource deaf = new ScriptedSpeechSource();
        FallbackStep slow = FallbackStep.of((request, chunks, options) -> {
            deaf.stream(request, chunks, options);
            return Reflection.newProxy(SpeechStream.class, (proxy, method, arguments) -> null);
        });
        speak(chain(slow.withHedging(AFTER_100), FallbackStep.of(second))).cancel();
        timer.pass(1_000);
        assertThat(second.requests()).isZero();
    }

    @Test
    void resumesBoth() {
        SpeechStream stream = speak(chain());
        timer.pass(100);
        stream.resume();
        assertThat(first.stream().resumes()).isEqualTo(1);
        assertThat(second.stream().resumes()).isEqualTo(1);
    }

    @Test
    void hedgeReplacesRequestAfterFirstByteLimit() {
        speak(chain(hedged().withFirstByteLimit(Duration.ofMillis(500)), FallbackStep.of(second)));
        timer.pass(500);
        assertThat(first.stream().cancels()).isPositive();
        second.stream().chunk((byte) 2).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2);
    }

    @Test
    void keepsLastRequestAfterFirstByteLimit() {
        speak(chain(hedged().withFirstByteLimit(Duration.ofMillis(500)), FallbackStep.of(second)));
        timer.pass(100);
        second.stream().fail(broken());
        timer.pass(1_000);
        first.stream().chunk((byte) 1).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(1);
    }

    @Test
    void brokenFunctionOfNextStepLeavesFirstRequest() {
        FallbackStep broken = FallbackStep.of(second).withRequest(request -> {
            throw new IllegalStateException("no such voice");
        });
        FallbackSpeech chain = chain(hedged(), broken);
        speak(chain);
        timer.pass(100);
        first.stream().chunk((byte) 1).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(1);
        assertThat(chain.hedgesStarted()).isZero();
    }

    @Test
    void asksSameSourceIfStepIsThereTwice() {
        speak(chain(hedged(), hedged()));
        timer.pass(100);
        assertThat(first.requests()).isEqualTo(2);
    }

    @Test
    void timelineIsThatOfHedgeThatIsHeard() {
        SpeechStream stream = speak(chain());
        mark(first, TimelineEvent.RESPONSE_HEADERS);
        mark(first, TimelineEvent.FIRST_BYTE); // Of a chunk that is too late by one step.
        timer.pass(130);
        mark(second, TimelineEvent.RESPONSE_HEADERS);
        second.stream()
                .response(new SpeechResponse(
                        "hedge", false, null, null, null, null, null, null, null, null, null, null, null));
        timer.pass(20);
        mark(second, TimelineEvent.FIRST_BYTE);
        second.stream().chunk((byte) 2);
        timer.pass(50);
        mark(second, TimelineEvent.LAST_BYTE);
        second.stream().end();
        handler.await();
        assertThat(Objects.requireNonNull(
                                stream.response().toCompletableFuture().join())
                        .protocol())
                .isEqualTo("hedge");
        assertThat(millis(stream, TimelineEvent.RESPONSE_HEADERS)).isEqualTo(130);
        assertThat(millis(stream, TimelineEvent.FIRST_BYTE)).isEqualTo(150);
        assertThat(millis(stream, TimelineEvent.LAST_BYTE)).isEqualTo(200);
        assertThat(millis(stream, TimelineEvent.END)).isEqualTo(200);
    }

    private static void mark(ScriptedSpeechSource source, TimelineEvent event) {
        TimelineRecorder recorder = (TimelineRecorder) Objects.requireNonNull(
                Objects.requireNonNull(source.lastOptions()).timeline());
        recorder.mark(event);
    }

    private static long millis(SpeechStream stream, TimelineEvent event) {
        return TimeUnit.NANOSECONDS.toMillis(stream.timeline().nanos(event).orElseThrow());
    }

    @Test
    void measuresDelay() {
        ScriptedSpeechSource slow = new ScriptedSpeechSource()
                .playing(stream -> timer.schedule(() -> stream.chunk((byte) 1), TimeUnit.MILLISECONDS.toNanos(400)));
        FallbackSpeech chain = chain(
                FallbackStep.of(slow).withHedging(Hedging.afterPercentile(95, Duration.ofMillis(100))),
                FallbackStep.of(second));
        StepHedges hedges = Objects.requireNonNull(chain.hedges(0));
        for (int call = 1; call < 20; call++) {
            hedges.onAudio(TimeUnit.MILLISECONDS.toNanos(10L * call));
        }
        assertThat(hedges.delayNanos()).isEqualTo(StepHedges.NEVER);
        speak(chain);
        timer.pass(400); // The twentieth time.
        assertThat(second.requests()).isZero();
        assertThat(hedges.delayNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(190));
        speak(chain);
        timer.pass(190);
        assertThat(second.requests()).isEqualTo(1);
    }

    @Test
    void measuresCallsThatHedgesHaveWon() {
        FallbackSpeech chain = chain(
                FallbackStep.of(first).withHedging(Hedging.afterPercentile(50, Duration.ofMillis(1))),
                FallbackStep.of(second));
        StepHedges hedges = Objects.requireNonNull(chain.hedges(0));
        for (int call = 0; call < 200; call++) {
            hedges.onAudio(TimeUnit.MILLISECONDS.toNanos(call < 100 ? 10 : 20));
        }
        assertThat(hedges.delayNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
        speak(chain);
        timer.pass(30);
        second.stream().chunk((byte) 2); // 30 ms replace the first 10 ms.
        assertThat(hedges.delayNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void boundsMeasuredDelay() {
        StepHedges hedges = new StepHedges(Hedging.afterPercentile(95, Duration.ofMillis(100)));
        for (int call = 0; call < 20; call++) {
            hedges.onAudio(1);
        }
        assertThat(hedges.delayNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 100})
    void rejectsPercentile(int percentile) {
        assertThatThrownBy(() -> Hedging.afterPercentile(percentile, Duration.ofSeconds(1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("hedging.percentile");
    }

    @Test
    void rejectsDelayAndBudget() {
        assertThatThrownBy(() -> Hedging.after(Duration.ZERO)).hasMessageContaining("hedging.delay");
        assertThatThrownBy(() -> Hedging.afterPercentile(95, Duration.ZERO)).hasMessageContaining("hedging.min_delay");
        assertThatThrownBy(() -> AFTER_100.withBudgetPercent(0)).hasMessageContaining("hedging.budget_percent");
        assertThatThrownBy(() -> AFTER_100.withBudgetPercent(101)).hasMessageContaining("hedging.budget_percent");
    }
}
