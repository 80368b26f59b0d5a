/** Opens the way to the service: names, addresses, TCP, proxies and TLS; what is spoken on it is not known here. */
@NullMarked
package dev.parlando.internal.connect;

import org.jspecify.annotations.NullMarked;
