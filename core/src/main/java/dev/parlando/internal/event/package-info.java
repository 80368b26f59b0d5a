/** Event delivery to listeners, in order and not on the threads that do the engine's work, and the recording of timelines. */
@NullMarked
package dev.parlando.internal.event;

import org.jspecify.annotations.NullMarked;
