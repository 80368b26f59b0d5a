package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.benchmarks.rig.server.ServerCertificate;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A test of the sound at the end of an utterance and under commands for a waiting one, by recording.
 *
 * <p>{@code joined} speaks two utterances, the second after the first was joined, and measures the milliseconds of tone
 * that the recording lacks at the ends, which are louder. {@code waiting} pauses, holds or stops a waiting utterance at a random time, and measures the
 * milliseconds that the end of the playing one lacks, its gaps, repetitions and phase slips. The card of {@code .ci/audio-sink.sh} must be
 * running; with {@code AUDIO_SINK_REWINDS=yes} that card replaces samples that it has already mixed.
 *
 * <p>Usage: {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.latency.QueueSeams [RUNS]}
 */
public final class QueueSeams {
    private static final int UTTERANCE_MILLIS = 410;
    private static final int CHUNK_BYTES = 2048;
    private static final int CHUNK_PERIOD_MILLIS = 20;
    private static final int SILENCE_MILLIS = 300;
    private static final double TOLERANCE_MILLIS = 1;
    private static final int SEED = 7;

    private final Random random = new Random(SEED);
    private final SpeechPlayer player;
    private final CardRecorder card;
    private int damaged;
    private double mostMissingMillis;

    private QueueSeams(SpeechPlayer player, CardRecorder card) {
        this.player = player;
        this.card = card;
    }

    /** Prints the damaged runs of both parts. */
    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        ServerCertificate certificate = ServerCertificate.make();
        Path trusted = Files.createTempFile("benchmark-ca", ".pem");
        Files.writeString(trusted, certificate.pem());
        try (PacedServer server = new PacedServer(
                        ToneSpeech.chunksWithLoudEnd(UTTERANCE_MILLIS, CHUNK_BYTES),
                        chunk -> (long) chunk * CHUNK_PERIOD_MILLIS,
                        certificate.context());
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .trustedCertificates(trusted)
                        .build();
                CardRecorder card = new CardRecorder();
                StallDetector witness = new StallDetector();
                SpeechPlayer player = SpeechPlayer.open(engine)) {
            new QueueSeams(player, card).measure("joined", runs, QueueSeams::joined);
            new QueueSeams(player, card).measure("waiting", runs, QueueSeams::commandedWhileWaiting);
            System.out.printf("machine: longest stall %.1f ms%n", witness.longestStallMillis());
        } finally {
            Files.delete(trusted);
        }
    }

    /** One run, which returns the number of utterances that are to be heard completely. */
    private interface Run {
        int speak(QueueSeams seams, int index) throws Exception;
    }

    private void measure(String name, int runs, Run run) throws Exception {
        for (int index = -1; index < runs; index++) { // The first run is a warm-up.
            card.begin();
            int utterances = run.speak(this, index);
            card.awaitSilence(SILENCE_MILLIS);
            if (index >= 0) {
                inspect(utterances);
            }
        }
        System.out.printf(
                "%s: %d of %d runs damaged; most missing at the end %.1f ms%n", name, damaged, runs, mostMissingMillis);
    }

    private void inspect(int utterances) {
        ToneRecording heard = new ToneRecording(card.recording().samples());
        double missingEndMillis = utterances * (double) ToneSpeech.LOUD_END_MILLIS - heard.loudMillis();
        double missingMillis = utterances * (double) UTTERANCE_MILLIS - heard.heardMillis();
        mostMissingMillis = Math.max(mostMissingMillis, missingEndMillis);
        boolean broken = heard.gaps().size() >= utterances || heard.slips() > 0;
        if (broken || missingEndMillis > TOLERANCE_MILLIS * utterances || missingMillis < -TOLERANCE_MILLIS) {
            damaged++;
            System.out.printf(
                    "  missing %.1f ms, at the end %.1f ms; %d gaps, %d slips%n",
                    missingMillis, missingEndMillis, heard.gaps().size(), heard.slips());
        }
    }

    private Playback say() {
        return player.say(SpeechRequest.builder("measure")
                .voice("voice")
                .outputFormat(OutputFormat.PCM_24000)
                .build());
    }

    private int joined(int index) {
        say().join();
        say().join();
        return 2;
    }

    private int commandedWhileWaiting(int index) throws InterruptedException {
        Playback playing = say();
        Playback waiting = say();
        TimeUnit.NANOSECONDS.sleep(random.nextLong(TimeUnit.MILLISECONDS.toNanos(UTTERANCE_MILLIS - 100)));
        switch (Math.floorMod(index, 3)) {
            case 0 -> waiting.pause();
            case 1 -> waiting.hold();
            default -> waiting.stop();
        }
        playing.join();
        waiting.stop();
        waiting.join();
        return 1;
    }
}
