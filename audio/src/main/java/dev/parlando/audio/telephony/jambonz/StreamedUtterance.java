package dev.parlando.audio.telephony.jambonz;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one request on their way to jambonz. If jambonz reads slowly, the stream is held, so that backpressure
 * reaches the service. A message has whole samples only.
 *
 * <p>Threading: the ring thread owns the buffer; the other methods are safe for use from any thread.
 */
final class StreamedUtterance implements ChunkHandler {
    private static final int MESSAGE_BYTES = 8 * 1024;

    private final WebSocketConnection connection;
    private final Consumer<@Nullable ParlandoException> onEnd;
    private final ByteBuffer samples = ByteBuffer.allocate(MESSAGE_BYTES);
    private volatile boolean cancelled;
    private volatile @Nullable SpeechStream stream;

    /** Creates the handler of one stream, whose end is reported once, with its failure or null. */
    StreamedUtterance(WebSocketConnection connection, Consumer<@Nullable ParlandoException> onEnd) {
        this.connection = connection;
        this.onEnd = onEnd;
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        while (!cancelled && chunk.remaining() > 0) {
            if (!connection.isWritable()) {
                return ChunkAction.HOLD;
            }
            chunk.read(samples);
            sendWholeSamples();
        }
        return cancelled ? ChunkAction.CANCEL : ChunkAction.CONTINUE;
    }

    private void sendWholeSamples() {
        int rest = samples.position() % Short.BYTES;
        int whole = samples.position() - rest;
        connection.sendBinary(samples.duplicate().flip().limit(whole));
        connection.flush();
        byte half = rest == 0 ? 0 : samples.get(whole);
        samples.clear();
        if (rest != 0) {
            samples.put(half);
        }
    }

    @Override
    public void onEnd(SpeechResult result) {
        onEnd.accept(null);
    }

    @Override
    public void onError(ParlandoException error) {
        onEnd.accept(error);
    }

    /** Sets the stream, which may have been held or cancelled before it was known. */
    void init(SpeechStream started) {
        stream = started;
        if (cancelled) {
            started.cancel();
        } else {
            started.resume();
        }
    }

    /** Continues a stream that was held. */
    void resume() {
        SpeechStream started = stream;
        if (started != null) {
            started.resume();
        }
    }

    void cancel() {
        cancelled = true;
        SpeechStream started = stream;
        if (started != null) {
            started.cancel();
        }
    }
}
