package dev.parlando.audio.decode;

import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for Ogg Opus streams that decodes each packet as soon as its last byte arrives. A long packet is returned
 * in several blocks.
 *
 * <p>The encoder delay is removed. Final padding is removed if the last page declares it and a packet ends on that
 * page. Chained streams are decoded one after the other. A stream that cannot be decoded yields no samples and is
 * reported by {@link #finish}.
 *
 * <p>Confined to one thread at a time. Source: RFC 7845.
 */
final class OggOpusDecoder implements AudioDecoder {
    private final String name;
    private final OggPacketReader packetReader = new OggPacketReader();
    private PcmFormat format;
    private @Nullable OpusPacketDecoder packetDecoder;
    private @Nullable String problem;
    private boolean tagsExpected;
    private boolean decodedAny;

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
        Objects.requireNonNull(encoded, "encoded");
        Objects.requireNonNull(pcm, "pcm");
        int samples = readSamples(pcm);
        while (samples == 0 && packetReader.next(encoded)) {
            decodePacket();
            samples = readSamples(pcm);
        }
        return samples;
    }

    private int readSamples(short[] pcm) {
        OpusPacketDecoder current = packetDecoder;
        int samples = current == null ? 0 : current.readSamples(pcm);
        if (current != null && samples > 0) {
            format = current.format();
            decodedAny = true;
        }
        return samples;
    }

    private void decodePacket() {
        if (packetReader.isStreamStart()) {
            begin(OpusIdHeader.parse(packetReader.array(), packetReader.packetBytes()));
            return;
        }
        boolean tags = tagsExpected && OpusIdHeader.isCommentHeader(packetReader.array(), packetReader.packetBytes());
        tagsExpected = false;
        OpusPacketDecoder current = packetDecoder;
        if (tags || current == null) {
            return;
        }
        if (packetReader.isFirstOnPage()) {
            current.setPosition(packetReader.granuleBefore());
        }
        long end = packetReader.hasDeclaredEnd() ? packetReader.granule() : Long.MAX_VALUE;
        current.decode(packetReader.array(), packetReader.packetBytes(), end);
    }

    private void begin(OpusIdHeader head) {
        tagsExpected = true;
        problem = problem == null ? head.problem() : problem;
        packetDecoder = head.problem() == null ? new OpusPacketDecoder(head) : null;
    }

    @Override
    public int finish(short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        int samples = readSamples(pcm);
        if (samples > 0) {
            return samples;
        }
        if (problem != null) {
            throw new DecodeException(name + ": not an Opus stream that can be decoded: " + problem, null);
        }
        if (!decodedAny) {
            throw new DecodeException(name + ": no Opus audio in " + packetReader.bytesRead() + " bytes", null);
        }
        return 0;
    }
}
