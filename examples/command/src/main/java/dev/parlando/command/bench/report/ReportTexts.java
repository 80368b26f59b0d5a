package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchConditions;
import dev.parlando.command.bench.result.Latency;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Conditions and definitions as pairs of a name and a text. Stateless. */
final class ReportTexts {
    private static final double MICROS_PER_SECOND = 1e6;

    private ReportTexts() {}

    static List<List<String>> conditions(BenchConditions run) {
        return List.of(
                List.of("Command", run.command()),
                List.of(
                        "Started",
                        run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
                List.of("Duration", String.format(Locale.ROOT, "%.1f s", run.wallMicros() / MICROS_PER_SECOND)),
                List.of("Service", run.service()),
                List.of("Texts", run.promptSet()),
                List.of("Load", run.loop() + ", after " + run.warmup() + " streams of warm-up"),
                List.of("Connections", connections(run)),
                List.of("Text", run.live() ? "written token by token" : "complete in the request"),
                List.of("Playback", run.device() == null ? "none" : run.device()),
                List.of("Parlando", run.parlandoVersion()),
                List.of("Java", run.java()),
                List.of("System", run.operatingSystem()),
                List.of("Machine", run.machine()));
    }

    private static String connections(BenchConditions run) {
        String kept = run.cold() ? "a new one for each stream" : "kept between streams";
        return kept
                + (run.handshakeIncluded() ? "; latencies include the handshake" : "; latencies exclude the handshake");
    }

    static String nameOf(Latency latency) {
        return switch (latency) {
            case TTFB -> "time to first byte";
            case TTFA -> "time to first audio";
            case EAR -> "time to the first audible sample";
            case TOTAL -> "time to the last byte";
        };
    }

    static String definitionOf(Latency latency) {
        return switch (latency) {
            case TTFB ->
                "From the planned start of the stream to the first byte of audio. It measures the network and the"
                        + " service.";
            case TTFA ->
                "TTFB, plus the decoding of the first samples, plus the silence at the start of the audio. The public"
                        + " benchmarks of Coval use the same definition, but do not count the decoding.";
            case EAR ->
                "TTFA, plus the time in the player and the device until the first audible sample is played. It"
                        + " exists only for runs with playback.";
            case TOTAL -> "From the planned start to the last byte of audio.";
        };
    }

    static List<List<String>> definitions() {
        return List.of(
                List.of(
                        "Planned start",
                        "With a fixed rate, the time at which the stream was due. A stream that starts late"
                                + " counts the delay, so that a slow service cannot hide its queue (coordinated omission)."),
                List.of(
                        "Stages",
                        "Disjoint parts of a latency, in order. The stages up to the first byte add up to TTFB, those up"
                                + " to the leading silence to TTFA, and all to the time to ear."),
                List.of(
                        "Percentiles",
                        "HdrHistogram, three digits, over the completed streams. A stream without a stage does not"
                                + " count in the percentiles of the stage; it counts as 0 in the mean."),
                List.of("Failures", "Counted by kind and never dropped. A failed stream has no latency."),
                List.of(
                        "Real time",
                        "Length of the audio divided by the time to its last byte, the median of all streams."),
                List.of(
                        "At the server",
                        "The time that the service reports in the header tts-latency-ms, in whole milliseconds. Without"
                                + " the header it is part of \"response headers\"."),
                List.of("Underrun", "A gap in the playback, because the next audio came late."));
    }

    static String capitalised(String label) {
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }
}
