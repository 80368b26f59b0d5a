package dev.parlando.jda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.PullingHost;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.audio.playback.Playback;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.audio.AudioSendHandler;
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
class SpeechSendHandlerTest {
    private static final int RATE_HZ = 48_000;
    private static final int PACKET = 960;
    private static final int FADE = 240;

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final SpeechSendHandler handler = new SpeechSendHandler();
    private final PullingHost host = new PullingHost(handler.sink(), PACKET);
    private final List<ByteBuffer> sent = new ArrayList<>();
    private SpeechPlayer player;

    @BeforeEach
    void open() {
        player = SpeechPlayer.builder(service.engine()).sink(handler.sink()).open();
    }

    @AfterEach
    void close() {
        player.close();
    }

    private Playback say(SpeechAnswer answer, OutputFormat format) {
        service.answer(answer);
        return player.say(SpeechRequest.builder("Hello.").outputFormat(format).build());
    }

    private void send() {
        assertThat(handler.canProvide()).isTrue();
        sent.add(handler.provide20MsAudio());
    }

    private void sendSilence() {
        for (int i = 0; i < 5; i++) {
            send();
            assertThat(samples(sent.size() - 1)).containsOnly((short) 0);
        }
        assertThat(handler.canProvide()).isFalse();
        assertThat(handler.provide20MsAudio()).isNull();
    }

    /** Returns the samples of the packets from an index on, read in the format of JDA. */
    private short[] samples(int fromPacket) {
        List<ByteBuffer> packets = sent.subList(fromPacket, sent.size());
        short[] samples = new short[packets.size() * 2 * PACKET];
        for (int i = 0; i < packets.size(); i++) {
            assertThat(packets.get(i).hasArray()).isTrue();
            assertThat(packets.get(i).remaining()).isEqualTo(3840);
            packets.get(i)
                    .duplicate()
                    .order(ByteOrder.BIG_ENDIAN)
                    .asShortBuffer()
                    .get(samples, i * 2 * PACKET, 2 * PACKET);
        }
        return samples;
    }

    @Test
    void providesNothingBeforeSpeech() {
        assertThat(handler.isOpus()).isFalse();
        assertThat(AudioSendHandler.INPUT_FORMAT.isBigEndian()).isTrue();
        assertThat(handler.canProvide()).isFalse();
        assertThat(handler.provide20MsAudio()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_24000", "mp3_44100_128", "ulaw_8000", "opus_48000_64"})
    void providesToneAtItsSpeedInBothChannels(String format) {
        say(SpeechAnswer.tone(Duration.ofMillis(600)), OutputFormat.parse(format));
        host.pull(RATE_HZ / 2, this::send);

        short[] left = Tone.channel(samples(5), 0); // Codecs start with a transient.
        assertThat(Tone.hertz(left, RATE_HZ)).isCloseTo(440, within(1.0));
        assertThat(Tone.channel(samples(5), 1)).isEqualTo(left);
    }

    @Test
    void speaksUtterancesWithoutGapAndClosesWithSilence() {
        say(SpeechAnswer.samples(TestAudio.ramp(1, 4000), RATE_HZ), OutputFormat.PCM_48000);
        Playback last = say(SpeechAnswer.samples(TestAudio.ramp(4001, 3000), RATE_HZ), OutputFormat.PCM_48000);
        host.pull(7000, this::send);

        short[] expected = Arrays.copyOf(TestAudio.ramp(1, 7000), 8 * PACKET);
        short[] left = Tone.channel(samples(0), 0);
        assertThat(Arrays.mismatch(left, expected)).isEqualTo(-1);
        last.join();
        sendSilence();
    }

    @Test
    void stopsWithinFadeAndSpeaksNext() {
        Playback stopped = say(SpeechAnswer.samples(TestAudio.ramp(1, 20_000), RATE_HZ), OutputFormat.PCM_48000);
        host.pull(2 * PACKET, this::send);
        host.awaitWritten(5 * PACKET);
        stopped.stop();
        host.awaitDiscard(0);
        host.pull(FADE, this::send);

        short[] tail = Tone.channel(samples(2), 0);
        assertThat(tail[0]).isBetween((short) (2 * PACKET - 20), (short) (2 * PACKET + 1));
        assertThat(Arrays.copyOfRange(tail, FADE, PACKET)).containsOnly((short) 0);
        stopped.join();
        sendSilence();
        sendNext();
    }

    private void sendNext() {
        int from = sent.size();
        say(SpeechAnswer.samples(TestAudio.ramp(1, 4 * PACKET), RATE_HZ), OutputFormat.PCM_48000);
        host.awaitWritten(4 * PACKET);
        host.pull(2 * PACKET, this::send);
        assertThat(Tone.channel(samples(from), 0)).isEqualTo(TestAudio.ramp(1, 2 * PACKET));
    }

    @Test
    void sendsReceivedPartOfBrokenSpeechAndSpeaksNext() {
        SpeechAnswer broken =
                SpeechAnswer.samples(TestAudio.ramp(1, 20_000), RATE_HZ).failingAfter(4000, AnswerFault.STREAM_RESET);
        Playback failed = say(broken, OutputFormat.PCM_48000);
        host.pull(2000, this::send);

        assertThatThrownBy(failed::join).isInstanceOf(TruncatedAudioException.class);
        assertThat(Arrays.copyOf(Tone.channel(samples(0), 0), 1700)).isEqualTo(TestAudio.ramp(1, 1700));
        sendNext();
    }

    @Test
    void endsWithSilenceWhenPlayerIsClosed() {
        say(SpeechAnswer.tone(Duration.ofSeconds(1)), OutputFormat.PCM_24000);
        host.pull(PACKET, this::send);
        player.close();
        sendSilence();
    }

    /** JDA replaces its thread when a connection is made again. */
    @Test
    void providesEachPacketOnceToTwoThreads() throws Exception {
        say(SpeechAnswer.samples(TestAudio.ramp(1, 20 * PACKET), RATE_HZ), OutputFormat.PCM_48000);
        Set<Short> firstSamples = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 5; round++) {
            host.awaitWritten(4 * PACKET);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> provideTwo(firstSamples));
            provideTwo(firstSamples);
            other.get(10, TimeUnit.SECONDS);
        }
        assertThat(firstSamples).hasSize(20);
    }

    private void provideTwo(Set<Short> firstSamples) {
        int provided = 0;
        while (provided < 2) {
            ByteBuffer packet = handler.canProvide() ? handler.provide20MsAudio() : null;
            if (packet != null) {
                assertThat(firstSamples.add(packet.getShort(0))).isTrue();
                provided++;
            }
        }
    }
}
