/** Calls of the offline server that the service does not have: its limits, its keys and the faults of its sockets. */
@NullMarked
package dev.parlando.offline.control;

import org.jspecify.annotations.NullMarked;
