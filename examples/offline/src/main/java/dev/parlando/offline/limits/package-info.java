/** The concurrency limit of the offline service: slots, queue and refusals. */
@NullMarked
package dev.parlando.offline.limits;

import org.jspecify.annotations.NullMarked;
