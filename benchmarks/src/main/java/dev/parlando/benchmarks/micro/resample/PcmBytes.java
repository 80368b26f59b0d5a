package dev.parlando.benchmarks.micro.resample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Conversions between samples and 16-bit little-endian bytes. */
final class PcmBytes {
    private PcmBytes() {}

    static byte[] of(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    static short[] samples(byte[] bytes) {
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
