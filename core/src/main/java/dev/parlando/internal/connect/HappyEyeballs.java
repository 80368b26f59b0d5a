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
 * Lets the addresses of one host race (RFC 8305): each is dialled a quarter of a second after the one before it, or at once
 * if that has failed; the first to connect wins and the others are closed. An address that does not answer thus costs a
 * quarter of a second instead of the whole time-out.
 *
 * <p>Threading: owned by one event loop.
 */
final class HappyEyeballs {
    /** RFC 8305, section 5, the recommended Connection Attempt Delay. */
    static final int ATTEMPT_DELAY_MILLIS = 250;

    /** Begins to open TCP to one address. */
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
     * Starts a race.
     *
     * @param addresses at least one, in the resolver's order
     * @return the open channel; if none opened, the failure of the first with those of the others as suppressed. Cancelling
     *     it closes all
     */
    static Future<Channel> start(EventExecutor loop, Collection<InetAddress> addresses, Dialer dialer) {
        HappyEyeballs attempt = new HappyEyeballs(loop, dialer, addresses);
        attempt.connected.addListener(done -> attempt.closeOthers());
        attempt.dialNext();
        return attempt.connected;
    }

    /** Returns the addresses so that the families alternate, the first address's family first. */
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
        ChannelFuture dial = dialer.dial(waiting.remove());
        running.add(dial);
        if (!waiting.isEmpty()) {
            nextAttempt = loop.schedule(this::dialNext, ATTEMPT_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
        dial.addListener(done -> onLoop(() -> onDialComplete(dial)));
    }

    /** Runs what a channel that could not even be made reports on a thread of Netty's. */
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
        // A copy, since closing one ends its attempt at once.
        List.copyOf(running).forEach(dial -> dial.channel().close());
    }

    private void cancelNextAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
        }
    }
}
