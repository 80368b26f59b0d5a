package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.sink.LatencySink;
import dev.parlando.audio.internal.sink.LeadInSink;
import dev.parlando.fault.BytesChunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechResult;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for allocation: steady playback allocates nothing between the chunk and the sink. */
class PlaybackAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** The audio sent at the start fits into the queue. A stream that has to be resumed would allocate. */
    private static final int SOUND_MILLIS = 400;
    /** The JVM bills a thread for its own work when it compiles a method; code that allocates does so in each round. */
    private static final int ROUNDS = 20;

    @Test
    void allocatesNothingPerStep() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            assertThat(leastBytes(() -> allocatedBySteps(rig))).isZero();
        }
    }

    @Test
    void allocatesNothingPerStepWithGainLevelAndLatency() throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100, sink -> new LatencySink(new LeadInSink(sink, 10), 20))) {
            rig.player.levels().add((peak, rms) -> {});
            rig.player.controls().fadeTo(0.5, Duration.ZERO);
            assertThat(leastBytes(() -> allocatedBySteps(rig))).isZero();
        }
    }

    private static long allocatedBySteps(PlaybackLoopRig rig) throws InterruptedException {
        Utterance utterance = rig.say();
        rig.nextStream().send(TestAudio.ramp(SOUND_MILLIS * PlaybackLoopRig.RATE_HZ / 1000));
        rig.run(100);
        long allocated = 0;
        for (int step = 0; step < 25; step++) {
            rig.sink.advance(10 * PlaybackLoopRig.RATE_HZ / 1000);
            long before = allocatedBytes();
            rig.player.step();
            allocated += allocatedBytes() - before;
        }
        assertThat(utterance.positionMillis()).isBetween(310.0, 350.0);
        utterance.stop();
        rig.run(100);
        return allocated;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_24000", "ulaw_8000"})
    void allocatesNothingPerChunk(String format) throws Exception {
        assertThat(leastBytes(() -> allocatedByChunks(format))).isZero();
    }

    private static long leastBytes(Callable<Long> round) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && least > 0; i++) {
            least = Math.min(least, round.call());
        }
        return least;
    }

    private static long allocatedByChunks(String format) {
        PcmFeed feed = new PcmFeed(AudioDecoders.forFormat(OutputFormat.parse(format)), new NoOpFeedListener());
        ByteBuffer bytes = ByteBuffer.wrap(new byte[2048]);
        BytesChunk chunk = new BytesChunk(bytes);
        short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        long allocated = 0;
        for (int i = 0; i < 200; i++) {
            bytes.clear();
            long before = allocatedBytes();
            ChunkAction action = feed.onChunk(chunk);
            while (feed.read(block, block.length) > 0) {
                Thread.onSpinWait();
            }
            allocated += allocatedBytes() - before;
            assertThat(action).isEqualTo(ChunkAction.CONTINUE);
        }
        feed.onEnd(new SpeechResult(null, 0, 0, false));
        return allocated;
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
