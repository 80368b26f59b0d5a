/** Limits, load and faults of the offline service as values of its API. */
@NullMarked
package dev.parlando.offline.load;

import org.jspecify.annotations.NullMarked;
