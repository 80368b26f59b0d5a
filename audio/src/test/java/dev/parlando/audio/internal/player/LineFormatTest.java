package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.ScriptedDecoder;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the format of a line whose opening takes 40 ms, for utterances of different formats. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineFormatTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int OPENING_MILLIS = 40;
    private static final PlayerSettings SETTINGS = new PlayerSettings(20, 500, 100, false, null);
    private static final PcmFormat STEREO = new PcmFormat(RATE_HZ, 2);

    private final List<PcmFormat> openings = new ArrayList<>();
    private final PlaybackLoopRig rig = new PlaybackLoopRig(100, SETTINGS, this::slow);

    /** Returns a view of a line that takes time to open, in which the samples in its buffer are still played. */
    private AudioSink slow(RecordingSink line) {
        return (AudioSink) Proxy.newProxyInstance(
                AudioSink.class.getClassLoader(), new Class<?>[] {AudioSink.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        line.advance(line.format().audioFrames(OPENING_MILLIS));
                        openings.add((PcmFormat) arguments[0]);
                    }
                    try {
                        return method.invoke(line, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Utterance say(int rateHz, int millis) throws InterruptedException {
        Utterance utterance = rig.say(QueuePosition.LAST, rateHz);
        rig.nextStream().send(loud(rateHz * millis / 1000)).end();
        return utterance;
    }

    private static Utterance sayStereo(PlaybackLoopRig rig, short[] samples) throws InterruptedException {
        Utterance utterance = new Utterance(
                UtteranceText.of(SpeechRequest.of("a")),
                CallOptions.DEFAULT,
                new ScriptedDecoder().decodingTo(STEREO),
                rig.player);
        rig.player.add(utterance, QueuePosition.LAST);
        rig.nextStream().send(samples).end();
        return utterance;
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, (short) 10_000);
        return loud;
    }

    /** Returns the length of the silence in the middle of the played samples, in milliseconds. */
    private int silenceMillis() {
        short[] heard = rig.sink.playedSamples();
        int silent = 0;
        int last = heard.length - 1;
        while (heard[last] == 0) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            silent += heard[i] == 0 ? 1 : 0;
        }
        return silent * 1000 / RATE_HZ;
    }

    @Test
    void playsHigherRateBehindLowerOneWithoutGap() throws Exception {
        Utterance first = say(RATE_HZ, 300);
        Utterance second = say(48_000, 300);
        rig.run(700);
        assertThat(silenceMillis()).isZero();
        assertThat(openings).hasSize(1);
        assertThat(first.join().audioFrames()).isEqualTo(300 * RATE_HZ / 1000);
        assertThat(second.join().audioFrames()).isEqualTo(300 * 48);
        assertThat(second.join().format()).isEqualTo(new PcmFormat(48_000, 1));
    }

    @Test
    void playsStereoBehindMonoWithoutGap() throws Exception {
        say(RATE_HZ, 300);
        Utterance second = sayStereo(rig, loud(2 * 300 * RATE_HZ / 1000));
        rig.run(700);
        assertThat(silenceMillis()).isZero();
        assertThat(openings).hasSize(1);
        assertThat(second.join().audioFrames()).isEqualTo(300 * RATE_HZ / 1000);
    }

    /** A device has two channels from the start. */
    @Test
    void foldsNoStereoBehindMonoOnDevice() throws Exception {
        try (PlaybackLoopRig device = new PlaybackLoopRig(100, new PlayerSettings(20, 500, 2, false, STEREO))) {
            device.say(loud(300 * RATE_HZ / 1000));
            sayStereo(device, new short[] {2000, -3000, 2000, -3000, 2000, -3000});
            device.run(400);
            short[] heard = device.sink.playedSamples();
            assertThat(Arrays.copyOf(heard, 2 * 300 * RATE_HZ / 1000)).containsOnly((short) 10_000);
            assertThat(heard).containsSequence(10_000, 2000, -3000, 2000, -3000, 2000, -3000);
        }
    }

    /** The audio arrives while the last 50 ms of the previous utterance are in the line. */
    @Test
    void playsHigherRateThatArrivesLateWithoutGap() throws Exception {
        say(RATE_HZ, 300);
        Utterance second = rig.say(QueuePosition.LAST, 48_000);
        rig.run(250);
        rig.nextStream().send(loud(48 * 300)).end();
        rig.run(400);
        assertThat(silenceMillis()).isZero();
        assertThat(second.join().audioFrames()).isEqualTo(300 * 48);
    }

    /** The first 5 ms are less than the prefill, so the line runs dry before the utterance starts. */
    @Test
    void keepsFormatForUtteranceThatHasArrivedInPart() throws Exception {
        say(RATE_HZ, 100);
        rig.say(QueuePosition.LAST, 48_000);
        rig.run(50);
        rig.nextStream().send(loud(48 * 5));
        rig.run(100);
        assertThat(openings).hasSize(1);
    }

    @Test
    void opensSilentLineForHigherRateBeforeAudioArrives() throws Exception {
        say(RATE_HZ, 100);
        rig.run(200);
        rig.say(QueuePosition.LAST, 48_000);
        rig.settle();
        assertThat(openings).containsExactly(new PcmFormat(RATE_HZ, 1), new PcmFormat(48_000, 1));
    }

    @Test
    void opensDryLineForHigherRateBeforeAudioArrives() throws Exception {
        say(RATE_HZ, 100);
        rig.say(QueuePosition.LAST, 48_000);
        rig.run(200);
        assertThat(openings).containsExactly(new PcmFormat(RATE_HZ, 1), new PcmFormat(48_000, 1));
    }

    @Test
    void opensSilentLineForHighestRateOfQueue() throws Exception {
        say(RATE_HZ, 100);
        rig.run(200);
        rig.say(QueuePosition.LAST, 16_000);
        rig.say(QueuePosition.LAST, 48_000);
        rig.settle();
        rig.nextStream().send(loud(16 * 200)).end();
        rig.nextStream().send(loud(48 * 200)).end();
        rig.run(500);
        assertThat(openings).containsExactly(new PcmFormat(RATE_HZ, 1), new PcmFormat(48_000, 1));
        assertThat(rig.sink.gapAudioFrames()).isLessThanOrEqualTo(48 * 110);
    }

    @Test
    void keepsFormatOfHighestRateForLaterUtterances() throws Exception {
        for (int rateHz : new int[] {16_000, 44_100, 8_000, 24_000}) {
            say(rateHz, 100);
            rig.run(200);
        }
        assertThat(rig.sink.format().sampleRateHz()).isEqualTo(44_100);
        assertThat(openings).hasSize(4);
    }

    @Test
    void playsRandomFormatsInTurnWithoutGap() throws Exception {
        Random random = new Random(14);
        say(RATE_HZ, 200);
        for (int i = 0; i < 100; i++) {
            int rateHz = 8_000 + 100 * random.nextInt(1000);
            Utterance utterance = random.nextInt(3) > 0
                    ? say(rateHz, 110 + random.nextInt(100))
                    : sayStereo(rig, loud(2 * (3_000 + random.nextInt(2_000))));
            rig.run(105);
            assertThat(utterance.state().isDone()).isFalse();
        }
        rig.run(5_000);
        assertThat(silenceMillis()).isZero();
        assertThat(openings).hasSize(1);
    }
}
