package dev.parlando.fleet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The subscriber of the messages with which the fleet asks an engine for an exchange. Without it exchanges still happen,
 * but later.
 *
 * <p>Threading: the daemon thread {@code parlando-fleet-grants} runs the loop; any thread may call the other methods.
 */
final class GrantListener implements Runnable {
    private static final long RETRY_MILLIS = 200;

    private final RedisLink link;
    private final String channel;
    private final Runnable onMessage;
    private final CountDownLatch closed = new CountDownLatch(1);

    GrantListener(RedisLink link, String channel, Runnable onMessage) {
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
                while (closed.getCount() > 0) {
                    onMessage.run(); // After the subscription, too, since messages may have been missed before.
                    link.awaitMessage();
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
