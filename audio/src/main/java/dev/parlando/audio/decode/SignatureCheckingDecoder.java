package dev.parlando.audio.decode;

import dev.parlando.audio.decode.StreamSignature.Match;
import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decoder that rejects a stream of another format, which it recognizes by the first bytes.
 *
 * <p>Such a stream yields no samples, but an exception as soon as its bytes match a signature. The first bytes of other
 * streams are passed on as soon as they differ from every signature, which is usually the first byte. Confined to one
 * thread at a time.
 */
final class SignatureCheckingDecoder implements AudioDecoder {
    private final String name;
    private final AudioDecoder decoder;
    private final StreamSignature[] rejected;
    /** The first bytes. They are written until the check is decided, and then read by the decoder. */
    private final ByteBuffer head = ByteBuffer.allocate(StreamSignature.MAX_BYTES);

    private boolean decided;
    private @Nullable StreamSignature found;

    /**
     * Creates a decoder for one stream.
     *
     * @param name the name of the format in error messages
     * @param rejected the signatures of other formats
     */
    SignatureCheckingDecoder(String name, AudioDecoder decoder, Set<StreamSignature> rejected) {
        this.name = name;
        this.decoder = decoder;
        this.rejected = rejected.toArray(StreamSignature[]::new);
    }

    @Override
    public PcmFormat format() {
        return decoder.format();
    }

    @Override
    public int leadInAudioFrames() {
        return decoder.leadInAudioFrames();
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        Objects.requireNonNull(encoded, "encoded");
        Objects.requireNonNull(pcm, "pcm");
        while (!decided && encoded.hasRemaining()) {
            head.put(encoded.get());
            check();
        }
        throwIfFound();
        if (!decided) {
            return 0;
        }
        int samples = decodeHead(pcm);
        return samples > 0 ? samples : decoder.decode(encoded, pcm);
    }

    private void throwIfFound() {
        if (found != null) {
            throw new DecodeException(name + ": the stream is " + found.description() + " instead of " + name, null);
        }
    }

    private void check() {
        boolean undecided = false;
        for (StreamSignature signature : rejected) {
            Match match = signature.match(head.array(), head.position());
            if (match == Match.YES) {
                found = signature;
            }
            undecided |= match == Match.UNDECIDED;
        }
        if (found != null || !undecided) {
            endCheck();
        }
    }

    private void endCheck() {
        decided = true;
        head.flip();
    }

    private int decodeHead(short[] pcm) {
        return head.hasRemaining() ? decoder.decode(head, pcm) : 0;
    }

    @Override
    public int finish(short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        throwIfFound();
        if (!decided) {
            endCheck();
        }
        int samples = decodeHead(pcm);
        return samples > 0 ? samples : decoder.finish(pcm);
    }
}
