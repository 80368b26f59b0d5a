package dev.parlando.benchmarks.micro.telephony;

import dev.parlando.audio.telephony.IdleStream;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.fault.BytesChunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Legs on a clock that the benchmark advances. Each has one utterance, whose stream is idle until the benchmark passes
 * chunks to it. The packets are discarded.
 */
final class ManualLegs {
    static final int PAYLOAD_BYTES = 160;

    private static final int HEADER_BYTES = 12;
    private static final Duration PTIME = Duration.ofMillis(20);

    private final ManualPacketClock manual = new ManualPacketClock();
    private final List<ChunkHandler> handlers = new ArrayList<>();
    private long sentBytes;

    ManualLegs(int legs) {
        for (int i = 0; i < legs; i++) {
            TelephoneLeg.builder(
                            (request, handler, options) -> {
                                handlers.add(handler);
                                return new IdleStream(request);
                            },
                            manual.clock(),
                            packet -> sentBytes += packet.buffer(HEADER_BYTES).remaining())
                    .open()
                    .say("Hello");
        }
        manual.advance(PTIME);
    }

    /** Passes the whole chunk to the stream of each leg. */
    void receive(BytesChunk chunk) {
        for (int leg = 0; leg < handlers.size(); leg++) {
            chunk.bytes().clear();
            if (handlers.get(leg).onChunk(chunk) != ChunkAction.CONTINUE) {
                throw new IllegalStateException("leg " + leg + " does not accept the chunk");
            }
        }
    }

    /** Advances the clock by packet times. Returns the bytes sent so far. */
    long send(int packets) {
        for (int i = 0; i < packets; i++) {
            manual.advance(PTIME);
        }
        return sentBytes;
    }
}
