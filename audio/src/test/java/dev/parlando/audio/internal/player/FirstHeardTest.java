package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.SinkView;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.sink.LatencySink;
import dev.parlando.audio.internal.sink.LeadInSink;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.telemetry.TimelineEvent;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the time of the first sample that is heard. The timeline uses real time, the sink virtual time. */
class FirstHeardTest {
    private static final int SECOND = PlaybackLoopRig.RATE_HZ;

    private static Utterance play(Function<RecordingSink, AudioSink> view, int audioFrames) throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100, view)) {
            Utterance utterance = rig.say(TestAudio.ramp(audioFrames));
            rig.run(1500);
            return utterance;
        }
    }

    private static long nanos(Utterance utterance, TimelineEvent event) {
        return utterance.timeline().nanos(event).orElseThrow();
    }

    static Stream<Function<RecordingSink, AudioSink>> views() {
        return Stream.of(
                sink -> SinkView.withStep(sink, SECOND),
                sink -> new LatencySink(SinkView.withStep(sink, SECOND), 1),
                sink -> new LeadInSink(SinkView.withStep(sink, SECOND), 1));
    }

    /** The position shows that a step was played, which has taken no real time. The device only begins to play it. */
    @ParameterizedTest
    @MethodSource("views")
    void firstSampleIsHeardOneStepAfterItsPosition(Function<RecordingSink, AudioSink> view) throws Exception {
        Utterance utterance = play(view, SECOND);
        assertThat(nanos(utterance, TimelineEvent.FIRST_HEARD))
                .isGreaterThan(nanos(utterance, TimelineEvent.FIRST_PLAYED));
    }

    @Test
    void positionWithoutStepsIsThatOfSampleBeingHeard() throws Exception {
        Utterance utterance = play(sink -> sink, SECOND);
        assertThat(nanos(utterance, TimelineEvent.FIRST_HEARD)).isEqualTo(nanos(utterance, TimelineEvent.FIRST_PLAYED));
    }

    @Test
    void deviceThatIsAheadOfItsStartDoesNotCountAsHeard() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance utterance = rig.say(TestAudio.ramp(SECOND));
            rig.run(30);
            assertThat(utterance.timeline().nanos(TimelineEvent.FIRST_HEARD)).isEmpty();
            rig.run(100);
            assertThat(utterance.timeline().nanos(TimelineEvent.FIRST_HEARD)).isPresent();
        }
    }
}
