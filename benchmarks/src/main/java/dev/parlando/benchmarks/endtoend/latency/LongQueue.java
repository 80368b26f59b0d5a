package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.SpeechPlayerBuilder;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.benchmarks.endtoend.latency.ToneRecording.Gap;
import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.benchmarks.rig.server.ServerCertificate;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.telemetry.TimelineEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test of gapless playback for a long queue of utterances, including the transitions between them. It also checks
 * that the gaps caused by a stalling server are counted exactly.
 *
 * <p>The speech is a single tone, so that missing samples are visible in a recording of the virtual sound card. The
 * card of {@code .ci/audio-sink.sh} must be running. The server sends 2,048 B of PCM every 20 ms over TLS, which is
 * twice as fast as real time. With {@code stalls} it pauses for 900 ms at three points of each utterance, and the
 * player requests no audio ahead.
 *
 * <p>Usage: {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.latency.LongQueue [UTTERANCES
 * [SECONDS [stalls]]]}
 */
public final class LongQueue {
    private static final int BYTES_PER_MILLI = ToneSpeech.RATE_HZ * 2 / 1000;
    private static final int CHUNK_BYTES = 2048;
    private static final int PERIOD_MILLIS = 20;
    private static final int STALL_MILLIS = 900;
    /**
     * The chunks before which the server stalls. The audio buffered ahead is too short to bridge the first two stalls,
     * but not the third.
     */
    private static final List<Integer> STALLS = List.of(10, 30, 100);

    private static final int SEAM_MILLIS = 20;
    private static final int TAIL_MILLIS = 500;

    private final int utterances;
    private final int seconds;
    private final boolean stalls;
    private final List<byte[]> chunks;

    private LongQueue(int utterances, int seconds, boolean stalls) {
        this.utterances = utterances;
        this.seconds = seconds;
        this.stalls = stalls;
        this.chunks = ToneSpeech.chunks(seconds * 1000, CHUNK_BYTES);
    }

    /** Plays the queue and prints the gaps in the recording. */
    public static void main(String[] arguments) throws Exception {
        int utterances = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        boolean stalls = arguments.length > 2 && arguments[2].equals("stalls");
        new LongQueue(utterances, seconds, stalls).run();
    }

    private void run() throws Exception {
        ServerCertificate certificate = ServerCertificate.make();
        Path trusted = Files.createTempFile("benchmark-ca", ".pem");
        Files.writeString(trusted, certificate.pem());
        try (PacedServer server = new PacedServer(chunks, this::dueMillis, certificate.context());
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .trustedCertificates(trusted)
                        .build();
                CardRecorder card = new CardRecorder();
                StallDetector witness = new StallDetector();
                SpeechPlayer player = player(engine)) {
            card.begin();
            List<Playback> playbacks = say(player);
            playbacks.forEach(Playback::join);
            card.awaitSilence(TAIL_MILLIS);
            report(new ToneRecording(card.recording().samples()), playbacks);
            System.out.printf(
                    "machine: longest stall %.1f ms, %d over %d ms%n",
                    witness.longestStallMillis(), witness.longStalls(), StallDetector.LONG_MILLIS);
            if (stalls) {
                System.out.println("gaps by the server's stamps: " + texts(expectedGaps(server)));
            }
        } finally {
            Files.delete(trusted);
        }
    }

    private long dueMillis(int chunk) {
        long stalled = stalls ? STALLS.stream().filter(place -> place <= chunk).count() : 0;
        return (long) chunk * PERIOD_MILLIS + stalled * STALL_MILLIS;
    }

    private SpeechPlayer player(SpeechEngine engine) {
        SpeechPlayerBuilder builder = SpeechPlayer.builder(engine);
        return (stalls ? builder.lookAhead(0).maxPrefillMillis(20) : builder).open();
    }

    private List<Playback> say(SpeechPlayer player) {
        SpeechRequest request = SpeechRequest.builder("measure")
                .voice("voice")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
        List<Playback> playbacks = new ArrayList<>();
        for (int i = 0; i < utterances; i++) {
            playbacks.add(player.say(request));
        }
        return playbacks;
    }

    private void report(ToneRecording heard, List<Playback> playbacks) {
        List<PlaybackResult> results = playbacks.stream().map(Playback::join).toList();
        long saidAudioFrames =
                results.stream().mapToLong(PlaybackResult::audioFrames).sum();
        System.out.printf(
                "%d utterances of %d s: requested %.1f ms, played %.1f ms, recorded %.1f ms%n",
                utterances,
                seconds,
                utterances * seconds * 1000.0,
                saidAudioFrames * 1000.0 / ToneSpeech.RATE_HZ,
                heard.heardMillis());
        System.out.printf(
                "underruns reported %d; gaps over 5 ms recorded %d, of them at seams %d; slips %d%n",
                results.stream().mapToInt(PlaybackResult::underruns).sum(),
                heard.gaps().size(),
                heard.gaps().stream().filter(this::isAtSeam).count(),
                heard.slips());
        System.out.println("gaps recorded: " + texts(heard.gaps()));
        double[] ahead = playbacks.stream()
                .skip(1)
                .mapToDouble(LongQueue::aheadMillis)
                .sorted()
                .toArray();
        if (ahead.length > 0) {
            System.out.printf(
                    "requests after the first were sent before their sound was played: least %.0f ms, median %.0f ms%n",
                    ahead[0], ahead[ahead.length / 2]);
        }
    }

    private static double aheadMillis(Playback playback) {
        return playback.timeline().millis(TimelineEvent.FIRST_HEARD).orElseThrow()
                - playback.timeline().millis(TimelineEvent.REQUEST_SENT).orElseThrow();
    }

    private boolean isAtSeam(Gap gap) {
        return Math.abs(Math.IEEEremainder(gap.atMillis(), seconds * 1000.0)) < SEAM_MILLIS;
    }

    /**
     * Returns the gaps that remain if each chunk is played as soon as it has been sent and the previous chunk has
     * ended.
     */
    private List<Gap> expectedGaps(PacedServer server) {
        List<Gap> gaps = new ArrayList<>();
        double soundedMillis = 0;
        double endMillis = server.writtenNanos(0, 0) / 1e6;
        for (int answer = 0; answer < utterances; answer++) {
            for (int chunk = 0; chunk < chunks.size(); chunk++) {
                double sentMillis = server.writtenNanos(answer, chunk) / 1e6;
                if (sentMillis > endMillis) {
                    gaps.add(new Gap(soundedMillis, sentMillis - endMillis));
                    endMillis = sentMillis;
                }
                double millis = (double) chunks.get(chunk).length / BYTES_PER_MILLI;
                soundedMillis += millis;
                endMillis += millis;
            }
        }
        return gaps;
    }

    private static String texts(List<Gap> gaps) {
        StringBuilder text = new StringBuilder().append(gaps.size());
        for (Gap gap : gaps) {
            text.append(String.format("; %.1f ms at %.0f ms", gap.millis(), gap.atMillis()));
        }
        return text.toString();
    }
}
