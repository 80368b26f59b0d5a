package dev.parlando.internal.connect;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up the addresses of a host, afresh for every connection, so that the engine itself never holds on to an answer.
 *
 * <p>Threading: immutable. Asking blocks, so each look-up has a daemon thread of its own, {@code parlando-dns}. It ends with
 * the resolver's answer: a look-up that is out of time or cancelled is forgotten, not interrupted, since the system's
 * resolver cannot be.
 */
final class NameLookup {
    private final NameResolver resolver;
    private final Duration limit;

    NameLookup(NameResolver resolver, Duration limit) {
        this.resolver = resolver;
        this.limit = limit;
    }

    /**
     * Asks for the addresses of a name, or reads an address written as text.
     *
     * @return fails with {@link UnknownHostException}, {@link TimeoutException} or what kept it from asking; on the loop
     */
    Future<List<InetAddress>> start(EventLoop loop, String host) {
        Promise<List<InetAddress>> addresses = loop.newPromise();
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            resolve(NameResolver.JDK, host, addresses);
            return addresses;
        }
        var timer = loop.schedule(
                () -> addresses.tryFailure(new TimeoutException()), limit.toNanos(), TimeUnit.NANOSECONDS);
        addresses.addListener(done -> timer.cancel(false));
        Thread thread = new Thread(() -> resolve(resolver, host, addresses), "parlando-dns");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThreadIsLeft) {
            addresses.tryFailure(noThreadIsLeft);
        }
        return addresses;
    }

    private static void resolve(NameResolver resolver, String host, Promise<List<InetAddress>> addresses) {
        try {
            addresses.trySuccess(List.of(resolver.resolve(host)));
        } catch (UnknownHostException | RuntimeException e) {
            addresses.tryFailure(e);
        }
    }
}
