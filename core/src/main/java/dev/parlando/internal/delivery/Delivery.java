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
 * <p>Threading: owned by the ring thread. It speaks to the rest of the stream through {@link Owner} and touches no
 * channel.
 */
public final class Delivery implements RingTarget {
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
    public interface Owner {
        /** One item that was offered to the ring is done with. */
        void itemDone();

        /** So many more bytes of the answer have been taken. */
        void bytesTaken(int bytes);

        /** A resume is about to be acted upon, so that a later one counts again. */
        void resumeSeen();

        /** Returns whether the caller has cancelled, even if the loop has not yet said so. */
        boolean isCancelled();

        /** The handler wants no more: the stream is to be reset. */
        void resetWanted();

        /** The handler has seen the head of the response. */
        void responded(SpeechResponse response);

        /** The handler has been told of the end. */
        void ended(SpeechResult result);

        /** The handler has been told of the failure. */
        void failed(ParlandoException error);
    }

    private final GuardedHandler handler;
    private final Body body;
    private final Owner owner;
    private final ArrayDeque<Object> pending = new ArrayDeque<>(RingFeed.MAX_IN_FLIGHT_ITEMS + 1);
    private @Nullable SpeechResponse response;
    private boolean held;
    /** Whether a resume came while the stream was not held: the next HOLD ends immediately. */
    private boolean resumed;

    private boolean over;

    /**
     * Begins before the head of the answer.
     *
     * @param timed whether the answer is JSON that holds the audio and its times, rather than audio
     */
    public Delivery(ChunkHandler handler, boolean timed, Owner owner) {
        this.handler = new GuardedHandler(handler);
        this.body = timed ? new TimedBody(this.handler) : this.handler;
        this.owner = owner;
    }

    @Override
    public void onItem(Object item) {
        if (over) {
            ReferenceCountUtil.release(item);
        } else if (item == CANCELLED) {
            end(true);
        } else if (item instanceof Abort abort) {
            fail(abort.error());
        } else if (item == RESUME) {
            owner.resumeSeen();
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
        while (!held && !over && (item = pending.peek()) != null) {
            if (item instanceof ByteBuf data) {
                deliver(data);
            } else {
                pending.poll();
                owner.itemDone();
                deliver(item);
            }
        }
    }

    private void deliver(Object item) {
        if (item instanceof SpeechResponse head) {
            respond(head);
        } else if (item instanceof Failure failure) {
            fail(failure.error());
        } else {
            endWhole();
        }
    }

    private void respond(SpeechResponse head) {
        response = head;
        try {
            handler.respond(head);
        } catch (HandlerException thrown) {
            giveUp(thrown);
            return;
        }
        owner.responded(head);
    }

    private void deliver(ByteBuf data) {
        if (owner.isCancelled()) {
            held = true; // CANCELLED is under way; nothing may be heard in the meantime.
            return;
        }
        int before = data.readableBytes();
        ChunkAction action;
        try {
            action = body.take(data);
        } catch (ParlandoException error) {
            giveUp(error);
            return;
        }
        settle(data, before, action);
    }

    private void settle(ByteBuf data, int before, ChunkAction action) {
        int taken = before - data.readableBytes();
        if (!data.isReadable()) {
            pending.poll();
            data.release();
            owner.itemDone();
        }
        held = action != ChunkAction.CONTINUE;
        if (action == ChunkAction.HOLD && resumed) {
            resumed = false;
            held = false;
        }
        if (action == ChunkAction.CANCEL) {
            owner.resetWanted();
        }
        owner.bytesTaken(taken);
    }

    private void giveUp(ParlandoException error) {
        owner.resetWanted();
        fail(error);
    }

    private void endWhole() {
        try {
            body.end(response == null ? null : response.requestId());
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
            handler.end(result);
        } catch (HandlerException thrown) {
            owner.failed(thrown);
            return;
        }
        owner.ended(result);
    }

    /** Tells the handler of a failure, unless it was told of an end before. */
    public void fail(ParlandoException failure) {
        if (over) {
            return;
        }
        finish();
        ParlandoException error = body.counted(failure);
        handler.fail(error);
        owner.failed(error);
    }

    private void finish() {
        over = true;
        pending.forEach(ReferenceCountUtil::release);
        pending.clear();
    }
}
