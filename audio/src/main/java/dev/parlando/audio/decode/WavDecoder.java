package dev.parlando.audio.decode;

import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for concatenated RIFF/WAVE files that decodes samples as they arrive.
 *
 * <p>A file that cannot be decoded yields no samples and is reported by {@link #finish}. Confined to one thread at a
 * time.
 */
final class WavDecoder implements AudioDecoder {
    private final String name;
    private final PcmFormat expected;
    private final WavHeaderParser header = new WavHeaderParser();
    private @Nullable RawDecoder body;
    private long dataBytesLeft;
    private long bytesRead;
    private boolean decodedAny;

    WavDecoder(String name, PcmFormat expected) {
        this.name = name;
        this.expected = expected;
    }

    @Override
    public PcmFormat format() {
        return body == null ? expected : body.format();
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        Objects.requireNonNull(encoded, "encoded");
        Objects.requireNonNull(pcm, "pcm");
        int before = encoded.position();
        int count = 0;
        while (count == 0 && encoded.hasRemaining()) {
            RawDecoder current = body;
            if (current == null || dataBytesLeft == 0) {
                readHeader(encoded);
            } else {
                count = decodeData(current, encoded, pcm);
            }
        }
        bytesRead += encoded.position() - before;
        decodedAny |= count > 0;
        return count;
    }

    private void readHeader(ByteBuffer encoded) {
        WavHeaderParser.Layout layout = header.read(encoded) ? header.layout() : null;
        if (layout != null && header.problem() == null) {
            body = new RawDecoder(name, layout.format(), layout.encoding());
            dataBytesLeft = header.dataBytes();
        } else {
            encoded.position(encoded.limit());
        }
    }

    private int decodeData(RawDecoder current, ByteBuffer encoded, short[] pcm) {
        int limit = encoded.limit();
        int before = encoded.position();
        encoded.limit(before + (int) Math.min(dataBytesLeft, limit - before));
        int count = current.decode(encoded, pcm);
        dataBytesLeft -= encoded.position() - before;
        encoded.limit(limit);
        if (dataBytesLeft == 0) {
            header.endSamples();
        }
        return count;
    }

    @Override
    public int finish(short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        if (header.problem() != null) {
            throw new DecodeException(name + ": not a WAV file that can be decoded: " + header.problem(), null);
        }
        if (!decodedAny) {
            throw new DecodeException(name + ": no samples in the " + bytesRead + " bytes of a WAV file", null);
        }
        return 0;
    }
}
