package dev.parlando.benchmarks.micro.decode;

import dev.parlando.audio.internal.mp3.Mp3FrameSplitter;
import java.nio.ByteBuffer;

/**
 * Access for benchmarks to the MP3 frame splitter, which is private to the decoders' package. It finds frames without
 * decoding them.
 *
 * <p>Confined to one thread at a time.
 */
public final class Mp3FrameCounter {
    private final Mp3FrameSplitter splitter = new Mp3FrameSplitter();

    /** Reads a chunk and returns the number of frames that it completed. */
    public int frames(ByteBuffer chunk) {
        int frames = 0;
        while (splitter.next(chunk)) {
            frames++;
        }
        return frames;
    }
}
