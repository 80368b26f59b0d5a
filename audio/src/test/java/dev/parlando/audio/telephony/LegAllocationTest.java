package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.internal.pace.BlockPool;
import dev.parlando.audio.internal.pace.PacketRing;
import dev.parlando.fault.BytesChunk;
import dev.parlando.internal.timing.Allocation;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that legs allocate nothing per chunk and per packet. */
class LegAllocationTest {
    private static final int LEGS = 50;
    private static final Duration PTIME = Duration.ofMillis(20);

    private final ManualPacketClock time = new ManualPacketClock();
    private final PacketClock clock = time.clock();
    private final List<ChunkHandler> handlers = new ArrayList<>();
    private final BytesChunk chunk = new BytesChunk(ByteBuffer.allocateDirect(160));
    private long bytesSent;

    @ParameterizedTest
    @ValueSource(strings = {"SKIP", "CATCH_UP"})
    void allocatesNothingPerPacketOf50Legs(PacePolicy policy) {
        for (int i = 0; i < LEGS; i++) {
            TelephoneLeg leg = open(policy);
            leg.say("Hello.");
        }
        run(20);
        assertThat(Allocation.leastBytes(() -> run(10))).isZero();
        assertThat(bytesSent).isGreaterThanOrEqualTo(LEGS * 30 * 172L);
        assertThat(clock.statistics().packets()).isGreaterThanOrEqualTo(LEGS * 30L);
    }

    private TelephoneLeg open(PacePolicy policy) {
        return TelephoneLeg.builder(
                        (request, handler, options) -> {
                            handlers.add(handler);
                            return new IdleStream(request);
                        },
                        clock,
                        packet -> bytesSent += packet.buffer(12).remaining())
                .pacePolicy(policy)
                .open();
    }

    /** Lets each leg receive and send packets. */
    private void run(int packets) {
        for (int i = 0; i < packets; i++) {
            for (int handler = 0; handler < handlers.size(); handler++) {
                chunk.bytes().clear();
                if (handlers.get(handler).onChunk(chunk) == ChunkAction.CANCEL) {
                    throw new AssertionError("the leg has ended");
                }
            }
            time.advance(PTIME);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ulaw_8000", "pcm_16000", "alaw_8000"})
    void allocatesNothingPerChunk(String format) {
        SpeechFeed feed = LegFormats.feedFor(
                OutputFormat.parse(format),
                new LegSettings(MediaFormat.ULAW_8000, 20, PacePolicy.SKIP, 160),
                clock.resources(),
                new IdleListener());
        assertThat(Allocation.leastBytes(() -> feed(feed))).isZero();
    }

    private void feed(SpeechFeed feed) {
        for (int i = 0; i < 200; i++) {
            chunk.bytes().clear();
            ChunkAction action = feed.onChunk(chunk);
            PacketRing ring = feed.readable();
            while (ring != null) {
                ring.release();
                ring = feed.readable();
            }
            if (action != ChunkAction.CONTINUE) {
                throw new AssertionError("held");
            }
        }
    }

    @Test
    void aCallWithTwoUtterancesNeedsLessThan64KiB() {
        long heapBytes = Allocation.leastBytes(() -> {
            TelephoneLeg leg = open(PacePolicy.SKIP);
            leg.say("Hello.");
            leg.say("Goodbye.");
            run(1);
        });
        // The heap bytes are those allocated, which are more than those retained.
        assertThat(heapBytes + 2 * BlockPool.BLOCK_BYTES).isLessThan(64 * 1024);
    }

    private static final class IdleListener implements SpeechFeed.Listener {
        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public boolean mayBeSilent() {
            return false;
        }

        @Override
        public void onAudio() {}

        @Override
        public void onTiming(SpeechTiming timing, double receivedMillis) {}

        @Override
        public void onSpeechStart(double millis) {}

        @Override
        public void onInputEnded(double receivedMillis) {}

        @Override
        public void onCancelled() {}
    }
}
