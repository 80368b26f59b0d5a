/** Connection setup: name resolution, TCP, proxies and TLS, independently of the protocol on top. */
@NullMarked
package dev.parlando.internal.connect;

import org.jspecify.annotations.NullMarked;
