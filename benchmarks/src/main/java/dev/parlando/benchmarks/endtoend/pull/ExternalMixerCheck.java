package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A test, over minutes, that a third-party mixer gets every sample exactly once when it reads from a {@link PullSink}.
 *
 * <p>The mixers start before the speech, as they do in a game. A server in this process sends a known signal at two and
 * a half times real time, over cleartext HTTP/2. A {@link SpeechPlayer} plays it into the sink, and the mixer reads it
 * on its own thread. Two mixers run concurrently: {@code javax.sound}, checked in a recording of the virtual card, and
 * OpenAL, checked in its mixed output.
 *
 * <p>Usage, with the sound card of {@code .ci/audio-sink.sh}: {@code java -cp benchmarks/target/benchmarks.jar
 * dev.parlando.benchmarks.endtoend.pull.ExternalMixerCheck [SECONDS]}
 */
public final class ExternalMixerCheck {
    private static final int RATE_HZ = 48_000;
    private static final int SAMPLE_BYTES = 2;
    private static final int CHUNK_SAMPLES = 6000;
    private static final int PERIOD_MILLIS = 50;
    private static final int BUFFER_MILLIS = 200;
    private static final int LATE_SECONDS = 30;

    private ExternalMixerCheck() {}

    /** Prints a line for each mixer, and exits with 1 if any of them did not get every sample exactly once. */
    public static void main(String[] arguments) throws InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 600;
        RampSignal heard = new RampSignal((long) seconds * RATE_HZ);
        RampSignal mixed = new RampSignal((long) seconds * RATE_HZ);
        List<Thread> threads = List.of(
                new Thread(() -> feed(() -> new LineMixer(heard), heard, seconds), "line"),
                new Thread(() -> feed(() -> new OpenAlMixer(mixed), mixed, seconds), "openal"));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        System.exit(heard.isPerfect() && mixed.isPerfect() ? 0 : 1);
    }

    private static void feed(Callable<ExternalMixer> makesMixer, RampSignal ramp, int seconds) {
        try (ExternalMixer mixer = makesMixer.call();
                PullSink sink = new PullSink(mixer.format(), BUFFER_MILLIS);
                PacedServer server = new PacedServer(chunks(seconds), PERIOD_MILLIS);
                SpeechEngine engine =
                        SpeechEngine.builder().baseUrl(server.baseUrl()).build();
                SpeechPlayer player = SpeechPlayer.builder(engine)
                        .sink(sink)
                        .prefillMillis(200)
                        .open()) {
            Playback playback = player.say(request());
            SinkFeed feed = new SinkFeed(sink);
            renderUntilEnd(mixer, feed, ramp, seconds);
            System.out.printf(
                    "%s: %s; the sink lacked %d audio frames, the player counts %d underruns%n",
                    mixer.name(), ramp, feed.missingAudioFrames(), playback.underruns());
        } catch (Exception e) {
            throw new IllegalStateException("not fed", e);
        }
    }

    private static SpeechRequest request() {
        return SpeechRequest.builder("measure")
                .voice("voice")
                .outputFormat(OutputFormat.PCM_48000)
                .build();
    }

    private static void renderUntilEnd(ExternalMixer mixer, SinkFeed feed, RampSignal ramp, int seconds)
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            try {
                ramp.awaitEnd(seconds + LATE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            over.set(true);
        });
        waiting.setDaemon(true);
        waiting.start();
        while (!over.get()) {
            mixer.render(feed);
        }
    }

    private static List<byte[]> chunks(int seconds) {
        List<byte[]> chunks = new ArrayList<>();
        long place = 0;
        for (int i = 0; i < seconds * RATE_HZ / CHUNK_SAMPLES; i++) {
            byte[] chunk = new byte[CHUNK_SAMPLES * SAMPLE_BYTES];
            for (int k = 0; k < CHUNK_SAMPLES; k++) {
                short sample = RampSignal.at(place++);
                chunk[2 * k] = (byte) sample;
                chunk[2 * k + 1] = (byte) (sample >> 8);
            }
            chunks.add(chunk);
        }
        return chunks;
    }
}
