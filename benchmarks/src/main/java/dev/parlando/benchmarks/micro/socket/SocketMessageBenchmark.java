package dev.parlando.benchmarks.micro.socket;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.internal.live.socket.SocketAudioReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * A benchmark of one message of a WebSocket of the service, from its JSON to its audio. The baseline is a tree by
 * Jackson with its Base64 decoder. {@code -prof gc} shows that nothing is allocated per message, unlike in the baseline.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SocketMessageBenchmark {
    @Param({"960", "4800", "48000"})
    public int audioBytes = 960;

    private final SocketAudioReader reader = new SocketAudioReader();
    private final JsonMapper json = new JsonMapper();
    private ByteBuffer message = ByteBuffer.allocate(0);
    private byte[] bytes = {};

    @Setup
    public void setUp() {
        byte[] audio = new byte[audioBytes];
        new Random(1).nextBytes(audio);
        String text = "{\"audio\":\"" + Base64.getEncoder().encodeToString(audio)
                + "\",\"alignment\":null,\"normalizedAlignment\":null,\"isFinal\":null,\"contextId\":\"turn-1\"}";
        bytes = text.getBytes(StandardCharsets.UTF_8);
        message = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    /** Reads a message without a tree. Returns the number of audio bytes. */
    @Benchmark
    public int read() {
        return reader.read(message.clear());
    }

    /** Reads a message as a tree. Returns the number of audio bytes. */
    @Benchmark
    public int tree() throws IOException {
        return json.readTree(bytes).get("audio").binaryValue().length;
    }
}
