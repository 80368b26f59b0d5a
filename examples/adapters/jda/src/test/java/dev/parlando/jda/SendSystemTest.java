package dev.parlando.jda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.audio.playback.Playback;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import java.time.Duration;
import java.util.Arrays;
import net.dv8tion.jda.api.audio.AudioNatives;
import net.dv8tion.jda.api.audio.factory.DefaultSendSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sends speech with the thread and the Opus encoder of JDA, and decodes it as a client of Discord does. */
@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SendSystemTest {
    private static final int RATE_HZ = 48_000;

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @BeforeAll
    static void loadOpus() {
        assertThat(AudioNatives.ensureOpus()).isTrue();
    }

    @Test
    void listenerHearsToneAtItsSpeedThenSilence() throws Exception {
        SpeechSendHandler handler = new SpeechSendHandler();
        service.answer(SpeechAnswer.tone(Duration.ofMillis(500)));
        try (SpeechPlayer player = SpeechPlayer.builder(service.engine())
                        .sink(handler.sink())
                        .open();
                DiscordListener listener = new DiscordListener();
                LoopbackPackets packets = new LoopbackPackets(handler, listener.port())) {
            DefaultSendSystem host = new DefaultSendSystem(packets);
            host.start();
            Playback playback = player.say("Hello.");
            short[] heard = Tone.channel(listener.hear(30), 0);
            host.shutdown();

            assertThat(playback.join().audioFrames()).isEqualTo(12_000);
            assertThat(Tone.hertz(Arrays.copyOfRange(heard, RATE_HZ / 10, RATE_HZ / 2), RATE_HZ))
                    .isCloseTo(440, within(2.0));
            assertThat(peak(Arrays.copyOfRange(heard, heard.length - 960, heard.length)))
                    .isLessThan(50);
        }
    }

    private static int peak(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
