package dev.parlando.audio.internal.player;

import dev.parlando.audio.FakeSpeechSource;
import dev.parlando.audio.FakeSpeechStream;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
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
final class PlaybackLoopRig implements AutoCloseable {
    static final int RATE_HZ = 24_000;

    final FakeSpeechSource speech = FakeSpeechSource.direct();
    final VirtualClockSink sink;
    final PlaybackThread player;

    PlaybackLoopRig(int bufferMillis) {
        this(bufferMillis, new PlayerSettings(20, 500, 2, false, null));
    }

    PlaybackLoopRig(int bufferMillis, PlayerSettings settings) {
        sink = VirtualClockSink.manual(bufferMillis);
        player = new PlaybackThread(speech, sink, settings);
    }

    /** Says something whose stream is {@link FakeSpeechSource#next()}. */
    Utterance say() {
        return say(QueuePosition.LAST, RATE_HZ);
    }

    Utterance say(QueuePosition turn, int rateHz) {
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
    FakeSpeechStream nextStream() throws InterruptedException {
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
        return utterance.state().isDone() ? utterance.join() : null;
    }

    @Override
    public void close() {
        player.close();
        speech.close();
    }
}
