package dev.parlando.offline.encode;

/** Encodes Ogg Opus. Threading: confined to one thread at a time. */
final class OpusEncoder implements AudioEncoder {
    private final OpusStream stream;

    OpusEncoder(int bitrateKbps) {
        stream = new OpusStream(bitrateKbps);
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
