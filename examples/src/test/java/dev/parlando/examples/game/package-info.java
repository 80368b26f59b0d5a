/** Looks at the character without a display. */
package dev.parlando.examples.game;
