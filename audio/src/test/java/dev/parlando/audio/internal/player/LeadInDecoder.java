package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.ScriptedDecoder;
import java.nio.ByteBuffer;

/** A PCM decoder that reports an encoder delay. */
final class LeadInDecoder implements AudioDecoder {
    static final int LEAD_IN = 1105;

    private final ScriptedDecoder decoder = new ScriptedDecoder();

    @Override
    public PcmFormat format() {
        return decoder.format();
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        return decoder.decode(encoded, pcm);
    }

    @Override
    public int finish(short[] pcm) {
        return decoder.finish(pcm);
    }

    @Override
    public int leadInAudioFrames() {
        return LEAD_IN;
    }
}
