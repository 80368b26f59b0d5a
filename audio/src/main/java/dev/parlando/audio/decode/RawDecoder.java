package dev.parlando.audio.decode;

import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A decoder for samples without any framing.
 *
 * <p>Only whole audio frames are returned. If the input ends within an audio frame, its bytes are kept until the rest
 * arrives. They are dropped at the end of the stream. Confined to one thread at a time.
 */
final class RawDecoder implements AudioDecoder {
    private final String name;
    private final PcmFormat format;
    private final SampleEncoding encoding;
    private final int audioFrameBytes;
    private final ByteBuffer partialFrame;
    private boolean decodedAny;

    /**
     * Creates a decoder for one stream.
     *
     * @param name the name of the stream in error messages
     */
    RawDecoder(String name, PcmFormat format, SampleEncoding encoding) {
        this.name = name;
        this.format = format;
        this.encoding = encoding;
        audioFrameBytes = encoding.sampleBytes() * format.channels();
        partialFrame = ByteBuffer.allocate(audioFrameBytes);
    }

    @Override
    public PcmFormat format() {
        return format;
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        Objects.requireNonNull(encoded, "encoded");
        Objects.requireNonNull(pcm, "pcm");
        int samples = completePartialFrame(encoded, pcm);
        int room = (MAX_BLOCK_SAMPLES - samples) / format.channels();
        int audioFrames = Math.min(encoded.remaining() / audioFrameBytes, room);
        int end = samples + audioFrames * format.channels();
        encoding.read(encoded, pcm, samples, end);
        if (encoded.remaining() < audioFrameBytes) {
            partialFrame.put(encoded);
        }
        decodedAny |= end > 0;
        return end;
    }

    /** Completes an audio frame that the previous input ended in, if there is one. */
    private int completePartialFrame(ByteBuffer encoded, short[] pcm) {
        if (partialFrame.position() == 0) {
            return 0;
        }
        while (partialFrame.hasRemaining() && encoded.hasRemaining()) {
            partialFrame.put(encoded.get());
        }
        if (partialFrame.hasRemaining()) {
            return 0;
        }
        partialFrame.flip();
        encoding.read(partialFrame, pcm, 0, format.channels());
        partialFrame.clear();
        return format.channels();
    }

    @Override
    public int finish(short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        if (!decodedAny) {
            throw new DecodeException(
                    name + ": the stream ended after " + partialFrame.position() + " bytes, before the first sample",
                    null);
        }
        return 0;
    }
}
