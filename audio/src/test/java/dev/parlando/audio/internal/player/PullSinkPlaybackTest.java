package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.PullPacketReader;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that read a pull sink in blocks, like the mixer of another program. Between two blocks, the playback loop runs
 * on the thread of the test.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PullSinkPlaybackTest {
    private static final int RATE_HZ = 24_000;
    private static final int BLOCK = 480;
    private static final int MINUTE = 60 * RATE_HZ;

    private final FakeSpeechSource speech = FakeSpeechSource.direct();
    private final PullSink pull = new PullSink(new PcmFormat(RATE_HZ, 1), 100);
    private final PlaybackThread player =
            new PlaybackThread(speech, pull, new PlayerSettings(20, 500, 2, false, null), Runnable::run);
    private final short[] block = new short[BLOCK];

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    private Utterance say() {
        OutputFormat format = OutputFormat.PCM_24000;
        SpeechRequest request = SpeechRequest.builder("a").outputFormat(format).build();
        Utterance utterance =
                new Utterance(UtteranceText.of(request), CallOptions.DEFAULT, AudioDecoders.forFormat(format), player);
        player.add(utterance, QueuePosition.LAST);
        return utterance;
    }

    private void settle() {
        while (player.step() == 0) {
            Thread.onSpinWait();
        }
    }

    /** Reads blocks until no more samples are available, and returns all samples. Only the last block may be short. */
    private short[] readAll(int most) {
        short[] heard = new short[most + BLOCK];
        int count = 0;
        int read = BLOCK;
        settle();
        while (read == BLOCK) {
            read = pull.read(block, 0, BLOCK);
            System.arraycopy(block, 0, heard, count, read);
            count += read;
            settle();
        }
        return Arrays.copyOf(heard, count);
    }

    @Test
    void readsOneMinuteWithoutGapLossOrRepeat() throws Exception {
        short[] ramp = TestAudio.ramp(MINUTE);
        Utterance utterance = say();
        speech.next().send(ramp).end();

        assertThat(readAll(MINUTE)).isEqualTo(ramp);
        assertThat(utterance.join().underruns()).isZero();
        assertThat(utterance.positionMillis()).isEqualTo(60_000);
    }

    @Test
    void returnsOnlyFadeOnFirstReadAfterStop() throws Exception {
        Utterance utterance = say();
        speech.next().send(TestAudio.ramp(RATE_HZ)).end();
        settle();
        pull.read(block, 0, BLOCK);

        utterance.stop();
        settle();

        assertThat(pull.read(block, 0, BLOCK)).isEqualTo(RATE_HZ * Fade.MILLIS / 1000);
        settle();
        assertThat(pull.read(block, 0, BLOCK)).isZero();
        assertThat(utterance.state().isDone()).isTrue();
        assertThat(utterance.positionMillis()).isEqualTo(20);
    }

    @Test
    void resumesAfterLastSampleReadBeforePause() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        Utterance utterance = say();
        speech.next().send(ramp).end();
        settle();
        pull.read(block, 0, BLOCK);
        utterance.pause();
        settle();
        pull.read(block, 0, BLOCK);
        settle();
        assertThat(pull.read(block, 0, BLOCK)).isZero();

        utterance.resume();
        short[] rest = readAll(RATE_HZ);

        assertThat(rest).hasSize(RATE_HZ - BLOCK);
        int faded = RATE_HZ * Fade.MILLIS / 1000;
        assertThat(Arrays.copyOfRange(rest, faded, rest.length))
                .isEqualTo(Arrays.copyOfRange(ramp, BLOCK + faded, RATE_HZ));
    }

    @Test
    void padsOnlyLastPacketWithSilence() throws Exception {
        short[] ramp = TestAudio.ramp(10 * BLOCK + 100);
        PullPacketReader packets = pull.packetReader(BLOCK);
        say();
        speech.next().send(ramp).end();
        short[] sent = new short[11 * BLOCK];
        settle();
        for (int i = 0; i < 11; i++) {
            assertThat(packets.read(sent, i * BLOCK)).as("packet %d", i).isTrue();
            settle();
        }

        assertThat(packets.read(block, 0)).isFalse();
        assertThat(sent).isEqualTo(Arrays.copyOf(ramp, sent.length));
    }

    /** The host takes a whole packet at a time, so that more than one has to be there at the start. */
    @Test
    void startsPacketsWithoutFade() throws Exception {
        PullPacketReader packets = pull.packetReader(BLOCK);
        short[] loud = new short[4 * BLOCK];
        Arrays.fill(loud, (short) 10_000);
        short[] sent = new short[4 * BLOCK];
        say();
        FakeSpeechStream stream = speech.next();
        for (int arrived = 0; arrived < loud.length; arrived += BLOCK / 2) {
            stream.send(Arrays.copyOfRange(loud, arrived, arrived + BLOCK / 2));
            settle();
        }
        stream.end();
        settle();
        for (int i = 0; i < 4; i++) {
            assertThat(packets.read(sent, i * BLOCK)).as("packet %d", i).isTrue();
            settle();
        }

        assertThat(sent).isEqualTo(loud);
    }
}
