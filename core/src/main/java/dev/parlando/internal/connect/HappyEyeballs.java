package dev.parlando.internal.connect;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection attempt to all addresses of a host by Happy Eyeballs (RFC 8305). A connection to each address is started
 * 250 ms after the one before it, or immediately if that one has failed. The first to be established wins, and the
 * other channels are closed. An address that does not respond thus costs 250 ms instead of the whole timeout.
 *
 * <p>Threading: owned by one event loop.
 */
final class HappyEyeballs {
    /** Connection Attempt Delay recommended by RFC 8305, section 5. */
    static final int ATTEMPT_DELAY_MILLIS = 250;

    /** A function that opens a TCP connection to one address. */
    @FunctionalInterface
    interface Dialer {
        ChannelFuture dial(InetAddress address);
    }

    private final EventExecutor loop;
    private final Dialer dialer;
    private final Deque<InetAddress> waiting;
    private final List<ChannelFuture> running = new ArrayList<>();
    private final Promise<Channel> connected;
    private @Nullable Future<?> nextAttempt;
    private @Nullable Throwable failure;

    private HappyEyeballs(EventExecutor loop, Dialer dialer, Collection<InetAddress> addresses) {
        this.loop = loop;
        this.dialer = dialer;
        this.waiting = interleave(addresses);
        this.connected = loop.newPromise();
    }

    /**
     * Starts to connect.
     *
     * @param addresses at least one, in the resolver's order
     * @return the open channel; if none opened, the failure of the first address with the others suppressed. Cancelling
     * the future closes all channels
     */
    static Future<Channel> start(EventExecutor loop, Collection<InetAddress> addresses, Dialer dialer) {
        HappyEyeballs attempt = new HappyEyeballs(loop, dialer, addresses);
        attempt.connected.addListener(done -> attempt.closeOthers());
        attempt.dialNext();
        return attempt.connected;
    }

    /** Returns the addresses with alternating families, starting with the family of the first address. */
    private static Deque<InetAddress> interleave(Collection<InetAddress> addresses) {
        Class<?> family = addresses.iterator().next().getClass();
        Deque<InetAddress> same = new ArrayDeque<>();
        Deque<InetAddress> other = new ArrayDeque<>();
        addresses.forEach(address -> (family.isInstance(address) ? same : other).add(address));
        Deque<InetAddress> result = new ArrayDeque<>();
        while (!same.isEmpty() || !other.isEmpty()) {
            if (!same.isEmpty()) {
                result.add(same.remove());
            }
            if (!other.isEmpty()) {
                result.add(other.remove());
            }
        }
        return result;
    }

    private void dialNext() {
        cancelNextAttempt();
        InetAddress address = waiting.remove();
        ChannelFuture dial;
        try {
            dial = dialer.dial(address);
        } catch (Throwable thrown) {
            onFailed(thrown);
            return;
        }
        running.add(dial);
        if (!waiting.isEmpty()) {
            nextAttempt = loop.schedule(this::dialNext, ATTEMPT_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
        dial.addListener(done -> onLoop(() -> onDialComplete(dial)));
    }

    /** Runs a task on the loop, since Netty reports a channel that could not be created from another thread. */
    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void onDialComplete(ChannelFuture dial) {
        running.remove(dial);
        if (connected.isDone()) {
            dial.channel().close();
        } else if (dial.isSuccess()) {
            connected.setSuccess(dial.channel());
        } else {
            onFailed(dial.cause());
        }
    }

    private void onFailed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
        if (!waiting.isEmpty()) {
            dialNext();
        } else if (running.isEmpty()) {
            connected.setFailure(failure);
        }
    }

    private void closeOthers() {
        cancelNextAttempt();
        // Copied because closing a channel removes it from the list immediately.
        List.copyOf(running).forEach(dial -> dial.channel().close());
    }

    private void cancelNextAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
        }
    }
}
