package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.LineSink;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A test that writes the first samples just when a new line runs empty. PulseAudio then waits for a full buffer in about
 * one of six such writes.
 */
@Tag("soundcard")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartSoundCardTest {
    private static final PcmFormat FORMAT = new PcmFormat(48_000, 1);
    private static final int LINES = 60;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Random random = new Random(6);

    @Test
    void playsSamplesThatArriveWhileNewLineRunsEmpty() throws Exception {
        SoundCardRecorder recorder = new SoundCardRecorder();
        try {
            for (int i = 0; i < LINES; i++) {
                playOnNewLine(i);
            }
        } finally {
            recorder.stop();
        }
    }

    private void playOnNewLine(int number) throws InterruptedException {
        short[] samples = new short[FORMAT.audioFrames(80)];
        try (LineSink sink = new LineSink()) {
            sink.open(FORMAT);
            TimeUnit.NANOSECONDS.sleep(random.nextInt(9_000_000, 21_000_000));
            assertThat(sink.write(samples, 0, samples.length)).isEqualTo(samples.length);
            long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
            while (sink.positionAudioFrames() < samples.length && System.nanoTime() - deadlineNanos < 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(sink.positionAudioFrames()).as("line %d", number).isEqualTo(samples.length);
        }
    }
}
