package dev.parlando.audio.decode;

import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Opus in Ogg, a packet as soon as its last byte is there; one that lasts long is handed out in several blocks.
 *
 * <p>What an encoder added at the start is left out, and what it added at the end, if the last page says so and packets
 * end on it. Streams that follow each other are decoded one after the other. A stream that cannot be decoded is swallowed
 * without a sound and reported by {@link #finish}.
 *
 * <p>Confined to one thread at a time. Source: RFC 7845.
 */
final class OggOpusDecoder implements AudioDecoder {
    private final String name;
    private final OggPackets packets = new OggPackets();
    private PcmFormat format;
    private @Nullable OpusStream stream;
    private @Nullable String problem;
    private boolean tagsExpected;
    private boolean heard;

    OggOpusDecoder(String name, PcmFormat expected) {
        this.name = name;
        this.format = expected;
    }

    @Override
    public PcmFormat format() {
        return format;
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        int samples = take(pcm);
        while (samples == 0 && packets.next(encoded)) {
            decodePacket();
            samples = take(pcm);
        }
        return samples;
    }

    private int take(short[] pcm) {
        OpusStream current = stream;
        int samples = current == null ? 0 : current.take(pcm);
        if (current != null && samples > 0) {
            format = current.format();
            heard = true;
        }
        return samples;
    }

    private void decodePacket() {
        if (packets.isHead()) {
            begin(OpusHead.of(packets.array(), packets.packetBytes()));
            return;
        }
        boolean tags = tagsExpected && OpusHead.isTags(packets.array(), packets.packetBytes());
        tagsExpected = false;
        OpusStream current = stream;
        if (tags || current == null) {
            return;
        }
        if (packets.isFirstOnPage()) {
            current.locate(packets.granuleBefore());
        }
        long end = packets.isOnLastPage() ? packets.granule() : Long.MAX_VALUE;
        current.decode(packets.array(), packets.packetBytes(), end);
    }

    private void begin(OpusHead head) {
        tagsExpected = true;
        problem = problem == null ? head.problem() : problem;
        stream = head.problem() == null ? new OpusStream(head) : null;
    }

    @Override
    public int finish(short[] pcm) {
        int samples = take(pcm);
        if (samples > 0) {
            return samples;
        }
        if (problem != null) {
            throw new DecodeException(name + ": not an Opus stream that can be decoded: " + problem, null);
        }
        if (!heard) {
            throw new DecodeException(name + ": no Opus audio in " + packets.bytesRead() + " bytes", null);
        }
        return 0;
    }
}
