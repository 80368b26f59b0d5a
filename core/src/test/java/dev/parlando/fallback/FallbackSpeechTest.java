package dev.parlando.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.Reflection;
import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.fault.CollectingHandler;
import dev.parlando.governor.Governor;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests of a chain of scripted sources, in fake time. */
class FallbackSpeechTest {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");
    private static final SpeechResponse FIRST = response("first");
    private static final SpeechResponse SECOND = response("second");

    private final ScriptedSpeechSource first = new ScriptedSpeechSource();
    private final ScriptedSpeechSource second = new ScriptedSpeechSource();
    private final FakeTimer timer = new FakeTimer();
    private final CollectingHandler handler = new CollectingHandler();

    private static SpeechResponse response(String protocol) {
        return new SpeechResponse(protocol, false, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static ParlandoException broken() {
        return new TransportException("broken", null, RequestProgress.PROCESSED);
    }

    private SpeechStream speak(FallbackStep... steps) {
        return new FallbackSpeech(List.of(steps), timer).stream(REQUEST, handler);
    }

    private SpeechStream speak() {
        return speak(FallbackStep.of(first), FallbackStep.of(second));
    }

    @Test
    void usesNextStepAfterFailureBeforeFirstAudio() {
        FallbackSpeech chain = new FallbackSpeech(List.of(FallbackStep.of(first), FallbackStep.of(second)), timer);
        SpeechStream stream = chain.stream(REQUEST, handler);
        first.stream().response(FIRST);
        first.stream().fail(broken());
        second.stream().response(SECOND).chunk((byte) 2).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2);
        assertThat(stream.response().toCompletableFuture().join()).isEqualTo(SECOND);
        assertThat(chain.spokenByStep()).containsExactly(0L, 1L);
    }

    @Test
    void passesOnFailureAfterFirstAudio() {
        speak();
        TruncatedAudioException cut = new TruncatedAudioException("cut", null, 1);
        first.stream().chunk((byte) 1);
        first.stream().fail(cut);
        assertThatThrownBy(handler::await).isSameAs(cut);
        assertThat(handler.bytes()).containsExactly(1);
        assertThat(second.requests()).isZero();
    }

    @Test
    void reportsEarlierFailuresWithTheLast() {
        SpeechStream stream = speak();
        ParlandoException failure = broken();
        first.stream().fail(failure);
        EngineClosedException last = new EngineClosedException("closed");
        second.stream().fail(last);
        assertThatThrownBy(handler::await).isSameAs(last).hasSuppressedException(failure);
        assertThat(stream.completion().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void usesNextStepIfSourceRefuses() {
        first.refusing(new EngineClosedException("closed"));
        speak();
        second.stream().chunk((byte) 2).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2);
    }

    @Test
    void keepsErrorsThatNextStepWouldHaveToo() {
        InvalidRequestException invalid = new InvalidRequestException("seed", "-1 is not allowed");
        first.refusing(invalid);
        speak();
        assertThatThrownBy(handler::await).isSameAs(invalid);
        assertThat(second.requests()).isZero();
    }

    @Test
    void usesCategoriesOfStep() {
        speak(FallbackStep.of(first).withCategories(Set.of(ErrorCategory.CAPACITY)), FallbackStep.of(second));
        ParlandoException failure = broken();
        first.stream().fail(failure);
        assertThatThrownBy(handler::await).isSameAs(failure);

        CollectingHandler other = new CollectingHandler();
        ScriptedSpeechSource full = new ScriptedSpeechSource();
        new FallbackSpeech(
                        List.of(
                                FallbackStep.of(full).withCategories(Set.of(ErrorCategory.CAPACITY)),
                                FallbackStep.of(second)),
                        timer)
                .stream(REQUEST, other);
        full.stream().fail(new CapacityException("full", null));
        second.stream().chunk((byte) 2).end();
        other.await();
        assertThat(other.bytes()).containsExactly(2);
    }

    @Test
    void usesNextStepAfterFirstByteLimit() {
        speak(FallbackStep.of(first).withFirstByteLimit(Duration.ofMillis(500)), FallbackStep.of(second));
        first.stream().response(FIRST);
        timer.pass(499);
        assertThat(second.requests()).isZero();
        timer.pass(1);
        assertThat(first.stream().cancels()).isPositive();
        first.stream().chunk((byte) 1);
        second.stream().chunk((byte) 2).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2);
    }

    @Test
    void dropsAudioThatArrivesAfterFirstByteLimit() {
        // A source that cannot be cancelled immediately delivers a late chunk and its end.
        ScriptedSpeechSource deaf = new ScriptedSpeechSource();
        speak(
                FallbackStep.of(deaf.withoutCancel()).withFirstByteLimit(Duration.ofMillis(500)),
                FallbackStep.of(second));
        timer.pass(500);
        second.stream().chunk((byte) 2);
        deaf.stream().chunk((byte) 1);
        deaf.stream().end();
        second.stream().chunk((byte) 3).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(2, 3);
    }

    @Test
    void stopsFirstByteLimitAtFirstAudio() {
        speak(FallbackStep.of(first).withFirstByteLimit(Duration.ofMillis(500)), FallbackStep.of(second));
        first.stream().chunk((byte) 1);
        assertThat(timer.pendingTasks()).isZero();
        timer.pass(1_000);
        first.stream().chunk((byte) 2).end();
        handler.await();
        assertThat(handler.bytes()).containsExactly(1, 2);
        assertThat(second.requests()).isZero();
    }

    @Test
    void skipsSaturatedStep() {
        speak(FallbackStep.of(first).withGovernor(governor(5, 5)), FallbackStep.of(second));
        assertThat(first.requests()).isZero();
        assertThat(second.requests()).isEqualTo(1);

        speak(FallbackStep.of(first).withGovernor(governor(5, 4)), FallbackStep.of(second));
        assertThat(first.requests()).isEqualTo(1);

        speak(FallbackStep.of(first).withGovernor(governor(5, 5))); // The last one is never skipped.
        assertThat(first.requests()).isEqualTo(2);
    }

    @Test
    void asksMemberOfFleetWithoutShareUntilRequestWaits() {
        speak(FallbackStep.of(first).withGovernor(governor(0, 0)), FallbackStep.of(second));
        assertThat(first.requests()).isEqualTo(1);

        speak(FallbackStep.of(first).withGovernor(governor(0, 1)), FallbackStep.of(second));
        assertThat(second.requests()).isEqualTo(1);
    }

    private static Governor governor(int limit, int queued) {
        LimitSnapshot snapshot = new LimitSnapshot(
                "key", "group", limit, limit, queued, 0, null, null, null, 0, 0, LimitReason.CONFIGURED);
        return Reflection.newProxy(Governor.class, (proxy, method, arguments) -> snapshot);
    }

    @Test
    void checksLimitOfModelThatStepUses() {
        LimitSnapshot full =
                new LimitSnapshot("key", "turbo", 1, 1, 1, 0, null, null, null, 0, 0, LimitReason.CONFIGURED);
        LimitSnapshot free =
                new LimitSnapshot("key", "other", 1, 0, 0, 0, null, null, null, 0, 0, LimitReason.CONFIGURED);
        Governor governor = Reflection.newProxy(
                Governor.class, (proxy, method, arguments) -> "turbo".equals(arguments[0]) ? full : free);
        FallbackStep turbo = FallbackStep.of(first)
                .withRequest(request -> request.toBuilder().model("turbo").build());
        speak(turbo.withGovernor(governor), FallbackStep.of(second));
        assertThat(first.requests()).isZero();
        assertThat(second.requests()).isEqualTo(1);
    }

    @Test
    void changesRequestOfStep() {
        speak(FallbackStep.of(first), FallbackStep.of(second).withRequest(request -> request.toBuilder()
                .voice("other")
                .build()));
        first.stream().fail(broken());
        assertThat(second.stream().request().voiceId()).isEqualTo("other");
    }

    @Test
    void rejectsStepThatChangesFormat() {
        speak(FallbackStep.of(first), FallbackStep.of(second).withRequest(request -> request.toBuilder()
                .outputFormat(OutputFormat.ULAW_8000)
                .build()));
        first.stream().fail(broken());
        assertThatThrownBy(handler::await)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ulaw_8000");
        assertThat(second.requests()).isZero();
    }

    @Test
    void cancelledCallUsesNoFurtherStep() {
        SpeechStream stream = speak();
        stream.cancel();
        assertThat(first.stream().cancels()).isPositive();
        assertThat(handler.await().cancelled()).isTrue();
        assertThat(second.requests()).isZero();
    }

    @Test
    void cancelReachesCurrentStep() {
        SpeechStream stream = speak();
        first.stream().fail(broken());
        second.stream().chunk((byte) 2);
        stream.cancel();
        assertThat(second.stream().cancels()).isPositive();
        assertThat(handler.await().cancelled()).isTrue();
    }

    @Test
    void remembersResumeForNextStep() {
        SpeechStream stream = speak();
        stream.resume();
        first.stream().fail(broken());
        assertThat(second.stream().resumes()).isEqualTo(1);
    }

    @Test
    void givesRestOfDeadlineToNextStep() {
        new FallbackSpeech(List.of(FallbackStep.of(first), FallbackStep.of(second)), timer)
                .stream(REQUEST, handler, CallOptions.DEFAULT.withDeadline(Duration.ofSeconds(10)));
        timer.pass(4_000);
        first.stream().fail(broken());
        assertThat(Objects.requireNonNull(second.lastOptions()).deadline()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void usesNoStepAfterDeadline() {
        speak();
        TransportException late =
                new TransportException("late", null, RequestProgress.PROCESSED, TimeoutPhase.DEADLINE);
        first.stream().fail(late);
        assertThatThrownBy(handler::await).isSameAs(late);
        assertThat(second.requests()).isZero();
    }
}
