package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.EngineClock;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InternalException;
import dev.parlando.error.ParlandoException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechStream;
import dev.parlando.voice.VoiceQuery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that every call ends if the engine fails inside or is closed, at any point of the call. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnexpectedFailureTest {
    private static final byte[] AUDIO = new byte[100];
    /** More than the readings of the clock during one utterance. */
    private static final int READINGS = 60;

    /** Thrown by a clock at one of its readings. */
    private static final class Sabotage extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A clock that runs an action at one of its readings. */
    private static final class ActingClock implements LongSupplier {
        private final AtomicInteger untilAction = new AtomicInteger(Integer.MAX_VALUE);
        private final Runnable action;

        ActingClock(Runnable action) {
            this.action = action;
        }

        void actAtReading(int number) {
            untilAction.set(number);
        }

        @Override
        public long getAsLong() {
            if (untilAction.decrementAndGet() == 0) {
                action.run();
            }
            return System.nanoTime();
        }
    }

    private static ScriptedServer server() {
        return ScriptedServer.start(stream -> stream.audio("audio/pcm").end(AUDIO));
    }

    private static SpeechEngineBuilder builder(ScriptedServer server, LongSupplier clock) {
        SpeechEngineBuilder builder = SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .retryPolicy(RetryPolicy.NONE)
                .closeGrace(Duration.ZERO);
        return EngineClock.set(builder, clock);
    }

    @Test
    void endsStreamWhereverClockThrows() {
        int failures = 0;
        try (ScriptedServer server = server()) {
            for (int reading = 1; reading <= READINGS; reading++) {
                failures += speakWithClockThatThrowsAt(reading, server) ? 1 : 0;
            }
        }
        assertThat(failures).isGreaterThan(5);
    }

    /** Returns whether the utterance failed. It must end, return its permit, and leave the engine usable. */
    private static boolean speakWithClockThatThrowsAt(int reading, ScriptedServer server) {
        ActingClock clock = new ActingClock(() -> {
            throw new Sabotage();
        });
        try (SpeechEngine engine = builder(server, clock).build()) {
            CollectingHandler collected = new CollectingHandler();
            clock.actAtReading(reading);
            Throwable thrown = catchThrowable(() -> {
                SpeechStream stream = engine.stream(FaultFixture.request(), collected);
                StreamOutcome outcome = StreamOutcome.of(stream);
                if (outcome.error() != null) {
                    throw outcome.error();
                }
            });
            clock.actAtReading(Integer.MAX_VALUE);
            assertThat(thrown)
                    .as("reading %d", reading)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            atCall -> assertThat(atCall).isInstanceOf(Sabotage.class),
                            error -> assertThat(error)
                                    .isInstanceOf(InternalException.class)
                                    .hasCauseInstanceOf(Sabotage.class));
            Permits.awaitNone(engine);
            assertThat(FaultFixture.speak(engine).bytes()).isEqualTo(AUDIO.length);
            return thrown != null;
        }
    }

    @Test
    void endsStreamThatStartsAfterLoopsHaveEnded() {
        CompletableFuture<SpeechEngine> running = new CompletableFuture<>();
        ActingClock clock = new ActingClock(() -> closeOnOtherThread(running.join()));
        try (ScriptedServer server = server();
                SpeechEngine engine = builder(server, clock).build()) {
            running.complete(engine);
            CollectingHandler collected = new CollectingHandler();
            CallOptions options = CallOptions.DEFAULT.withDeadline(Duration.ofMinutes(1));
            clock.actAtReading(2); // After the check that the engine is open.
            SpeechStream stream = engine.stream(FaultFixture.request(), collected, options);
            assertThat(StreamOutcome.of(stream).error()).isInstanceOf(EngineClosedException.class);
            assertThatThrownBy(collected::await).isInstanceOf(EngineClosedException.class);
        }
    }

    @Test
    void endsCallThatStartsAfterLoopsHaveEnded() {
        CompletableFuture<SpeechEngine> running = new CompletableFuture<>();
        ActingClock clock = new ActingClock(() -> closeOnOtherThread(running.join()));
        try (ScriptedServer server = server();
                SpeechEngine engine = builder(server, clock).build()) {
            running.complete(engine);
            clock.actAtReading(1);
            CompletableFuture<?> voices =
                    engine.voices(VoiceQuery.builder().build()).toCompletableFuture();
            assertThatThrownBy(() -> voices.get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(EngineClosedException.class);
        }
    }

    private static void closeOnOtherThread(SpeechEngine engine) {
        CompletableFuture.runAsync(engine::close)
                .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void keepsGraceOnInterruptedThread() {
        CompletableFuture<ScriptedStream> asked = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    stream.audio("audio/pcm").data(AUDIO);
                    if (!asked.complete(stream)) {
                        stream.end(); // The streams of awaitClosing.
                    }
                });
                SpeechEngine engine = builder(server, System::nanoTime)
                        .closeGrace(Duration.ofSeconds(FaultFixture.LIMIT_SECONDS))
                        .build()) {
            CollectingHandler collected = FaultFixture.start(engine);
            collected
                    .firstChunk
                    .orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            CompletableFuture<Boolean> staysInterrupted =
                    CompletableFuture.supplyAsync(() -> isInterruptedAfter(engine::close));
            awaitClosing(engine);
            asked.join().end(AUDIO);
            assertThat(StreamOutcome.of(collected).error()).isNull();
            assertThat(staysInterrupted.join()).isTrue();
        }
    }

    /** Runs an action on this thread while it is interrupted. Returns whether it still is, and clears the interrupt. */
    private static boolean isInterruptedAfter(Runnable action) {
        Thread.currentThread().interrupt();
        action.run();
        return Thread.interrupted();
    }

    private static void awaitClosing(SpeechEngine engine) {
        while (true) {
            try {
                engine.stream(FaultFixture.request(), new CollectingHandler());
                Thread.onSpinWait();
            } catch (ParlandoException closed) {
                return;
            }
        }
    }
}
