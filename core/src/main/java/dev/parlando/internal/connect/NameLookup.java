package dev.parlando.internal.connect;

import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.LoopTimer;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A lookup of the addresses of a host, made for each connection, so that the engine itself caches no result.
 *
 * <p>Threading: immutable. Resolution blocks, so each lookup has a daemon thread of its own, {@code parlando-dns},
 * which ends when the resolver returns. A lookup that times out or is cancelled is ignored rather than interrupted,
 * since the system's resolver cannot be interrupted.
 */
final class NameLookup {
    private final Resolver resolver;
    private final Duration limit;

    NameLookup(Resolver resolver, Duration limit) {
        this.resolver = resolver;
        this.limit = limit;
    }

    /**
     * Resolves a name, or parses a literal address.
     *
     * @return a future that completes on the loop and fails with {@link UnknownHostException}, {@link TimeoutException}
     * or the error that prevented the lookup
     */
    Future<List<InetAddress>> start(EventLoop loop, String host) {
        Promise<List<InetAddress>> addresses = loop.newPromise();
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            resolve(Resolver.JDK, host, addresses);
            return addresses;
        }
        LoopTimer timer = new LoopTimer(loop, () -> addresses.tryFailure(new TimeoutException()));
        timer.start(limit.toNanos());
        addresses.addListener(done -> timer.stop());
        try {
            EngineThread.create("parlando-dns", () -> resolve(resolver, host, addresses))
                    .start();
        } catch (OutOfMemoryError noThreadIsLeft) {
            addresses.tryFailure(noThreadIsLeft);
        }
        return addresses;
    }

    private static void resolve(Resolver resolver, String host, Promise<List<InetAddress>> addresses) {
        try {
            addresses.trySuccess(List.of(resolver.resolve(host)));
        } catch (Throwable thrown) {
            addresses.tryFailure(thrown);
        }
    }

    /** A resolver of host addresses, which returns the preferred one first and may block. */
    @FunctionalInterface
    interface Resolver {
        /** The JDK's resolver, which caches results for the time set by {@code networkaddress.cache.ttl}. */
        Resolver JDK = InetAddress::getAllByName;

        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
