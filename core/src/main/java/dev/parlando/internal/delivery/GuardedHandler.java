package dev.parlando.internal.delivery;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls a user's {@link ChunkHandler}, makes a {@link HandlerException} of what it throws, and counts what it takes.
 *
 * <p>Threading: owned by the ring thread.
 */
final class GuardedHandler implements Body {
    private final ChunkHandler handler;
    private final ByteBufChunk chunk = new ByteBufChunk();
    private long bytes;
    private long chunks;

    GuardedHandler(ChunkHandler handler) {
        this.handler = handler;
    }

    void respond(SpeechResponse response) {
        try {
            handler.onResponse(response);
        } catch (Throwable thrown) {
            throw threw("onResponse", thrown);
        }
    }

    /** Lends audio, and moves its reader index past what was taken. */
    @Override
    public ChunkAction take(ByteBuf audio) {
        int before = audio.readableBytes();
        ChunkAction action = lend(audio);
        if (action == ChunkAction.CONTINUE) {
            audio.skipBytes(audio.readableBytes());
        }
        bytes += before - audio.readableBytes();
        if (!audio.isReadable()) {
            chunks++;
        }
        return action;
    }

    private ChunkAction lend(ByteBuf audio) {
        chunk.lend(audio);
        try {
            return Objects.requireNonNull(handler.onChunk(chunk), "null instead of a ChunkAction");
        } catch (Throwable thrown) {
            throw threw("onChunk", thrown);
        } finally {
            chunk.takeBack();
        }
    }

    void time(SpeechTiming timing) {
        try {
            handler.onTiming(timing);
        } catch (Throwable thrown) {
            throw threw("onTiming", thrown);
        }
    }

    void end(SpeechResult result) {
        try {
            handler.onEnd(result);
        } catch (Throwable thrown) {
            throw threw("onEnd", thrown);
        }
    }

    void fail(ParlandoException error) {
        try {
            handler.onError(error);
        } catch (Throwable thrown) {
            if (thrown != error) { // An exception refuses to suppress itself.
                error.addSuppressed(thrown);
            }
        }
    }

    private static HandlerException threw(String method, Throwable thrown) {
        return new HandlerException("the chunk handler's " + method + " threw " + thrown, thrown);
    }

    /** Returns what has been taken so far. */
    long bytes() {
        return bytes;
    }

    SpeechResult result(@Nullable SpeechResponse response, boolean cancelled) {
        return new SpeechResult(response, bytes, chunks, cancelled);
    }
}
