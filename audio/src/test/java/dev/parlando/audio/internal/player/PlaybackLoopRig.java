package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A player without threads. The test runs its steps and advances its time, on a line that records every sample.
 *
 * <p>Confined to the thread of the test.
 */
final class PlaybackLoopRig implements AutoCloseable {
    static final int RATE_HZ = 24_000;

    static final PlayerSettings SETTINGS = new PlayerSettings(20, 500, 2, false, null);

    final FakeSpeechSource speech = FakeSpeechSource.direct();
    final RecordingSink sink;
    final PlaybackThread player;
    private int steps;

    PlaybackLoopRig(int bufferMillis) {
        this(bufferMillis, SETTINGS);
    }

    PlaybackLoopRig(int bufferMillis, PlayerSettings settings) {
        this(bufferMillis, settings, line -> line);
    }

    /** Creates a rig whose player uses a view of the line. */
    PlaybackLoopRig(int bufferMillis, Function<RecordingSink, AudioSink> view) {
        this(bufferMillis, SETTINGS, view);
    }

    PlaybackLoopRig(int bufferMillis, PlayerSettings settings, Function<RecordingSink, AudioSink> view) {
        this(bufferMillis, settings, view, Runnable::run);
    }

    /** Creates a rig whose player uses a view of the line and computes filters on an executor. */
    PlaybackLoopRig(
            int bufferMillis,
            PlayerSettings settings,
            Function<RecordingSink, AudioSink> view,
            Executor filterExecutor) {
        sink = RecordingSink.manual(bufferMillis);
        player = new PlaybackThread(speech, view.apply(sink), settings, filterExecutor);
    }

    /** Queues an utterance whose stream is returned by {@link FakeSpeechSource#next()}. */
    Utterance say() {
        return say(QueuePosition.LAST, RATE_HZ);
    }

    Utterance say(QueuePosition turn, int rateHz) {
        OutputFormat format = OutputFormat.parse("pcm_" + rateHz);
        SpeechRequest request = SpeechRequest.builder("a").outputFormat(format).build();
        return say(UtteranceText.of(request), turn);
    }

    /** Queues a text in any format. */
    Utterance say(UtteranceText text, QueuePosition turn) {
        AudioDecoder decoder = AudioDecoders.forFormat(text.request().outputFormat());
        Utterance utterance = new Utterance(text, CallOptions.DEFAULT, decoder, player);
        player.add(utterance, turn);
        return utterance;
    }

    /** Queues an utterance whose samples arrive immediately, and runs all work that is due. */
    Utterance say(short[] samples) throws InterruptedException {
        Utterance utterance = say();
        nextStream().send(samples).end();
        settle();
        return utterance;
    }

    /** Returns the next requested stream. */
    FakeSpeechStream nextStream() throws InterruptedException {
        return speech.next();
    }

    /** Runs all work that is due now. */
    void settle() {
        while (step() == 0) {
            Thread.onSpinWait();
        }
    }

    private long step() {
        steps++;
        return player.step();
    }

    /** Advances the time by {@code millis} and returns the number of steps that the playback loop needed. */
    int stepsIn(double millis) {
        int before = steps;
        run(millis);
        return steps - before;
    }

    /** Advances the time by {@code millis}, with a step whenever the playback loop requested one. */
    void run(double millis) {
        settle();
        long left = Math.round(millis * rateHz() / 1000);
        while (left > 0) {
            long waitNanos = step();
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

    /** Returns the result of an utterance that has ended, or {@code null} if it has not ended. */
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
