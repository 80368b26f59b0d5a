/** The audio messages of the sockets: generations, their character times, and the audio that is held back. */
@NullMarked
package dev.parlando.offline.generation;

import org.jspecify.annotations.NullMarked;
