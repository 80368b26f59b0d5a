package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.SinkView;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MixerTest {
    private static final short[] RAMP = TestAudio.ramp(1000);

    private final RecordingSink sink = RecordingSink.manual(100);
    private final Mixer mixer = Mixer.builder()
            .sink(sink)
            .format(new PcmFormat(8000, 1))
            .maxLanes(3)
            .build();

    @AfterEach
    void close() {
        mixer.close();
    }

    @Test
    void mixesWrittenSamplesOnMixingThread() throws Exception {
        MixerLane lane = mixer.lane("one");
        assertThat(lane.open(new PcmFormat(44_100, 2)))
                .isEqualTo(mixer.format())
                .isEqualTo(new PcmFormat(8000, 1));
        assertThat(lane.write(RAMP, 0, 400)).isEqualTo(400);
        sink.awaitWritten(320);
        sink.advance(80);
        sink.awaitWritten(400);
        assertThat(lane.positionAudioFrames()).isEqualTo(80);
    }

    @Test
    void acceptsAllSamplesAsTimeAdvances() throws Exception {
        MixerLane lane = mixer.lane("one");
        lane.open(mixer.format());
        Thread owner = new Thread(() -> {
            for (int at = 0; at < 1000; ) {
                at += lane.write(RAMP, at, 1000 - at);
                lane.clock().await(TimeUnit.MILLISECONDS.toNanos(1));
            }
        });
        owner.start();
        while (lane.positionAudioFrames() < 1000) {
            sink.advance(1);
            Thread.onSpinWait();
        }
        owner.join();
        assertThat(sink.playedSamples()).startsWith(RAMP[0], RAMP[1]);
    }

    @Test
    void laneHasStepsOfDevice() {
        try (Mixer stepping =
                Mixer.builder().sink(SinkView.withStep(new NullSink(), 480)).build()) {
            assertThat(stepping.lane("one").stepAudioFrames()).isEqualTo(480);
        }
    }

    @Test
    void rejectsDuplicateOrBlankLaneNames() {
        MixerLane lane = mixer.lane("guard");
        assertThat(lane.laneName()).isEqualTo("guard");
        assertThat(lane.name()).contains("'guard'").contains("RecordingSink");
        assertRefused("name", "'guard'", () -> mixer.lane("guard"));
        assertRefused("name", "blank", () -> mixer.lane(" "));
        lane.close();
        MixerLane next = mixer.lane("guard", Ducking.of(-12));
        lane.close();
        assertThat(mixer.lanes()).containsExactly(next);
    }

    @Test
    void limitsNumberOfLanes() {
        List<MixerLane> lanes = List.of(mixer.lane("a"), mixer.lane("b"), mixer.lane("c"));
        assertThat(mixer.lanes()).isEqualTo(lanes);
        assertRefused("maxLanes", "3", () -> mixer.lane("d"));
        lanes.get(0).close();
        mixer.lane("d");
    }

    @Test
    void rejectsLaneOperationsAfterMixerClose() {
        MixerLane lane = mixer.lane("one");
        MixerLane unused = mixer.lane("two");
        lane.open(mixer.format());
        lane.write(RAMP, 0, 10);
        mixer.close();
        assertClosed("mixer was closed", () -> lane.write(RAMP, 0, 1));
        assertClosed("mixer was closed", lane::discard);
        assertClosed("mixer was closed", () -> lane.open(mixer.format()));
        assertClosed("mixer was closed", () -> unused.open(mixer.format()));
        assertClosed("mixer was closed", () -> mixer.lane("three"));
        assertThat(lane.positionAudioFrames()).isZero();
        lane.fadeTo(0.5, Duration.ZERO);
        lane.close();
        mixer.close();
        assertThat(mixer.lanes()).isEmpty();
        assertThat(sink.isOpen()).isFalse();
    }

    @Test
    void failsEachLaneWithErrorOfItsOwn() {
        MixerLane one = mixer.lane("one");
        MixerLane two = mixer.lane("two");
        one.open(mixer.format());
        two.open(mixer.format());
        mixer.close();

        List<PlaybackException> errors = Stream.<ThrowingCallable>of(
                        () -> one.write(RAMP, 0, 1),
                        () -> one.write(RAMP, 0, 1),
                        () -> two.write(RAMP, 0, 1),
                        () -> two.open(mixer.format()),
                        () -> one.open(mixer.format()))
                .map(use -> catchThrowableOfType(PlaybackException.class, use))
                .toList();
        assertThat(errors).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void rejectsOperationsOnClosedLane() {
        MixerLane lane = mixer.lane("one");
        assertThatThrownBy(() -> lane.write(RAMP, 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(lane.bufferAudioFrames()).isZero();
        lane.open(mixer.format());
        lane.close();
        assertClosed("was closed; ask the mixer for another", () -> lane.write(RAMP, 0, 1));
        assertClosed("was closed; ask the mixer for another", () -> lane.open(mixer.format()));
        mixer.close();
    }

    @Test
    void stopsMixingThreadOnClose() {
        UnreliableSink witness = new UnreliableSink(RecordingSink.manual(100));
        Mixer another = Mixer.builder().sink(witness).build();
        Thread mixing = Objects.requireNonNull(witness.opener());
        assertThat(mixing.isDaemon()).isTrue();
        assertThat(mixing.getName()).startsWith("parlando-mix-");
        assertThat(mixing.getPriority()).isEqualTo(Thread.MAX_PRIORITY);
        another.close();
        assertThat(mixing.isAlive()).isFalse();
    }

    @Test
    void reportsReasonIfSinkCannotBeOpened(@TempDir Path folder) {
        MixerBuilder builder = Mixer.builder().sink(new WavFileSink(folder.resolve("none/mix.wav")));
        assertThatThrownBy(builder::build).isInstanceOf(PlaybackException.class).hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void rejectsNumbersOutOfRange(int number) {
        assertRefused(
                "maxLanes", "" + number, () -> Mixer.builder().maxLanes(number).build());
        assertRefused("maxSounding", "" + number, () -> Mixer.builder()
                .maxSounding(number)
                .build());
        assertRefused("aheadMillis", "" + number, () -> Mixer.builder()
                .aheadMillis(number)
                .build());
        assertRefused("laneBufferMillis", "from 340", () -> Mixer.builder()
                .aheadMillis(300)
                .build());
        assertRefused("laneBufferMillis", "", () -> Mixer.builder()
                .laneBufferMillis(3 * number)
                .build());
        assertRefused("format", "" + number, () -> Mixer.builder()
                .format(new PcmFormat(number, 1))
                .build());
        assertRefused("format", "" + number, () -> Mixer.builder()
                .format(new PcmFormat(8000, number))
                .build());
        assertRefused("bufferMillis", "", () -> Mixer.builder()
                .bufferMillis(3 * number)
                .build());
    }

    @Test
    void rejectsDeviceOptionsForCustomSink() {
        assertRefused("device", "", () -> Mixer.builder().sink(sink).device("x").build());
        assertRefused(
                "bufferMillis",
                "",
                () -> Mixer.builder().sink(sink).bufferMillis(100).build());
    }

    private static void assertRefused(String option, String value, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(option)
                .hasMessageContaining(value);
    }

    private static void assertClosed(String what, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(PlaybackException.class).hasMessageContaining(what);
    }
}
