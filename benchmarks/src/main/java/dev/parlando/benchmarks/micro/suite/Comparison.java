package dev.parlando.benchmarks.micro.suite;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A ratio of the time of a component to that of its baseline, measured in one run. It depends less on the machine than a
 * time, so that the history of releases uses it.
 */
record Comparison(String label, String type, Side component, Side baseline) {
    /** A benchmark method with some of its parameters. */
    record Side(String method, Map<String, String> parameters) {}

    static final List<Comparison> ALL = List.of(
            of("µ-law decode / JDK", "G711Benchmark", "ulawDecode", "jdkUlawDecode", Map.of("samples", "16384")),
            of("A-law decode / JDK", "G711Benchmark", "alawDecode", "jdkAlawDecode", Map.of("samples", "16384")),
            of("µ-law encode / JDK", "G711Benchmark", "ulawEncode", "jdkUlawEncode", Map.of("samples", "16384")),
            of("A-law encode / JDK", "G711Benchmark", "alawEncode", "jdkAlawEncode", Map.of("samples", "16384")),
            of(
                    "MP3 frame / bare JLayer",
                    "Mp3FrameBenchmark",
                    "parlando",
                    "bareJLayer",
                    Map.of("format", "mp3_44100_128")),
            of(
                    "resampler / linear interpolation",
                    "ResamplerBenchmark",
                    "resample",
                    "linearInterpolation",
                    Map.of("rates", "24000-48000")),
            of("mixer, 10 lanes / bare addition", "MixerBenchmark", "mix", "bareAddition", Map.of("lanes", "10")),
            of(
                    "timestamped line / Jackson tree",
                    "TimestampedLineBenchmark",
                    "parse",
                    "tree",
                    Map.of("characters", "100")),
            of("socket message / Jackson tree", "SocketMessageBenchmark", "read", "tree", Map.of("audioBytes", "4800")),
            of("permit / semaphore", "PermitBenchmark", "limiter", "semaphore", Map.of()),
            of(
                    "ring handover / array queue",
                    "HandoverLatencyBenchmark",
                    new Side("publishAndArrive", Map.of("through", "ring-blocking", "pauseMicros", "1000")),
                    new Side("publishAndArrive", Map.of("through", "array-blocking-queue", "pauseMicros", "1000"))),
            of(
                    "chunk of 10 streams, ring / direct",
                    "DeliveryBenchmark",
                    new Side("chunk", Map.of("path", "ring-blocking", "streams", "10")),
                    new Side("chunk", Map.of("path", "direct", "streams", "10"))));

    private static Comparison of(
            String label, String type, String component, String baseline, Map<String, String> parameters) {
        return of(label, type, new Side(component, parameters), new Side(baseline, parameters));
    }

    private static Comparison of(String label, String type, Side component, Side baseline) {
        return new Comparison(label, type, component, baseline);
    }

    /** Returns the ratio; empty if one of the two was not measured. */
    OptionalDouble ratio(List<Score> scores) {
        OptionalDouble ours = time(scores, component);
        OptionalDouble theirs = time(scores, baseline);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble time(List<Score> scores, Side side) {
        return scores.stream()
                .filter(score -> score.matches(type, side.method(), side.parameters()))
                .mapToDouble(Score::score)
                .findFirst();
    }
}
