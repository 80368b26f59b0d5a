package dev.parlando.audio.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.Sounds;
import dev.parlando.audio.decode.PcmFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks on a real line that one which was used takes as much ahead as a new one; see {@code HeardTest} for the card. */
@Tag("soundcard")
class ReusedLineTest {
    private static final PcmFormat FORMAT = new PcmFormat(24_000, 1);
    private static final short[] SOUND = Sounds.ramp(12_000);
    private static final int AHEAD_AUDIO_FRAMES = 2000;

    private final LineSink sink = new LineSink();

    @BeforeEach
    void use() {
        sink.open(FORMAT);
        assertThat(sink.bufferAudioFrames()).isEqualTo(2400);
        sink.prefill(SOUND, AHEAD_AUDIO_FRAMES);
    }

    @AfterEach
    void takesAsMuchAsANewOne() {
        sink.open(FORMAT);
        assertThat(sink.prefill(SOUND, AHEAD_AUDIO_FRAMES)).isEqualTo(AHEAD_AUDIO_FRAMES);
        assertThat(sink.prefill(SOUND, AHEAD_AUDIO_FRAMES)).isEqualTo(2400 - AHEAD_AUDIO_FRAMES);
        sink.close();
    }

    @Test
    void afterAStopBeforeTheStart() {
        sink.stop();
    }

    @Test
    void afterAStopWhilePlaying() {
        sink.start();
        assertThat(sink.write(SOUND, 0, 5000)).isEqualTo(5000);
        sink.stop();
    }

    @Test
    void afterItWasPlayedToItsEnd() {
        sink.start();
        assertThat(sink.write(SOUND, 0, 5000)).isEqualTo(5000);
        sink.drain();
        assertThat(sink.positionAudioFrames()).isEqualTo(7000);
    }

    @Test
    void afterItWasLeftInTheMiddle() {
        sink.start();
    }
}
