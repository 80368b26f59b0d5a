package dev.parlando.voicechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.PullingHost;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.audio.playback.Playback;
import dev.parlando.error.ParlandoException;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechSupplierTest {
    private static final int RATE_HZ = 48_000;
    private static final int PACKET = 960;

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final SpeechSupplier speech = new SpeechSupplier();
    /** The type that the API of the host accepts. */
    private final Supplier<short[]> supplier = speech;

    private final PullingHost host = new PullingHost(speech.sink(), PACKET);
    private short[] heard = new short[0];
    private SpeechPlayer player;

    @BeforeEach
    void open() {
        player = SpeechPlayer.builder(service.engine()).sink(speech.sink()).open();
    }

    @AfterEach
    void close() {
        player.close();
    }

    private Playback say(SpeechAnswer answer, OutputFormat format) {
        service.answer(answer);
        return player.say(SpeechRequest.builder("Hello.").outputFormat(format).build());
    }

    private void hear() {
        short[] packet = supplier.get();
        assertThat(packet).hasSize(PACKET);
        heard = Arrays.copyOf(heard, heard.length + PACKET);
        System.arraycopy(packet, 0, heard, heard.length - PACKET, PACKET);
    }

    @Test
    void isSilentUntilPlayerIsClosed() {
        for (int i = 0; i < 100; i++) {
            hear();
        }
        assertThat(heard).containsOnly((short) 0);
        player.close();
        assertThat(supplier.get()).isNull();
        assertThat(supplier.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_24000", "mp3_44100_128", "ulaw_8000"})
    void suppliesToneAtItsSpeed(String format) {
        say(SpeechAnswer.tone(Duration.ofMillis(600)), OutputFormat.parse(format));
        host.pull(RATE_HZ / 2, this::hear);
        assertThat(Tone.hertz(Arrays.copyOfRange(heard, RATE_HZ / 10, RATE_HZ / 2), RATE_HZ))
                .isCloseTo(440, within(1.0));
    }

    @Test
    void suppliesUtterancesWithoutGapThenSilenceThenEnd() {
        say(SpeechAnswer.samples(TestAudio.ramp(1, 4000), RATE_HZ), OutputFormat.PCM_48000);
        Playback last = say(SpeechAnswer.samples(TestAudio.ramp(4001, 3000), RATE_HZ), OutputFormat.PCM_48000);
        host.pull(7000, this::hear);
        last.join();
        hear();

        assertThat(Arrays.mismatch(heard, Arrays.copyOf(TestAudio.ramp(1, 7000), 9 * PACKET)))
                .isEqualTo(-1);
        player.close();
        assertThat(supplier.get()).isNull();
    }

    @Test
    void guardEndsSoundAfterLine() {
        service.answer(SpeechAnswer.samples(TestAudio.ramp(1, 2000), 24_000));
        List<Supplier<short[]>> played = new ArrayList<>();
        Playback line = SpeakingGuard.speak(service.engine(), "Who goes there?", played::add);
        new PullingHost(((SpeechSupplier) played.get(0)).sink(), PACKET).awaitWritten(4000);

        short[] packet = played.get(0).get();
        int loud = 0;
        while (packet != null) {
            loud += packet[0] == 0 && packet[PACKET - 1] == 0 ? 0 : 1;
            LockSupport.parkNanos(1_000_000);
            packet = played.get(0).get();
        }
        assertThat(loud).isEqualTo(5);
        assertThat(line.join().audioFrames()).isEqualTo(2000);
    }

    @Test
    void isSilentAfterStopAndFailure() {
        Playback stopped = say(SpeechAnswer.tone(Duration.ofSeconds(1)), OutputFormat.PCM_48000);
        host.pull(PACKET, this::hear);
        host.awaitWritten(5 * PACKET);
        stopped.stop();
        host.awaitDiscard(0);
        host.pull(1, this::hear);
        stopped.join();
        hear();
        assertThat(Arrays.copyOfRange(heard, 2 * PACKET, 3 * PACKET)).containsOnly((short) 0);

        Playback failed =
                say(SpeechAnswer.tone(Duration.ofSeconds(1)).failing(AnswerFault.CUT), OutputFormat.PCM_48000);
        assertThat(failed.completion().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(ParlandoException.class);
        hear();
        assertThat(Arrays.copyOfRange(heard, 3 * PACKET, 4 * PACKET)).containsOnly((short) 0);
    }
}
