package dev.parlando.internal.connect;

import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
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
 * other channels are closed. An address that does not respond thus costs 250 ms instead of the whole timeout. Each
 * attempt has the whole timeout, to which a time at which the process stood still does not count.
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
    private final long timeoutNanos;
    /** The attempts that may still win. */
    private final List<ChannelFuture> running = new ArrayList<>();

    private final Promise<Channel> connected;
    private @Nullable Future<?> nextAttempt;
    private @Nullable Throwable failure;

    private HappyEyeballs(EventExecutor loop, Dialer dialer, Collection<InetAddress> addresses, long timeoutNanos) {
        this.loop = loop;
        this.dialer = dialer;
        this.timeoutNanos = timeoutNanos;
        this.waiting = interleave(addresses);
        this.connected = loop.newPromise();
    }

    /**
     * Starts to connect.
     *
     * @param addresses at least one, in the resolver's order
     * @param timeoutNanos limit on each attempt
     * @param dialer sets no limit of its own
     * @return the open channel; if none opened, the failure of the first address with the others suppressed. Cancelling
     * the future closes all channels
     */
    static Future<Channel> start(
            EventExecutor loop, Collection<InetAddress> addresses, long timeoutNanos, Dialer dialer) {
        HappyEyeballs attempt = new HappyEyeballs(loop, dialer, addresses, timeoutNanos);
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
        LoopTimer timeout = new LoopTimer(loop, () -> onTimeout(dial, address));
        timeout.start(timeoutNanos);
        running.add(dial);
        if (!waiting.isEmpty()) {
            nextAttempt = loop.schedule(this::dialNext, ATTEMPT_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
        dial.addListener(done -> onLoop(() -> {
            timeout.stop();
            onDialComplete(dial);
        }));
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
        if (!running.remove(dial)) {
            dial.channel().close();
        } else if (dial.isSuccess()) {
            connected.setSuccess(dial.channel());
        } else {
            onFailed(dial.cause());
        }
    }

    private void onTimeout(ChannelFuture dial, InetAddress address) {
        if (running.remove(dial)) {
            UnexpectedFailure.contain(() -> dial.channel().close());
            onFailed(new ConnectTimeoutException(address.getHostAddress() + " did not answer"));
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
        List<ChannelFuture> others = List.copyOf(running);
        running.clear(); // First, since closing a channel completes its attempt.
        others.forEach(dial -> UnexpectedFailure.contain(() -> dial.channel().close()));
    }

    private void cancelNextAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
        }
    }
}
