package dev.parlando.audio.decode;

import java.nio.ByteBuffer;

/**
 * Turns one stream of encoded audio into 16-bit samples, block by block, as its bytes arrive.
 *
 * <p>{@link AudioDecoders#forFormat} makes one. Any split of the same bytes gives the same samples. A block is handed
 * out on the last byte it needs. Damaged input never throws from {@link #decode}: it is skipped or becomes silence of
 * the same length. The caller decides when to go on, so a full queue downstream simply means not calling.
 *
 * <p>Threading: confined to one thread at a time. Cost: nothing is allocated per block.
 */
public interface AudioDecoder {
    /** The most samples that one block holds: an MPEG-1 layer III frame in stereo. */
    int MAX_BLOCK_SAMPLES = 2304;

    /**
     * Returns the format of the block that was handed out last; before the first one, the format that is expected: mono
     * at the requested rate. It may change from block to block, where streams were joined.
     */
    PcmFormat format();

    /**
     * Reads bytes until one block of samples is complete or the bytes are used up.
     *
     * @param encoded the next bytes of the stream; its position moves past what was read
     * @param pcm receives the samples, interleaved by channel; at least {@link #MAX_BLOCK_SAMPLES} long
     * @return how many samples the block has, 0 if more bytes are needed
     */
    int decode(ByteBuffer encoded, short[] pcm);

    /**
     * Hands out what the end of the stream makes complete; to be called until it returns 0, and only when the stream
     * came to its end. A sample or MPEG frame that is cut off there is dropped.
     *
     * @param pcm as for {@link #decode}
     * @return how many samples the block has, 0 at the end
     * @throws dev.parlando.error.DecodeException if the whole stream held nothing of the expected format, or nothing at
     *     all
     */
    int finish(short[] pcm);

    /**
     * Returns how many audio frames at the start an encoder may have added that this decoder does not remove. To be
     * asked for once a block was handed out.
     */
    default int leadInAudioFrames() {
        return 0;
    }
}
