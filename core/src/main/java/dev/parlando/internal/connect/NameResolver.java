package dev.parlando.internal.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A resolver of host addresses, which returns the preferred one first and may block. */
@FunctionalInterface
interface NameResolver {
    /** The JDK's resolver, which caches results for the time set by {@code networkaddress.cache.ttl}. */
    NameResolver JDK = InetAddress::getAllByName;

    InetAddress[] resolve(String host) throws UnknownHostException;
}
