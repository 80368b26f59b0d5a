package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a sink which throws in any of its methods leaves no utterance open, and is closed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThrowingSinkTest {
    private static final List<Integer> CALLS = List.of(0, 1, 2, 7);
    private static final List<Supplier<Throwable>> FAILURES =
            List.of(() -> new IllegalStateException("mistake"), () -> new NoClassDefFoundError("missing"));

    private final FakeSpeechSource speech = new FakeSpeechSource();
    private final AtomicInteger callsUntilFailure = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private String failingMethod = "";
    private Supplier<Throwable> failure = FAILURES.get(0);
    private boolean once;

    @AfterEach
    void close() {
        speech.close();
    }

    private AudioSink throwingSink() {
        RecordingSink sink = RecordingSink.selfRunning(100);
        SinkClock clock = view(SinkClock.class, sink.clock(), null);
        return view(AudioSink.class, sink, clock);
    }

    private <T> T view(Class<T> type, T object, @Nullable SinkClock clock) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("close")) {
                closes.incrementAndGet();
            }
            throwIfDue(method);
            try {
                return method.getName().equals("clock") ? clock : method.invoke(object, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void throwIfDue(Method method) throws Throwable {
        if (method.getName().equals(failingMethod)) {
            int left = callsUntilFailure.getAndDecrement();
            if (left == 0 || (left < 0 && !once)) {
                throw failure.get();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "write",
                "discard",
                "positionAudioFrames",
                "bufferAudioFrames",
                "leadAudioFrames",
                "complete",
                "name",
                "close",
                "nanoTime",
                "await"
            })
    void endsEveryUtteranceAndClosesSink(String method) throws Exception {
        failingMethod = method;
        for (int call : CALLS) {
            for (Supplier<Throwable> thrown : FAILURES) {
                for (boolean oneTime : new boolean[] {false, true}) {
                    failure = thrown;
                    once = oneTime;
                    callsUntilFailure.set(call);
                    closes.set(0);
                    playAndStop();
                    assertThat(closes).as("closes after call %d", call).hasPositiveValue();
                }
            }
        }
    }

    private void playAndStop() throws Exception {
        try (SpeechPlayer player =
                SpeechPlayer.builder(speech).sink(throwingSink()).open()) {
            Playback stopped = player.say("stopped");
            speech.next().send(TestAudio.ramp(3000));
            Playback second = player.say("second");
            speech.next().send(TestAudio.ramp(3000)).end();
            stopped.stop();
            awaitEnd(stopped);
            awaitEnd(second);
            Playback third = player.say("third");
            speech.next().send(TestAudio.ramp(3000)).end();
            awaitEnd(third);
        }
    }

    private static void awaitEnd(Playback playback) throws Exception {
        try {
            playback.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ParlandoException.class);
        }
        assertThat(playback.state().isDone()).isTrue();
    }

    @Test
    void namesSinkAndPlaysNextUtterance() throws Exception {
        failingMethod = "positionAudioFrames";
        once = true;
        try (SpeechPlayer player =
                SpeechPlayer.builder(speech).sink(throwingSink()).open()) {
            Playback first = player.say("first");
            speech.next().send(TestAudio.ramp(3000)).end();
            assertThatThrownBy(first::join)
                    .isInstanceOf(PlaybackException.class)
                    .hasMessageContaining("sink 'RecordingSink'")
                    .hasMessageContaining("mistake");
            Playback second = player.say("second");
            speech.next().send(TestAudio.ramp(3000)).end();
            assertThat(second.join().audioFrames()).isEqualTo(3000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "positionAudioFrames", "name", "await", "nanoTime"})
    void failsLanesAndClosesSinkOfMixer(String method) {
        failure = FAILURES.get(1);
        try (Mixer mixer = Mixer.builder().sink(throwingSink()).build()) {
            AudioSink lane = mixer.lane("one");
            lane.open(new PcmFormat(8000, 1));
            failingMethod = method;
            boolean failed = method.equals("name") || method.equals("nanoTime"); // Not called by a running mixer.
            while (!failed) {
                failed = fails(lane);
            }
        }
        assertThat(closes).hasPositiveValue();
    }

    private static boolean fails(AudioSink lane) {
        try {
            return lane.write(new short[480], 0, 480) < 0;
        } catch (PlaybackException | NoClassDefFoundError e) {
            return true;
        }
    }

    @Test
    void failsToBuildMixerOnErrorOfSink() {
        failingMethod = "open";
        failure = FAILURES.get(1);
        assertThatThrownBy(() -> Mixer.builder().sink(throwingSink()).build())
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining("missing");
        assertThat(closes).hasValue(1);
    }

    @Test
    void failsToOpenPlayerOnErrorOfClock() {
        failingMethod = "clock";
        for (Supplier<Throwable> thrown : FAILURES) {
            failure = thrown;
            closes.set(0);
            assertThatThrownBy(() ->
                            SpeechPlayer.builder(speech).sink(throwingSink()).open())
                    .isInstanceOf(PlaybackException.class)
                    .hasMessageContaining("sink 'RecordingSink' failed to return its clock: " + thrown.get());
            assertThat(closes).hasValue(1);
        }
    }

    @Test
    void failsToBuildMixerOnErrorOfClock() {
        failingMethod = "clock";
        assertThatThrownBy(() -> Mixer.builder().sink(throwingSink()).build())
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining("mistake");
        assertThat(closes).hasValue(1);
    }
}
