package dev.parlando.benchmarks.micro.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.speech.OutputFormat;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An allocation test of the decoders, which must allocate nothing once a stream is running.
 *
 * <p>When the JIT compiler discards code after a wrong assumption, the JVM attributes some hundred bytes to the running
 * thread. That happens a few times in total, whereas an allocating decoder allocates in every pass. One pass over the
 * whole speech without allocation is therefore sufficient proof.
 */
class DecodeAllocationTest {
    private static final int PASSES = 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({
        "mp3_44100_128, 417",
        "mp3_44100_128, 1400",
        "mp3_24000_48, 1",
        "mp3_24000_48, 1400",
        "pcm_24000, 1",
        "pcm_24000, 1400",
        "ulaw_8000, 160",
        "ulaw_8000, 1400"
    })
    void allocatesNothingPerChunk(String format, int chunkBytes) {
        DecodeChunkBenchmark stream = new DecodeChunkBenchmark();
        stream.format = format;
        stream.chunkBytes = chunkBytes;
        stream.setUp();
        int chunks = EncodedSpeech.of(OutputFormat.parse(format)).length / chunkBytes + 1;

        long leastBytes = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES && leastBytes > 0; pass++) {
            leastBytes = Math.min(leastBytes, allocatedBytes(stream, chunks));
        }

        assertThat(leastBytes).isZero();
    }

    private long allocatedBytes(DecodeChunkBenchmark stream, int chunks) {
        int sum = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < chunks; i++) {
            sum += stream.decode();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).as("something was decoded").isNotZero();
        return allocated;
    }
}
