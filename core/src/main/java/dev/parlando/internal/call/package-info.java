/**
 * One request from submission to result: retries, permit, key and deadline, and the event-loop shards that requests
 * run on.
 */
@NullMarked
package dev.parlando.internal.call;

import org.jspecify.annotations.NullMarked;
