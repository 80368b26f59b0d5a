package dev.parlando.fleet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The subscriber of the messages of one channel, which subscribes again after an error. Messages may be lost.
 *
 * <p>Threading: a daemon thread runs the loop; any thread may call the other methods.
 */
final class ChannelListener implements Runnable {
    private static final System.Logger LOG = System.getLogger(ChannelListener.class.getName());
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long MAX_RETRY_MILLIS = 5_000;

    private final RedisLink link;
    private final String channel;
    private final Consumer<@Nullable String> onMessage;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long retryMillis = FIRST_RETRY_MILLIS;
    private boolean refusalLogged;

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
                retryMillis = FIRST_RETRY_MILLIS;
                onMessage.accept(null);
                while (closed.getCount() > 0) {
                    onMessage.accept(link.awaitMessage());
                }
            } catch (RuntimeException e) { // Also one of the supplier of the login.
                link.close();
                logRefusal(e);
            }
            ended = awaitRetry();
        }
        link.close();
    }

    /** Logs the first refusal of a subscription. A lost connection is logged by the caller of Redis. */
    private void logRefusal(RuntimeException failure) {
        if (failure instanceof JedisDataException && !refusalLogged) {
            refusalLogged = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis refuses the subscription to {0}, so that its messages are missed: {1} (logged once)",
                    channel,
                    failure.getMessage());
        }
    }

    /**
     * Waits before the next subscription; half of the time is random, since all machines lose their connections at the same
     * time. Returns whether the listener is closed.
     */
    private boolean awaitRetry() {
        long waitMillis = ThreadLocalRandom.current().nextLong(retryMillis / 2, retryMillis + 1);
        retryMillis = Math.min(2 * retryMillis, MAX_RETRY_MILLIS);
        try {
            return closed.await(waitMillis, TimeUnit.MILLISECONDS);
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
