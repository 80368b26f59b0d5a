package dev.parlando.internal.delivery;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Hands one stream's items to its {@link ChunkHandler}, in order and no faster than the handler takes them.
 *
 * <p>Threading: owned by the ring thread. It speaks to the rest of the stream through {@link Callback} and touches no
 * channel.
 */
public final class StreamDelivery implements RingTarget {
    /** Ends a hold. */
    public static final Object RESUME = new Object();
    /** Says that the peer ended the stream. */
    public static final Object END = new Object();
    /** Says that the stream was cancelled; what is pending is dropped. */
    public static final Object CANCELLED = new Object();

    /** Says, in its turn, that the stream failed. */
    public record Failure(ParlandoException error) {}

    /** Says that the stream was given up; what is pending is dropped. */
    public record Abort(ParlandoException error) {}

    /** Is the stream's other half: what the delivery tells it, always on the ring thread. */
    public interface Callback {
        /** One item that was offered to the ring is done with. */
        void onItemDone();

        /** So many more bytes of the answer have been taken. */
        void onBytesConsumed(int bytes);

        /** A resume is about to be acted upon, so that a later one counts again. */
        void onResume();

        /** Returns whether the caller has cancelled, even if the loop has not yet said so. */
        boolean isCancelled();

        /** The handler wants no more: the stream is to be reset. */
        void onResetRequested();

        /** The handler has seen the head of the response. */
        void onResponse(SpeechResponse response);

        /** The handler has been told of the end. */
        void onEnded(SpeechResult result);

        /** The handler has been told of the failure. */
        void onFailed(ParlandoException error);
    }

    private final HandlerInvoker handler;
    private final BodyDecoder decoder;
    private final Callback callback;
    private final ArrayDeque<Object> pending = new ArrayDeque<>(RingFeed.MAX_IN_FLIGHT_ITEMS + 1);
    private @Nullable SpeechResponse response;
    private boolean held;
    /** Whether a resume came while the stream was not held: the next HOLD ends immediately. */
    private boolean resumed;

    private boolean finished;

    /**
     * Begins before the head of the answer.
     *
     * @param timestamps whether the answer is JSON that holds the audio and its times, rather than audio
     */
    public StreamDelivery(ChunkHandler handler, boolean timestamps, Callback callback) {
        this.handler = new HandlerInvoker(handler);
        this.decoder = timestamps ? new TimestampedBodyDecoder(this.handler) : this.handler;
        this.callback = callback;
    }

    @Override
    public void onItem(Object item) {
        if (finished) {
            ReferenceCountUtil.release(item);
        } else if (item == CANCELLED) {
            end(true);
        } else if (item instanceof Abort abort) {
            fail(abort.error());
        } else if (item == RESUME) {
            callback.onResume();
            resumed |= !held;
            held = false;
            deliverPending();
        } else {
            pending.add(item);
            deliverPending();
        }
    }

    @Override
    public void onDropped(Object item) {
        ReferenceCountUtil.release(item);
    }

    private void deliverPending() {
        Object item;
        while (!held && !finished && (item = pending.peek()) != null) {
            if (item instanceof ByteBuf data) {
                deliver(data);
            } else {
                pending.poll();
                callback.onItemDone();
                deliver(item);
            }
        }
    }

    private void deliver(Object item) {
        if (item instanceof SpeechResponse newResponse) {
            deliverResponse(newResponse);
        } else if (item instanceof Failure failure) {
            fail(failure.error());
        } else {
            endComplete();
        }
    }

    private void deliverResponse(SpeechResponse newResponse) {
        response = newResponse;
        try {
            handler.onResponse(newResponse);
        } catch (HandlerException thrown) {
            failAndReset(thrown);
            return;
        }
        callback.onResponse(newResponse);
    }

    private void deliver(ByteBuf data) {
        if (callback.isCancelled()) {
            held = true; // CANCELLED is under way; nothing may be heard in the meantime.
            return;
        }
        int bytesBefore = data.readableBytes();
        ChunkAction action;
        try {
            action = decoder.consume(data);
        } catch (ParlandoException error) {
            failAndReset(error);
            return;
        }
        applyAction(data, bytesBefore, action);
    }

    private void applyAction(ByteBuf data, int bytesBefore, ChunkAction action) {
        int consumedBytes = bytesBefore - data.readableBytes();
        if (!data.isReadable()) {
            pending.poll();
            data.release();
            callback.onItemDone();
        }
        held = action != ChunkAction.CONTINUE;
        if (action == ChunkAction.HOLD && resumed) {
            resumed = false;
            held = false;
        }
        if (action == ChunkAction.CANCEL) {
            callback.onResetRequested();
        }
        callback.onBytesConsumed(consumedBytes);
    }

    private void failAndReset(ParlandoException error) {
        callback.onResetRequested();
        fail(error);
    }

    private void endComplete() {
        try {
            decoder.finish(response == null ? null : response.requestId());
        } catch (ParlandoException error) {
            fail(error);
            return;
        }
        end(false);
    }

    private void end(boolean cancelled) {
        SpeechResult result = handler.result(response, cancelled);
        finish();
        try {
            handler.onEnd(result);
        } catch (HandlerException thrown) {
            callback.onFailed(thrown);
            return;
        }
        callback.onEnded(result);
    }

    /** Tells the handler of a failure, unless it was told of an end before. */
    public void fail(ParlandoException failure) {
        if (finished) {
            return;
        }
        finish();
        ParlandoException error = decoder.withDeliveredBytes(failure);
        handler.onError(error);
        callback.onFailed(error);
    }

    private void finish() {
        finished = true;
        pending.forEach(ReferenceCountUtil::release);
        pending.clear();
    }
}
