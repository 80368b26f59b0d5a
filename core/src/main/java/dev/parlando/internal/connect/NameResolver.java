package dev.parlando.internal.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, the preferred one first; it may block. */
@FunctionalInterface
interface NameResolver {
    /** The one of the JDK, which remembers answers for as long as its {@code networkaddress.cache.ttl} says. */
    NameResolver JDK = InetAddress::getAllByName;

    InetAddress[] resolve(String host) throws UnknownHostException;
}
