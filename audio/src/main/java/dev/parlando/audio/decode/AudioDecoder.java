package dev.parlando.audio.decode;

import java.nio.ByteBuffer;

/**
 * An incremental decoder that converts one stream of encoded audio into blocks of 16-bit samples.
 *
 * <p>Created by {@link AudioDecoders#forFormat}. Any split of the same bytes yields the same samples. A block is
 * returned as soon as its last byte is available. Damaged input is skipped, or replaced with silence of the same length.
 * Only another format is reported by an exception, as soon as the first bytes show it. To apply backpressure, the caller stops calling {@link #decode}.
 *
 * <p>Threading: confined to one thread at a time. Cost: no allocation per block.
 */
public interface AudioDecoder {
    /** The maximum number of samples in a block, which is that of an MPEG-1 layer III frame in stereo. */
    int MAX_BLOCK_SAMPLES = 2304;

    /**
     * Returns the format of the block returned last. Before the first block, returns the expected format, which is mono
     * at the requested rate. The format may change between blocks if streams were concatenated.
     */
    PcmFormat format();

    /**
     * Reads bytes until one block of samples is complete or the input is exhausted.
     *
     * @param encoded the next bytes of the stream; its position advances past the bytes read
     * @param pcm receives the samples, interleaved by channel; at least {@link #MAX_BLOCK_SAMPLES} long
     * @return the number of samples in the block, or 0 if more bytes are needed
     * @throws dev.parlando.error.DecodeException if the first bytes belong to another format than the requested one
     */
    int decode(ByteBuffer encoded, short[] pcm);

    /**
     * Returns the samples that become complete at the end of the stream. Call this method repeatedly until it returns
     * 0, and only if the stream ended normally. A truncated sample or MPEG frame is dropped.
     *
     * @param pcm receives the samples, as for {@link #decode}
     * @return the number of samples in the block, or 0 when none are left
     * @throws dev.parlando.error.DecodeException if the stream contained no data of the expected format, or no data at
     *     all
     */
    int finish(short[] pcm);

    /**
     * Returns the number of leading audio frames that may be encoder padding and are not removed by this decoder. Valid
     * after the first block.
     */
    default int leadInAudioFrames() {
        return 0;
    }
}
