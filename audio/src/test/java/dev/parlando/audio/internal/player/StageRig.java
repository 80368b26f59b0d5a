package dev.parlando.audio.internal.player;

import dev.parlando.audio.FakeSpeech;
import dev.parlando.audio.FakeStream;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.Turn;
import dev.parlando.audio.sink.VirtualClockSink;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is a player without threads: the test does its steps and moves its time, on a line that hears every sample.
 *
 * <p>Confined to the thread of the test.
 */
final class StageRig implements AutoCloseable {
    static final int RATE_HZ = 24_000;

    final FakeSpeech speech = FakeSpeech.direct();
    final VirtualClockSink sink;
    final PlayThread player;

    StageRig(int bufferMillis) {
        this(bufferMillis, new PlayerSettings(20, 500, 2, false, null));
    }

    StageRig(int bufferMillis, PlayerSettings settings) {
        sink = VirtualClockSink.manual(bufferMillis);
        player = new PlayThread(speech, sink, settings);
    }

    /** Says something whose stream is {@link FakeSpeech#next()}. */
    Utterance say() {
        return say(Turn.LAST, RATE_HZ);
    }

    Utterance say(Turn turn, int rateHz) {
        OutputFormat format = OutputFormat.parse("pcm_" + rateHz);
        SpeechRequest request = SpeechRequest.builder("a").outputFormat(format).build();
        Utterance utterance = new Utterance(request, AudioDecoders.forFormat(format), player);
        player.add(utterance, turn);
        return utterance;
    }

    /** Says samples that are all there at once, and does what is to be done about them. */
    Utterance say(short[] samples) throws InterruptedException {
        Utterance utterance = say();
        nextStream().send(samples).end();
        settle();
        return utterance;
    }

    /** Returns the next stream that was asked for. */
    FakeStream nextStream() throws InterruptedException {
        return speech.next();
    }

    /** Does what there is to do now. */
    void settle() {
        while (player.step() == 0) {
            Thread.onSpinWait();
        }
    }

    /** Lets that much time pass, with a step whenever the stage asked for one. */
    void run(double millis) {
        settle();
        long left = Math.round(millis * rateHz() / 1000);
        while (left > 0) {
            long waitNanos = player.step();
            if (waitNanos == 0) {
                continue;
            }
            long audioFrames = waitNanos >= TimeUnit.MINUTES.toNanos(1)
                    ? left
                    : Math.max(1, waitNanos * rateHz() / TimeUnit.SECONDS.toNanos(1));
            int passing = (int) Math.min(left, audioFrames);
            sink.advance(passing);
            left -= passing;
        }
        settle();
    }

    private int rateHz() {
        return sink.format().sampleRateHz();
    }

    /** Returns what an utterance that is over ended with; null if it is not over. */
    @Nullable
    PlaybackResult result(Utterance utterance) {
        return utterance.state().isOver() ? utterance.join() : null;
    }

    @Override
    public void close() {
        player.close();
        speech.close();
    }
}
