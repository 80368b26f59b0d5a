/**
 * Is an example of a program to talk with: what is typed is answered aloud, another line interrupts, and what was heard of
 * the interrupted answer is known to whoever answers next.
 */
@NullMarked
package dev.parlando.programs.assistant;

import org.jspecify.annotations.NullMarked;
