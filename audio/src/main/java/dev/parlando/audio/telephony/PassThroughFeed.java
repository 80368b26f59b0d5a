package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.BlockPool;
import dev.parlando.audio.internal.pace.PacketRing;
import dev.parlando.error.DecodeException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import java.nio.ByteBuffer;

/**
 * A feed of a stream that has the encoding of the packets. It copies bytes from the chunk to the packet on the event loop:
 * neither a decoder nor another thread is involved.
 */
final class PassThroughFeed extends SpeechFeed {
    private final String name;
    private long bytes;

    /**
     * Creates a feed for one stream.
     *
     * @param name the name of the format in error messages
     */
    PassThroughFeed(String name, LegSettings settings, BlockPool pool, Listener listener) {
        super(settings, pool, listener);
        this.name = name;
    }

    @Override
    public boolean runsOnEventLoop() {
        return true;
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        endHold();
        if (!isWanted()) {
            return ChunkAction.CANCEL;
        }
        PacketRing ring = ring();
        while (chunk.remaining() > 0) {
            ByteBuffer packet = ring.writable();
            if (packet == null) {
                return hold();
            }
            int samplesBefore = wholeSamples();
            bytes += chunk.read(packet);
            written(ring, wholeSamples() - samplesBefore);
        }
        return ChunkAction.CONTINUE;
    }

    /** Returns the number of whole samples, of which only differences are used. */
    private int wholeSamples() {
        return (int) (bytes / settings.format().bytesPerSample());
    }

    @Override
    void finishInput() {
        if (bytes < settings.format().bytesPerSample()) {
            throw new DecodeException(name + ": the stream contained no audio", null);
        }
    }
}
