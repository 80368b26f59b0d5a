package dev.parlando.offline.encode;

/** An encoder for Ogg Opus. Threading: confined to one thread at a time. */
final class OggOpusEncoder implements AudioEncoder {
    private final OggOpusStream stream;

    OggOpusEncoder(int bitrateKbps) {
        stream = new OggOpusStream(bitrateKbps);
    }

    @Override
    public byte[] encode(short[] samples, int count) {
        return stream.encode(samples, count);
    }

    @Override
    public byte[] finish() {
        return stream.finish();
    }
}
