package dev.parlando.libgdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.badlogic.gdx.backends.lwjgl3.audio.OpenALLwjgl3Audio;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Speaks on the OpenAL device of libGDX, whose driver writes a file. */
@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenAlDeviceTest {
    private static final Path FILE = Path.of("target", "openal.wav");

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void playsToneAtItsSpeedAndLength() throws Exception {
        Files.deleteIfExists(FILE);
        OpenALLwjgl3Audio audio = new OpenALLwjgl3Audio();
        service.answer(SpeechAnswer.tone(Duration.ofMillis(500)));
        try (SpeechPlayer player = TalkingGame.open(audio, service.engine())) {
            assertThat(player.say("Hello.").join().audioFrames()).isEqualTo(12_000);
        }
        audio.dispose();

        short[] heard = Tone.part(Tone.wav(FILE), 1000);
        assertThat(heard.length / 48_000.0).isGreaterThan(0.45); // A busy machine may add gaps.
        assertThat(Tone.hertz(heard, 48_000)).isCloseTo(440, within(5.0));
    }
}
