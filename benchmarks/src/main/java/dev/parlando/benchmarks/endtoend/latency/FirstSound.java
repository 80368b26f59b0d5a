package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.speech.OutputFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A benchmark of the time from the server's first write to the loudspeaker, for this player and for other clients.
 *
 * <p>The loudspeaker is the monitor of the virtual sound card of {@code .ci/audio-sink.sh}, which must be running. The
 * server uses HTTP/2 over TLS. A quarter of a second after the response headers it sends speech that is loud from its
 * first sample. Curl, mpg123, ffplay, sox, pacat and aplay must be installed.
 *
 * <p>Usage: {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.latency.FirstSound
 * [RUNS [paced|bursty|stalled [FORMAT...]]]}, or {@code ... FirstSound handover [RUNS [FORMAT...]]}. The system property
 * {@code sound.peers=false} leaves out the other clients.
 */
public final class FirstSound {
    private static final List<OutputFormat> FORMATS =
            List.of(OutputFormat.MP3_44100_128, OutputFormat.PCM_24000, OutputFormat.ULAW_8000);
    private static final int WARM_UP_RUNS = 3;

    private FirstSound() {}

    /** Prints a table for each format. */
    public static void main(String[] arguments) throws Exception {
        boolean handover = arguments.length > 0 && arguments[0].equals("handover");
        String[] rest = handover ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
        int runs = rest.length > 0 ? Integer.parseInt(rest[0]) : 50;
        try (StallDetector witness = new StallDetector()) {
            if (handover) {
                for (OutputFormat format : formats(rest, 1)) {
                    LineHandover.measure(format, runs);
                }
            } else {
                String trace = rest.length > 1 ? rest[1] : "paced";
                contests(runs, ArrivalPattern.valueOf(trace.toUpperCase(Locale.ROOT)), formats(rest, 2));
            }
            System.out.printf("longest stall of a thread: %.1f ms%n", witness.longestStallMillis());
        }
        System.exit(0); // The resources of the JDK's client would keep the process alive.
    }

    private static List<OutputFormat> formats(String[] arguments, int from) {
        return arguments.length > from
                ? Arrays.stream(arguments).skip(from).map(OutputFormat::parse).toList()
                : FORMATS;
    }

    private static void contests(int runs, ArrivalPattern trace, List<OutputFormat> formats) throws Exception {
        System.out.printf(
                "%d runs of each, in turns, after %d of warm-up; audio sent %s; ms from first write to sound%n",
                runs, WARM_UP_RUNS, trace.name().toLowerCase(Locale.ROOT));
        try (CardRecorder card = new CardRecorder()) {
            for (OutputFormat format : formats) {
                try (SoundComparison contest =
                        new SoundComparison(format, trace, trace == ArrivalPattern.PACED ? 700 : 2000, card)) {
                    contest.run(WARM_UP_RUNS, runs);
                    contest.print();
                }
            }
        }
    }
}
