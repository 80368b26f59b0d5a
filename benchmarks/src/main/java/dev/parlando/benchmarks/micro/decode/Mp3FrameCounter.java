package dev.parlando.benchmarks.micro.decode;

import dev.parlando.audio.internal.mp3.Mp3FrameSplitter;
import java.nio.ByteBuffer;

/**
 * Lets a benchmark cut a stream into MP3 frames without decoding them: the splitter is private to the decoders'
 * package.
 *
 * <p>Confined to one thread at a time.
 */
public final class Mp3FrameCounter {
    private final Mp3FrameSplitter splitter = new Mp3FrameSplitter();

    /** Reads a chunk; returns how many frames became complete. */
    public int frames(ByteBuffer chunk) {
        int frames = 0;
        while (splitter.next(chunk)) {
            frames++;
        }
        return frames;
    }
}
