package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.mix.MixerRig;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * A sink of the library that is not open, and a way to let time pass in it.
 *
 * @param passMillis lets written samples play
 * @param heldAudioFrames the unplayed audio frames in addition to those of {@link AudioSink#bufferAudioFrames()}
 */
record SinkFixture(AudioSink sink, IntConsumer passMillis, int heldAudioFrames) {
    private static final int FRAMES_PER_MILLI = 24;
    private static final PcmFormat STEREO = new PcmFormat(1000 * FRAMES_PER_MILLI, 2);
    private static final int BUFFER_MILLIS = 100;

    /** All sinks of the library. */
    enum Kind {
        LINE,
        PULL,
        PULL_WITH_LATENCY,
        VIRTUAL_CLOCK,
        SELF_RUNNING_CLOCK,
        NULL,
        WAV_FILE,
        MIXER_LANE;

        SinkFixture create(Path folder) {
            return switch (this) {
                case LINE -> line();
                case PULL -> pull(0);
                case PULL_WITH_LATENCY -> pull(50);
                case VIRTUAL_CLOCK -> virtual();
                case SELF_RUNNING_CLOCK -> immediate(RecordingSink.selfRunning(BUFFER_MILLIS));
                case NULL -> immediate(new NullSink());
                case WAV_FILE -> immediate(new WavFileSink(folder.resolve("speech.wav")));
                case MIXER_LANE -> lane();
            };
        }
    }

    SinkFixture(AudioSink sink, IntConsumer passMillis) {
        this(sink, passMillis, 0);
    }

    private static SinkFixture immediate(AudioSink sink) {
        return new SinkFixture(sink, millis -> {});
    }

    private static SinkFixture line() {
        FakeSoundSystem system = new FakeSoundSystem("A");
        LineSink sink = new LineSink(null, BUFFER_MILLIS, system, system.time, system::thread);
        return new SinkFixture(sink, system::pass);
    }

    private static SinkFixture pull(int latencyMillis) {
        FakeSinkClock time = new FakeSinkClock();
        PullSink sink = new PullSink(STEREO, BUFFER_MILLIS, time);
        sink.latencyMillis(latencyMillis);
        short[] block = new short[2 * FRAMES_PER_MILLI];
        IntConsumer passMillis = millis -> {
            for (int i = 0; i < millis; i++) {
                time.passMillis(1);
                sink.read(block, 0, FRAMES_PER_MILLI);
            }
        };
        return new SinkFixture(sink, passMillis, latencyMillis == 0 ? 0 : FRAMES_PER_MILLI);
    }

    private static SinkFixture virtual() {
        RecordingSink sink = RecordingSink.manual(BUFFER_MILLIS);
        return new SinkFixture(sink, millis -> sink.advance(sink.format().audioFrames(millis)));
    }

    private static SinkFixture lane() {
        MixerRig rig = new MixerRig(RecordingSink.manual(BUFFER_MILLIS), new PcmFormat(1000, 2), 1);
        return new SinkFixture(rig.createLane("one", null), rig::pass);
    }
}
