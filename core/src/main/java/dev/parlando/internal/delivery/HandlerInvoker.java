package dev.parlando.internal.delivery;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.HandlerFailure;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invoker of a user's {@link ChunkHandler}. It wraps the handler's exceptions in {@link HandlerException}, and
 * counts the bytes and chunks that the handler consumes.
 *
 * <p>Threading: owned by the delivery thread.
 */
final class HandlerInvoker implements StreamDelivery.BodyDecoder {
    private final ChunkHandler handler;
    private final ByteBufChunk chunk = new ByteBufChunk();
    private long deliveredBytes;
    private long deliveredChunks;

    HandlerInvoker(ChunkHandler handler) {
        this.handler = handler;
    }

    void onResponse(SpeechResponse response) {
        try {
            handler.onResponse(response);
        } catch (Throwable thrown) {
            throw HandlerFailure.of("onResponse", thrown);
        }
    }

    /** Passes audio to the handler and advances the reader index past the consumed bytes. */
    @Override
    public ChunkAction consume(ByteBuf audio) {
        int before = audio.readableBytes();
        ChunkAction action = invokeOnChunk(audio);
        if (action == ChunkAction.CONTINUE) {
            audio.skipBytes(audio.readableBytes());
        }
        deliveredBytes += before - audio.readableBytes();
        if (!audio.isReadable()) {
            deliveredChunks++;
        }
        return action;
    }

    private ChunkAction invokeOnChunk(ByteBuf audio) {
        chunk.attach(audio);
        try {
            return Objects.requireNonNull(handler.onChunk(chunk), "null instead of a ChunkAction");
        } catch (Throwable thrown) {
            throw HandlerFailure.of("onChunk", thrown);
        } finally {
            chunk.detach();
        }
    }

    void onTiming(SpeechTiming timing) {
        try {
            handler.onTiming(timing);
        } catch (Throwable thrown) {
            throw HandlerFailure.of("onTiming", thrown);
        }
    }

    void onEnd(SpeechResult result) {
        try {
            handler.onEnd(result);
        } catch (Throwable thrown) {
            throw HandlerFailure.of("onEnd", thrown);
        }
    }

    void onError(ParlandoException error) {
        HandlerFailure.report(error, handler::onError);
    }

    /** Returns the number of bytes consumed so far. */
    long deliveredBytes() {
        return deliveredBytes;
    }

    SpeechResult result(@Nullable SpeechResponse response, boolean cancelled) {
        return new SpeechResult(response, deliveredBytes, deliveredChunks, cancelled);
    }

    /**
     * A chunk backed by a network buffer; one object is reused for all chunks of a stream. Owned by the delivery thread.
     */
    static final class ByteBufChunk implements Chunk {
        private ByteBuf data = Unpooled.EMPTY_BUFFER;

        void attach(ByteBuf buffer) {
            data = buffer;
        }

        /** Detaches the buffer, so that a handler that kept this chunk reads nothing. */
        void detach() {
            data = Unpooled.EMPTY_BUFFER;
        }

        @Override
        public int remaining() {
            return data.readableBytes();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, data.readableBytes());
            data.readBytes(target, offset, count);
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), data.readableBytes());
            if (count == 0) {
                return 0;
            }
            if (target.hasArray()) {
                data.readBytes(target.array(), target.arrayOffset() + target.position(), count);
                target.position(target.position() + count);
            } else {
                readUpTo(target, target.limit(), count);
            }
            return count;
        }

        /** Reads into the target without a view of it, which would be an object per call. */
        private void readUpTo(ByteBuffer target, int limit, int count) {
            target.limit(target.position() + count);
            try {
                data.readBytes(target);
            } finally {
                target.limit(limit);
            }
        }
    }
}
