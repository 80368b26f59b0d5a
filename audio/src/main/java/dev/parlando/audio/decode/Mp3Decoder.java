package dev.parlando.audio.decode;

import dev.parlando.error.DecodeException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stream of MPEG layer III frames, one block of samples for each frame.
 *
 * <p>Confined to one thread at a time.
 */
final class Mp3Decoder implements AudioDecoder {
    /** What LAME and its kind put before the sound, and what any decoder of layer III adds. */
    private static final int ENCODER_DELAY_AUDIO_FRAMES = 576;

    private static final int DECODER_DELAY_AUDIO_FRAMES = 529;

    private final String name;
    private final PcmFormat expected;
    private final Mp3FrameSplitter splitter = new Mp3FrameSplitter();
    private @Nullable LayerThree stream;

    Mp3Decoder(String name, PcmFormat expected) {
        this.name = name;
        this.expected = expected;
    }

    @Override
    public PcmFormat format() {
        return stream == null ? expected : stream.format();
    }

    @Override
    public int leadInAudioFrames() {
        return ENCODER_DELAY_AUDIO_FRAMES + DECODER_DELAY_AUDIO_FRAMES;
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        return splitter.next(encoded) ? decodeFrame(pcm) : 0;
    }

    @Override
    public int finish(short[] pcm) {
        if (splitter.nextAtEnd()) {
            return decodeFrame(pcm);
        }
        if (stream == null) {
            throw new DecodeException(name + ": no MPEG audio frame in " + splitter.bytesRead() + " bytes", null);
        }
        return 0;
    }

    private int decodeFrame(short[] pcm) {
        int header = splitter.frameHeader();
        LayerThree current = stream;
        if (current == null || !current.accepts(header)) {
            current = new LayerThree(header);
            stream = current;
        }
        return current.decode(splitter.frameArray(), splitter.frameStart(), Mp3Header.frameBytes(header), pcm);
    }
}
