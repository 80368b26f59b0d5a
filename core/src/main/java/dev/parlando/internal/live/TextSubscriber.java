package dev.parlando.internal.live;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that appends the items of a publisher to a live text. It requests one item at a time and only while there
 * is room, so that the text exceeds its limit by one item at most.
 *
 * <p>Threading: the publisher calls it one call at a time, and any thread makes room.
 */
public final class TextSubscriber implements Flow.Subscriber<String> {
    private final LiveTextWriter writer;
    private final WriterCallbacks callbacks;
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    /** Whether the next item is to be requested once there is room. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** Creates a subscriber, which the caller subscribes to one publisher. */
    public TextSubscriber(LiveTextWriter writer, WriterCallbacks callbacks) {
        this.writer = writer;
        this.callbacks = callbacks;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        Objects.requireNonNull(newSubscription, "newSubscription");
        if (!subscription.compareAndSet(null, newSubscription)) {
            newSubscription.cancel(); // Rule 2.5 of Reactive Streams.
            return;
        }
        callbacks.setRoomAction(this::onRoom);
        callbacks.onCancel(newSubscription::cancel);
        requestOrWait();
    }

    private void requestOrWait() {
        if (writer.roomCharacters() > 0) {
            request();
        } else {
            waiting.set(true);
            onRoom(); // For room that was made before the flag was set.
        }
    }

    /** Requests the next item once half of the room is free, so that a request is not needed for each sent segment. */
    private void onRoom() {
        if (waiting.get() && writer.isHalfEmpty() && waiting.compareAndSet(true, false)) {
            callbacks.execute(this::request);
        }
    }

    /** Requests an item. A publisher that throws, against the rules, would leave the text open. */
    private void request() {
        try {
            Objects.requireNonNull(subscription.get()).request(1);
        } catch (Throwable thrown) {
            writer.end(thrown);
        }
    }

    @Override
    public void onNext(String item) {
        Objects.requireNonNull(item, "item");
        boolean open = false;
        try {
            open = writer.appendBeyondLimit(item);
        } catch (RuntimeException thrown) { // By a filter of the user.
            writer.end(thrown);
        }
        if (open) {
            requestOrWait();
        } else {
            Objects.requireNonNull(subscription.get()).cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        writer.end(Objects.requireNonNull(failure, "failure"));
    }

    @Override
    public void onComplete() {
        writer.end(null);
    }
}
