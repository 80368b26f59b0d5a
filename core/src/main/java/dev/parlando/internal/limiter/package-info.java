/** Concurrency limits that keep the requests of one engine within its account, independently of the network. */
@NullMarked
package dev.parlando.internal.limiter;

import org.jspecify.annotations.NullMarked;
