/** The narrow waist between calls and protocols: one request and its response on one connection. */
@NullMarked
package dev.parlando.internal.exchange;

import org.jspecify.annotations.NullMarked;
