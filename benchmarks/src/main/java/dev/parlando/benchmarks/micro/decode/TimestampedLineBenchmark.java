package dev.parlando.benchmarks.micro.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.internal.delivery.TimestampedAudioParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of one line of a response with timestamps, which holds 4,800 bytes of audio. Run it with
 * {@code -prof gc}, since such a line allocates the times of its characters. The baseline is a tree of the
 * same line by Jackson, which decodes no audio.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimestampedLineBenchmark {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AUDIO_BYTES = 4800;

    @Param({"0", "10", "100"})
    public int characters;

    private final TimestampedAudioParser parser = new TimestampedAudioParser();
    private byte[] line = {};
    private byte[] buffer = {};

    @Setup
    public void setUp() {
        byte[] audio = new byte[AUDIO_BYTES];
        new Random(1).nextBytes(audio);
        String alignment = "{\"characters\":[" + list(index -> "\"" + (char) ('a' + index % 26) + "\"")
                + "],\"character_start_times_seconds\":[" + list(index -> Double.toString(index * 63 / 1000.0))
                + "],\"character_end_times_seconds\":[" + list(index -> Double.toString((index + 1) * 63 / 1000.0))
                + "]}";
        String json = "{\"audio_base64\":\"" + Base64.getEncoder().encodeToString(audio) + "\",\"alignment\":"
                + alignment + ",\"normalized_alignment\":" + alignment + "}\n";
        line = json.getBytes(StandardCharsets.UTF_8);
        buffer = new byte[line.length];
    }

    private String list(IntFunction<String> element) {
        return IntStream.range(0, characters).mapToObj(element).collect(Collectors.joining(","));
    }

    /** Decodes the audio and reads the times. */
    @Benchmark
    public TimestampedAudioParser parse() {
        System.arraycopy(line, 0, buffer, 0, line.length); // The audio is decoded in place.
        int index = 0;
        while (index < buffer.length) {
            index = parser.parse(buffer, index, buffer.length);
        }
        return parser;
    }

    /** Reads the line as a tree. */
    @Benchmark
    public JsonNode tree() throws IOException {
        return JSON.readTree(line);
    }
}
