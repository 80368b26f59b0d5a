package dev.parlando.fleet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber of the messages of one channel, which subscribes again after an error. Messages may be lost.
 *
 * <p>Threading: a daemon thread runs the loop; any thread may call the other methods.
 */
final class ChannelListener implements Runnable {
    private static final long RETRY_MILLIS = 200;

    private final RedisLink link;
    private final String channel;
    private final Consumer<@Nullable String> onMessage;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates a listener that has not subscribed yet.
     *
     * @param onMessage receives each message, and null after each subscription, since messages may have been missed
     */
    ChannelListener(RedisLink link, String channel, Consumer<@Nullable String> onMessage) {
        this.link = link;
        this.channel = channel;
        this.onMessage = onMessage;
    }

    @Override
    public void run() {
        boolean ended = false;
        while (!ended) {
            try {
                link.subscribe(channel);
                onMessage.accept(null);
                while (closed.getCount() > 0) {
                    onMessage.accept(link.awaitMessage());
                }
            } catch (RuntimeException e) { // Also one of the supplier of the login.
                link.close();
            }
            ended = awaitClose();
        }
        link.close();
    }

    private boolean awaitClose() {
        try {
            return closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Opens another connection, since this one may be dead without an error. */
    void reconnect() {
        link.close();
    }

    void close() {
        closed.countDown();
        link.close();
    }
}
