/**
 * Example: a voice assistant. Typed lines are answered aloud, and a further line interrupts the answer. The next answer
 * is generated from a conversation that contains only the played part of the interrupted one.
 */
@NullMarked
package dev.parlando.programs.assistant;

import org.jspecify.annotations.NullMarked;
