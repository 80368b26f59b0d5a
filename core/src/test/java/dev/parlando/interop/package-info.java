/**
 * Lets the engine talk to servers that others wrote: nghttpd, nginx, HAProxy and Node. Needs those programs, so it runs
 * only with the Maven profile {@code interop}, and then a program that is missing is a failure.
 */
@NullMarked
package dev.parlando.interop;

import org.jspecify.annotations.NullMarked;
