/**
 * Interoperability tests with third-party servers: nghttpd, nginx, HAProxy, Node and Python, and with a client process
 * that is stopped. They need these programs and run
 * only with the Maven profile {@code interop}, in which a missing program is a failure.
 */
@NullMarked
package dev.parlando.interop;

import org.jspecify.annotations.NullMarked;
