package dev.parlando.internal.delivery;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one stream's items to its {@link ChunkHandler}, in order and at the handler's pace.
 *
 * <p>Threading: owned by the delivery thread, which is the ring thread, or the event loop if the handler asks for it. It
 * reaches the event-loop half of the stream only through {@link StreamProgress} and {@link Callback}, and touches no
 * channel.
 */
public final class StreamDelivery implements ItemPath.Target {
    /** The size of a buffer up to which it may be retained by any part of it. */
    private static final int SMALL_MEMORY_BYTES = 4096;

    /** Item that ends a hold. */
    public static final Object RESUME = new Object();
    /** Item that reports that the peer ended the stream. */
    public static final Object END = new Object();
    /** Item that reports that the stream was cancelled; pending items are dropped. */
    public static final Object CANCELLED = new Object();

    /** Item that reports a failure of the stream, delivered after the items before it. */
    public record Failure(ParlandoException error) {}

    /** Item that reports that the stream was aborted; pending items are dropped. */
    public record Abort(ParlandoException error) {}

    /** A receiver of the stream's events. All methods are called on the delivery thread. */
    public interface Callback {
        /** Called when no more data is needed and the stream is to be reset. */
        void onResetRequested();

        /** Called after the handler has received the response headers. */
        void onResponse(SpeechResponse response);

        /** Called after the handler has received the end. */
        void onEnded(SpeechResult result);

        /** Called after the handler has received the failure. */
        void onFailed(ParlandoException error);
    }

    /** A decoder of response bytes into the chunks that are passed to the handler. Owned by the delivery thread. */
    @FunctionalInterface
    interface BodyDecoder {
        /**
         * Passes the next part of the data to the handler and advances the reader index past the consumed bytes. At least
         * one byte is consumed unless the handler holds or cancels.
         *
         * @throws ParlandoException if the handler throws or the data is malformed
         */
        ChunkAction consume(ByteBuf data);

        /**
         * Called when the peer ends the response.
         *
         * @throws ParlandoException if the response is incomplete
         */
        default void finish(@Nullable String requestId) {}

        /** Sets the redaction of errors within the body; called before the first data, or never. */
        default void setRedaction(ErrorRedaction redaction) {}

        /** Returns the error to report to the handler, with the number of bytes that the handler received. */
        default ParlandoException withDeliveredBytes(ParlandoException error) {
            return error;
        }
    }

    private final HandlerInvoker handler;
    private final BodyDecoder decoder;
    private final StreamProgress progress;
    private final Callback callback;
    private final ArrayDeque<Object> pending = new ArrayDeque<>(RingFeed.MAX_IN_FLIGHT_ITEMS + 1);
    private @Nullable SpeechResponse response;
    private boolean held;
    /** Whether a resume came while the stream was not held: the next HOLD ends immediately. */
    private boolean resumed;

    private boolean finished;

    /**
     * Creates a delivery that awaits the response headers.
     *
     * @param timestamps whether the response body is JSON with audio and timestamps, rather than bare audio
     */
    public StreamDelivery(ChunkHandler handler, boolean timestamps, StreamProgress progress, Callback callback) {
        this.handler = new HandlerInvoker(handler);
        this.decoder = timestamps ? new TimestampedBodyDecoder(this.handler) : this.handler;
        this.progress = progress;
        this.callback = callback;
    }

    @Override
    public void onItem(Object item) {
        try {
            process(item);
        } catch (Throwable thrown) {
            failUnexpectedly(thrown);
        }
    }

    /** Ends the stream although its state is unknown: its caller must not wait for ever. */
    private void failUnexpectedly(Throwable thrown) {
        ParlandoException error = UnexpectedFailure.toException(thrown);
        try {
            failAndReset(error);
        } catch (Throwable again) {
            UnexpectedFailure.toException(again);
        } finally {
            callback.onFailed(error); // Without effect on stages that are complete.
        }
    }

    private void process(Object item) {
        if (finished) {
            ReferenceCountUtil.release(item);
        } else if (item == CANCELLED) {
            end(true);
        } else if (item instanceof Abort abort) {
            fail(abort.error());
        } else if (item == RESUME) {
            progress.onResume();
            resumed |= !held;
            held = false;
            deliverPending();
        } else {
            pending.add(held ? detach(item) : item);
            deliverPending();
        }
    }

    /**
     * Copies data that waits for the handler, unless it fills most of its memory. Otherwise the few bytes of a held stream
     * would retain a network buffer, with the bytes of other streams. A window does not bound that memory.
     */
    private static Object detach(Object item) {
        if (!(item instanceof ByteBuf data)) {
            return item;
        }
        ByteBuf memory = data;
        while (memory.unwrap() != null) {
            memory = memory.unwrap();
        }
        if (memory.capacity() <= Math.max(SMALL_MEMORY_BYTES, 2 * data.readableBytes())) {
            return data;
        }
        try {
            return data.copy();
        } finally {
            data.release();
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
                progress.onItemDone();
                deliver(item);
            }
        }
    }

    private void deliver(Object item) {
        if (item instanceof SpeechResponse newResponse) {
            deliverResponse(newResponse);
        } else if (item instanceof SpeechTiming timing) {
            deliverTiming(timing);
        } else if (item instanceof ErrorRedaction redaction) {
            decoder.setRedaction(redaction);
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

    private void deliverTiming(SpeechTiming timing) {
        try {
            handler.onTiming(timing);
        } catch (HandlerException thrown) {
            failAndReset(thrown);
        }
    }

    private void deliver(ByteBuf data) {
        if (progress.isCancelled()) {
            held = true; // CANCELLED follows; no audio may be delivered before it.
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
            progress.onItemDone();
        }
        held = action != ChunkAction.CONTINUE;
        if (action == ChunkAction.HOLD && resumed) {
            resumed = false;
            held = false;
        }
        if (action == ChunkAction.HOLD && held && data.isReadable()) {
            pending.addFirst(detach(pending.removeFirst()));
        }
        if (action == ChunkAction.CANCEL) {
            callback.onResetRequested();
        }
        progress.onBytesConsumed(consumedBytes);
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

    /** Reports a failure to the handler, unless the stream has already ended. */
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
        pending.forEach(item -> UnexpectedFailure.contain(() -> ReferenceCountUtil.release(item)));
        pending.clear();
    }
}
