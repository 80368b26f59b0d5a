package dev.parlando.internal.live.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/** A reader of the audio in messages of the service, for benchmarks. Not thread-safe. */
public final class SocketAudioReader {
    private final ServerMessage message = new ServerMessage(ByteBufAllocator.DEFAULT);

    /** Returns the number of audio bytes in a message. */
    public int read(ByteBuffer json) {
        if (!message.read(json)) {
            throw new IllegalArgumentException("not a message of the service");
        }
        ByteBuf audio = message.takeAudio();
        if (audio == null) {
            return 0;
        }
        int bytes = audio.readableBytes();
        audio.release();
        return bytes;
    }
}
