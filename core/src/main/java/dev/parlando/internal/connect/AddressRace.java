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
final class AddressRace {
    /** RFC 8305, section 5, the recommended Connection Attempt Delay. */
    static final int HEAD_START_MILLIS = 250;

    /** Begins to open TCP to one address. */
    @FunctionalInterface
    interface Dialer {
        ChannelFuture dial(InetAddress address);
    }

    private final EventExecutor loop;
    private final Dialer dialer;
    private final Deque<InetAddress> waiting;
    private final List<ChannelFuture> underWay = new ArrayList<>();
    private final Promise<Channel> winner;
    private @Nullable Future<?> headStart;
    private @Nullable Throwable failure;

    private AddressRace(EventExecutor loop, Dialer dialer, Collection<InetAddress> addresses) {
        this.loop = loop;
        this.dialer = dialer;
        this.waiting = interleave(addresses);
        this.winner = loop.newPromise();
    }

    /**
     * Starts a race.
     *
     * @param addresses at least one, in the resolver's order
     * @return the open channel; if none opened, the failure of the first with those of the others as suppressed. Cancelling
     *     it closes all
     */
    static Future<Channel> start(EventExecutor loop, Collection<InetAddress> addresses, Dialer dialer) {
        AddressRace race = new AddressRace(loop, dialer, addresses);
        race.winner.addListener(done -> race.end());
        race.dialNext();
        return race.winner;
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
        stopHeadStart();
        ChannelFuture dial = dialer.dial(waiting.remove());
        underWay.add(dial);
        if (!waiting.isEmpty()) {
            headStart = loop.schedule(this::dialNext, HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
        }
        dial.addListener(done -> onLoop(() -> onDialled(dial)));
    }

    /** Runs what a channel that could not even be made reports on a thread of Netty's. */
    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void onDialled(ChannelFuture dial) {
        underWay.remove(dial);
        if (winner.isDone()) {
            dial.channel().close();
        } else if (dial.isSuccess()) {
            winner.setSuccess(dial.channel());
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
        } else if (underWay.isEmpty()) {
            winner.setFailure(failure);
        }
    }

    private void end() {
        stopHeadStart();
        // A copy, since closing one ends its attempt at once.
        List.copyOf(underWay).forEach(dial -> dial.channel().close());
    }

    private void stopHeadStart() {
        if (headStart != null) {
            headStart.cancel(false);
        }
    }
}
