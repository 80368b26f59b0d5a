package dev.parlando.audio.telephony.asterisk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Writes whole messages to a non-blocking connection. The rest of a message that the socket accepts in part is written
 * before anything else. Asterisk ends a call whose payload does not follow its header within 5 ms.
 *
 * <p>Threading: the pace thread sends, the thread of the server writes the rest. Each holds the lock for the time of one
 * write that does not block. Cost: allocates only for the first message that is written in part.
 */
final class AudioSocketWriter {
    private static final byte[] HANG_UP = {AudioSocketKind.HANG_UP, 0, 0};

    private final SocketChannel channel;
    private final Runnable onPending;

    @GuardedBy("this")
    private ByteBuffer pending = ByteBuffer.allocate(0);

    @GuardedBy("this")
    private boolean ended;

    /** Creates a writer; {@code onPending} requests a call of {@link #writePending} once the socket is writable. */
    AudioSocketWriter(SocketChannel channel, Runnable onPending) {
        this.channel = channel;
        this.onPending = onPending;
    }

    /** Returns whether a message would be sent, as far as the connection has no rest of an earlier one. */
    synchronized boolean isWritable() {
        return !ended && !pending.hasRemaining();
    }

    /**
     * Sends a message, or drops it if the socket accepts no byte of it.
     *
     * @return whether the message was sent, in part or as a whole
     */
    synchronized boolean send(ByteBuffer message) throws IOException {
        if (!isWritable() || channel.write(message) == 0) {
            return false;
        }
        if (message.hasRemaining()) {
            keep(message);
        }
        return true;
    }

    @GuardedBy("this")
    private void keep(ByteBuffer rest) {
        if (pending.capacity() < rest.remaining() + HANG_UP.length) {
            pending = ByteBuffer.allocateDirect(rest.remaining() + HANG_UP.length);
        }
        pending.clear().put(rest).flip();
        onPending.run();
    }

    /** Writes the rest of a message and returns whether none is left. */
    synchronized boolean writePending() throws IOException {
        if (pending.hasRemaining()) {
            channel.write(pending);
        }
        return finished();
    }

    /** Sends a hang-up after the rest of the last message; nothing can be sent later. */
    synchronized void hangUp() throws IOException {
        if (!ended) {
            ended = true;
            ByteBuffer last = ByteBuffer.allocate(pending.remaining() + HANG_UP.length);
            pending = last.put(pending).put(HANG_UP).flip();
            if (!writePending()) {
                onPending.run();
            }
        }
    }

    /** Ends the outgoing half of the connection after a hang-up. */
    @GuardedBy("this")
    private boolean finished() throws IOException {
        if (!pending.hasRemaining() && ended) {
            channel.shutdownOutput();
        }
        return !pending.hasRemaining();
    }
}
