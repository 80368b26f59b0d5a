package dev.parlando.audio.decode;

import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for RIFF/WAVE files that decodes samples as they arrive.
 *
 * <p>A file that cannot be decoded yields no samples and is reported by {@link #finish}. Bytes after the samples are
 * ignored. Confined to one thread at a time.
 */
final class WavDecoder implements AudioDecoder {
    private final String name;
    private final PcmFormat expected;
    private final WavHeaderParser header = new WavHeaderParser();
    private @Nullable RawDecoder body;
    private long dataBytes;
    private long bytesRead;

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
        RawDecoder body = openBody(encoded);
        int count = body == null ? 0 : decodeData(body, encoded, pcm);
        if (count == 0) {
            encoded.position(encoded.limit());
        }
        bytesRead += encoded.position() - before;
        return count;
    }

    private @Nullable RawDecoder openBody(ByteBuffer encoded) {
        if (body == null && header.read(encoded)) {
            WavHeaderParser.Layout layout = header.layout();
            if (header.problem() == null && layout != null) {
                body = new RawDecoder(name, layout.format(), layout.encoding());
                dataBytes = header.dataBytes();
            }
        }
        return body;
    }

    private int decodeData(RawDecoder body, ByteBuffer encoded, short[] pcm) {
        int limit = encoded.limit();
        int before = encoded.position();
        encoded.limit(before + (int) Math.min(dataBytes, limit - before));
        int count = body.decode(encoded, pcm);
        dataBytes -= encoded.position() - before;
        encoded.limit(limit);
        return count;
    }

    @Override
    public int finish(short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        if (header.problem() != null) {
            throw new DecodeException(name + ": not a WAV file that can be decoded: " + header.problem(), null);
        }
        if (body == null) {
            throw new DecodeException(name + ": no samples in the " + bytesRead + " bytes of a WAV file", null);
        }
        return body.finish(pcm);
    }
}
